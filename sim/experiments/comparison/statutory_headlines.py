"""The measures of statutory services that a planner reads first, by service, where the scenario has the service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sim.experiments.asking.headlines import Choice, Headline, headlines
from sim.experiments.comparison.comparison import Comparison
from sim.experiments.running.results import Outcome
from sim.measures.catalogue import by_id, is_made
from sim.scenario.quantities.declared import part_of

HEALTH, REVIEWS, SOCIAL_WORK, SCHOOL, LIFE_STORY = "Health", "Reviews", "Social work", "School", "Life-story work"

CHOICES: tuple[tuple[str, tuple[Choice, ...]], ...] = (
    (
        HEALTH,
        (
            Choice("Initial health assessments within 20 working days", "iha_in_timescale_percent"),
            Choice("The same, of those that were made", "iha_in_timescale_percent", "of those done"),
            Choice("From coming into care to the assessment, median", "iha_wait_days_median"),
            Choice("Overdue at the end", "iha_not_done", at_end=True),
            Choice("Health told within 5 working days", "health_told_in_5_days_percent"),
            Choice("Places in the health clinic used", "iha_clinic_used_percent"),
            Choice("A health assessment in the year", "health_assessment_in_year_percent", at_end=True),
            Choice("A strengths and difficulties questionnaire in the year", "sdq_completed_percent", at_end=True),
            Choice("A need that is not known", "needs_unrecognised", at_end=True),
            Choice("Cost of initial assessments to the NHS", "cost_health"),
        ),
    ),
    (
        REVIEWS,
        (
            Choice("All reviews of the year in time", "reviews_in_timescale_percent", at_end=True),
            Choice("Reviews of the year in time", "reviews_in_timescale_percent", "of reviews", at_end=True),
            Choice("Children for each reviewing officer", "children_per_reviewing_officer", at_end=True),
            Choice("Cases looked at between reviews", "midway_checks_percent"),
            Choice("Reviews with too little time", "reviews_thin_percent"),
            Choice("Reviews that found decisions not carried out", "decisions_outstanding_percent"),
            Choice("Challenges by reviewing officers", "reviewing_challenges"),
            Choice("Planned moves reviewed before", "moves_reviewed_before_percent"),
            Choice("From coming into care to the second review, median", "second_review_days_median"),
        ),
    ),
    (
        SOCIAL_WORK,
        (
            Choice("No assessment of the last year", "assessments_out_of_date", at_end=True),
            Choice("No assessment of the last two years", "assessments_out_of_date", "over two years", at_end=True),
            Choice("Assessments brought up to date", "assessments_updated"),
            Choice("Cases for each social worker", "caseload_mean"),
            Choice("Social workers' hours spoken for", "social_work_hours_used_percent"),
            Choice("Hours a month left for direct work with each child", "direct_work_hours"),
            Choice("Visits in time", "visits_in_time_percent"),
            Choice("Changes of social worker", "social_worker_changes"),
            Choice("Another social worker in the year", "changed_social_worker_percent", at_end=True),
            Choice("Two or more changes in the year", "two_or_more_social_worker_changes_percent", at_end=True),
            Choice("Social workers from agencies", "agency_social_workers_percent", at_end=True),
            Choice("Children in need held by these teams", "children_in_need_held", at_end=True),
        ),
    ),
    (
        SCHOOL,
        (
            Choice("Changed school in the middle of the year", "school_moves_percent", at_end=True),
            Choice("Of such changes, those with a change of placement", "school_moves_with_placement_percent"),
            Choice("Of school age and at no school", "out_of_school"),
            Choice("At good or outstanding schools", "good_schools_percent", at_end=True),
            Choice("First education plan within 10 school days", "first_education_plans_in_time_percent"),
            Choice("Education plans brought up to date in time", "education_plans_in_time_percent"),
            Choice("Changes of school in years 10 and 11", "key_stage_4_school_moves"),
            Choice("Changes for which a whole term was missed", "whole_term_missed_percent"),
        ),
    ),
    (
        LIFE_STORY,
        (
            Choice("With a life-story book, of those due one", "life_story_books_percent", at_end=True),
            Choice("Wait for a book that is due, median", "life_story_wait_days_median"),
        ),
    ),
)
"""By service, in the order in which the page shows them."""

IN_SHORT = (
    Choice("Health assessed within 20 working days", "iha_in_timescale_percent"),
    Choice("Cases looked at between reviews", "midway_checks_percent"),
    Choice("No assessment of the last year", "assessments_out_of_date", at_end=True),
    Choice("Social workers' hours spoken for", "social_work_hours_used_percent"),
    Choice("Changed school in mid-year", "school_moves_percent", at_end=True),
    Choice("With a life-story book, of those due", "life_story_books_percent", at_end=True),
)
"""The few that stand in the terminal below the headlines of every run."""

ACTS_ON: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "health_pathway": (HEALTH,),
        "health_clinic": (HEALTH,),
        "more_reviewing": (REVIEWS,),
        "assessment_recovery": (SOCIAL_WORK,),
        "caseload_transfer": (SOCIAL_WORK,),
        "permanent_staff": (SOCIAL_WORK,),
        "school_reach": (SCHOOL,),
        "more_life_story": (LIFE_STORY,),
        "practice_clinics": (HEALTH, SOCIAL_WORK, SCHOOL),
    }
)
"""The services that a part of a scenario is there to change."""


@dataclass(frozen=True, slots=True)
class ServiceHeadlines:
    """What a planner reads of one service, and what each strategy changes in it."""

    service: str
    headlines: tuple[Headline, ...]


def statutory_headlines(comparison: Comparison) -> tuple[ServiceHeadlines, ...]:
    """Return these measures by service; none of a service that the scenario has not.

    One that is undefined in every replication of every scenario is left out.
    """
    made = ((service, _made(comparison, choices)) for service, choices in CHOICES)
    defined = ((service, tuple(one for one in found if one.base_mean == one.base_mean)) for service, found in made)
    return tuple(ServiceHeadlines(service, found) for service, found in defined if found)


def statutory_in_short(comparison: Comparison) -> tuple[Headline, ...]:
    """Return the few of them that a terminal shows, whether defined or not, of the services that there are."""
    return _made(comparison, IN_SHORT)


def _made(comparison: Comparison, choices: Sequence[Choice]) -> tuple[Headline, ...]:
    others = [outcome.measures for outcome in comparison.strategies]
    there = tuple(_there(comparison, choices))
    return headlines(comparison.base.measures, others, comparison.confidence, there, turns=comparison.results.turns)


def _there(comparison: Comparison, choices: Sequence[Choice]) -> Iterator[Choice]:
    parameters = comparison.base.scenario.parameters
    return (choice for choice in choices if is_made(by_id(choice.measure), parameters))


def acting_on(comparison: Comparison, service: str) -> tuple[Outcome, ...]:
    """Return the strategies that are there to change a service, in the order asked for."""
    return tuple(one for one in comparison.strategies if service in _services(comparison, one))


def _services(comparison: Comparison, outcome: Outcome) -> set[str]:
    had = comparison.base.scenario.quantities
    parts = {part_of(path) for path in outcome.scenario.quantities if path not in had}
    return {service for part in parts for service in ACTS_ON.get(part, ())}
