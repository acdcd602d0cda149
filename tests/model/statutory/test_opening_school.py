"""School on the first day, by hand: schools so far of children in care then, and plans of the term under way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from kept_lives import kept, past
from quiet_parameters import CALENDAR, YEAR, changed, market, quiet
from quiet_school import virtual_school
from runs_of_model import rows
from scripted_worlds import Luck, Scripted

from sim.foundations.codes import Kind, Location
from sim.model.core.kept import Cluster, PastPlacement
from sim.model.model import simulate
from sim.model.opening.pool import Pool
from sim.model.register.columns import NOBODY
from sim.model.register.register import Register


def _day(year: int, month: int, day: int) -> int:
    return CALENDAR.day_of(date(year, month, day))


def lived(began: float, location: Location = Location.INSIDE, **changes: Any) -> PastPlacement:
    """A placement with an agency."""
    return past(kind=Kind.AGENCY, household=NOBODY, began=began, location=location, **changes)


def first_day(
    *placements: PastPlacement,
    entered: float | None = None,
    age: float = 8.0,
    luck: Luck | None = None,
    years: float = 0.5,
    **school: Any,
) -> Register:
    """A run that begins on Monday 1 January 2018 with one child in care."""
    parameters = changed(quiet(), connected_persons=None, agency=market(), virtual_school=virtual_school(**school))
    child = kept(*placements, born=-age * YEAR, entered=placements[0].began if entered is None else entered)
    pool = Pool((Cluster((child,), ()),), (1.0,), (), (), 1)
    return simulate(parameters, CALENDAR, Scripted(luck or {}), years, pool)


def test_a_move_before_the_first_day_has_changed_the_school() -> None:
    """Far away on Tuesday 3 October 2017: the tenth school day after it is 17 October."""
    moved = _day(2017, 10, 3)
    register = first_day(lived(-200.0, ended=float(moved)), lived(moved, Location.FAR))
    (move,) = rows(register.school_moves)
    assert (move.asked, move.started, move.outside, move.mid_year) == (moved, _day(2017, 10, 17), True, True)
    assert [(period.began, period.outside) for period in rows(register.school_periods) if period.enrolled] == [
        (-200.0, False),
        (_day(2017, 10, 17), True),
    ]


def test_a_school_that_was_asked_for_before_the_first_day_begins_after_it() -> None:
    """Asked for on 19 December 2017: 20 December is a school day, and the ninth from 4 January 2018 is the 16th."""
    moved = _day(2017, 12, 19)
    (move,) = rows(first_day(lived(-200.0, ended=float(moved)), lived(moved, Location.FAR)).school_moves)
    assert move.started == _day(2018, 1, 16)


def test_changes_without_a_placement_came_before_the_first_day_too() -> None:
    """At a rate of one a year the half of luck is 0.69 of a year: once before the first day and once after it."""
    moves = rows(first_day(lived(-300.0), other_moves=1.0, years=0.7).school_moves)
    assert [(move.asked, move.with_placement) for move in moves] == [(-46.0, False), (208.0, False)]


def test_a_child_who_was_too_young_as_they_came_has_started_school() -> None:
    """Four on 31 August 2017, so in reception from 1 September; a move after that changes the school."""
    age, moved = -_day(2013, 6, 1) / YEAR, float(_day(2017, 10, 3))
    register = first_day(lived(-500.0, ended=moved), lived(moved, Location.FAR), age=age)
    periods = rows(register.school_periods)
    assert (periods[0].began, periods[0].enrolled) == (_day(2017, 9, 1), True)
    assert [move.asked for move in rows(register.school_moves)] == [moved]


def test_placements_that_are_not_known_are_taken_one_a_year_where_the_first_known_is() -> None:
    """In care for 1,000 days, of which placements of the last hundred are known."""
    asked: list[int] = []

    def luck(_: int, occasion: int) -> float:
        asked.append(occasion)
        return 0.1 if len(asked) == 2 else 0.9

    register = first_day(lived(-100.0, Location.NEAR), entered=-1000.0, luck={"school move": luck})
    assert len(set(asked)) == len(asked) == 4  # three years, and the one that is known
    assert [move.asked for move in rows(register.school_moves)] == []
    asked.clear()
    register = first_day(lived(-100.0, Location.FAR), entered=-1000.0)
    assert [move.asked for move in rows(register.school_moves)] == pytest.approx([-1000.0, -634.75, -269.5, -100.0])


# --- plans


def test_plans_of_the_term_under_way_have_been_made_in_part() -> None:
    """Autumn of 2017 has 74 school days from 1 September; its plans are due before 4 January 2018."""
    for luck, made in ((0.5, float(_day(2017, 10, 31))), (1 - 1e-9, float(_day(2017, 12, 20)))):
        plan = rows(first_day(lived(-200.0), luck={"school plan day": luck}).education_plans)[0]
        assert (plan.due, plan.done, plan.first) == (_day(2018, 1, 3), made, False)


def test_who_came_after_the_term_began_has_no_plan_of_it() -> None:
    plans = rows(first_day(lived(float(_day(2017, 9, 25)))).education_plans)
    assert plans[0].due > _day(2018, 1, 4)


def test_a_first_plan_is_due_after_the_first_day_of_who_came_just_before() -> None:
    """In care since 22 December 2017: the eighth school day after it is 15 January 2018, the tenth the 17th."""
    plan = rows(first_day(lived(float(_day(2017, 12, 22)) + 0.5)).education_plans)[0]
    assert (plan.first, plan.done, plan.due) == (True, _day(2018, 1, 15), _day(2018, 1, 17))


def test_a_new_school_before_the_first_day_has_its_plan_after_it() -> None:
    """Begun on 14 December 2017: four school days to Christmas, and sixteen from 4 to 25 January 2018."""
    moved = float(_day(2017, 11, 30))
    plans = rows(first_day(lived(-200.0, ended=moved), lived(moved, Location.FAR)).education_plans)
    assert [(plan.due, plan.done) for plan in plans if plan.due == _day(2018, 1, 25)] == [(_day(2018, 1, 25),) * 2]
