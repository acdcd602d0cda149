"""The figure of the performance report: every line month by month, over the replications, with its target."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import numpy as np

from sim.experiments.performance.line import PERCENT, PerformanceLine
from sim.experiments.performance.performance import MonthlyPerformance
from sim.experiments.performance.targets import Target
from sim.measures.arrays import Numbers
from sim.reports.chart.chart import Band, ChartFigure, ChartLine, LineChart, LinePanel
from sim.reports.chart.palette import BLACK, BLUE
from sim.reports.chart.stretches import stretches
from sim.reports.performance.words import value_in_words
from sim.reports.shared.chart_numbers import shown_number, shown_numbers

BANDS: Final = (95, 80, 50)
"""Of the replications, in percent, the widest first."""

GREEN, AMBER = "#2e7d4f", "#c98a00"


def of_lines(found: MonthlyPerformance) -> ChartFigure:
    """Show every line over the months, with the spread of the replications and the one that is reported on."""
    lines = [row.line for row in found.report.rows]
    days = tuple(month.first for month in found.question.months)
    return ChartFigure(
        "lines_by_month",
        "Every line, month by month",
        "As it was, whenever it was recorded. Bands hold 50, 80 and 95% of the replications: they show how far one "
        f"council's future may lie from the middle by chance; the upright line is {found.report.month.words}. "
        "Months in which nothing was due are left open. Vertical scales do not all start at zero.",
        " ".join(_in_words(found, line) for line in lines),
        LineChart(
            tuple(_panel(found, line, days) for line in lines),
            "Percent, or the number that is named",
            one_scale=False,
            uprights=(found.report.month.first,),
            across=(days[0], days[-1]),
        ),
    )


def _panel(found: MonthlyPerformance, line: PerformanceLine, days: tuple[date, ...]) -> LinePanel:
    path = found.lines.path(line.id)
    reported = found.question.replication
    lines = [
        *_fan(days, path),
        *stretches(ChartLine(f"replication {reported}", BLACK, days, shown_numbers(path[:, reported]), thin=True)),
    ]
    target = found.question.targets.of(line.target_id)
    if target is not None:
        lines += _bounds(target, days)
    return LinePanel(f"{line.title}, %" if line.unit == PERCENT else line.title, tuple(lines))


def _fan(days: tuple[date, ...], path: Numbers) -> tuple[ChartLine, ...]:
    """Return the middle of the replications with the bands that hold most of them, where something was due."""
    middle = _percentile(path, 50)
    bands = tuple(
        Band(_percentile(path, 50 - percent / 2), _percentile(path, 50 + percent / 2), f"{percent}%")
        for percent in BANDS
    )
    return stretches(ChartLine("middle of the replications", BLUE, days, middle, bands))


def _percentile(path: Numbers, percent: float) -> tuple[float, ...]:
    """Return a percentile of the replications in each month; not a number where none has one."""
    found = np.full(len(path), np.nan)
    known = ~np.isnan(path).all(axis=1)
    if known.any():
        found[known] = np.nanpercentile(path[known], percent, axis=1)
    return shown_numbers(found)


def _bounds(target: Target, days: tuple[date, ...]) -> Iterator[ChartLine]:
    """Yield where the colours of a target begin."""
    ends = (days[0], days[-1])
    for words, bound, colour in (("green from here", target.green, GREEN), ("red beyond here", target.amber, AMBER)):
        yield ChartLine(words, colour, ends, (shown_number(bound),) * 2, dashed=True, thin=True)


def _in_words(found: MonthlyPerformance, line: PerformanceLine) -> str:
    """Return how a line goes, for a reader who cannot see the figure."""
    path = found.lines.path(line.id)
    ends = [(place, path[place]) for place in (0, len(path) - 1) if not np.isnan(path[place]).all()]
    said = [
        f"{value_in_words(line, float(np.nanmedian(values)))} in {found.question.months[place].words}"
        for place, values in ends
    ]
    return f"{line.title}: in the middle of the replications {' and '.join(dict.fromkeys(said)) or 'none due'}."
