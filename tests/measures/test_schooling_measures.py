"""The measures of school: answers worked by hand."""

from __future__ import annotations

from math import isnan
from typing import Any

import pytest
from handmade_legal_registers import row
from handmade_registers import CALENDAR, MARCH_2019, MARCH_2020, child, day, episode, parameters, register, value
from quiet_school import school_reach, virtual_school

from sim.measures import Value, measure
from sim.model.register.columns import OPEN
from sim.model.register.register import Register

CAME = 10.0
TEN = float(day(2008, 6, 1))
"""Born then: in year 5 as the year to 31 March 2019 ends."""


def pupil(r: Register, born: float = TEN, *, ended: float = OPEN, **school: Any) -> int:
    """Add a child at one school since they came into care; return their row."""
    who = child(r, born)
    of = episode(r, who, CAME, ended)
    row(r.school_periods, **{"child": who, "episode": of, "began": CAME, "ended": ended, "enrolled": True} | school)
    return who


def move(r: Register, who: int, started: float, **given: Any) -> None:
    """Add a change of school, in the middle of a year unless said otherwise."""
    row(r.school_moves, **{"child": who, "asked": started - 14.0, "started": started, "mid_year": True} | given)


def measured(r: Register, **parts: Any) -> list[Value]:
    """Return the values of all measures where there is a virtual school."""
    return measure(r, CALENDAR, parameters(virtual_school=virtual_school(), **parts))


def test_without_a_virtual_school_its_measures_are_not_there() -> None:
    ids = {one.measure for one in measure(register(), CALENDAR, parameters())}
    assert not ids & {"school_moves_percent", "out_of_school", "good_schools_percent", "whole_term_missed_percent"}


def test_a_pupil_who_moves_twice_counts_once_and_a_start_in_september_or_a_first_school_not_at_all() -> None:
    """Of four pupils, one: another began with the school year, the third had none before, the fourth the year before.

    Who has left care, and who is in year 12, are none of them.
    """
    r = register()
    twice, with_the_year, first, before = (pupil(r) for _ in range(4))
    eldest, gone = pupil(r, float(day(2002, 8, 1))), pupil(r, ended=float(day(2019, 2, 1)))
    for when in (day(2018, 11, 5), day(2019, 1, 14)):
        for who in (twice, eldest, gone):
            move(r, who, when)
    move(r, with_the_year, day(2018, 9, 4), mid_year=False)
    move(r, first, day(2018, 11, 5), had_none=True)
    move(r, before, day(2018, 3, 20))
    assert value(measured(r), "school_moves_percent", when=MARCH_2019) == 25.0


def test_of_changes_those_that_came_with_a_placement() -> None:
    r = register()
    who = pupil(r)
    for when, with_placement in ((day(2018, 11, 5), True), (day(2019, 1, 14), False), (day(2019, 5, 14), True)):
        move(r, who, when, with_placement=with_placement)
    values = measured(r)
    assert value(values, "school_moves_with_placement_percent", when=MARCH_2019) == 50.0
    assert value(values, "school_moves_with_placement_percent", when=MARCH_2020) == 100.0


def test_schools_are_good_by_where_they_are_and_a_child_at_none_is_out_of_school() -> None:
    """Two inside, both good; two outside, one good; one at none."""
    r = register()
    for outside, good in ((False, True), (False, True), (True, True), (True, False)):
        pupil(r, outside=outside, good=good)
    pupil(r, enrolled=False)
    values = measured(r)
    assert value(values, "good_schools_percent", when=MARCH_2019) == 75.0
    assert value(values, "good_schools_percent", "inside the authority", MARCH_2019) == 100.0
    assert value(values, "good_schools_percent", "outside the authority", MARCH_2019) == 50.0
    assert value(values, "out_of_school", when=MARCH_2019) == 1


def test_plans_of_who_has_left_by_the_due_day_are_not_asked_for() -> None:
    """Of first plans one on its due day, one a day late, one of a child gone by then: half in time."""
    r = register()
    due = float(day(2018, 10, 1))
    stays = episode(r, child(r), CAME)
    goes = episode(r, child(r), CAME, due - 1.0)
    for of, done, first in ((stays, due, True), (stays, due + 1, True), (goes, OPEN, True), (stays, OPEN, False)):
        row(r.education_plans, child=r.episodes.child[of], episode=of, due=due, done=done, first=first)
    values = measured(r)
    assert value(values, "first_education_plans_in_time_percent", when=MARCH_2019) == 50.0
    assert value(values, "education_plans_in_time_percent", when=MARCH_2019) == 0.0
    assert isnan(value(values, "education_plans_in_time_percent", when=MARCH_2020))


def test_a_term_is_missed_by_who_waits_a_third_of_a_year() -> None:
    """60 of 190 school days are 115.3 days: who waits 116 has missed a term, who waits 115 has not; years 10 and 11."""
    r = register()
    who, started = pupil(r), float(day(2018, 11, 5))
    move(r, who, started, asked=started - 116.0, key_stage_4=True)
    move(r, who, started, asked=started - 115.0)
    move(r, who, started, asked=started - 200.0, had_none=True, key_stage_4=True)
    values = measured(r)
    assert value(values, "whole_term_missed_percent", when=MARCH_2019) == 50.0
    assert value(values, "key_stage_4_school_moves", when=MARCH_2019) == 1


def test_officers_of_the_base_are_statutory_and_those_of_the_reach_cost_with_transport() -> None:
    """One officer more at 50,000, and 70 a week for 28 days at a school that was kept."""
    r = register()
    row(r.kept_schools, child=child(r), began=float(day(2019, 5, 1)), ended=float(day(2019, 5, 29)))
    values, a_year = measured(r, school_reach=school_reach()), 366 / 365.25
    assert value(values, "cost_statutory", "virtual school", MARCH_2020) == pytest.approx(300_000.0 * a_year)
    reach = value(values, "cost_strategies", "virtual school beyond the border", MARCH_2020)
    assert reach == pytest.approx(50_000.0 * a_year + 280.0)
