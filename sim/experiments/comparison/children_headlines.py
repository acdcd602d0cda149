"""The measures of brothers and sisters, of distance from home and of unaccompanied children, as the page tells them."""

from __future__ import annotations

from dataclasses import dataclass

from sim.experiments.asking.headlines import Choice, Headline, headlines
from sim.experiments.comparison.comparison import Comparison

CHOICES: tuple[tuple[str, tuple[Choice, ...]], ...] = (
    (
        "Brothers and sisters",
        (
            Choice("With a brother or sister in care", "siblings_in_care", at_end=True),
            Choice("Of these, apart from one of them", "siblings_split_percent", at_end=True),
            Choice("In-house pairs that live together", "in_house_siblings_together_percent", at_end=True),
        ),
    ),
    (
        "How far from home",
        (
            Choice("Inside the council's area", "inside_borough_percent"),
            Choice("Outside it, within 20 miles of home", "outside_within_20_miles_percent"),
            Choice("Outside it, over 20 miles from home", "over_20_miles_percent"),
        ),
    ),
    (
        "Unaccompanied children",
        (
            Choice("Looked after at the end", "unaccompanied", at_end=True),
            Choice("Looked after on average", "unaccompanied"),
            Choice("With the council's own foster carers", "unaccompanied", "in house"),
            Choice("With fostering agencies", "unaccompanied", "agency"),
            Choice("In supported accommodation", "unaccompanied", "supported"),
            Choice("Starting to be looked after", "unaccompanied_starts"),
            Choice("Passed on to other councils", "passed_on"),
        ),
    ),
)
"""By group, in the order in which the page shows them."""


@dataclass(frozen=True, slots=True)
class ChildrenHeadlines:
    """What a planner reads of one group of children, and what each strategy changes in it."""

    title: str
    headlines: tuple[Headline, ...]


def children_headlines(comparison: Comparison) -> tuple[ChildrenHeadlines, ...]:
    """Return these measures by group; one that is undefined in every replication is left out."""
    others = [outcome.measures for outcome in comparison.strategies]
    turns = comparison.results.turns
    found = (
        (title, headlines(comparison.base.measures, others, comparison.confidence, choices, turns=turns))
        for title, choices in CHOICES
    )
    defined = ((title, tuple(one for one in made if one.base_mean == one.base_mean)) for title, made in found)
    return tuple(ChildrenHeadlines(title, made) for title, made in defined if made)
