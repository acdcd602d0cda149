"""All lines of the performance report, in the order in which it has them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.experiments.performance.line import CASES, PERCENT, PerformanceLine
from sim.experiments.performance.months import Counted
from sim.foundations.codes import Location
from sim.measures import (
    child_assessments,
    children,
    health,
    life_stories,
    placements,
    reviews,
    schooling,
    social_work,
    stability,
)
from sim.measures.arrays import Numbers
from sim.measures.catalogue import is_made, only_with
from sim.measures.columns import codes, days
from sim.measures.counting import number_at, number_in
from sim.measures.declaration import Measure
from sim.measures.value import Share, Spans
from sim.measures.view import View
from sim.parameters.parameters import Parameters


def _alone(part: Numbers) -> Share:
    return Share(part, np.full(len(part), np.nan))


def _looked_after(view: View, at: Numbers) -> Share:
    return _alone(number_at(view.periods.began, view.periods.ended, at))


def _starts(view: View, spans: Spans) -> Share:
    return _alone(number_in(view.periods.began, spans))


def _ceases(view: View, spans: Spans) -> Share:
    return _alone(number_in(view.periods.ended, spans))


def _came_and_went(view: View, spans: Spans) -> tuple[Numbers, Numbers]:
    return _starts(view, spans).part, _ceases(view, spans).part


def _inside(view: View, at: Numbers) -> Share:
    return placements.placed_in(view, Location.INSIDE, at)


def _second_reviews(view: View, spans: Spans) -> Share:
    """Return second reviews held, all of them as if their permanence planning meetings were tracked."""
    held = days(view.register.reviews.held)
    second = number_in(held[codes(view.register.reviews.number) == 2], spans)
    return Share(second, second)


def _first_plans(view: View, spans: Spans) -> Share:
    return schooling.plans_in_time(view, spans, first=True)


def _all_plans(view: View, spans: Spans) -> Share:
    first, later = (schooling.plans_in_time(view, spans, first=first) for first in (True, False))
    return Share(first.part + later.part, first.whole + later.whole)


def _at_school(view: View, at: Numbers) -> Share:
    none, of_age = schooling.at_no_school(view, at)
    return Share(of_age - none, of_age)


CHILDREN, HEALTH, REVIEWING, WORK, SCHOOL = (
    "Children and placements",
    "Health",
    "Reviews",
    "Social work",
    "School and life story",
)


def _at_close(
    identity: str, title: str, section: str, of: str, measure: Measure, at: Callable[[View, Numbers], Share]
) -> PerformanceLine:
    """Return a line of children at the end of the month, as a percentage."""
    return PerformanceLine(identity, title, section, of, PERCENT, Counted.AT_CLOSE, measure, at=at)


def _in_time(
    identity: str,
    title: str,
    section: str,
    of: str,
    counted: Counted,
    measure: Measure,
    over: Callable[[View, Spans], Share],
    target: str = "",
) -> PerformanceLine:
    """Return a line of what happened, or was due, over some time, as a percentage."""
    return PerformanceLine(identity, title, section, of, PERCENT, counted, measure, over=over, target=target)


LOOKED_AFTER, PLACED = "children looked after", "children in placement"
IHA, PLANS = "Initial health assessments within 20 working days", "education_plans"

LINES = (
    PerformanceLine(
        "looked_after",
        "Children looked after",
        CHILDREN,
        "",
        "children",
        Counted.AT_CLOSE,
        children.LOOKED_AFTER,
        at=_looked_after,
        flows=_came_and_went,
    ),
    PerformanceLine(
        "starts",
        "Children starting to be looked after",
        CHILDREN,
        "",
        "children",
        Counted.IN_MONTH,
        children.STARTS,
        over=_starts,
    ),
    PerformanceLine(
        "ceases",
        "Children ceasing to be looked after",
        CHILDREN,
        "",
        "children",
        Counted.IN_MONTH,
        children.CEASES,
        over=_ceases,
    ),
    _at_close(
        "three_or_more_placements",
        "Three or more placements in the year",
        CHILDREN,
        LOOKED_AFTER,
        stability.THREE_OR_MORE_PLACEMENTS_PERCENT,
        stability.with_three_or_more_placements,
    ),
    _at_close(
        "long_term_stability",
        "Same placement for two years",
        CHILDREN,
        "children under 16 looked after for 2.5 years",
        stability.LONG_TERM_STABILITY_PERCENT,
        stability.settled_for_long,
    ),
    _at_close(
        "inside_borough",
        "Placed inside the council's area",
        CHILDREN,
        PLACED,
        placements.INSIDE_BOROUGH_PERCENT,
        _inside,
    ),
    _at_close(
        "residential",
        "In residential placements",
        CHILDREN,
        PLACED,
        placements.IN_RESIDENTIAL,
        placements.of_those_placed_in_residential,
    ),
    _in_time(
        "initial_assessments",
        f"{IHA}, in the month",
        HEALTH,
        "assessments due",
        Counted.IN_MONTH,
        health.IHA_IN_TIMESCALE_PERCENT,
        health.initial_in_time,
    ),
    _in_time(
        "initial_assessments_to_date",
        f"{IHA}, since 1 April",
        HEALTH,
        "assessments due",
        Counted.YEAR_TO_DATE,
        health.IHA_IN_TIMESCALE_PERCENT,
        health.initial_in_time,
        "initial_assessments",
    ),
    _at_close(
        "health_in_year",
        "Health assessment in the year",
        HEALTH,
        "children looked after for the year",
        health.HEALTH_ASSESSMENT_IN_YEAR_PERCENT,
        health.assessed_in_year,
    ),
    _at_close(
        "questionnaires",
        "Strengths and difficulties questionnaire in the year",
        HEALTH,
        "children of 5 to 16 looked after for the year",
        health.SDQ_COMPLETED_PERCENT,
        health.with_questionnaire,
    ),
    _at_close(
        "reviews",
        "Reviews of the year held in time",
        REVIEWING,
        "reviews due",
        reviews.REVIEWS_IN_TIMESCALE_PERCENT,
        reviews.reviews_in_time,
    ),
    _at_close(
        "children_reviewed",
        "Children whose reviews of the year were all in time",
        REVIEWING,
        "children looked after for four weeks",
        reviews.REVIEWS_IN_TIMESCALE_PERCENT,
        reviews.children_reviewed_in_time,
    ),
    _in_time(
        "midway_checks",
        "Case looked at between two reviews",
        REVIEWING,
        "second and later reviews held",
        Counted.IN_MONTH,
        reviews.MIDWAY_CHECKS_PERCENT,
        reviews.looked_at_between,
    ),
    PerformanceLine(
        "permanence_meetings",
        "Permanence planning meetings tracked by managers",
        REVIEWING,
        "children with a second review",
        PERCENT,
        Counted.IN_QUARTER,
        reviews.REVIEWS_HELD,
        over=_second_reviews,
        whole_numbers=False,
        tracked=True,
    ),
    _at_close(
        "assessments",
        "Social worker's assessment of the last year",
        WORK,
        "children looked after for 45 days",
        child_assessments.ASSESSMENTS_UP_TO_DATE_PERCENT,
        child_assessments.with_recent_assessment,
    ),
    PerformanceLine(
        "visits",
        "Social worker's visits in time",
        WORK,
        "hours of visits due",
        PERCENT,
        Counted.IN_MONTH,
        social_work.VISITS_IN_TIME_PERCENT,
        over=social_work.hours_of_visits_in_time,
        whole_numbers=False,
    ),
    PerformanceLine(
        "caseload",
        "Cases for each social worker",
        WORK,
        "social workers in post",
        CASES,
        Counted.AT_CLOSE,
        social_work.CASELOAD_MEAN,
        at=social_work.cases_to_workers,
        whole_numbers=False,
    ),
    PerformanceLine(
        "agency",
        "Social workers from agencies",
        WORK,
        "social workers in post",
        PERCENT,
        Counted.AT_CLOSE,
        social_work.AGENCY_PERCENT,
        at=social_work.agency_of_workers,
        whole_numbers=False,
    ),
    _in_time(
        "first_education_plans",
        "First education plans within 10 school days",
        SCHOOL,
        "first plans due",
        Counted.IN_QUARTER,
        schooling.FIRST_EDUCATION_PLANS_IN_TIME_PERCENT,
        _first_plans,
        PLANS,
    ),
    _in_time(
        PLANS,
        "Personal education plans in time, first and later",
        SCHOOL,
        "plans due",
        Counted.IN_QUARTER,
        schooling.EDUCATION_PLANS_IN_TIME_PERCENT,
        _all_plans,
    ),
    _at_close(
        "school_moves",
        "Changed school in the middle of a year, in the year",
        SCHOOL,
        "pupils looked after",
        schooling.SCHOOL_MOVES_PERCENT,
        schooling.moved_in_mid_year,
    ),
    _at_close(
        "at_school", "On the roll of a school", SCHOOL, "children of school age", schooling.OUT_OF_SCHOOL, _at_school
    ),
    _at_close(
        "life_story_books",
        "Life-story books made, of those due",
        SCHOOL,
        "children for whom one is due",
        life_stories.LIFE_STORY_BOOKS_PERCENT,
        life_stories.with_life_story_book,
    ),
)
"""In the order in which the report has them."""


def lines_for(parameters: Parameters) -> tuple[PerformanceLine, ...]:
    """Return the lines that a run with these parameters has."""
    return tuple(line for line in LINES if is_made(line.measure, parameters))


def left_out(parameters: Parameters) -> dict[str, int]:
    """Return how many lines are left out because a part of the scenario is absent, by the part in words."""
    found: dict[str, int] = {}
    for line in LINES:
        if not is_made(line.measure, parameters):
            found[only_with(line.measure)] = found.get(only_with(line.measure), 0) + 1
    return found
