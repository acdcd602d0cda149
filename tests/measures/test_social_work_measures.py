"""The measures of social work and of its assessments: answers worked by hand."""

from __future__ import annotations

from math import isnan
from typing import Any

import pytest
from handmade_legal_registers import row
from handmade_registers import CALENDAR, MARCH_2019, MARCH_2020, child, day, episode, parameters, register, value
from quiet_social_work import assessment_recovery, caseload_transfer, permanent_staff, social_work

from sim.foundations.codes import WorkerChange, WorkTask
from sim.measures import Value, measure
from sim.model.register.columns import OPEN
from sim.model.register.register import Register

IN_2018 = day(2018, 6, 4)
IN_NEED = len(WorkTask)
BEFORE_MARCH = day(2019, 3, 25)


def week(r: Register, began: float, asked: dict[int, float], paid: dict[int, float], **given: Any) -> None:
    """Add a week with the hours asked and paid by task."""
    row(r.work, day=began, **given)
    for task in range(IN_NEED + 1):
        row(r.work_hours, task=task, asked=asked.get(task, 0.0), paid=paid.get(task, 0.0))


def measured(r: Register, **parts: Any) -> list[Value]:
    """Return the values of all measures where there is social work."""
    return measure(r, CALENDAR, parameters(**{"social_work": social_work(**parts)}))


def assessment(
    r: Register, of: int, due: float, begun: float = OPEN, done: float = OPEN, at_entry: bool = False
) -> None:
    """Add an assessment of a period of care."""
    who = r.episodes.child[of]
    row(r.updates, child=who, episode=of, due=due, begun=begun, done=done, ended=OPEN, at_entry=at_entry)


def test_without_social_work_its_measures_are_not_there() -> None:
    ids = {one.measure for one in measure(register(), CALENDAR, parameters())}
    assert not ids & {"caseload_mean", "visits_in_time_percent", "assessments_updated", "cost_statutory"}


def test_cases_posts_and_agency_workers_are_those_of_the_week_of_the_date() -> None:
    """36 children and 12 in need for 4 workers in post, one of them from an agency, with 2 of 5 posts vacant: 12 each.

    The week that begins on the date itself is not yet.
    """
    r = register()
    week(r, BEFORE_MARCH - 7.0, {}, {}, workers=2.0, agency=0.0, vacant=3.0, children=10, cases_in_need=0.0)
    week(r, BEFORE_MARCH, {}, {}, workers=4.0, agency=1.0, vacant=2.0, children=36, cases_in_need=12.0)
    week(r, day(2019, 4, 1), {}, {}, workers=1.0, agency=1.0, vacant=5.0, children=99, cases_in_need=9.0)
    values = measured(r)
    assert value(values, "caseload_mean", when=MARCH_2019) == 12.0
    assert value(values, "children_in_need_held", when=MARCH_2019) == 12.0
    assert value(values, "social_worker_vacancy_percent", when=MARCH_2019) == 40.0
    assert value(values, "agency_social_workers_percent", when=MARCH_2019) == 25.0


def test_hours_that_are_paid_late_are_hours_used_and_no_visits_in_time() -> None:
    """Two weeks of 100 hours: 40 and 60 of visits asked, 30 and 20 in time, the ten of the first a week later."""
    r = register()
    visit, far = WorkTask.VISIT, WorkTask.VISIT_FAR
    first = {"hours": 100.0, "recovery": 0.0, "prompt_visits": 30.0, "children": 10}
    week(r, IN_2018, {visit: 30.0, far: 10.0}, {visit: 20.0, far: 10.0, IN_NEED: 50.0}, **first)
    second = {"hours": 90.0, "recovery": 10.0, "prompt_visits": 20.0, "children": 10}
    week(r, IN_2018 + 7.0, {visit: 60.0}, {visit: 30.0, WorkTask.UPDATE: 10.0}, **second)
    values = measured(r, visit_kept=0.9)
    assert value(values, "visits_in_time_percent", when=MARCH_2019) == pytest.approx(0.9 * 50.0)
    assert value(values, "social_work_hours_used_percent", when=MARCH_2019) == 60.0
    left_for_ten_in_two_weeks = 80.0 / (20 * 7.0 / 365.25) / 12
    assert value(values, "direct_work_hours", when=MARCH_2019) == pytest.approx(left_for_ten_in_two_weeks)
    assert isnan(value(values, "visits_in_time_percent", when=MARCH_2020)), "no visit was due in the year after"


