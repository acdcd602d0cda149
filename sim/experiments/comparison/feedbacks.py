"""What statutory services are judged to do to placements, and the same scenarios where they do nothing to them.

Nobody has measured these effects. So strategies are compared twice on the same luck: as judged, and without any.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sim.scenario.quantities.quantity import Quantity
from sim.scenario.scenario import Scenario

MARK: Final = "without_feedback"
"""Stands among the strategies, and so in the name, of a scenario whose services do nothing to placements."""

IN_TITLE: Final = "services without effect on placements"


@dataclass(frozen=True, slots=True)
class Feedback:
    """One effect on placements that is judged."""

    path: str
    neutral: float
    """The number with which it is none."""
    words: str
    """What it says, within a sentence."""


FEEDBACKS: Final = (
    Feedback("health_assessments.recognised_at_entry", 1.0, "needs that are not known at first lead to poorer matches"),
    Feedback("social_work.stretch", 0.0, "planned moves and returns take longer where social workers lack hours"),
    Feedback("reviews.drift_shortened", 0.0, "a reviewing officer's challenge shortens drift"),
    Feedback("social_work.change_multiplier", 1.0, "a new social worker unsettles a placement"),
    Feedback("virtual_school.out_of_school_multiplier", 1.0, "being out of school strains a foster placement"),
    Feedback("life_story.hazard_multiplier", 1.0, "a life-story book steadies a placement"),
)


def acting(scenarios: Iterable[Scenario], drawn: bool) -> list[Feedback]:
    """Return those that change placements in any of the scenarios, `drawn` with uncertainty or not."""
    given = list(scenarios)
    return [one for one in FEEDBACKS if any(_acts(one, scenario, drawn) for scenario in given)]


def _acts(feedback: Feedback, scenario: Scenario, drawn: bool) -> bool:
    quantity = scenario.quantities.get(feedback.path)
    if quantity is None:
        return False
    return quantity.value != feedback.neutral or (drawn and quantity.distribution != "fixed")


def is_neutral(scenario: Scenario) -> bool:
    """Whether its services are made to do nothing to placements."""
    return MARK in scenario.strategies


def with_neutral(scenarios: Sequence[Scenario], drawn: bool) -> list[Scenario]:
    """Return the scenarios, the base first, and where any feedback acts each of them without any after all of these."""
    if not acting(scenarios, drawn):
        return list(scenarios)
    return [*scenarios, *(neutral(one, scenarios[0]) for one in scenarios)]


def neutral(scenario: Scenario, base: Scenario) -> Scenario:
    """Return the scenario, which may be laid over the base, with services that do nothing to placements."""
    found = {one.path: one for one in FEEDBACKS if one.path in scenario.quantities}
    changed = {path: _fixed(scenario.quantities[path], one.neutral) for path, one in found.items()}
    under = base.strategies if scenario.strategies[: len(base.strategies)] == base.strategies else scenario.strategies
    own = scenario.strategies[len(under) :]
    title = f"{base.title}, {IN_TITLE}{scenario.title.removeprefix(base.title)}"
    return replace(
        scenario.with_quantities(changed),
        name="+".join((scenario.base, *under, MARK, *own)),
        title=title if scenario.title.startswith(base.title) else f"{scenario.title}, {IN_TITLE}",
        strategies=(*under, MARK, *own),
    )


def _fixed(quantity: Quantity, value: float) -> Quantity:
    return quantity.fixed(value, "Set to no effect on placements, beside what is judged: nobody has measured it")
