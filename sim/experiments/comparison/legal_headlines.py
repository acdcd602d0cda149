"""The measures of courts and permanence that a planner reads first, where the scenario has legal process.

What these services change is mostly time. The number of children in care shows little of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiments.asking.headlines import Choice, Headline, headlines
from sim.experiments.comparison.comparison import Comparison

LEGAL_HEADLINES = (
    Choice("At risk before coming into care", "days_at_risk_before_entry_mean"),
    Choice("Waiting for the legal planning meeting", "planning_wait_days_mean"),
    Choice("Work with the family before court", "pre_proceedings_weeks_mean"),
    Choice("Applications to court", "care_applications"),
    Choice("Length of care proceedings", "proceedings_weeks_mean"),
    Choice("Ended within 26 weeks", "proceedings_within_26_weeks_percent"),
    Choice("Under an interim care order", "interim_order_weeks"),
    Choice("Options looked at together", "considered_together_percent"),
    Choice("A second plan beside the first", "contingency_planned_percent"),
    Choice("Under 2, adoption not considered", "young_without_adoption_considered"),
    Choice("Plan of permanence by the second review", "permanence_decided_by_second_review_percent"),
    Choice("Four months in care without a plan", "without_permanence_plan"),
    Choice("From entering care to moving in with adopters (A10)", "entry_to_placed_days_mean_adjusted"),
    Choice("From placement order to match (A2)", "order_to_match_days_mean"),
    Choice("Waiting with a placement order", "waiting_with_placement_order"),
    Choice("Matched with a foster home for the long term", "long_term_matched_percent", at_end=True),
    Choice("Waiting for an assessor of relatives and friends", "assessment_wait_days_mean"),
    Choice("Temporary approvals overdue", "temporary_approvals_overdue"),
    Choice("Next steps left idle", "idle_days_per_child"),
    Choice("Cost of court cases", "cost_legal"),
    Choice("Allowances for special guardians", "cost_allowances"),
)
"""In the order in which the page shows them: as a family comes to them."""

IN_SHORT = (
    Choice("Length of care proceedings", "proceedings_weeks_mean"),
    Choice("Ended within 26 weeks", "proceedings_within_26_weeks_percent"),
    Choice("Adopted", "ceases", "adopted"),
    Choice("Left to special guardians", "guardianship_by_carer"),
    Choice("Waiting with a placement order", "waiting_with_placement_order"),
    Choice("Wait for an assessor of relatives", "assessment_wait_days_mean"),
)
"""The few that stand in the terminal below the headlines of every run."""


def legal_headlines(comparison: Comparison) -> tuple[Headline, ...]:
    """Return these measures and what each strategy changes in them; none where there is no legal process.

    One that is undefined in every replication of every scenario is left out.
    """
    return tuple(one for one in _made(comparison, LEGAL_HEADLINES) if one.base_mean == one.base_mean)


def legal_in_short(comparison: Comparison) -> tuple[Headline, ...]:
    """Return the few of them that a terminal shows, whether defined or not; none where there is no legal process."""
    return _made(comparison, IN_SHORT)


def _made(comparison: Comparison, choices: Sequence[Choice]) -> tuple[Headline, ...]:
    if not comparison.base.scenario.parameters.legal_process:
        return ()
    others = [outcome.measures for outcome in comparison.strategies]
    return headlines(comparison.base.measures, others, comparison.confidence, choices)
