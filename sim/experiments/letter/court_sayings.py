"""What the letter says of law and permanence, sentence by sentence, and by which numbers the model can show it."""

from __future__ import annotations

from dataclasses import dataclass

from sim.experiments.asking.measure_choice import MeasureChoice

TOGETHER = MeasureChoice("considered_together_percent")
NOT_CONSIDERED = MeasureChoice("young_without_adoption_considered")
NOT_CONSIDERED_AND_PLACED = MeasureChoice("young_without_adoption_considered", "later placed under a placement order")
CONSIDERED = MeasureChoice("young_without_adoption_considered", "adoption considered")
CONTINGENCY = MeasureChoice("contingency_planned_percent")
IDLE = MeasureChoice("idle_days_per_child")
IDLE_BEFORE_COURT = MeasureChoice("idle_days_per_child", "work with the family before court")
IDLE_LONG_TERM = MeasureChoice("idle_days_per_child", "looking for a foster home for good")
IDLE_FINDING = MeasureChoice("idle_days_per_child", "looking for an adoptive family")
PLANNING_WAIT = MeasureChoice("planning_wait_days_mean")
AT_RISK = MeasureChoice("days_at_risk_before_entry_mean")
BEFORE_COURT = MeasureChoice("pre_proceedings_weeks_mean")
PROCEEDINGS = MeasureChoice("proceedings_weeks_mean")
WITHIN_26 = MeasureChoice("proceedings_within_26_weeks_percent")
BY_SECOND_REVIEW = MeasureChoice("permanence_decided_by_second_review_percent")
A2 = MeasureChoice("order_to_match_days_mean")
A10 = MeasureChoice("entry_to_placed_days_mean_adjusted")
WAITING = MeasureChoice("waiting_with_placement_order")
ASSESSOR_WAIT = MeasureChoice("assessment_wait_days_mean")
ASSESSMENT_WEEKS = MeasureChoice("assessment_weeks_mean")
ASSESSED = MeasureChoice("assessments_done")
OVERDUE = MeasureChoice("temporary_approvals_overdue")
LONG_TERM = MeasureChoice("long_term_matched_percent", at_end=True)
LOOKED_AFTER = MeasureChoice("looked_after")


@dataclass(frozen=True, slots=True)
class CourtSaying:
    """One thing that the letter says, and the numbers that show it."""

    where: str
    """The paragraph, by how it begins."""
    says: str
    shown_by: tuple[MeasureChoice, ...]


SAYINGS = (
    CourtSaying(
        "Findings, 'Management oversight of the permanence planning process is weak'",
        "Options for permanence are not considered simultaneously, which prolongs uncertainty",
        (TOGETHER, PROCEEDINGS, WITHIN_26),
    ),
    CourtSaying(
        "The same",
        "Adoption had not been considered alongside other options in proceedings for babies",
        (NOT_CONSIDERED, NOT_CONSIDERED_AND_PLACED),
    ),
    CourtSaying(
        "The same, and 'IROs have manageable caseloads'",
        "Contingency planning is poor; parallel plans need to be fully considered at the outset of proceedings",
        (CONTINGENCY,),
    ),
    CourtSaying(
        "Findings, 'Decisions about whether children should become looked after'",
        "Weekly legal planning meetings; before, too many children remained vulnerable for too long",
        (PLANNING_WAIT, AT_RISK),
    ),
    CourtSaying(
        "The same",
        "The revised PLO tracker prevents drift and delay, and supports the timeliness of proceedings",
        (BEFORE_COURT, IDLE_BEFORE_COURT, IDLE),
    ),
    CourtSaying(
        "Findings, 'Management oversight, although evident in all cases'",
        "The adoption summit is to track all children with a plan for permanence",
        (IDLE_LONG_TERM, LONG_TERM, IDLE_FINDING),
    ),
    CourtSaying(
        "The same",
        "Family finding should start when the permanence decision is made at the second review",
        (BY_SECOND_REVIEW, A2, A10, WAITING),
    ),
    CourtSaying(
        "The same",
        "Connected carers' and special guardianship assessments need streamlining, to minimise delays",
        (ASSESSOR_WAIT, ASSESSMENT_WEEKS, OVERDUE),
    ),
)
"""In the letter's order, but that the tracker and the summit follow what they belong to."""

READ = tuple(
    dict.fromkeys((LOOKED_AFTER, CONSIDERED, ASSESSED, *(one for saying in SAYINGS for one in saying.shown_by)))
)
"""Every number that is read off the replications."""
