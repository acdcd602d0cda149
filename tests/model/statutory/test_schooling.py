"""School: hand-worked lives of pupils in care, from enrolment over changes of placement to the end of school."""

from collections import Counter
from datetime import date
from math import nan
from typing import Any

import pytest
from quiet_parameters import CALENDAR, YEAR, changed, every, market, quiet
from quiet_school import all_moves, school_reach, virtual_school
from runs_of_model import rows
from scripted_worlds import HALF, a_child, comes, made, run, threshold

from sim.foundations.chance import Chance
from sim.foundations.codes import Kind, Location, Route
from sim.model.core.people import Child, Placement
from sim.model.lives.world import World
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByDuration


def _day(year: int, month: int, day: int) -> int:
    return CALENDAR.day_of(date(year, month, day))


def parameters(**school: Any) -> Parameters:
    """Agencies inside the authority for everyone, and the virtual school."""
    return changed(
        quiet(),
        connected_persons=None,
        agency=market(),
        virtual_school=virtual_school(**school),
    )


def placed_at(world: World, day: float, child: Child, location: Location, **changes: Any) -> None:
    """Tell services on a day that `child` has moved to another placement."""
    values: dict[str, Any] = {"kind": Kind.AGENCY, "sought": Kind.AGENCY, "occasion": 100 + int(day), **changes}
    placement = Placement(
        location=location, began=day, household=None, matched=True, split=False, first_choice=True, **values
    )

    def moves() -> None:
        child.placement = placement
        world.services.placed(child, placement)

    world.lives.at(day, moves)


def life(*moves: tuple[float, Location], years: float = 3.0, luck: Any = None, **school: Any) -> Register:
    """A child of eight who comes on Thursday 8 March 2018 and moves on these days to these places."""
    world = made(parameters(**school), luck, years)
    child = a_child(age=8.0)
    comes(world, _day(2018, 3, 8) + 0.4, child)
    for day, location in moves:
        placed_at(world, day, child, location)
    return run(world)


def test_a_child_keeps_the_school_that_they_come_from():
    (period,) = rows(life().school_periods)
    assert (period.began, period.enrolled, period.outside, period.good) == (_day(2018, 3, 8) + 0.4, True, False, True)
    assert life().school_moves.child == []


def test_a_move_far_away_changes_the_school_after_ten_school_days():
    """Asked on Monday 11 June 2018: the tenth school day after it is Monday 25 June."""
    register = life((_day(2018, 6, 11) + 0.5, Location.FAR))
    (move,) = rows(register.school_moves)
    assert (move.asked, move.started) == (_day(2018, 6, 11) + 0.5, _day(2018, 6, 25))
    assert (move.from_outside, move.had_none, move.outside, move.good) == (False, False, True, False)
    assert (move.mid_year, move.with_placement, move.key_stage_4) == (True, True, False)
    first, none, second = rows(register.school_periods)
    assert (first.ended, none.began, none.ended) == (move.asked, move.asked, move.started)
    assert not none.enrolled
    assert (second.began, second.enrolled, second.outside, second.good) == (move.started, True, True, False)


def test_a_school_asked_for_in_the_summer_begins_with_the_school_year():
    """The first school day after 25 July 2018 is Monday 3 September: not in the middle of a year."""
    (move,) = rows(life((_day(2018, 7, 25), Location.FAR)).school_moves)
    assert move.started == _day(2018, 9, 3)
    assert not move.mid_year


def test_a_short_move_keeps_the_school_by_chance():
    across = (_day(2018, 6, 11), Location.NEAR)
    assert life(across, luck={"school move": 0.21}).school_moves.child == []
    assert len(life(across, luck={"school move": 0.19}).school_moves.child) == 1
    assert life((_day(2018, 6, 11), Location.INSIDE), luck={"school move": 1e-9}).school_moves.child == []


