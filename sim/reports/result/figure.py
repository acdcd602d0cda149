"""Figures of a page: a chart as data, with the words that go with it."""

from __future__ import annotations

from dataclasses import dataclass

from sim.reports.chart.chart import Chart, ChartFigure
from sim.reports.chart.svg import inline


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFigure:
    """A figure with its number on the page."""

    number: int
    name: str
    """Of its files, and of its place in the page."""
    title: str
    caption: str
    alternative: str
    """What a reader who cannot see it needs to know."""
    chart: Chart

    @property
    def charted(self) -> ChartFigure:
        """Return it without its number, to be drawn."""
        return ChartFigure(self.name, self.title, self.caption, self.alternative, self.chart)

    @property
    def in_page(self) -> str:
        """Return its drawing as it stands in a page."""
        return inline(self.charted)
