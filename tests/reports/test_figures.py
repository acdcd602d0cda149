"""Figures: each is there with its words, the same each time, and stands in a page without disturbing another."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import numpy as np
import pytest
from drawn_words import no_words_overlap
from matplotlib.figure import Figure
from small_authority import base, comparison

from sim.experiments.comparison.comparison import compared
from sim.experiments.running.replications import run_all
from sim.experiments.running.settings import Settings
from sim.reports.run import figures
from sim.reports.shared.drawing import BLUE, GREY, ORANGE, Drawing, days_of, inline, spread_out
from sim.reports.shared.spread_words import spread_title

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def drawings() -> list[Drawing]:
    return [sketch.make() for sketch in figures.of_comparison(comparison())]


def test_the_figures_of_a_comparison_are_all_there_with_title_caption_and_words(drawings: list[Drawing]) -> None:
    assert [one.name for one in drawings] == [
        "looked_after_over_time",
        "children_by_kind_of_placement",
        "difference_by_strategy",
        "cost_against_effect",
        "fostering_places",
    ]
    for one in drawings:
        assert one.title
        assert one.caption.endswith(".")
        assert len(one.alternative) > 80


def test_every_headline_has_its_panel_and_every_strategy_its_row(drawings: list[Drawing]) -> None:
    (forest,) = (one for one in drawings if one.name == "difference_by_strategy")
    panels = [axes for axes in forest.figure.axes if axes.get_visible()]
    assert [axes.get_title(loc="left") for axes in panels] == [one.title for one in comparison().headlines]
    points = [line for line in panels[0].lines if line.get_marker() == "o"]
    assert len(points) == len(comparison().strategies)
    for headline in comparison().headlines:
        assert headline.title in forest.alternative


def test_the_points_of_the_forest_are_the_differences(drawings: list[Drawing]) -> None:
    (forest,) = (one for one in drawings if one.name == "difference_by_strategy")
    for axes, headline in zip(forest.figure.axes, comparison().headlines, strict=False):
        scale = 1e6 if headline.unit.startswith("GBP") else 1
        drawn = [float(line.get_xdata()[0]) * scale for line in axes.lines if line.get_marker() == "o"]
        assert drawn == pytest.approx([one.difference for one in headline.differences])


def test_a_colour_says_clearly_better_only_when_the_interval_leaves_out_zero(drawings: list[Drawing]) -> None:
    (forest,) = (one for one in drawings if one.name == "difference_by_strategy")
    for axes, headline in zip(forest.figure.axes, comparison().headlines, strict=False):
        for point, one in zip((p for p in axes.lines if p.get_marker() == "o"), headline.differences, strict=True):
            if not one.low > 0 and not one.high < 0:
                assert point.get_color() == GREY
            if point.get_color() in (BLUE, ORANGE):
                assert one.clear


def test_the_bands_are_nested_and_hold_the_share_that_they_say(drawings: list[Drawing]) -> None:
    axes = drawings[0].figure.axes[0]
    path = comparison().base.series.path("looked_after")
    heights = []
    for band, percent in zip(axes.collections, (95, 80, 50), strict=True):
        edges = band.get_paths()[0].vertices[:, 1]
        low, high = np.percentile(path, [50 - percent / 2, 50 + percent / 2])
        assert edges.max() == pytest.approx(np.percentile(path, 50 + percent / 2, axis=1).max())
        heights.append(edges.max())
        assert low <= high
    assert heights == sorted(heights, reverse=True)


def test_axes_of_time_have_dates_in_words(drawings: list[Drawing]) -> None:
    words = [label.get_text() for label in drawings[0].figure.axes[0].get_xticklabels()]
    assert "31 March\n2019" in words


def test_no_words_overlap_in_any_figure_or_leave_it(drawings: list[Drawing]) -> None:
    for one in drawings:
        no_words_overlap(one, least=11)


def test_svg_and_png_are_whole_and_the_same_each_time(drawings: list[Drawing]) -> None:
    one = drawings[0]
    assert ElementTree.fromstring(one.svg()).tag.endswith("svg")
    assert one.svg() == one.svg()
    assert one.png().startswith(PNG)
    again = figures.of_comparison(comparison())[0].make()
    assert again.svg() == one.svg()


def test_each_file_is_drawn_once_with_the_panels_where_they_are(
    drawings: list[Drawing], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Figure] = []
    draw = Figure.draw
    monkeypatch.setattr(Figure, "draw", lambda figure, renderer: (drawn.append(figure), draw(figure, renderer)))
    for one in drawings:
        places = [axes.get_position().bounds for axes in one.figure.axes]
        one.svg(), one.png()
        assert [axes.get_position().bounds for axes in one.figure.axes] == places
    assert drawn == [one.figure for one in drawings for _ in ("svg", "png")]


def test_an_inline_drawing_has_words_and_names_of_its_own(drawings: list[Drawing]) -> None:
    first, second = (inline(one.svg(), one.name, 'with "quotes" & all') for one in drawings[:2])
    for text, one in ((first, drawings[0]), (second, drawings[1])):
        root = ElementTree.fromstring(text)
        assert root.get("role") == "img"
        assert root.get("aria-label") == 'with "quotes" & all'
        names = re.findall(r'\bid="([^"]+)"', text)
        assert names
        assert all(name.startswith(f"{one.name}-") for name in names)
        used = re.findall(r'url\(#([^)]+)\)|xlink:href="#([^"]+)"', text)
        assert {a or b for a, b in used} <= set(names)
    assert not set(re.findall(r'\bid="([^"]+)"', first)) & set(re.findall(r'\bid="([^"]+)"', second))


def test_a_run_alone_has_its_figures_and_a_run_of_days_has_none_over_time() -> None:
    assert len([sketch.make() for sketch in figures.of_run(comparison().results)]) == 3
    short = run_all([base(0.08)], Settings(2, processes=1))
    assert figures.of_run(short) == []


def test_one_replication_and_one_strategy_can_be_drawn() -> None:
    scenarios = [outcome.scenario for outcome in comparison().results.outcomes][:2]
    results = run_all(scenarios, Settings(1, processes=1))
    assert len([sketch.make() for sketch in figures.of_comparison(compared(results))]) == 5


def test_the_caption_says_what_the_bands_hold() -> None:
    outcome = comparison().base
    caption = figures.looked_after([(outcome, "Base", GREY)], False).caption
    assert "The predictive intervals show" in caption
    assert "by how far off entries and leaving may be" in caption
    assert "what the inputs may be" in figures.looked_after([(outcome, "Base", GREY)], True).caption


def test_without_an_outlook_the_bands_are_of_chance_alone() -> None:
    outcome = comparison().base
    scenario = outcome.scenario
    certain = replace(outcome, scenario=replace(scenario, parameters=replace(scenario.parameters, outlook=None)))
    assert "The bands show how far one council's future may lie from the middle by chance alone" in (
        figures.looked_after([(certain, "Base", GREY)], False).caption
    )
    assert spread_title(certain.scenario.parameters) == "95% of replications lie in"
    assert spread_title(scenario.parameters) == "95% predictive interval"


def test_labels_are_pushed_apart_only_as_far_as_they_must() -> None:
    assert spread_out([0.0, 1.0, 5.0], 2.0) == [0.0, 2.0, 5.0]
    assert spread_out([], 2.0) == []


def test_days_are_those_that_matplotlib_counts() -> None:
    from matplotlib.dates import num2date

    assert num2date(days_of([date(2019, 3, 31)])[0]).date() == date(2019, 3, 31)
