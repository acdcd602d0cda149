"""The heat map of a sweep of two numbers: coloured no finer than chance tells apart, and its numbers readable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.statistics.difference import LEAST_FOR_CLEAR, Difference
from sim.experiments.sweep.sweep import Sweep
from sim.measures.arrays import Flags, Numbers
from sim.reports.chart.chart import ChartFigure, HeatChart, HeatPanel, Tile
from sim.reports.chart.palette import WHITE
from sim.reports.shared.words import in_table
from sim.reports.sweep.panels import file_name, panels_of
from sim.reports.sweep.shades import CHANGES, LEVELS
from sim.reports.sweep.words import axis_of, label, measured_in

NOISES: Final = 2.0
"""Half-widths of the widest 95% interval that the colours reach over at least, so that chance alone looks pale."""

BEYOND: Final = 1.8
"""How far the colours reach beyond the numbers, so that no tile is of the darkest."""


@dataclass(frozen=True, slots=True)
class Tiles:
    """The numbers of one panel, row by row from the lowest, and what chance may have to do with them."""

    values: Numbers
    clear: Flags
    """Whether each is clearly other than what it is compared with."""
    noise: float
    """Half of the widest 95% interval of a comparison."""
    as_change: bool
    """Whether they are what a strategy changes; if not, each is compared with the lowest."""

    @property
    def reach(self) -> tuple[float, float]:
        """Return the lowest and the highest; not numbers where none is known."""
        known = self.values[~np.isnan(self.values)]
        return (float(known.min()), float(known.max())) if known.size else (float("nan"), float("nan"))

    @property
    def ends(self) -> tuple[float, float]:
        """Return the values at the ends of the scale of colours."""
        low, high = self.reach
        if self.as_change:
            most = BEYOND * max(abs(low), abs(high), NOISES * self.noise) or 1.0
            return -most, most
        reach = BEYOND * max(high - low, NOISES * self.noise) or 1.0
        return low - 0.1 * reach, low + reach


def heat_map(sweep: Sweep, which: int, across: int, up: int) -> ChartFigure:
    """Show one measure over two numbers: each base as it is, each strategy as what it changes there."""
    asked, measure = sweep.asked, sweep.asked.wanted[which]
    every = panels_of(sweep, which)
    shown = [one for one in every if _varies(sweep, which, one[0])] or every
    levers, levels = asked.designed.levers, asked.designed.levels
    panels, said = [], []
    for number, as_change in shown:
        tiles = tiles_of(sweep, which, number, across, up)
        what = "what it changes" if as_change else "as it is"
        panels.append(HeatPanel(f"{label(asked, number)}: {what}", _tiles(tiles, measure)))
        low, high = (in_table(end, measure.unit, sign=as_change) for end in tiles.reach)
        said.append(
            f"{label(asked, number)}, {what}: from {low} to {high}, {int(tiles.clear.sum())} of {tiles.values.size} "
            "clear of chance"
        )
    return ChartFigure(
        file_name(measure),
        f"{measure.title}, {measured_in(measure, asked.scenarios[0])}",
        "Means of the replications. A strategy's panel shows what it changes beside the base with the same numbers, on "
        "the same luck. Numbers in brackets are within the simulation's error: of a change, its 95% interval holds "
        "zero; of a base as it is, that of the difference from the lowest of its panel. Colours reach over twice that "
        "error at least, so that what chance makes looks pale.",
        "; ".join(said) + ".",
        HeatChart(
            rows=tuple(f"{value:g}" for value in levels[up]),
            columns=tuple(f"{value:g}" for value in levels[across]),
            panels=tuple(panels),
            up=axis_of(levers[up]),
            along=axis_of(levers[across]),
        ),
    )


def tiles_of(sweep: Sweep, which: int, number: int, across: int, up: int) -> Tiles:
    """Return the tiles of one scenario over two of the numbers that are varied."""
    asked = sweep.asked
    levels, base = asked.designed.levels, asked.bases[number]
    rows = range(len(asked.designed.rows))
    means = [sweep.mean(row, number, which)[0] for row in rows]
    lowest = 0 if np.isnan(means).all() else int(np.nanargmin(means))
    values = np.full((len(levels[up]), len(levels[across])), np.nan)
    clear = np.zeros_like(values, dtype=np.bool_)
    found: list[Difference] = []
    for place, row in enumerate(asked.designed.rows):
        at = levels[up].index(row[up]), levels[across].index(row[across])
        one = sweep.difference(place, number, which) if number != base else sweep.beside(lowest, place, number, which)
        found.append(one)
        values[at] = one.difference if number != base else means[place]
        clear[at] = one.clear or (number == base and place == lowest and one.replications >= LEAST_FOR_CLEAR)
    widths = [one.half_width for one in found if not np.isnan(one.half_width)]
    return Tiles(values, clear, max(widths, default=0.0), number != base)


def _varies(sweep: Sweep, which: int, number: int) -> bool:
    """Whether a measure differs anywhere between sets of numbers: of a base that has neither of them it does not."""
    values = sweep.values[:, number, which]
    return not all(np.array_equal(values[0], one, equal_nan=True) for one in values)


def _tiles(tiles: Tiles, measure: MeasureChoice) -> tuple[tuple[Tile, ...], ...]:
    """Return a grid as coloured tiles with their numbers."""
    low, high = tiles.ends
    shades = CHANGES if tiles.as_change else LEVELS

    def tile(value: float, clear: bool) -> Tile:
        if np.isnan(value):
            return Tile("", WHITE)
        words = in_table(value, measure.unit, sign=tiles.as_change)
        return Tile(words if clear else f"({words})", shades.at((value - low) / (high - low)))

    return tuple(
        tuple(tile(value, clear) for value, clear in zip(values, clears, strict=True))
        for values, clears in zip(tiles.values.tolist(), tiles.clear.tolist(), strict=True)
    )
