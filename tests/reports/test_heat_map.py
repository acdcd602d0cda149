"""Heat maps: every number can be read, colours are no finer than chance, and what is within its reach is marked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from charted_words import faults_of_chart
from swept_by_hand import made, question

from sim.experiments.sweep.sweep import Sweep
from sim.reports.chart.chart import ChartFigure, HeatChart, Tile
from sim.reports.chart.drawn import scene_of
from sim.reports.chart.palette import READABLE, contrast, ink_on, readable
from sim.reports.chart.svg import NARROW, WIDE
from sim.reports.sweep.figures import of_sweep
from sim.reports.sweep.heat_map import NOISES, heat_map, tiles_of
from sim.reports.sweep.shades import CHANGES, LEVELS

SHADES = range(0, 256, 17)

NAME = "recovery_and_transfer"
"""A sweep of two numbers that a strategy has and its base has not."""


def swept(change: float, spread: float, replications: int = 8) -> Sweep:
    """A strategy that changes the first measure by so much more with each set of numbers, with so much luck in it."""
    asked = question(NAME)
    found = made(asked, {0: [50.0] * len(asked.designed.rows)})
    luck = np.random.default_rng(7).normal(0, spread, (*found.values.shape[:3], replications))
    values = np.full_like(luck, 50.0)
    values[:, 1] += luck[:, 1] + change * np.arange(len(asked.designed.rows))[:, None, None]
    return Sweep(asked, values, ())


def tiles_in(figure: ChartFigure) -> tuple[tuple[Tile, ...], ...]:
    """The tiles of a heat map's first panel."""
    assert isinstance(figure.chart, HeatChart)
    return figure.chart.panels[0].tiles


@pytest.mark.parametrize("change", [0.0, 0.1, 5.0])
@pytest.mark.parametrize("spread", [0.1, 3.0])
def test_every_number_stands_out_from_its_tile(change: float, spread: float) -> None:
    figure = heat_map(swept(change, spread), 0, 0, 1)
    assert faults_of_chart(figure) == []
    for width in (WIDE, NARROW):
        shown = {word.text for word in scene_of(figure.chart, width).words}
        assert {tile.words for row in tiles_in(figure) for tile in row} <= shown, "every number is on its tile"


def test_colours_reach_over_twice_the_noise_at_least() -> None:
    tiles = tiles_of(swept(0.0, 3.0), 0, 1, 0, 1)
    assert tiles.noise > 1.0
    assert tiles.ends[1] >= NOISES * tiles.noise
    certain = tiles_of(swept(5.0, 0.01), 0, 1, 0, 1)
    largest = np.abs(certain.values).max()
    assert largest <= certain.ends[1] <= 2 * largest, "where much changes, its size sets the scale"


def test_what_is_within_the_noise_stands_in_brackets_and_what_is_clear_does_not() -> None:
    for change, spread in ((0.0, 3.0), (5.0, 0.01)):
        found = swept(change, spread)
        tiles = tiles_of(found, 0, 1, 0, 1)
        words = [tile.words for row in tiles_in(heat_map(found, 0, 0, 1)) for tile in row]
        assert [not text.startswith("(") for text in words] == list(tiles.clear.flat)
    assert tiles.clear.sum() == tiles.values.size - 1, "all but the first, which changes nothing"


def test_a_base_is_compared_with_its_lowest_cell() -> None:
    asked = question("clinic_slots_and_notification")
    rows = len(asked.designed.rows)
    luck = np.random.default_rng(7).normal(0, 0.1, (rows, 1, len(asked.wanted), 8))
    tiles = tiles_of(Sweep(asked, luck + 5.0 * np.arange(rows)[:, None, None, None], ()), 0, 0, 0, 1)
    assert not tiles.as_change
    assert tiles.clear.all()
    assert tiles.ends[0] < tiles.values.min()
    level = tiles_of(Sweep(asked, luck, ()), 0, 0, 0, 1)
    assert not level.clear.all()
    assert level.clear.flat[int(level.values.argmin())], "the lowest is what the others are compared with"


def test_with_few_replications_nothing_is_clear_and_it_can_be_drawn() -> None:
    found = swept(5.0, 0.1)
    for replications in (1, 2):
        few = replace(found, values=found.values[..., :replications])
        assert not tiles_of(few, 0, 1, 0, 1).clear.any()
        assert faults_of_chart(heat_map(few, 0, 0, 1)) == []


@pytest.mark.parametrize("name", ["edge_of_care_slots", NAME, "iro_caseload"])
def test_no_words_of_sweeps_overlap(name: str) -> None:
    asked = question(name)
    rows = range(len(asked.designed.rows))
    found = made(asked, {which: [10.0 + row for row in rows] for which in range(len(asked.wanted))})
    for figure in of_sweep(found):
        assert faults_of_chart(figure) == []


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ffffff", "#ffffff") == 1.0


def test_ink_is_that_which_stands_out_more() -> None:
    assert ink_on("#f0f0ff") != "#ffffff"
    assert ink_on("#000080") == "#ffffff"
    shades = [f"#{red:02x}{green:02x}{blue:02x}" for red in SHADES for green in SHADES for blue in SHADES]
    assert min(contrast(ink_on(shade), shade) for shade in shades) >= READABLE, "on every colour that there is"
    assert readable("#0072b2") == "#0072b2"
    assert readable("#56b4e9") != "#56b4e9"


def test_shades_run_from_end_to_end_and_what_hardly_changes_is_pale() -> None:
    assert LEVELS.at(0.0) == LEVELS.steps[0]
    assert LEVELS.at(1.0) == LEVELS.steps[-1]
    assert CHANGES.at(0.5) == "#f7f7f7"
    assert CHANGES.at(0.55) == "#fbecd6", "half way to the next"
    assert LEVELS.at(-1.0) == LEVELS.at(0.0)
