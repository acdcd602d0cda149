"""The heat map of a sweep of two numbers: coloured no finer than chance tells apart, and its numbers readable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.statistics.difference import LEAST_FOR_CLEAR, Difference
from sim.experiments.sweep.sweep import Sweep
from sim.measures.arrays import Flags, Numbers
from sim.reports.shared.drawing import Drawing, blank
from sim.reports.shared.ink import ink_on
from sim.reports.shared.words import in_table, wrapped
from sim.reports.sweep.panels import file_name, panels_of
from sim.reports.sweep.words import axis_of, label, measured_in

if TYPE_CHECKING:
    from matplotlib.axes import Axes

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
    def ends(self) -> tuple[float, float]:
        """Return the values at the ends of the scale of colours."""
        if self.as_change:
            most = BEYOND * max(float(np.nanmax(np.abs(self.values))), NOISES * self.noise) or 1.0
            return -most, most
        low, high = float(np.nanmin(self.values)), float(np.nanmax(self.values))
        reach = BEYOND * max(high - low, NOISES * self.noise) or 1.0
        return low - 0.1 * reach, low + reach


def heat_map(sweep: Sweep, which: int, across: int, up: int) -> Drawing:
    """Draw one measure over two numbers: each base as it is, each strategy as what it changes there."""
    asked, measure = sweep.asked, sweep.asked.wanted[which]
    every = panels_of(sweep, which)
    shown = [one for one in every if _varies(sweep, which, one[0])] or every
    columns = min(2, len(shown))
    rows = -(-len(shown) // columns)
    figure, panels = blank(1.2 + 3.6 * rows, rows, columns)
    levers, levels = asked.designed.levers, asked.designed.levels
    said = []
    for axes, (number, as_change) in zip(panels, shown, strict=False):
        tiles = tiles_of(sweep, which, number, across, up)
        _draw(axes, tiles, measure)
        axes.set_xticks(np.arange(len(levels[across])) + 0.5, [f"{value:g}" for value in levels[across]])
        axes.set_yticks(np.arange(len(levels[up])) + 0.5, [f"{value:g}" for value in levels[up]])
        axes.set_xlabel(axis_of(levers[across]))
        axes.set_ylabel(wrapped(axis_of(levers[up]), 36))
        what = "what it changes" if as_change else "as it is"
        axes.set_title(wrapped(f"{label(asked, number)}: {what}", 46))
        low, high = float(np.nanmin(tiles.values)), float(np.nanmax(tiles.values))
        said.append(
            f"{label(asked, number)}, {what}: from {in_table(low, measure.unit, sign=as_change)} to "
            f"{in_table(high, measure.unit, sign=as_change)}, {int(tiles.clear.sum())} of {tiles.values.size} clear of "
            "chance"
        )
    for axes in panels[len(shown) :]:
        axes.set_visible(False)
    return Drawing(
        file_name(measure),
        f"{measure.title}, {measured_in(measure, asked.scenarios[0])}",
        "Means of the replications. A strategy's panel shows what it changes beside the base with the same numbers, on "
        "the same luck. Numbers in brackets are within the simulation's error: of a change, its 95% interval holds "
        "zero; of a base as it is, that of the difference from the lowest of its panel. Colours reach over twice that "
        "error at least, so that what chance makes looks pale.",
        "; ".join(said) + ".",
        figure,
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


def _draw(axes: Axes, tiles: Tiles, measure: MeasureChoice) -> None:
    """Draw a grid as coloured tiles with their numbers."""
    low, high = tiles.ends
    mesh = axes.pcolormesh(
        tiles.values,
        cmap="PuOr_r" if tiles.as_change else "Blues",
        vmin=low,
        vmax=high,
        edgecolors="white",
        linewidth=2,
    )
    axes.grid(visible=False)
    colours = mesh.to_rgba(np.ma.masked_invalid(tiles.values).ravel()).reshape(*tiles.values.shape, 4)
    for (y, x), value in np.ndenumerate(tiles.values):
        if not np.isnan(value):
            red, green, blue, _ = colours[y, x].tolist()
            text = in_table(value, measure.unit, sign=tiles.as_change)
            axes.text(
                x + 0.5,
                y + 0.5,
                text if tiles.clear[y, x] else f"({text})",
                ha="center",
                va="center",
                fontsize=9.5,
                color=ink_on((red, green, blue)),
            )
