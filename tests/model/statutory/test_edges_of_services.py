"""Edge cases of all statutory services: very small and very large councils, short runs, odd days, ends of ranges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import isnan
from typing import Any

import pytest
from busy_parameters import busy
from quiet_health import health_assessments
from quiet_parameters import CALENDAR, changed, market, quiet
from quiet_reviews import reviews
from quiet_school import virtual_school
from quiet_social_work import social_work
from quiet_statutory import busy_services, life_story, service_strategies
from runs_of_model import rows, simulate, small_pool
from scripted_worlds import a_child, comes, made, run, siblings
from service_laws import check_services

from sim import load
from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.foundations.codes import Location
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.tables import Table
from sim.scenario.quantities.declared import build, declared

PARTS = tuple(busy_services())


def all_services(**demand: Any) -> Parameters:
    """The small busy authority with every service and every strategy."""
    services = {**busy_services(), **service_strategies()}
    return changed(busy(), demand=demand, **services) if demand else changed(busy(), **services)


def calm(**changes: Any) -> Parameters:
    """Agencies for everyone, and services in which all goes as written."""
    parts = {
        "health_assessments": health_assessments(),
        "reviews": reviews(),
        "social_work": social_work(),
        "virtual_school": virtual_school(),
        "life_story": life_story(),
    }
    return changed(quiet(), connected_persons=None, agency=market(), **(parts | changes))


def by_hand(*children: Any, day: float = 30.4, years: float = 1.5, told: Parameters | None = None) -> Register:
    """Children who come together on a day."""
    world = made(told or calm(), None, years)
    comes(world, day, *children)
    return run(world)


# --- councils


def test_a_council_with_parts_of_officers_and_a_place_a_clinic() -> None:
    """Some ten children in care: 0.3 of a virtual school's officer, 0.4 of a reviewing officer, 0.7 of a worker."""
    told = all_services(entries_per_year=8.0)
    told = changed(
        told,
        reviews={"officers": 0.4},
        more_reviewing=None,
        virtual_school={"officers": 0.3},
        social_work={"workers": 0.7, "vacancy": 0.0, "agency": 0.0},
        health_assessments={"slots_per_clinic": 1.0},
    )
    register = simulate(told, 2.0)
    check_services(register)
    assert any(held == held for held in register.reviews.held)
    assert any(done == done for done in register.health.done)
    assert set(register.work.workers) <= {0.0, 0.7}


def test_a_large_council_with_a_clinic_on_every_day() -> None:
    """Five clinics of fourteen places a week, for a thousand who come in a year."""
    told = changed(
        all_services(entries_per_year=1000.0),
        health_assessments={"clinics_per_week": 5.0, "slots_per_clinic": 14.0},
        reviews={"officers": 15.0},
        social_work={"workers": 80.0},
    )
    register = simulate(told, 0.4)
    check_services(register)
    assert len(register.episodes.child) > 150
    in_a_week = [row for row in rows(register.clinics) if 14.0 <= row.day < 21.0]
    assert len(in_a_week) == 5


def test_no_agency_no_children_far_away_and_nobody_in_care_at_first() -> None:
    """Children live inside the authority: no health assessment is asked of another area, no visit is far."""
    told = changed(quiet(), **busy_services())
    register = simulate(changed(told, demand={"entries_per_year": 40.0}), 1.0)
    check_services(register)
    assert len(register.episodes.child) > 10
    far = Location.FAR in register.placements.location
    assert any(register.health.host) == far or Location.NEAR in register.placements.location


# --- parts that stand alone


@pytest.mark.parametrize("part", PARTS)
def test_each_part_stands_alone(part: str) -> None:
    """With people in care at first; and without it all the others do."""
    pool = small_pool(busy())
    alone = simulate(changed(busy(), **{part: busy_services()[part]}), 1.0, pool=pool)
    others = simulate(changed(busy(), **{**busy_services(), part: None}), 1.0, pool=pool)
    for register in (alone, others):
        check_services(register)
    tables = {
        "health_assessments": "health",
        "reviews": "reviews",
        "social_work": "updates",
        "virtual_school": "school_periods",
        "life_story": "life_stories",
    }
    for name, table in tables.items():
        assert bool(getattr(alone, table).child) == (name == part), name
        assert bool(getattr(others, table).child) == (name != part), name


def test_reviews_without_social_work_are_not_held_up_by_hours() -> None:
    """The same reviews are held whether or not social workers have hours for them."""
    pool, services = small_pool(busy()), {"reviews": reviews()}
    worked = {**services, "social_work": social_work(workers=0.1)}
    alone, with_work = (simulate(changed(busy(), **parts), 1.0, pool=pool) for parts in (services, worked))
    assert rows(alone.reviews) == rows(with_work.reviews)


# --- days


@pytest.mark.parametrize("start", [date(2018, 9, 1), date(2018, 12, 23), date(2020, 2, 29), date(2019, 7, 31)])
def test_a_run_may_start_on_any_day(start: date) -> None:
    """A Saturday; the Sunday before Christmas; 29 February; in the summer holidays."""
    calendar = Calendar(start, frozenset({date(2018, 12, 25), date(2018, 12, 26), date(2019, 1, 1)}))
    pool = small_pool(busy(), calendar)
    register = simulate(all_services(), 0.5, pool=pool, calendar=calendar)
    check_services(register)
    assert any(held == held for held in register.reviews.held)


