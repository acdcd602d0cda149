"""Every figure of a run or a comparison, section by section of its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from sim.experiments.comparison.comparison import Comparison
from sim.reports.chart.chart import ChartFigure
from sim.reports.result.figure import PageFigure
from sim.reports.run.figures import figures, legal_figures, money_figures, service_figures


@dataclass(frozen=True, slots=True)
class FiguresBySection:
    """The figures of a page, section by section, with their numbers."""

    usual: Sequence[PageFigure] = ()
    money: Sequence[PageFigure] = ()
    courts: Sequence[PageFigure] = ()
    services: Mapping[str, Sequence[PageFigure]] = field(default_factory=dict)
    """By service."""

    @property
    def every(self) -> tuple[PageFigure, ...]:
        """Return all of them, in the order of their numbers."""
        return (*self.usual, *self.money, *self.courts, *(one for some in self.services.values() for one in some))


def figures_of(comparison: Comparison) -> list[ChartFigure]:
    """Return every figure of a run or a comparison, in the order in which the page shows them."""
    return [one for section in _sections(comparison) for one in section]


def _sections(comparison: Comparison) -> list[Sequence[ChartFigure]]:
    """Return the figures section by section: the usual, of money, of courts, and of each service."""
    usual = figures.of_comparison(comparison) if comparison.strategies else figures.of_run(comparison.results)
    services = [one.figures for one in service_figures.of_services(comparison)]
    return [usual, money_figures.of_money(comparison), legal_figures.of_courts(comparison), *services]


def by_section(comparison: Comparison) -> FiguresBySection:
    """Return the figures of a run or a comparison as its page shows them, with their numbers."""
    numbers = count(1)
    usual, money, courts, *services = (
        tuple(_numbered(next(numbers), one) for one in section) for section in _sections(comparison)
    )
    names = [one.service for one in service_figures.of_services(comparison)]
    return FiguresBySection(usual, money, courts, dict(zip(names, services, strict=True)))


def _numbered(number: int, one: ChartFigure) -> PageFigure:
    return PageFigure(
        number=number,
        name=one.name,
        title=one.title,
        caption=one.caption,
        alternative=one.alternative,
        chart=one.chart,
    )
