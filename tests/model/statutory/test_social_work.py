"""Social work: hand-worked lives of assessments and visits, children in need, posts, and their laws."""

from datetime import date
from math import exp
from typing import Any

import numpy as np
import pytest
from quiet_parameters import CALENDAR, YEAR, changed, every, market, only, quiet
from quiet_social_work import assessment_recovery, by_week, caseload_transfer, permanent_staff, social_work
from runs_of_model import rows
from scripted_worlds import a_child, comes, made, run, threshold

from sim.foundations.chance import Chance
from sim.foundations.codes import Kind, Location, WorkerChange, WorkTask
from sim.measures.child_assessments import out_of_date
from sim.measures.view import view_of
from sim.model.core.people import Child, Placement
from sim.model.lives.world import World
from sim.model.register.register import Register
from sim.model.statutory.ledger import IN_NEED
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByTask


def _day(year: int, month: int, day: int) -> int:
    return CALENDAR.day_of(date(year, month, day))


def parameters(**work: Any) -> Parameters:
    """Agencies inside the authority for everyone, and social work."""
    return changed(quiet(), connected_persons=None, agency=market(), social_work=social_work(**work))


ENTERED = _day(2018, 3, 29) + 0.4


def life(strategies: dict[str, Any] | None = None, luck: Any = None, years: float = 3.0, **work: Any) -> Register:
    """A child of eight who comes on Thursday 29 March 2018 and stays."""
    world = made(changed(parameters(**work), **(strategies or {})), luck, years)
    comes(world, ENTERED, a_child(age=8.0))
    return run(world)


def crowd(children: int, years: float, strategies: dict[str, Any] | None = None, **work: Any) -> Register:
    """Babies who all come on the second day and stay, each with their own luck."""
    world = made(changed(parameters(**work), **(strategies or {})), Chance(1, 1), years)
    for family in range(children):
        comes(world, 1.0, a_child(age=0.1, family=family + 1))
    return run(world)


def moved(world: World, day: float, child: Child, location: Location) -> None:
    """Tell services on a day that `child` has moved to another placement."""
    placement = Placement(
        Kind.AGENCY, Kind.AGENCY, location, day, 100 + int(day), household=None, matched=True, split=False
    )

    def moves() -> None:
        child.placement = placement
        world.services.placed(child, placement)

    world.lives.at(day, moves)


# --- assessments


def test_an_assessment_is_due_after_a_year_and_takes_ten_working_days():
    """Due and begun on 29 March 2019, paid on Monday 1 April, ready on the tenth working day, Friday 12 April."""
    at_entry, second, third, *_ = rows(life().updates)
    assert (at_entry.done, at_entry.at_entry) == (ENTERED, True)
    assert (second.due, second.begun, second.at_entry) == (ENTERED + 365, _day(2019, 3, 30), False)
    assert second.done == _day(2019, 4, 12)
    assert third.due == _day(2019, 4, 12) + 365


def test_who_comes_without_an_assessment_is_due_one_after_45_days():
    first, *_ = rows(life(luck={"child assessment at entry": 0.6}, entry_assessed=0.5).updates)
    assert (first.due, first.begun, first.at_entry) == (ENTERED + 45, _day(2018, 5, 14), False)


def test_an_assessment_waits_for_hours_week_by_week():
    """Begun on Saturday 30 March 2019, of four hours a week: paid on 1, 8 and 15 April, done on the last."""
    updates = life(workers=1.0, hours_per_week=4.0).updates
    assert updates.done[1] == _day(2019, 4, 15)
    assert life(workers=0.0).updates.done[1] != life(workers=0.0).updates.done[1]


def test_practice_lets_an_assessment_wait():
    """A threshold of one, of a mean of 100 days."""
    updates = life(luck={"child assessment begun": threshold(1.0)}, begun_mean=100.0).updates
    assert updates.begun[1] == pytest.approx(ENTERED + 465, abs=1.0)


def test_an_assessment_ends_with_care():
    """It is written down when the child leaves before it was done."""
    world = made(parameters(), None, 3.0)
    child = a_child(age=17.5)
    comes(world, 0.0, child)
    updates = rows(run(world).updates)
    assert updates[-1].ended == child.adult
    assert updates[0].ended != updates[0].ended