@pytest.mark.parametrize("years", [0.002, 0.02, 0.1])
def test_a_run_may_be_as_short_as_a_day(years: float) -> None:
    register = simulate(all_services(), years, pool=small_pool(busy()))
    check_services(register)
    assert all(isnan(held) or held < register.until for held in register.reviews.held)
    assert all(day < register.until for day in register.work.day)


def test_the_horizon_may_lie_within_a_booking() -> None:
    """Who comes on 31 January is seen on 19 February: a run that ends before has booked it and has not done it."""
    ends = by_hand(a_child(day=30.4), years=45 / 365)
    (row,) = rows(ends.health)
    assert row.booked > ends.until
    assert isnan(row.done)
    assert isnan(row.ended)
    check_services(ends)


# --- children


def test_who_comes_back_the_next_day_begins_anew() -> None:
    """The review of the first period of care ends with it; the second has its own first review."""
    world = made(calm(health_assessments=health_assessments()), None, 1.5)
    child = a_child(day=30.4)
    comes(world, 30.4, child)

    def leaves() -> None:
        world.services.left_care(child)

    def returns() -> None:
        child.episode += 1
        child.entered = world.lives.now
        world.services.entered_care(child)

    world.lives.at(40.4, leaves)
    world.lives.at(41.4, returns)
    register = run(world)
    first, again = rows(register.reviews)[:2]
    assert (first.number, again.number) == (1, 1)
    assert isnan(first.held)
    assert first.ended == pytest.approx(40.4)
    assert again.due == CALENDAR.day_of(date(2018, 3, 9)), "20 working days after Sunday 11 February"
    closed, anew = (row for row in rows(register.health) if row.initial)
    assert closed.ended == pytest.approx(40.4)
    assert anew.due == again.due
    assert anew.done == anew.done


@pytest.mark.parametrize("days", [1.0, 4.0, 40.0])
def test_who_comes_just_before_the_18th_birthday(days: float) -> None:
    """No review and no assessment after it; what was due ends with care."""
    register = by_hand(a_child(age=18.0 - days / 365.25, day=30.4))
    check_services(register)
    adult = 30.4 + days + 1.0
    assert all(isnan(held) or held <= adult for held in register.reviews.held)
    assert all(isnan(done) or done <= adult for done in register.health.done)
    assert all((row.done == row.done) != (row.ended == row.ended) for row in rows(register.updates))


def test_a_child_who_is_born_into_care() -> None:
    """Seen as others; assessed again after half a year, at no school and without a questionnaire."""
    register = by_hand(a_child(age=0.0, day=30.4), years=2.0)
    check_services(register)
    initial, *later = rows(register.health)
    assert initial.done <= initial.due
    assert [row.due - initial.done for row in later[:1]] == [182.5]
    assert not register.school_periods.child
    assert not register.questionnaires.child


def test_six_siblings_at_once() -> None:
    """Three places a week: three are seen at the first clinic and three a week later; each has their own review."""
    family = siblings(*(a_child(age=3.0 + which, day=30.4, which=which) for which in range(6)))
    register = by_hand(*family)
    check_services(register)
    first = sorted(row.done for row in rows(register.health) if row.initial)
    assert first == [first[0]] * 3 + [first[0] + 7.0] * 3
    assert len([row for row in rows(register.reviews) if row.number == 1 and row.held == row.held]) == 6


# --- ends of ranges


class FarOut(Chance):
    """Luck that draws every quantity at the same end of its range, beyond which nine of ten do not come."""

    __slots__ = ("end",)

    def __init__(self, end: float) -> None:
        super().__init__(1, 1)
        self.end = end

    def uniform(self, decision: Any, subject: int, occasion: int = 0) -> float:
        """Return the end, whatever is asked."""
        return self.end


@pytest.mark.parametrize("end", [0.05, 0.95])
def test_both_ends_of_every_range(end: float) -> None:
    """What is drawn keeps to its bounds, probabilities of tables that are scaled among them; and the model runs."""
    names = (
        "assessment_recovery",
        "caseload_transfer",
        "iro_capacity",
        "social_work_stability",
        "virtual_school_reach",
    )
    scenario = load("tower_hamlets_2018", "statutory_services", *names)
    known, values = declared(), {path: item.value for path, item in scenario.quantities.items()}
    ours = [path for path in values if path.split(".")[0] in (*PARTS, *service_strategies())]
    for path in ours:
        unit = known[path].unit
        drawn = values[path] = scenario.quantities[path].draw(path, unit, FarOut(end))
        numbers = drawn.values() if isinstance(drawn, Table) else (drawn,)
        assert all(unit.minimum <= number <= unit.maximum for number in numbers), path
    moved = [path for path in ours if values[path] != scenario.quantities[path].value]
    assert len(moved) > 50, "most numbers have a range"
    told = replace(build(values), opening=None)
    check_services(simulate(told, 0.6, calendar=scenario.calendar()))
