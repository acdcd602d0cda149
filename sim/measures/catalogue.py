"""The catalogue of every measure, in the order in which tables show them; each is declared beside what computes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sim.measures import (
    adoption,
    adoption_plans,
    assessments,
    before_court,
    budget,
    camhs,
    carer_development,
    child_assessments,
    children,
    costs,
    court,
    edge_of_care,
    fostering,
    health,
    health_delays,
    idle_steps,
    legal_costs,
    legal_status,
    life_stories,
    matching,
    own_homes,
    panel,
    permanence,
    placements,
    reviews,
    schooling,
    siblings,
    social_work,
    stability,
    statutory_costs,
    turnover,
    unaccompanied,
    work_hours,
)
from sim.measures.declaration import Measure
from sim.parameters.parameters import Parameters

ALWAYS = (
    children.LOOKED_AFTER,
    children.LOOKED_AFTER_BY_SEX,
    children.STARTS,
    children.CEASES,
    children.REENTRIES,
    children.PASSED_ON,
    unaccompanied.UNACCOMPANIED,
    unaccompanied.UNACCOMPANIED_STARTS,
    children.MEAN_STAY_YEARS,
    placements.IN_PLACEMENT,
    placements.IN_PLACEMENT_RECORDED,
    placements.IN_RESIDENTIAL,
    stability.THREE_OR_MORE_PLACEMENTS_PERCENT,
    stability.LONG_TERM_STABILITY_PERCENT,
    stability.MOVES,
    stability.DISRUPTIONS,
    stability.DISRUPTION_RATE,
    turnover.MOVE_RATE,
    turnover.PLACEMENTS_ENDED_PERCENT,
    turnover.NEW_PLACEMENTS,
    turnover.PLACEMENTS_IN_YEAR_PERCENT,
    turnover.THREE_OR_MORE_PLACEMENTS_IN_TWO_YEARS_PERCENT,
    turnover.LOOKED_AFTER_A_YEAR_PERCENT,
    turnover.LEAVING_RATE,
    turnover.IN_HOUSE_SIBLINGS_TOGETHER_PERCENT,
    placements.INSIDE_BOROUGH_PERCENT,
    placements.OUTSIDE_WITHIN_20_MILES_PERCENT,
    placements.OVER_20_MILES_PERCENT,
    matching.FIRST_CHOICE_PERCENT,
    matching.EMERGENCY_PLACEMENTS,
    matching.UNPLANNED_PLACEMENT_PERCENT,
    matching.DAYS_IN_EMERGENCY_PLACES,
    matching.NEEDS_UNMET_PERCENT,
    matching.SEARCH_DAYS_MEAN,
    siblings.SIBLINGS_IN_CARE,
    matching.SIBLINGS_SPLIT_PERCENT,
    fostering.IN_HOUSE_PLACES_APPROVED,
    fostering.IN_HOUSE_PLACES_FILLED,
    fostering.IN_HOUSE_PLACES_VACANT,
    fostering.IN_HOUSE_PLACES_UNAVAILABLE,
    fostering.HOUSEHOLDS,
    fostering.HOUSEHOLDS_APPROVED,
    fostering.HOUSEHOLDS_LEFT,
    own_homes.OWN_HOME_BEDS_OPEN,
    own_homes.OWN_HOME_BEDS_FILLED,
    panel.RESIDENTIAL_STEPPED_DOWN,
    panel.REDIRECTED,
    panel.REDIRECTED_PLACED,
    panel.STABILISED,
    edge_of_care.FAMILIES_WORKED_WITH,
    edge_of_care.CHILDREN_WORKED_WITH,
    edge_of_care.CHILDREN_NOT_ENTERING,
    edge_of_care.ENTRIES_AVERTED,
    edge_of_care.RETURNED_HOME_WITH_SUPPORT,
    camhs.CAMHS_WAIT_DAYS_MEDIAN,
    camhs.CAMHS_WAITING,
    camhs.CAMHS_SEEN,
    carer_development.TRAINED,
    costs.COST_PLACEMENTS,
    costs.COST_STRATEGIES,
    costs.COST_TOTAL,
    budget.SPENDING_REAL,
)

OF_LEGAL_PROCESS = (
    legal_status.LEGAL_STATUS,
    legal_status.INTERIM_ORDER_WEEKS,
    before_court.PLANNING_WAIT_DAYS_MEAN,
    before_court.PRE_PROCEEDINGS_WEEKS_MEAN,
    before_court.PRE_PROCEEDINGS_OVER_16_WEEKS_PERCENT,
    before_court.NOT_ISSUED_PERCENT,
    before_court.DAYS_AT_RISK_BEFORE_ENTRY_MEAN,
    court.CARE_APPLICATIONS,
    court.CHILDREN_IN_APPLICATIONS,
    court.PROCEEDINGS_WEEKS_MEAN,
    court.PROCEEDINGS_WEEKS_MEDIAN,
    court.PROCEEDINGS_WITHIN_26_WEEKS_PERCENT,
    court.PROCEEDINGS_BY_LENGTH_PERCENT,
    court.CONSIDERED_TOGETHER_PERCENT,
    court.YOUNG_WITHOUT_ADOPTION_CONSIDERED,
    court.ORDERS_MADE,
    permanence.PERMANENCE_DECIDED_BY_SECOND_REVIEW_PERCENT,
    permanence.PERMANENCE_PLANS_NOT_KNOWN_PERCENT,
    permanence.DAYS_TO_PERMANENCE_DECISION_MEDIAN,
    permanence.WITHOUT_PERMANENCE_PLAN,
    permanence.CONTINGENCY_PLANNED_PERCENT,
    permanence.LONG_TERM_MATCHED_PERCENT,
    permanence.AT_HOME_ON_CARE_ORDER,
    permanence.CARE_ORDERS_DISCHARGED,
    adoption.ENTRY_TO_PLACED_DAYS_MEAN,
    adoption.ENTRY_TO_PLACED_DAYS_MEAN_ADJUSTED,
    adoption.ORDER_TO_MATCH_DAYS_MEAN,
    adoption.PLACED_WITHIN_14_MONTHS_PERCENT,
    adoption.ADOPTION_STAGE_MONTHS,
    adoption.PLACED_WITHIN_12_MONTHS_OF_DECISION_PERCENT,
    adoption.ADOPTED_BY_TIME_IN_CARE_PERCENT,
    adoption_plans.WAITING_WITH_PLACEMENT_ORDER,
    adoption_plans.WAITING_OVER_18_MONTHS_SINCE_ENTRY,
    adoption_plans.PLANS_CHANGED_FROM_ADOPTION,
    adoption_plans.ADOPTIVE_PLACEMENTS_DISRUPTED_PERCENT,
    assessments.ASSESSMENT_WAIT_DAYS_MEAN,
    assessments.ASSESSMENTS_WAITING,
    assessments.ASSESSMENT_WEEKS_MEAN,
    assessments.ASSESSMENTS_DONE,
    assessments.TEMPORARY_APPROVALS_OVERDUE,
    assessments.GUARDIANSHIP_BY_CARER,
    idle_steps.IDLE_DAYS_PER_CHILD,
    legal_costs.COST_LEGAL,
    legal_costs.COST_PERMANENCE,
    legal_costs.COST_ALLOWANCES,
)
OF_HEALTH = (
    health.IHA_IN_TIMESCALE_PERCENT,
    health.IHA_WAIT_DAYS_MEDIAN,
    health_delays.IHA_LATE_BY_CAUSE,
    health_delays.IHA_STAGE_DAYS_MEDIAN,
    health.IHA_NOT_DONE,
    health.HEALTH_TOLD_IN_5_DAYS_PERCENT,
    health.IHA_CLINIC_USED_PERCENT,
    health.HEALTH_ASSESSMENT_IN_YEAR_PERCENT,
    health.SDQ_COMPLETED_PERCENT,
    health.NEEDS_UNRECOGNISED,
    health.COST_HEALTH,
)

OF_REVIEWS = (
    reviews.REVIEWS_IN_TIMESCALE_PERCENT,
    reviews.REVIEWS_HELD,
    reviews.REVIEWS_THIN_PERCENT,
    reviews.MIDWAY_CHECKS_PERCENT,
    reviews.DECISIONS_OUTSTANDING_PERCENT,
    reviews.REVIEWING_CHALLENGES,
    reviews.MOVES_REVIEWED_BEFORE_PERCENT,
    reviews.CHILDREN_PER_REVIEWING_OFFICER,
    reviews.SECOND_REVIEW_DAYS_MEDIAN,
)

OF_SCHOOL = (
    schooling.SCHOOL_MOVES_PERCENT,
    schooling.SCHOOL_MOVES_WITH_PLACEMENT_PERCENT,
    schooling.OUT_OF_SCHOOL,
    schooling.GOOD_SCHOOLS_PERCENT,
    schooling.FIRST_EDUCATION_PLANS_IN_TIME_PERCENT,
    schooling.EDUCATION_PLANS_IN_TIME_PERCENT,
    schooling.KEY_STAGE_4_SCHOOL_MOVES,
    schooling.WHOLE_TERM_MISSED_PERCENT,
)

OF_LIFE_STORY = (life_stories.LIFE_STORY_BOOKS_PERCENT, life_stories.LIFE_STORY_WAIT_DAYS_MEDIAN)

OF_SOCIAL_WORK = (
    child_assessments.ASSESSMENTS_UP_TO_DATE_PERCENT,
    child_assessments.ASSESSMENTS_OUT_OF_DATE,
    child_assessments.ASSESSMENTS_UPDATED,
    child_assessments.ASSESSMENTS_IN_45_DAYS_PERCENT,
    social_work.CASELOAD_MEAN,
    social_work.CHILDREN_IN_NEED_HELD,
    social_work.SOCIAL_WORK_HOURS_USED_PERCENT,
    work_hours.HOURS_ASKED,
    work_hours.HOURS_DONE,
    social_work.DIRECT_WORK_HOURS,
    social_work.VISITS_IN_TIME_PERCENT,
    social_work.SOCIAL_WORKER_CHANGES,
    social_work.CHANGED_SOCIAL_WORKER_PERCENT,
    social_work.TWO_OR_MORE_SOCIAL_WORKER_CHANGES_PERCENT,
    social_work.VACANCY_PERCENT,
    social_work.AGENCY_PERCENT,
)


@dataclass(frozen=True, slots=True)
class Partial:
    """Measures that are made only where a part of the parameters is there."""

    measures: tuple[Measure, ...]
    part: str
    """In words."""
    is_there: Callable[[Parameters], bool]


PARTIAL = (
    Partial(OF_LEGAL_PROCESS, "legal process", lambda parameters: parameters.legal_process),
    Partial(OF_HEALTH, "health assessments", lambda parameters: parameters.health_assessments is not None),
    Partial(OF_REVIEWS, "reviews", lambda parameters: parameters.reviews is not None),
    Partial(OF_SOCIAL_WORK, "social work", lambda parameters: parameters.social_work is not None),
    Partial(OF_SCHOOL, "a virtual school", lambda parameters: parameters.virtual_school is not None),
    Partial(OF_LIFE_STORY, "life-story work", lambda parameters: parameters.life_story is not None),
    Partial((budget.SPENDING_CASH,), "growth of prices", lambda parameters: parameters.price_growth is not None),
    Partial((statutory_costs.COST_STATUTORY,), "statutory services", lambda parameters: parameters.statutory),
)
"""In the order in which tables show them, after those that are always made."""

MEASURES = (*ALWAYS, *(one for partial in PARTIAL for one in partial.measures))

_PARTIAL: Mapping[str, Partial] = MappingProxyType({one.id: each for each in PARTIAL for one in each.measures})


def is_made(one: Measure, parameters: Parameters) -> bool:
    """Whether runs with these parameters have values of a measure."""
    partial = _PARTIAL.get(one.id)
    return partial is None or partial.is_there(parameters)


def only_with(one: Measure) -> str:
    """Return, in words, the part without which a measure is not made; nothing for those that always are."""
    partial = _PARTIAL.get(one.id)
    return "" if partial is None else partial.part


def by_id(identity: str) -> Measure:
    """Return the measure of this id; raises KeyError with the id when there is none."""
    for one in MEASURES:
        if one.id == identity:
            return one
    raise KeyError(identity)
