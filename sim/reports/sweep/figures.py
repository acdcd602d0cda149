"""The figures of a sweep, each fitting its shape: lines with bands, small multiples, or clouds of points."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from sim.experiments.asking.form_of_sweep import SPREAD_OUT
from sim.experiments.sweep.sweep import Sweep
from sim.measures.arrays import Numbers
from sim.reports.chart.chart import (
    Band,
    ChartFigure,
    ChartLine,
    Cloud,
    LineChart,
    LinePanel,
    Mark,
    Reach,
    ScatterChart,
    ScatterPanel,
    ScatterPoint,
)
from sim.reports.chart.palette import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, YELLOW
from sim.reports.shared.chart_numbers import shown_number, shown_numbers
from sim.reports.shared.words import in_table, lower_first, scale
from sim.reports.sweep.heat_map import heat_map
from sim.reports.sweep.panels import file_name, panels_of
from sim.reports.sweep.words import axis_of, label, measured_in

COLOURS = (GREY, BLUE, ORANGE, GREEN, PURPLE, SKY, YELLOW, BLACK)

MOST_MEASURES = 6
"""That are drawn; tables have them all."""

MOST_PANELS = 12
BINS = 12
"""Into which a cloud of points is parted along each number, so that the mean of each part can be drawn."""

LEAST_IN_A_BIN = 3

MOST_POINTS = 300
"""Of a cloud that are drawn, the first: designs spread each beginning of theirs evenly. Means are of all."""


def of_sweep(sweep: Sweep) -> list[ChartFigure]:
    """Return the figures of a sweep, the shape of which decides what they are."""
    varied = [place for place, levels in enumerate(sweep.asked.designed.levels) if len(levels) > 1]
    shown = range(min(MOST_MEASURES, len(sweep.asked.wanted)))
    if sweep.asked.designed.design in SPREAD_OUT:
        return [clouds(sweep, one) for one in shown]
    if len(varied) <= 1 or sweep.asked.designed.design == "list":
        compares = any(number != base for number, base in enumerate(sweep.asked.bases))
        place = varied[0] if varied else 0
        return [lines(sweep, place, as_change) for as_change in ((False, True) if compares else (False,))]
    if len(varied) == 2:
        return [heat_map(sweep, one, varied[0], varied[1]) for one in shown]
    return [multiples(sweep, one, varied) for one in shown]


def lines(sweep: Sweep, place: int, as_change: bool) -> ChartFigure:
    """Show each measure against the one number that is varied, a line with its 95% band for each scenario.

    Either as each scenario has it, or as what each strategy changes beside its base.
    """
    asked = sweep.asked
    one = asked.designed.levers[place]
    as_list = asked.designed.design == "list"
    along = [float(number + 1) if as_list else row[place] for number, row in enumerate(asked.designed.rows)]
    order = sorted(range(len(along)), key=along.__getitem__)
    drawn = [number for number, base in enumerate(asked.bases) if number != base or not as_change]
    panels, said = [], []
    for which, measure in enumerate(asked.wanted[:MOST_MEASURES]):
        factor = scale(measure.unit)
        found = []
        for number in drawn:
            cells = [(along[row], _mean_or_change(sweep, row, number, which, as_change)) for row in order]
            name = label(asked, number) if len(asked.scenarios) > 1 else ""
            found += _line(name, COLOURS[number % len(COLOURS)], cells, factor)
            first, last = (
                f"{in_table(cell[0], measure.unit, sign=as_change)} at {at:g}" for at, cell in (cells[0], cells[-1])
            )
            said.append(f"{measure.title}, {label(asked, number)}: {first}, {last}")
        unit = measured_in(measure, asked.scenarios[0], as_change)
        panels.append(LinePanel(f"{measure.title}, {unit}" if unit else measure.title, tuple(found)))
    what = "What each strategy changes" if as_change else "Each measure"
    band = (
        "paired on the same luck, which is why they are narrower than those of the measures themselves"
        if as_change
        else "how well the average is known, not how far one year may lie from it"
    )
    return ChartFigure(
        "sweep_changes" if as_change else "sweep",
        f"{what} {'over the sets of numbers' if as_list else f'as {lower_first(one.title)} varies'}",
        f"Lines are means of the replications at each value, bands their 95% intervals: {band}. All points share their "
        f"luck. Vertical scales {'hold zero' if as_change else 'do not start at zero'}.",
        "; ".join(said) + ".",
        LineChart(
            tuple(panel for panel in panels if panel.lines),
            up="",
            along="Set of numbers" if as_list else axis_of(one),
            one_scale=False,
            from_zero=as_change,
        ),
    )


def multiples(sweep: Sweep, which: int, varied: Sequence[int]) -> ChartFigure:
    """Show one measure over three numbers or more: lines for the second, a panel for each value of the others."""
    asked, measure = sweep.asked, sweep.asked.wanted[which]
    across, second, *others = varied
    levers, levels = asked.designed.levers, asked.designed.levels
    number, as_change = panels_of(sweep, which)[-1]
    choices = list(product(*(levels[place] for place in others)))
    panels = []
    for choice in choices[:MOST_PANELS]:
        found = []
        for order, value in enumerate(levels[second]):
            cells = sorted(
                (row[across], _mean_or_change(sweep, place, number, which, as_change))
                for place, row in enumerate(asked.designed.rows)
                if row[second] == value and tuple(row[other] for other in others) == choice
            )
            name = f"{levers[second].title} {value:g}"
            found += _line(name, COLOURS[(order + 1) % len(COLOURS)], cells, scale(measure.unit))
        named = ", ".join(f"{levers[place].title} {value:g}" for place, value in zip(others, choice, strict=True))
        panels.append(LinePanel(named, tuple(found)))
    what = f"what {label(asked, number)} changes" if as_change else label(asked, number)
    cut = f" The first {MOST_PANELS} of {len(choices)} panels are shown." if len(choices) > MOST_PANELS else ""
    return ChartFigure(
        file_name(measure),
        f"{measure.title}: {what}",
        f"Lines are means of the replications, bands their 95% intervals.{cut} Vertical scales do not start at zero.",
        f"{measure.title}, {what}, in {len(panels)} panels; summary.csv has every number.",
        LineChart(
            tuple(panel for panel in panels if panel.lines),
            up=measured_in(measure, asked.scenarios[0]),
            along=axis_of(levers[across]),
        ),
    )


def _line(
    name: str, colour: str, cells: Sequence[tuple[float, tuple[float, float, float]]], factor: float
) -> list[ChartLine]:
    """Return means with the band of their intervals, where they are known; none where none is."""
    known = [(at, np.array(cell) / factor) for at, cell in cells if not np.isnan(cell[0])]
    if not known:
        return []
    middles, lows, highs = (shown_numbers([cell[part] for _, cell in known]) for part in range(3))
    bands = () if np.isnan((lows, highs)).any() else (Band(lows, highs),)
    return [ChartLine(name, colour, shown_numbers([at for at, _ in known]), middles, bands, dotted=True)]


def clouds(sweep: Sweep, which: int) -> ChartFigure:
    """Show one measure against each number of a design that varies all at once, with the mean along each."""
    asked, measure = sweep.asked, sweep.asked.wanted[which]
    levers = asked.designed.levers
    table = np.array(asked.designed.rows)
    factor = scale(measure.unit)
    number, as_change = panels_of(sweep, which)[-1]
    heights = np.array([_mean_or_change(sweep, row, number, which, as_change)[0] for row in range(len(table))]) / factor
    panels, said = [], []
    for one, along in zip(levers, table.T, strict=True):
        middles, means, halves = binned(along, heights)
        panels.append(ScatterPanel("", axis_of(one), _clouds(along, heights, (middles, means, halves))))
        if len(means):
            ends = (in_table(value * factor, measure.unit, sign=as_change) for value in (means[0], means[-1]))
            said.append(f"{one.title}: from {' to '.join(ends)}")
    what = f", what {label(asked, number)} changes" if as_change else ""
    cut = f" The first {MOST_POINTS} are drawn." if len(table) > MOST_POINTS else ""
    return ChartFigure(
        file_name(measure),
        f"{measure.title}{what}, {measured_in(measure, asked.scenarios[0])}",
        f"Each of {len(table):,} grey points is a set of numbers, the mean of its replications.{cut} The blue ones are "
        "means along one number while all the others vary, with their 95% intervals: where they lie level, the number "
        "hardly matters. Vertical scales do not start at zero.",
        "Means along each number, from its low end to its high end. " + "; ".join(said) + ".",
        ScatterChart(tuple(panels), up=measured_in(measure, asked.scenarios[0])),
    )


def _clouds(along: Numbers, heights: Numbers, means: tuple[Numbers, Numbers, Numbers]) -> tuple[Cloud, ...]:
    """Return the sets of numbers where their measure is known, and the means of each part on top."""
    known = ~np.isnan(heights[:MOST_POINTS])
    sets = zip(shown_numbers(along[:MOST_POINTS][known]), shown_numbers(heights[:MOST_POINTS][known]), strict=True)
    parts = tuple(
        ScatterPoint(shown_number(middle), shown_number(mean), None, Reach(*shown_numbers([mean - half, mean + half])))
        for middle, mean, half in zip(*(column.tolist() for column in means), strict=True)
    )
    every = Cloud("Sets of numbers", GREY, Mark.DOT, tuple(ScatterPoint(across, up) for across, up in sets), faint=True)
    return every, Cloud("Mean of a part of them", BLUE, Mark.DOT, parts)


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
