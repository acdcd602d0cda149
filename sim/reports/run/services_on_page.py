"""The section of the page on statutory services: what it says, its tables and its figures, service by service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.comparison.statutory_headlines import statutory_headlines
from sim.reports.run import service_findings
from sim.reports.run.headline_rows import HeadlineRow, line
from sim.reports.run.service_figures import ServiceSketches
from sim.reports.shared.drawing import inline
from sim.reports.shared.side_by_side import Drawn
from sim.reports.shared.tables import parts
from sim.scenario.quantities.declared import part_of
from sim.scenario.scenario import Scenario

PARTS: Final = ("health_assessments", "reviews", "social_work", "virtual_school", "life_story", "performance")
"""Of a scenario: the statutory services."""

NO_FIGURES: Mapping[str, Sequence[Drawn]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ServiceOnPage:
    """One service on the page."""

    service: str
    findings: list[str]
    lines: list[HeadlineRow]
    drawings: list[tuple[int, Drawn, str]]
    """With their numbers, and as they stand in a page."""


def by_service(sketched: Sequence[ServiceSketches], drawings: Sequence[Drawn]) -> dict[str, Sequence[Drawn]]:
    """Return by service the drawings of its sketches, which come in their order."""
    found: dict[str, Sequence[Drawn]] = {}
    for one in sketched:
        found[one.service], drawings = drawings[: len(one.sketches)], drawings[len(one.sketches) :]
    return found


def on_page(comparison: Comparison, drawings: Mapping[str, Sequence[Drawn]], first: int) -> list[ServiceOnPage]:
    """Return each service of the base as the page shows it; figures are numbered from the first."""
    found: list[ServiceOnPage] = []
    for one in statutory_headlines(comparison):
        of_service = drawings.get(one.service, ())
        found.append(
            ServiceOnPage(
                one.service,
                service_findings.of_service(comparison, one.service),
                [line(comparison, headline) for headline in one.headlines],
                numbered(of_service, first),
            )
        )
        first += len(of_service)
    return found


def judged(base: Scenario) -> tuple[int, int]:
    """Return how many numbers of the base's statutory services are judgements, and how many there are."""
    kinds = [one.kind for path, one in base.quantities.items() if part_of(path) in PARTS for _ in parts(one)]
    return kinds.count("judgement"), len(kinds)


def numbered(drawings: Sequence[Drawn], first: int) -> list[tuple[int, Drawn, str]]:
    """Return figures with their numbers, and their drawings as they stand in a page."""
    return [
        (number, one, inline(one.svg, one.name, one.alternative)) for number, one in enumerate(drawings, start=first)
    ]
