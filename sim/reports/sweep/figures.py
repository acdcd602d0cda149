"""The figures of a sweep, each fitting its shape: lines with bands, small multiples, or clouds of points."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.asking.form_of_sweep import SPREAD_OUT
from sim.experiments.sweep.sweep import Sweep
from sim.measures.arrays import Numbers
from sim.reports.shared.drawing import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    SKY,
    YELLOW,
    Drawing,
    blank,
    key_in_words,
    styled,
)
from sim.reports.shared.words import in_table, lower_first, scale, wrapped
from sim.reports.sweep.heat_map import heat_map
from sim.reports.sweep.panels import file_name, panels_of
from sim.reports.sweep.words import axis_of, label, measured_in

if TYPE_CHECKING:
    pass

COLOURS = (GREY, BLUE, ORANGE, GREEN, PURPLE, SKY, YELLOW, BLACK)

MOST_MEASURES = 6
"""That are drawn; tables have them all."""

MOST_PANELS = 12
BINS = 12
"""Into which a cloud of points is parted along each number, so that the mean of each part can be drawn."""

LEAST_IN_A_BIN = 3


def of_sweep(sweep: Sweep) -> list[Drawing]:
    """Return the figures of a sweep, the shape of which decides what they are."""
    varied = [place for place, levels in enumerate(sweep.asked.designed.levels) if len(levels) > 1]
    shown = range(min(MOST_MEASURES, len(sweep.asked.wanted)))
    with styled():
        if sweep.asked.designed.design in SPREAD_OUT:
            drawings = [clouds(sweep, one) for one in shown]
        elif len(varied) <= 1 or sweep.asked.designed.design == "list":
            compares = any(number != base for number, base in enumerate(sweep.asked.bases))
            place = varied[0] if varied else 0
            drawings = [lines(sweep, place, as_change) for as_change in ((False, True) if compares else (False,))]
        elif len(varied) == 2:
            drawings = [heat_map(sweep, one, varied[0], varied[1]) for one in shown]
        else:
            drawings = [multiples(sweep, one, varied) for one in shown]
        return [one.laid_out() for one in drawings]


def lines(sweep: Sweep, place: int, as_change: bool) -> Drawing:
    """Draw each measure against the one number that is varied, a line with its 95% band for each scenario.

    Either as each scenario has it, or as what each strategy changes beside its base.
    """
    asked = sweep.asked
    wanted = asked.wanted[:MOST_MEASURES]
    rows = -(-len(wanted) // 2)
    figure, panels = blank(3.4 * rows + 0.4, rows, min(2, len(wanted)))
    one = asked.designed.levers[place]
    as_list = asked.designed.design == "list"
    along = np.array([number + 1 if as_list else row[place] for number, row in enumerate(asked.designed.rows)])
    order = np.argsort(along, kind="stable")
    drawn = [number for number, base in enumerate(asked.bases) if number != base or not as_change]
    said = []
    for which, (axes, measure) in enumerate(zip(panels, wanted, strict=False)):
        factor = scale(measure.unit)
        if as_change:
            axes.axhline(0, color=BLACK, linewidth=0.8)
        for number in drawn:
            cells = np.array([_mean_or_change(sweep, int(row), number, which, as_change) for row in order]) / factor
            colour = COLOURS[number % len(COLOURS)]
            axes.plot(along[order], cells[:, 0], color=colour, marker="o", markersize=4)
            axes.fill_between(along[order], cells[:, 1], cells[:, 2], color=colour, alpha=0.2, linewidth=0)
            ends = (in_table(value * factor, measure.unit, sign=as_change) for value in (cells[0, 0], cells[-1, 0]))
            first, last = (f"{value} at {at:g}" for value, at in zip(ends, along[order][[0, -1]], strict=True))
            said.append(f"{measure.title}, {label(asked, number)}: {first}, {last}")
        axes.set_title(wrapped(measure.title, 44))
        axes.set_ylabel(wrapped(measured_in(measure, asked.scenarios[0], as_change), 34))
        axes.set_xlabel("Set of numbers" if as_list else axis_of(one))
    for axes in panels[len(wanted) :]:
        axes.set_visible(False)
    if len(asked.scenarios) > 1:
        key_in_words(figure, [(label(asked, number), COLOURS[number % len(COLOURS)]) for number in drawn])
    what = "What each strategy changes" if as_change else "Each measure"
    band = (
        "paired on the same luck, which is why they are narrower than those of the measures themselves"
        if as_change
        else "how well the average is known, not how far one year may lie from it"
    )
    return Drawing(
        "sweep_changes" if as_change else "sweep",
        f"{what} {'over the sets of numbers' if as_list else f'as {lower_first(one.title)} varies'}",
        f"Lines are means of the replications at each value, bands their 95% intervals: {band}. All points share their "
        "luck. Vertical scales do not start at zero.",
        "; ".join(said) + ".",
        figure,
    )


def multiples(sweep: Sweep, which: int, varied: Sequence[int]) -> Drawing:
    """Draw one measure over three numbers or more: lines for the second, a panel for each value of the others."""
    asked, measure = sweep.asked, sweep.asked.wanted[which]
    across, second, *others = varied
    levers, levels = asked.designed.levers, asked.designed.levels
    number, as_change = panels_of(sweep, which)[-1]
    choices = list(product(*(levels[place] for place in others)))[:MOST_PANELS]
    columns = min(3, len(choices))
    rows = -(-len(choices) // columns)
    figure, panels = blank(1.2 + 2.9 * rows, rows, columns, sharey=True, sharex=True)
    factor = scale(measure.unit)
    where = {row: place for place, row in enumerate(asked.designed.rows)}
    for axes, choice in zip(panels, choices, strict=False):
        for order, value in enumerate(levels[second]):
            places = [
                (row[across], place)
                for row, place in where.items()
                if row[second] == value and tuple(row[other] for other in others) == choice
            ]
            places.sort()
            cells = [_mean_or_change(sweep, place, number, which, as_change) for _, place in places]
            middle, low, high = np.array(cells).T / factor
            colour = COLOURS[(order + 1) % len(COLOURS)]
            along = [one for one, _ in places]
            axes.plot(along, middle, color=colour, marker="o", markersize=3)
            axes.fill_between(along, low, high, color=colour, alpha=0.18, linewidth=0)
        named = ", ".join(f"{levers[place].title} {value:g}" for place, value in zip(others, choice, strict=True))
        axes.set_title(wrapped(named, 34), fontsize=9.5)
    for axes in panels[len(choices) :]:
        axes.set_visible(False)
    figure.supxlabel(axis_of(levers[across]), fontsize=10)
    figure.supylabel(measured_in(measure, asked.scenarios[0]), fontsize=10)
    names = [
        (f"{levers[second].title} {value:g}", COLOURS[(order + 1) % len(COLOURS)])
        for order, value in enumerate(levels[second])
    ]
    key_in_words(figure, names)
    what = f"what {label(asked, number)} changes" if as_change else label(asked, number)
    cut = f" The first {MOST_PANELS} panels are shown." if len(choices) == MOST_PANELS else ""
    return Drawing(
        file_name(measure),
        f"{measure.title}: {what}",
        f"Lines are means of the replications, bands their 95% intervals.{cut} Vertical scales do not start at zero.",
        f"{measure.title}, {what}, in {len(choices)} panels; summary.csv has every number.",
        figure,
    )


def clouds(sweep: Sweep, which: int) -> Drawing:
    """Draw one measure against each number of a design that varies all at once, with the mean along each."""
    asked, measure = sweep.asked, sweep.asked.wanted[which]
    levers = asked.designed.levers
    columns = min(4, len(levers))
    rows = -(-len(levers) // columns)
    figure, panels = blank(0.8 + 2.6 * rows, rows, columns, sharey=True)
    table = np.array(asked.designed.rows)
    factor = scale(measure.unit)
    number, as_change = panels_of(sweep, which)[-1]
    heights = np.array([_mean_or_change(sweep, row, number, which, as_change)[0] for row in range(len(table))]) / factor
    said = []
    for axes, one, along in zip(panels, levers, table.T, strict=False):
        axes.scatter(along, heights, s=5, color=GREY, alpha=0.35, linewidths=0)
        middles, means, halves = binned(along, heights)
        axes.plot(middles, means, color=BLUE)
        axes.fill_between(middles, means - halves, means + halves, color=BLUE, alpha=0.25, linewidth=0)
        axes.set_xlabel(wrapped(axis_of(one), 26), fontsize=9)
        if len(means):
            ends = (in_table(value * factor, measure.unit, sign=as_change) for value in (means[0], means[-1]))
            said.append(f"{one.title}: from {' to '.join(ends)}")
    for axes in panels[len(levers) :]:
        axes.set_visible(False)
    figure.supylabel(measured_in(measure, asked.scenarios[0]), fontsize=10)
    what = f", what {label(asked, number)} changes" if as_change else ""
    return Drawing(
        file_name(measure),
        f"{measure.title}{what}, {measured_in(measure, asked.scenarios[0])}",
        f"Each of {len(table):,} points is a set of numbers, the mean of its replications. The line is the mean along "
        "one number while all the others vary, with its 95% band: a level line means that the number hardly matters. "
        "Vertical scales do not start at zero.",
        "Means along each number, from its low end to its high end. " + "; ".join(said) + ".",
        figure,
    )


def binned(along: Numbers, heights: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return the middle of each part along a number, the mean of the heights there, and half of its 95% interval."""
    defined = ~np.isnan(heights)
    along, heights = along[defined], heights[defined]
    parts = [part for part in np.array_split(np.argsort(along, kind="stable"), BINS) if len(part) >= LEAST_IN_A_BIN]
    middles = np.array([along[part].mean() for part in parts])
    means = np.array([heights[part].mean() for part in parts])
    halves = np.array([1.96 * heights[part].std(ddof=1) / np.sqrt(len(part)) for part in parts])
    return middles, means, halves


def _mean_or_change(sweep: Sweep, row: int, number: int, which: int, as_change: bool) -> tuple[float, float, float]:
    if as_change:
        difference = sweep.difference(row, number, which)
        return difference.difference, difference.low, difference.high
    return sweep.mean(row, number, which)[:3]
