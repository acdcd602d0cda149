"""A chart as a drawing, whichever kind it is."""

from __future__ import annotations

from sim.reports.chart.bar_chart import drawn_bars
from sim.reports.chart.chart import BarChart, Chart, HeatChart, IntervalChart, LineChart, ScatterChart
from sim.reports.chart.heat_chart import drawn_tiles
from sim.reports.chart.interval_chart import drawn_intervals
from sim.reports.chart.line_chart import drawn_lines
from sim.reports.chart.scatter_chart import drawn_points
from sim.reports.chart.scene import Scene


def scene_of(chart: Chart, width: float) -> Scene:
    """Return the drawing of a chart at a width in pixels."""
    match chart:
        case LineChart():
            return drawn_lines(chart, width)
        case IntervalChart():
            return drawn_intervals(chart, width)
        case BarChart():
            return drawn_bars(chart, width)
        case ScatterChart():
            return drawn_points(chart, width)
        case HeatChart():
            return drawn_tiles(chart, width)
