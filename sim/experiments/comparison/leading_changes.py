"""What each strategy is told by first: the measure that it is there to change, or else the one that it changes most.

Sizes of different measures are told apart by how far each varies between runs. A change comes before others where its
direction is likely by what is not known of the inputs, and where it is clear among all that are looked at together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot, isnan
from types import MappingProxyType
from typing import Final

import numpy as np

from sim.experiments.asking.headlines import Choice, Headline, headlines
from sim.experiments.comparison.comparison import Comparison
from sim.experiments.running.results import Outcome
from sim.measures.catalogue import by_id, is_made
from sim.scenario.quantities.declared import part_of

IDLE_STEPS: Final = Choice("Steps left idle", "idle_days_per_child", subject="Days that next steps lie idle")
HEALTH_IN_TIME: Final = Choice(
    "Health assessed in time", "iha_in_timescale_percent", subject="Initial health assessments within 20 working days"
)

IS_FOR: Final[Mapping[str, Choice]] = MappingProxyType(
    {
        "legal_planning": Choice(
            "Days until the legal planning meeting",
            "planning_wait_days_mean",
            subject="Days until legal planning meets on a case",
        ),
        "plo_tracker": IDLE_STEPS,
        "parallel_planning": Choice(
            "Options looked at together", "considered_together_percent", subject="Cases with options looked at together"
        ),
        "family_finding": Choice(
            "From placement order to match", "order_to_match_days_mean", subject="Days from placement order to match"
        ),
        "connected_carers": Choice(
            "Wait for an assessor",
            "assessment_wait_days_mean",
            subject="Days that relatives and friends wait for an assessor",
        ),
        "adoption_summit": IDLE_STEPS,
        "early_permanence": Choice(
            "From entering care to moving in",
            "entry_to_placed_days_mean_adjusted",
            subject="Days from entering care to moving in with adopters",
        ),
        "health_pathway": HEALTH_IN_TIME,
        "health_clinic": HEALTH_IN_TIME,
        "more_reviewing": Choice(
            "Looked at between reviews", "midway_checks_percent", subject="Cases looked at between reviews"
        ),
        "assessment_recovery": Choice(
            "No assessment of the last year",
            "assessments_out_of_date",
            at_end=True,
            subject="Children without an assessment of the last year",
        ),
        "caseload_transfer": Choice(
            "Cases for each social worker", "caseload_mean", subject="Cases for each social worker"
        ),
        "permanent_staff": Choice(
            "Changes of social worker", "social_worker_changes", subject="Changes of social worker"
        ),
        "school_reach": Choice(
            "Changed school in mid-year",
            "school_moves_percent",
            at_end=True,
            subject="Children who changed school in the middle of the year",
        ),
        "more_life_story": Choice(
            "With a life-story book",
            "life_story_books_percent",
            at_end=True,
            subject="Children with a life-story book, of those due one",
        ),
    }
)
"""By the part of a scenario that a strategy for courts or statutory services brings: the measure that it is for."""

NOT_TOLD_FIRST: Final = ("cost_strategies", "entries_averted")
"""What a strategy costs, and what nothing but a strategy has: both are so by what it is."""


@dataclass(frozen=True, slots=True)
class LeadingChange:
    """The change by which a strategy is told first."""

    place: int
    """Of the strategy, in the comparison's order."""
    headline: Headline
    size: float
    """Against how far the measure varies between runs."""
    sure: int
    """2 where the direction is likely and the change clear among all looked at, 1 where one of them holds, else 0."""


def leading_changes(comparison: Comparison) -> list[LeadingChange]:
    """Return one change for each strategy, the surest and largest first."""
    usual = _usual(comparison)
    wanted = [_is_for(comparison, outcome) for outcome in comparison.strategies]
    special = _headlines(comparison, tuple(dict.fromkeys(choice for choices in wanted for choice in choices)))
    found = []
    for place, choices in enumerate(wanted):
        own = [special[choice] for choice in choices if _told(special[choice], place)]
        found.extend(_largest(own or usual, place))
    return sorted(found, key=lambda one: (-one.sure, -one.size))


def shown_beside(comparison: Comparison) -> Outcome:
    """Return the strategy that figures show beside the base: the one that combines most, else that changes most."""
    if not are_side_by_side(comparison):
        return comparison.fullest
    usual = _usual(comparison)
    changes = [one for place in range(len(comparison.strategies)) for one in _largest(usual, place)]
    best = max(changes, key=lambda one: (one.sure, one.size), default=None)
    return comparison.fullest if best is None else comparison.strategies[best.place]


def are_side_by_side(comparison: Comparison) -> bool:
    """Whether no strategy combines more than all others, so that none of them stands for all."""
    numbers = [len(outcome.scenario.strategies) for outcome in comparison.strategies]
    return len(numbers) > 1 and numbers.count(max(numbers)) > 1


def _usual(comparison: Comparison) -> tuple[Headline, ...]:
    """Return the headlines by which any strategy may be told, each measure once."""
    return tuple(
        one
        for one in comparison.headlines
        if one.measure not in NOT_TOLD_FIRST and not (one.measure == "looked_after" and one.at_end)
    )


def _largest(candidates: Sequence[Headline], place: int) -> list[LeadingChange]:
    """Return the surest and largest change of a strategy among these measures; none where there is no measure."""
    defined = [one for one in candidates if one.differences[place].replications > 0]
    changed = [one for one in defined if _told(one, place)]
    changes = [_change(one, place) for one in changed or defined or candidates]
    return [max(changes, key=lambda one: (one.sure, one.size))] if changes else []


def _is_for(comparison: Comparison, outcome: Outcome) -> tuple[Choice, ...]:
    """Return the measures that a strategy is there to change, where its base has them; none for most."""
    had = comparison.base.scenario
    parts = dict.fromkeys(part_of(path) for path in outcome.scenario.quantities if path not in had.quantities)
    choices = dict.fromkeys(IS_FOR[part] for part in parts if part in IS_FOR)
    if any(part not in IS_FOR for part in parts):
        return ()  # what it is for besides is told by what it changes most
    return tuple(choice for choice in choices if is_made(by_id(choice.measure), had.parameters))


def _headlines(comparison: Comparison, choices: Sequence[Choice]) -> dict[Choice, Headline]:
    others = [outcome.measures for outcome in comparison.strategies]
    made = headlines(comparison.base.measures, others, comparison.confidence, choices, turns=comparison.results.turns)
    return dict(zip(choices, made, strict=True))


def _told(headline: Headline, place: int) -> bool:
    """Whether there is anything to tell of a strategy by a measure."""
    difference = headline.differences[place]
    return difference.replications > 0 and not difference.unchanged


def _change(headline: Headline, place: int) -> LeadingChange:
    difference = headline.differences[place]
    known = headline.without[~np.isnan(headline.without)]
    spread = float(known.std(ddof=1)) if len(known) > 1 else 0.0
    varies = hypot(spread, 0.0 if isnan(difference.deviation) else difference.deviation)
    mean = 0.0 if isnan(difference.difference) else abs(difference.difference)
    likely = difference.effect is None or difference.effect.likely
    return LeadingChange(
        place, headline, mean / varies if varies > 0 else 0.0, int(headline.clear[place]) + int(likely)
    )