def test_an_emergency_place_is_thought_of_after_four_weeks():
    """The child is still there on the 28th day, or has moved back before it."""
    world = made(parameters(), None)
    child = a_child(age=8.0)
    comes(world, _day(2018, 3, 8), child)
    placed_at(world, _day(2018, 5, 1) + 0.5, child, Location.FAR, emergency=True)
    (move,) = rows(run(world).school_moves)
    assert move.asked == _day(2018, 5, 30)
    world = made(parameters(), None)
    child = a_child(age=8.0)
    comes(world, _day(2018, 3, 8), child)
    placed_at(world, _day(2018, 5, 1), child, Location.FAR, emergency=True)
    placed_at(world, _day(2018, 5, 20), child, Location.INSIDE)
    assert run(world).school_moves.child == []


def test_an_offer_lapses_when_the_child_moves_across_again():
    register = life((_day(2018, 6, 11), Location.FAR), (_day(2018, 6, 18), Location.NEAR))
    first, second = rows(register.school_moves)
    assert (first.ended, first.started) == (_day(2018, 6, 18), pytest.approx(nan, nan_ok=True))
    assert (second.asked, second.started, second.had_none) == (_day(2018, 6, 18), _day(2018, 7, 2), True)
    assert [period.enrolled for period in rows(register.school_periods)] == [True, False, True]


def test_a_late_offer_is_waited_for_and_comes_late_more_often_outside():
    """Ten school days and the mean of sixty: twice as often outside the authority."""
    late = {"school offer late": 0.15, "school offer waited": threshold(1.0)}
    (move,) = rows(life((_day(2018, 9, 24), Location.FAR), luck=late, late_share=0.1).school_moves)
    soon = rows(life((_day(2018, 9, 24), Location.FAR), luck=late, late_share=0.07).school_moves)
    assert soon[0].started == _day(2018, 10, 8)
    assert move.started == _day(2019, 1, 21)  # seventy school days later, over half term and Christmas


def test_children_without_a_school_ask_for_one_at_once():
    """Unaccompanied children always; it is no change of school."""
    world = made(parameters(), None)
    comes(world, _day(2018, 3, 8), a_child(age=15.0, route=Route.UNACCOMPANIED))
    (move,) = rows(run(world).school_moves)
    assert (move.asked, move.had_none) == (_day(2018, 3, 8), True)
    assert move.started == _day(2018, 3, 22)


def test_school_begins_on_the_first_of_september_and_ends_with_care():
    """A child who is 4 on 31 August 2018 starts then, one who is 4 the day after a year later."""
    world = made(parameters(), None, years=2.0)
    for family, born in ((1, date(2014, 8, 31)), (2, date(2014, 9, 1))):
        comes(world, 5.0, a_child(age=-CALENDAR.day_of(born) / YEAR, family=family))
    older, younger = rows(run(world).school_periods)
    assert (older.began, older.enrolled) == (_day(2018, 9, 1), True)
    assert younger.began == _day(2019, 9, 1)
    world = made(parameters(), None)
    comes(world, 5.0, a_child(age=16.6))
    (period,) = rows(run(world).school_periods)
    assert period.ended == pytest.approx(1.4 * YEAR, abs=1.0)


def test_another_change_comes_without_a_placement():
    """At a rate of one a year the half of luck is 0.69 of a year after entry."""
    register = life(other_moves=1.0, years=1.0)
    (move,) = rows(register.school_moves)
    assert move.asked == int(_day(2018, 3, 8) + 0.4 + HALF * YEAR) + 1
    assert not move.with_placement


def test_leaving_care_ends_the_period_and_what_is_waited_for():
    leaves = changed(parameters(), leaving={"hazard_by_time_in_care": every(ByDuration, 1.0)})
    world = made(leaves, {"leaving": threshold(100 / YEAR)})
    child = a_child(age=8.0)
    comes(world, 10.0, child)
    placed_at(world, 105.0, child, Location.FAR)
    register = run(world)
    assert register.episodes.ended[0] == pytest.approx(110.0)
    (move,) = rows(register.school_moves)
    assert move.ended == pytest.approx(110.0)
    assert [period.ended for period in rows(register.school_periods)] == pytest.approx([105.0, 110.0])


# --- education plans


def test_the_first_plan_is_made_on_the_eighth_school_day_and_due_on_the_tenth():
    plans = rows(life(years=0.5).education_plans)
    assert (plans[0].first, plans[0].done, plans[0].due) == (True, _day(2018, 3, 20), _day(2018, 3, 22))


