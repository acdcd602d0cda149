"""The figures of statutory services, by service: the base beside the strategies that are there to change it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.comparison.statutory_headlines import (
    HEALTH,
    LIFE_STORY,
    REVIEWS,
    SCHOOL,
    SOCIAL_WORK,
    acting_on,
)
from sim.parameters.parameters import Parameters
from sim.reports.chart.chart import ChartFigure
from sim.reports.chart.palette import BLACK, BLUE, GREEN, ORANGE, PURPLE, SKY, YELLOW
from sim.reports.run.figures.figures import BASE_COLOUR, STRATEGY_COLOUR, Shown
from sim.reports.run.figures.health_figures import of_health
from sim.reports.run.figures.review_figures import of_reviews
from sim.reports.run.figures.school_figures import of_life_story, of_school
from sim.reports.run.figures.social_work_figures import of_social_work

COLOURS: Final = (BLUE, ORANGE, GREEN, PURPLE, YELLOW, SKY, BLACK)

MOST: Final = len(COLOURS)
"""Strategies in one figure: more cannot be told apart."""


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """The figures of one service."""

    service: str
    figures: tuple[ChartFigure, ...]


_SHOWN: Final[tuple[tuple[str, Callable[[Parameters], bool], Callable[[Sequence[Shown]], list[ChartFigure]]], ...]] = (
    (HEALTH, lambda parameters: parameters.health_assessments is not None, of_health),
    (REVIEWS, lambda parameters: parameters.reviews is not None, of_reviews),
    (SOCIAL_WORK, lambda parameters: parameters.social_work is not None, of_social_work),
    (SCHOOL, lambda parameters: parameters.virtual_school is not None, of_school),
    (LIFE_STORY, lambda parameters: parameters.life_story is not None, of_life_story),
)


def of_services(comparison: Comparison) -> list[ServiceFigures]:
    """Return the figures of each service that the base has; none where it has none."""
    parameters = comparison.base.scenario.parameters
    return [
        ServiceFigures(service, tuple(figures(_shown(comparison, service))))
        for service, is_there, figures in _SHOWN
        if is_there(parameters)
    ]


def _shown(comparison: Comparison, service: str) -> list[Shown]:
    """Return the base and the strategies for the service; where there are none, that which combines the most."""
    base = comparison.base
    if not comparison.strategies:
        return [(base, comparison.label(base), STRATEGY_COLOUR)]
    acting = acting_on(comparison, service)[:MOST] or (comparison.fullest,)
    return [
        (base, comparison.label(base), BASE_COLOUR),
        *((one, comparison.label(one), colour) for one, colour in zip(acting, COLOURS, strict=False)),
    ]
