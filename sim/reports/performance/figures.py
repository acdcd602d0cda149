"""The figure of the performance report: every line month by month, over the replications, with its target."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.performance.line import PERCENT, PerformanceLine
from sim.experiments.performance.performance import MonthlyPerformance
from sim.experiments.performance.targets import Target
from sim.measures.arrays import Numbers
from sim.reports.performance.words import value_in_words
from sim.reports.shared.drawing import (
    BLACK,
    BLUE,
    GREY,
    Drawing,
    blank,
    dates_along,
    days_of,
    key_in_words,
    styled,
)
from sim.reports.shared.words import wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS = 3
BANDS = ((95, 0.18), (80, 0.26), (50, 0.36))
"""Of the replications, in percent, and how strongly each is drawn."""

GREEN, AMBER = "#2e7d4f", "#c98a00"


def of_lines(found: MonthlyPerformance) -> Drawing:
    """Draw every line over the months, with the spread of the replications and the one that is reported on."""
    lines = [row.line for row in found.report.rows]
    rows = -(-len(lines) // COLUMNS)
    with styled():
        drawn, panels = blank(0.8 + 2.1 * rows, rows, COLUMNS)
        for axes in panels[len(lines) :]:
            axes.set_visible(False)
        for axes, line in zip(panels, lines, strict=False):
            _panel(axes, found, line)
        key_in_words(
            drawn,
            [
                ("replications: middle, and 50, 80 and 95% of them", BLUE),
                (f"replication {found.question.replication}", BLACK),
                ("green from here", GREEN),
                ("red beyond here", AMBER),
            ],
        )
        return Drawing(
            "lines_by_month",
            "Every line, month by month",
            "As it was, whenever it was recorded. The bands show how far one council's future may lie from the middle "
            f"by chance; the upright line is {found.report.month.words}. Months in which nothing was due are left "
            "open. Vertical scales do not all start at zero.",
            " ".join(_in_words(found, line) for line in lines),
            drawn,
        ).laid_out()


def _panel(axes: Axes, found: MonthlyPerformance, line: PerformanceLine) -> None:
    months = [month.first for month in found.question.months]
    days, path = days_of(months), found.lines.path(line.id)
    _fan(axes, days, path)
    axes.plot(days, path[:, found.question.replication], color=BLACK, linewidth=1.2)
    axes.axvline(days_of([found.report.month.first])[0], color=GREY, linewidth=0.8)
    target = found.question.targets.of(line.target_id)
    if target is not None:
        _bounds(axes, target)
    axes.set_title(wrapped(line.title, 32), fontsize=9)
    axes.tick_params(labelsize=8)
    _dates(axes, months)
    if line.unit == PERCENT:
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}%")
        low, high = axes.get_ylim()
        axes.set_ylim(max(low, -2.0), min(high, 102.0))


def _fan(axes: Axes, days: Numbers, path: Numbers) -> None:
    known = ~np.isnan(path).all(axis=1)
    if not known.any():
        return
    middle = np.full(len(days), np.nan)
    middle[known] = np.nanmedian(path[known], axis=1)
    for percent, strength in BANDS:
        low, high = np.full(len(days), np.nan), np.full(len(days), np.nan)
        low[known], high[known] = np.nanpercentile(path[known], [50 - percent / 2, 50 + percent / 2], axis=1)
        axes.fill_between(days, low, high, color=BLUE, alpha=strength, linewidth=0)
    axes.plot(days, middle, color=BLUE, linewidth=1.5)


def _bounds(axes: Axes, target: Target) -> None:
    for bound, colour in ((target.green, GREEN), (target.amber, AMBER)):
        axes.axhline(bound, color=colour, linewidth=1.0, linestyle="--")


def _dates(axes: Axes, months: Sequence[date]) -> None:
    if len(months) > 1:
        dates_along(axes, months[0], months[-1])


def _in_words(found: MonthlyPerformance, line: PerformanceLine) -> str:
    """Return how a line goes, for a reader who cannot see the figure."""
    path = found.lines.path(line.id)
    ends = [(place, path[place]) for place in (0, len(path) - 1) if not np.isnan(path[place]).all()]
    said = [
        f"{value_in_words(line, float(np.nanmedian(values)))} in {found.question.months[place].words}"
        for place, values in ends
    ]
    return f"{line.title}: in the middle of the replications {' and '.join(dict.fromkeys(said)) or 'none due'}."