def test_each_term_has_a_plan_and_so_has_a_new_school():
    """Summer term of 2018 begins on 16 April and has 65 school days; the 33rd of them is 6 June, after half term.

    The school begins on Monday 25 June; the nineteenth school day after it is Friday 20 July, the next 3 September.
    """
    plans = rows(life((_day(2018, 6, 11), Location.FAR), years=0.7).education_plans)
    assert (plans[1].due, plans[1].done) == (_day(2018, 8, 31), _day(2018, 6, 6))
    assert (plans[2].due, plans[2].done, plans[2].first) == (_day(2018, 9, 3), _day(2018, 9, 3), False)


@pytest.mark.parametrize(("luck", "day"), [(1e-9, (2018, 4, 16)), (30.5 / 65, (2018, 6, 4)), (1 - 1e-9, (2018, 7, 20))])
def test_plans_of_a_term_are_made_from_its_first_school_day_to_its_last(luck: float, day: tuple[int, int, int]):
    """The 31st school day is the Monday after the week off in the middle of the term."""
    plans = rows(life(years=0.6, luck={"school plan day": luck}).education_plans)
    assert (plans[1].due, plans[1].done) == (_day(2018, 8, 31), _day(*day))


def test_a_term_without_a_plan_is_seen():
    plans = rows(life(years=0.6, pep_termly=0.4).education_plans)
    assert plans[1].due == _day(2018, 8, 31)
    assert plans[1].done != plans[1].done


def test_plans_of_a_term_are_spread_evenly_over_its_weeks():
    """Of 600 children in a term of twelve weeks or more, fifty at most have theirs in a week, and what chance adds."""
    world = made(parameters(), Chance(1, 1), years=2.0)
    for family in range(1, 601):
        comes(world, 2.0, a_child(age=6.0, family=family))
    made_on = [plan.done for plan in rows(run(world).education_plans) if not plan.first]
    weeks = Counter(int(day) // 7 for day in made_on)
    assert weeks.total() > 5 * 500
    assert max(weeks.values()) < 50 + 5 * 50**0.5


# --- strategy


def test_reach_keeps_a_child_at_their_school_and_pays_for_transport():
    with_reach = changed(parameters(), school_reach=school_reach())
    world = made(with_reach, None)
    child = a_child(age=8.0)
    comes(world, _day(2018, 3, 8), child)
    placed_at(world, _day(2018, 6, 11), child, Location.FAR)
    register = run(world)
    assert register.school_moves.child == []
    (kept,) = rows(register.kept_schools)
    assert (kept.began, kept.ended) == (_day(2018, 6, 11), _day(2018, 9, 1))


def test_reach_comes_into_force_over_its_ramp():
    """Half way there, half of what it takes off: a luck of 0.6 is below the whole and above the half."""
    half = changed(
        parameters(moves_with_placement=all_moves(1.0)),
        school_reach=school_reach(starts=float(_day(2018, 3, 3)), ramp=200.0),
    )
    for luck, moves in ((0.49, 1), (0.51, 0)):
        world = made(half, {"school move": luck})
        child = a_child(age=8.0)
        comes(world, _day(2018, 3, 8), child)
        placed_at(world, _day(2018, 3, 3) + 100.0, child, Location.FAR)
        assert [child.asked for child in rows(run(world).school_moves)].count(_day(2018, 3, 3) + 100.0) == moves


def test_planned_moves_of_year_11_wait_for_its_end_and_others_do_not():
    """A child born in March 2003 is in year 10 in 2017-18: the move waits for 1 July 2019."""
    protects = parameters(protects_key_stage_4=1.0)
    for age, until in ((15.0, _day(2019, 7, 1)), (12.0, None)):
        world = made(protects, None)
        child = a_child(age=age)
        comes(world, _day(2018, 3, 8), child)
        world.lives.run(_day(2018, 4, 1))
        placement = child.placement
        assert placement is not None
        waits = world.services.planned_move_waits_until(child, placement)
        assert waits == (until if until is not None else float("-inf"))
