"""The lines of the performance report: what each counts, of what, when, and which measure it is the same as."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiments.performance.months import Counted, ReportMonth
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
from sim.measures.value import Share, Spans, spans
from sim.measures.view import View
from sim.parameters.parameters import Parameters

PERCENT, CASES = "percent", "cases"


@dataclass(frozen=True, slots=True)
class PerformanceLine:
    """One line: a part of a whole, or a number alone (its whole is not a number)."""

    id: str
    title: str
    section: str
    of: str
    """What the whole is, in words; empty for a number alone."""
    unit: str
    counted: Counted
    measure: Measure
    """Which makes the same numbers, and whose part of the parameters the line needs."""
    at: Callable[[View, Numbers], Share] | None = None
    over: Callable[[View, Spans], Share] | None = None
    target: str = ""
    """Under which targets are given, where it is not its own name."""
    whole_numbers: bool = True
    """Whether part and whole count children or events one by one, so that chance can be told."""
    repeated: bool = False
    """Whether mostly the same children are counted in one month and three months later."""
    tracked: bool = False
    """Whether it is known only as far as managers track it, which the file of targets says."""

    @property
    def target_id(self) -> str:
        """Return under which name its targets are given."""
        return self.target or self.id

    @property
    def alone(self) -> bool:
        """Whether it is a number alone, of no whole."""
        return not self.of

    def shares(self, view: View, months: Sequence[ReportMonth]) -> Share:
        """Return part and whole in each month."""
        if self.at is not None:
            return self.at(view, np.array([month.until for month in months]))
        return self.between(view, [month.begins(self.counted) for month in months], [one.until for one in months])

    def between(self, view: View, since: Sequence[float], until: Sequence[float]) -> Share:
        """Return part and whole of what happened from days `since` up to days `until`."""
        assert self.over is not None
        return self.over(view, spans(np.array(since, dtype=np.float64), np.array(until, dtype=np.float64)))

    def value(self, part: float, whole: float) -> float:
        """Return what the line says of part and whole; not a number where there is nothing to count."""
        if self.alone:
            return part
        if not whole > 0.0:
            return float("nan")
        return part / whole * (100.0 if self.unit == PERCENT else 1.0)


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


def _alone(part: Numbers) -> Share:
    return Share(part, np.full(len(part), np.nan))


def _looked_after(view: View, at: Numbers) -> Share:
    return _alone(number_at(view.periods.began, view.periods.ended, at))


def _starts(view: View, spans: Spans) -> Share:
    return _alone(number_in(view.periods.began, spans))


def _ceases(view: View, spans: Spans) -> Share:
    return _alone(number_in(view.periods.ended, spans))


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
    PerformanceLine(
        "three_or_more_placements",
        "Three or more placements in the year",
        CHILDREN,
        "children looked after",
        PERCENT,
        Counted.AT_CLOSE,
        stability.THREE_OR_MORE_PLACEMENTS_PERCENT,
        at=stability.with_three_or_more_placements,
        repeated=True,
    ),
    PerformanceLine(
        "long_term_stability",
        "Same placement for two years",
        CHILDREN,
        "children under 16 looked after for 2.5 years",
        PERCENT,
        Counted.AT_CLOSE,
        stability.LONG_TERM_STABILITY_PERCENT,
        at=stability.settled_for_long,
        repeated=True,
    ),
    PerformanceLine(
        "inside_borough",
        "Placed inside the council's area",
        CHILDREN,
        "children in placement",
        PERCENT,
        Counted.AT_CLOSE,
        placements.INSIDE_BOROUGH_PERCENT,
        at=_inside,
        repeated=True,
    ),
    PerformanceLine(
        "residential",
        "In residential placements",
        CHILDREN,
        "children in placement",
        PERCENT,
        Counted.AT_CLOSE,
        placements.IN_RESIDENTIAL,
        at=placements.of_those_placed_in_residential,
        repeated=True,
    ),
    PerformanceLine(
        "initial_assessments",
        "Initial health assessments within 20 working days, in the month",
        HEALTH,
        "assessments due",
        PERCENT,
        Counted.IN_MONTH,
        health.IHA_IN_TIMESCALE_PERCENT,
        over=health.initial_in_time,
    ),
    PerformanceLine(
        "initial_assessments_to_date",
        "Initial health assessments within 20 working days, since 1 April",
        HEALTH,
        "assessments due",
        PERCENT,
        Counted.YEAR_TO_DATE,
        health.IHA_IN_TIMESCALE_PERCENT,
        over=health.initial_in_time,
        target="initial_assessments",
    ),
    PerformanceLine(
        "health_in_year",
        "A health assessment in the year",
        HEALTH,
        "children looked after for the year",
        PERCENT,
        Counted.AT_CLOSE,
        health.HEALTH_ASSESSMENT_IN_YEAR_PERCENT,
        at=health.assessed_in_year,
        repeated=True,
    ),
    PerformanceLine(
        "questionnaires",
        "A strengths and difficulties questionnaire in the year",
        HEALTH,
        "children of 5 to 16 looked after for the year",
        PERCENT,
        Counted.AT_CLOSE,
        health.SDQ_COMPLETED_PERCENT,
        at=health.with_questionnaire,
        repeated=True,
    ),
    PerformanceLine(
        "reviews",
        "Reviews of the year held in time",
        REVIEWING,
        "reviews due",
        PERCENT,
        Counted.AT_CLOSE,
        reviews.REVIEWS_IN_TIMESCALE_PERCENT,
        at=reviews.reviews_in_time,
        repeated=True,
    ),
    PerformanceLine(
        "children_reviewed",
        "All reviews of the year in time",
        REVIEWING,
        "children looked after for four weeks",
        PERCENT,
        Counted.AT_CLOSE,
        reviews.REVIEWS_IN_TIMESCALE_PERCENT,
        at=reviews.children_reviewed_in_time,
        repeated=True,
    ),
    PerformanceLine(
        "midway_checks",
        "Case looked at between two reviews",
        REVIEWING,
        "second and later reviews held",
        PERCENT,
        Counted.IN_MONTH,
        reviews.MIDWAY_CHECKS_PERCENT,
        over=reviews.looked_at_between,
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
    PerformanceLine(
        "assessments",
        "Assessment of the last year",
        WORK,
        "children looked after for 45 days",
        PERCENT,
        Counted.AT_CLOSE,
        child_assessments.ASSESSMENTS_UP_TO_DATE_PERCENT,
        at=child_assessments.with_recent_assessment,
        repeated=True,
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
    PerformanceLine(
        "first_education_plans",
        "First education plans within 10 school days",
        SCHOOL,
        "first plans due",
        PERCENT,
        Counted.IN_QUARTER,
        schooling.FIRST_EDUCATION_PLANS_IN_TIME_PERCENT,
        over=_first_plans,
        target="education_plans",
    ),
    PerformanceLine(
        "education_plans",
        "Personal education plans in time, first and later",
        SCHOOL,
        "plans due",
        PERCENT,
        Counted.IN_QUARTER,
        schooling.EDUCATION_PLANS_IN_TIME_PERCENT,
        over=_all_plans,
    ),
    PerformanceLine(
        "school_moves",
        "Changed school in the middle of a year, in the year",
        SCHOOL,
        "pupils looked after",
        PERCENT,
        Counted.AT_CLOSE,
        schooling.SCHOOL_MOVES_PERCENT,
        at=schooling.moved_in_mid_year,
        repeated=True,
    ),
    PerformanceLine(
        "at_school",
        "On the roll of a school",
        SCHOOL,
        "children of school age",
        PERCENT,
        Counted.AT_CLOSE,
        schooling.OUT_OF_SCHOOL,
        at=_at_school,
        repeated=True,
    ),
    PerformanceLine(
        "life_story_books",
        "Life-story books made, of those due",
        SCHOOL,
        "children for whom one is due",
        PERCENT,
        Counted.AT_CLOSE,
        life_stories.LIFE_STORY_BOOKS_PERCENT,
        at=life_stories.with_life_story_book,
        repeated=True,
    ),
)
"""In the order in which the report has them."""
