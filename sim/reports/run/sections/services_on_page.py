"""The section of the page on statutory services: what it says, its tables and its figures, service by service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.comparison.statutory_headlines import statutory_headlines
from sim.reports.result.figure import PageFigure
from sim.reports.result.section import ServiceOnPage, ServicesOnPage
from sim.reports.run.sections import service_findings
from sim.reports.run.sections.headline_rows import line
from sim.reports.shared.tables import parts
from sim.scenario.quantities.declared import part_of
from sim.scenario.scenario import Scenario

PARTS: Final = ("health_assessments", "reviews", "social_work", "virtual_school", "life_story", "performance")
"""Of a scenario: the statutory services."""


def on_page(comparison: Comparison, figures: Mapping[str, Sequence[PageFigure]]) -> ServicesOnPage:
    """Return each service of the base as the page shows it, with the figures of the service."""
    services = tuple(
        ServiceOnPage(
            one.service,
            tuple(service_findings.of_service(comparison, one.service)),
            tuple(line(comparison, headline) for headline in one.headlines),
            tuple(figures.get(one.service, ())),
        )
        for one in statutory_headlines(comparison)
    )
    return ServicesOnPage(*judged(comparison.base.scenario), services)


def judged(base: Scenario) -> tuple[int, int]:
    """Return how many numbers of the base's statutory services are judgements, and how many there are."""
    kinds = [one.kind for path, one in base.quantities.items() if part_of(path) in PARTS for _ in parts(one)]
    return kinds.count("judgement"), len(kinds)
