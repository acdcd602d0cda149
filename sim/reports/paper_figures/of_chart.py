"""A chart as a figure of a paper: as wide as its text, under the caption of the paper, over its source."""

from __future__ import annotations

from sim.reports.chart.chart import ChartFigure
from sim.reports.chart.drawn import sheet_of
from sim.reports.paper_figures.sheet import WIDTH, PaperDrawing
from sim.reports.shared.painted import PIXELS_AN_INCH, painted


def chart_for_paper(figure: ChartFigure) -> PaperDrawing:
    """Return the two forms of a figure."""
    scene = sheet_of(figure, WIDTH * PIXELS_AN_INCH, titled=False)
    return PaperDrawing(painted(scene, figure.title, "svg").decode(), painted(scene, figure.title))
