"""A chart as a drawing, whichever kind it is."""

from __future__ import annotations

from typing import Final

from sim.reports.chart.bar_chart import drawn_bars
from sim.reports.chart.chart import (
    BarChart,
    Chart,
    ChartFigure,
    HeatChart,
    IntervalChart,
    LineChart,
    ScatterChart,
    SpreadChart,
)
from sim.reports.chart.frame import SOFT
from sim.reports.chart.heat_chart import drawn_tiles
from sim.reports.chart.interval_chart import drawn_intervals
from sim.reports.chart.letters import broken
from sim.reports.chart.line_chart import drawn_lines
from sim.reports.chart.scatter_chart import drawn_points
from sim.reports.chart.scene import LINE, SIZE, Scene, moved, written
from sim.reports.chart.spread_chart import drawn_spreads

MARGIN: Final = 12.0
"""Pixels on all sides of a figure that stands in a file of its own."""


def scene_of(chart: Chart, width: float) -> Scene:
    """Return the drawing of a chart at a width in pixels."""
    match chart:
        case LineChart():
            return drawn_lines(chart, width)
        case IntervalChart():
            return drawn_intervals(chart, width)
        case BarChart():
            return drawn_bars(chart, width)
        case SpreadChart():
            return drawn_spreads(chart, width)
        case ScatterChart():
            return drawn_points(chart, width)
        case HeatChart():
            return drawn_tiles(chart, width)


def sheet_of(figure: ChartFigure, width: float, *, titled: bool = True) -> Scene:
    """Return a figure as it stands in a file of its own: under its title, over its source, with margins.

    In a paper it stands under a caption, and has neither title nor margins.
    """
    margin = MARGIN if titled else 0.0
    inside = width - 2 * margin
    title = broken(figure.title, inside, SIZE, bold=True) if titled else ()
    top = margin + (LINE * len(title) + 8.0 if title else 0.0)
    scene = scene_of(figure.chart, inside)
    things = (moved(thing, margin, top) for thing in scene.things)
    foot = top + scene.height + (8.0 if figure.source else 0.0)
    source = broken(figure.source, inside, SIZE)
    words = (*written(title, (margin, margin), bold=True), *written(source, (margin, foot), colour=SOFT))
    return Scene(width, foot + LINE * len(source) + max(margin, 4.0), (*words, *things))