def test_changes_of_worker_are_of_children_who_are_still_in_care() -> None:
    """Four children, of whom one has left with two changes; one has one in the year and one before, one has two."""
    r = register()
    left, once, twice, never = (child(r) for _ in range(4))
    episode(r, left, 10.0, IN_2018 + 30.0)
    for who in (once, twice, never):
        episode(r, who, 10.0)
    changes = ((left, 20), (left, 25), (once, 30), (once, IN_2018), (twice, IN_2018), (twice, IN_2018 + 9))
    for which, (who, when) in enumerate(changes):
        row(r.worker_changes, child=who, day=float(when), why=WorkerChange.TEAM if which % 2 else WorkerChange.LEFT)
    values = measured(r)
    assert value(values, "changed_social_worker_percent", when=MARCH_2019) == pytest.approx(200 / 3)
    assert value(values, "two_or_more_social_worker_changes_percent", when=MARCH_2019) == pytest.approx(100 / 3)
    assert value(values, "social_worker_changes", when=MARCH_2019) == 3
    assert value(values, "social_worker_changes", "passed to another team", MARCH_2019) == 2
    assert value(values, "social_worker_changes", "the worker left", MARCH_2019) == 1


def test_an_assessment_is_out_of_date_after_a_year_and_over_two_years_when_there_was_none() -> None:
    """Of four who are counted: done 300 days ago, 400 days ago, three years ago, never; one came 44 days ago."""
    r = register()
    moment = day(2019, 4, 1)
    for ago in (300.0, 400.0, 1000.0, None):
        of = episode(r, child(r), -1500.0)
        if ago is not None:
            assessment(r, of, moment - ago - 30.0, moment - ago - 20.0, moment - ago)
        assessment(r, of, moment - 10.0)  # the next one, not begun
    assessment(r, episode(r, child(r), moment - 44.0), moment + 1.0)
    values = measured(r)
    assert value(values, "assessments_up_to_date_percent", when=MARCH_2019) == 25.0
    assert value(values, "assessments_out_of_date", when=MARCH_2019) == 3
    assert value(values, "assessments_out_of_date", "over two years", MARCH_2019) == 2


def test_who_came_with_an_assessment_is_up_to_date_and_none_has_been_done() -> None:
    """Begun on a Monday: on the Monday nine weeks later 45 working days have passed, on the day after 46."""
    r = register()
    of = episode(r, child(r), IN_2018)
    assessment(r, of, IN_2018, IN_2018, IN_2018, at_entry=True)
    values = measured(r)
    assert value(values, "assessments_up_to_date_percent", when=MARCH_2019) == 100.0
    assert value(values, "assessments_updated", when=MARCH_2019) == 0
    assert isnan(value(values, "assessments_in_45_days_percent", when=MARCH_2019))
    for days in (63.0, 64.0):
        assessment(r, of, IN_2018, IN_2018, IN_2018 + days)
    values = measured(r)
    assert value(values, "assessments_updated", when=MARCH_2019) == 2
    assert value(values, "assessments_in_45_days_percent", when=MARCH_2019) == 50.0


# --- money


def cost(values: list[Value], name: str) -> float:
    """What a strategy costs in the year to 31 March 2020."""
    return value(values, "cost_strategies", name, MARCH_2020)


A_YEAR = 366 / 365.25
"""1 April 2019 to 31 March 2020."""


def test_an_agency_worker_costs_the_premium_and_an_empty_post_nothing() -> None:
    """Ten posts, three without an employee, two of these with an agency worker at half as much again: nine cost ten."""
    values = measured(register(), workers=10.0, vacancy=0.3, agency=0.2)
    assert value(values, "cost_statutory", "social work", MARCH_2020) == pytest.approx(600_000.0 * A_YEAR)
    assert value(values, "cost_statutory", when=MARCH_2020) == pytest.approx(600_000.0 * A_YEAR)
    assert value(values, "cost_total", when=MARCH_2020) == 0.0, "as they are, they are no part of what is compared"


def test_recovery_costs_its_workers_until_they_leave() -> None:
    """One worker at 60,000 from 1 January 2018 until 100 days after 1 April 2019."""
    recovery = assessment_recovery(until_days=float(day(2019, 4, 1)) + 100.0)
    values = measure(register(), CALENDAR, parameters(social_work=social_work(), assessment_recovery=recovery))
    assert cost(values, "recovery of assessments") == pytest.approx(60_000.0 * 100 / 365.25)


@pytest.mark.parametrize(("follow", "pounds"), [(0.0, 15_000.0), (0.4, 9_000.0), (1.0, 0.0)])
def test_cases_cost_other_teams_what_has_not_come_with_them(follow: float, pounds: float) -> None:
    """Half of ten cases at 3,000."""
    told = parameters(
        social_work=social_work(cin_cases=10.0), caseload_transfer=caseload_transfer(share=0.5, workers_follow=follow)
    )
    values = measure(register(), CALENDAR, told)
    assert cost(values, "children in need to other teams") == pytest.approx(pounds * A_YEAR)


def test_hires_cost_once_and_save_the_premium_from_then_on() -> None:
    """One and a half posts filled on 1 April 2019: 9,000 each, less 30,000 a year each."""
    r = register()
    for size in (1.0, 0.5):
        row(r.hires, day=float(day(2019, 4, 1)), size=size)
    told = parameters(social_work=social_work(), permanent_staff=permanent_staff())
    saved = 30_000.0 * A_YEAR
    assert cost(measure(r, CALENDAR, told), "permanent social workers") == pytest.approx(1.5 * (9_000.0 - saved))