def test_the_share_out_of_date_is_that_of_renewal():
    """Each waits two years on average, then ten working days; then a year is up to date: W / (1 + W)."""
    told = parameters(begun_mean=2 * YEAR, workers=100.0)
    register = crowd(800, 16.0, begun_mean=2 * YEAR, workers=100.0)
    ((_, counted), _) = out_of_date(view_of(register, CALENDAR, told), _at(15.9 * YEAR))
    waits = 2 * YEAR + 14.0
    assert counted[0] / 800 == pytest.approx(waits / (365.0 + waits), abs=3 * (0.22 / 800) ** 0.5)


def test_few_hours_leave_all_but_a_years_assessments_out_of_date():
    """N children, none waits for practice, hours for 25 x 52.2 / 10 assessments a year."""
    told = parameters(workers=1.0)
    register = crowd(300, 8.0, workers=1.0)
    ((_, counted), _) = out_of_date(view_of(register, CALENDAR, told), _at(7.9 * YEAR))
    hours = sum(row.hours for row in by_week(register) if 6.9 * YEAR < row.day <= 7.9 * YEAR)
    assert hours == pytest.approx(25 * 52.2, rel=0.02)
    assert counted[0] == pytest.approx(300 - hours / 10, rel=0.02)


def _at(day: float) -> Any:
    return np.array([day])


# --- strategies


def test_recovery_pays_for_assessments_until_its_workers_leave():
    """Without hours of others: 52 a year for 182 days are 25 and something begun."""
    register = crowd(60, 3.0, {"assessment_recovery": assessment_recovery(starts=400.0)}, workers=0.0)
    done = [row.done for row in rows(register.updates) if not row.at_entry and row.done == row.done]
    assert len(done) == 25
    assert 400.0 < min(done) < max(done) < 400.0 + 182.0 + 21.0


def test_recovery_has_what_waits_begun_sooner():
    """Half the threshold is used up at the old mean of 1,000 days, half at the new one of 20."""
    luck = {"child assessment begun": threshold(0.2)}
    strategies = {"assessment_recovery": assessment_recovery(starts=ENTERED + 465, begun_mean=20.0)}
    begun = life(strategies, luck, begun_mean=1000.0).updates.begun[1]
    assert begun == pytest.approx(ENTERED + 465 + 2.0, abs=1.0)


def test_children_in_need_go_with_or_without_their_hours():
    """52 hours a year each: one a week, of 50 hours."""
    held = _week(life(cin_cases=20.0))
    assert (held.asked[IN_NEED], held.paid[IN_NEED]) == (pytest.approx(20 * 52 * 7 / YEAR),) * 2
    assert held.hours == 50.0
    gone = _week(life({"caseload_transfer": caseload_transfer()}, cin_cases=20.0))
    assert (gone.asked[IN_NEED], gone.hours, gone.cases_in_need) == (0.0, 50.0, 0.0)
    followed = _week(life({"caseload_transfer": caseload_transfer(workers_follow=1.0)}, cin_cases=20.0))
    assert followed.hours == pytest.approx(50.0 - 20 * 52 * 7 / YEAR)
    untrained = _week(life(cin_cases=20.0, cin_untrained=1.5))
    assert untrained.asked[IN_NEED] == pytest.approx(1.5 * held.asked[IN_NEED])


def _week(register: Register) -> Any:
    """Return the week from Monday 5 March 2018."""
    (week,) = [row for row in by_week(register) if row.day == _day(2018, 3, 5)]
    return week


def test_employees_follow_agency_workers_as_far_as_the_strategy_hires():
    """Ten agency workers who leave soon: all their posts, or three of them, are filled by employees who stay."""
    agency = {"workers": 10.0, "vacancy": 1.0, "agency": 1.0, "agency_leaves": 4.0}
    register = crowd(1, 4.0, {"permanent_staff": permanent_staff()}, **agency)
    assert len(register.hires.day) == 10
    assert register.work.agency[-1] == 0.0
    three = crowd(1, 4.0, {"permanent_staff": permanent_staff(hires=3.0)}, **agency)
    assert len(three.hires.day) == 3
    half = crowd(1, 4.0, {"permanent_staff": permanent_staff(agency=0.5)}, **agency)
    assert len(half.hires.day) == 5


# --- visits


def test_a_foster_child_is_visited_in_the_first_week_every_six_weeks_and_less_often_after_a_year():
    """Half of those who are settled are visited every thirteen weeks."""
    weeks = by_week(life(hours=only(ByTask, visit=1.0, visit_far=1.0)))
    asked = {row.day: row.asked[WorkTask.VISIT] for row in weeks}
    assert asked[_day(2018, 3, 26)] == pytest.approx(1 + 1 / 6)
    assert asked[_day(2018, 4, 2)] == pytest.approx(1 / 6)
    assert asked[_day(2019, 3, 18)] == pytest.approx(1 / 6)
    assert asked[_day(2019, 4, 1)] == pytest.approx((1 / 6 + 1 / 13) / 2)


def test_a_move_far_away_asks_for_longer_visits_and_its_own_hours():
    world = made(parameters(hours=every(ByTask, 1.0)), None, 1.0)
    child = a_child(age=8.0)
    comes(world, ENTERED, child)
    moved(world, _day(2018, 5, 1) + 0.2, child, Location.FAR)
    weeks = {row.day: row for row in by_week(run(world))}
    entered, came, after = weeks[_day(2018, 3, 26)], weeks[_day(2018, 4, 30)], weeks[_day(2018, 5, 7)]
    assert (entered.asked[WorkTask.ENTRY], entered.asked[WorkTask.MOVE], came.asked[WorkTask.MOVE]) == (1.0, 0.0, 1.0)
    assert came.asked[WorkTask.VISIT_FAR] == pytest.approx(1 + 1 / 6)
    assert (after.asked[WorkTask.VISIT], after.asked[WorkTask.VISIT_FAR]) == (0.0, pytest.approx(1 / 6))


def test_a_child_with_parents_is_visited_weekly_then_monthly_while_an_interim_order_lasts():
    world = made(parameters(hours=only(ByTask, visit=1.0)), None, 1.0)
    child = a_child(age=8.0)
    comes(world, 0.0, child)
    home = Placement(Kind.WITH_PARENTS, Kind.WITH_PARENTS, Location.INSIDE, 1.0, 9, None, matched=True, split=False)
    world.lives.at(1.0, lambda: (setattr(child, "placement", home), world.services.placed(child, home)))
    asked = [row.asked[WorkTask.VISIT] for row in by_week(run(world))]
    assert asked[1:4] == [pytest.approx(1.0)] * 3
    assert asked[5:25] == [pytest.approx(0.25)] * 20
    assert asked[27:] == [pytest.approx(1 / 6)] * len(asked[27:])


# --- changes of worker


def test_cases_of_who_leaves_go_to_the_others_and_wait_where_there_are_none():
    """One worker who leaves in the week after: the child has nobody until the post is filled 15 working days later."""
    leaves = {"worker leaves": lambda _, spell: threshold(0.5) if spell == 0 else threshold(50.0)}
    changes = rows(life(luck=leaves, workers=1.0, turnover=1.0).worker_changes)
    (change,) = changes
    assert change.why == WorkerChange.LEFT
    left = next(row.day for row in rows(life(luck=leaves, workers=1.0, turnover=1.0).work) if row.workers == 0.0)
    assert change.day == pytest.approx(left + 21, abs=7)


def test_changes_of_worker_are_poisson_where_each_child_has_a_worker_of_their_own():
    """0.92 a year: 60% have one in a year, 23.5% two or more."""
    register = crowd(700, 2.0, workers=700.0, turnover=0.42, team_transfer=0.5)
    since = YEAR - 7
    changes = [row for row in rows(register.worker_changes) if since < row.day <= since + YEAR]
    numbers = [0] * 700
    for change in changes:
        numbers[change.child] += 1
    any_change, two = sum(n >= 1 for n in numbers) / 700, sum(n >= 2 for n in numbers) / 700
    assert any_change == pytest.approx(1 - exp(-0.92), abs=3 * (0.24 / 700) ** 0.5)
    assert two == pytest.approx(1 - exp(-0.92) * 1.92, abs=3 * (0.18 / 700) ** 0.5)
    assert {change.why for change in changes} == set(WorkerChange)


def test_more_posts_than_whole_ones_are_fractions():
    """A small council's 0.4 of a worker; nobody, if all posts are empty."""
    assert life(workers=0.4).work.workers[0] == pytest.approx(0.4)
    assert life(workers=2.4).work.workers[0] == pytest.approx(2.4)
    assert life(workers=2.0, vacancy=1.0).work.workers[0] == 0.0
    assert life(workers=2.0, vacancy=0.5, agency=0.25).work.workers[0] == 1.5
