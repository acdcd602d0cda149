"""Practice clinics: neutral at rest, led by how things truly are, and never better than their best."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from busy_parameters import busy
from quiet_health import health_assessments
from quiet_parameters import CALENDAR, YEAR, changed, every, market, quiet
from quiet_performance import performance, practice_clinics
from quiet_school import virtual_school
from quiet_social_work import assessment_recovery, social_work
from quiet_statutory import busy_services
from runs_of_model import differing, rows, simulate, small_pool
from scripted_worlds import a_child, comes, made, run, threshold

from sim.foundations.codes import PracticeProcess
from sim.measures import child_assessments, health, schooling
from sim.measures.costs import cost_strategies
from sim.measures.value import Share, spans
from sim.measures.view import view_of
from sim.model.opening.pool import Pool
from sim.model.register.register import Register
from sim.model.statutory import statutory_services
from sim.model.statutory.begun import Beginnings
from sim.model.statutory.practice import DoneInTime, Practice, WatchedProcess
from sim.parameters.parameters import Parameters
from sim.parameters.statutory.performance import Performance
from sim.parameters.statutory.strategies import PracticeClinics
from sim.parameters.tables import ByPractice

FEBRUARY = CALENDAR.day_of(date(2018, 2, 1))


@cache
def pool() -> Pool:
    return small_pool(busy())


def lived(years: float = 2.0, **parts: object) -> Register:
    return simulate(changed(busy(), **busy_services(), **parts), years, pool=pool())


# --- at rest


def test_performance_management_and_clinics_without_effect_change_nothing() -> None:
    """To the last column, whatever is red, and with the strategy of effect 0 as well."""
    without = lived()
    assert differing(without, lived(performance=performance())) == []
    nothing = practice_clinics(effect=0.0)
    assert differing(without, lived(performance=performance(), practice_clinics=nothing)) == []
    assert differing(without, lived(practice_clinics=practice_clinics())) == [], "without management there are none"


def test_clinics_that_have_not_started_change_nothing() -> None:
    management = performance()
    later = practice_clinics(starts=2.5 * YEAR)
    assert differing(lived(), lived(performance=management, practice_clinics=later)) == []


def test_clinics_change_services_and_no_luck() -> None:
    """Of those who come into care, the same come on the same days; more initial assessments are in time."""
    without, with_them = lived(), lived(performance=performance(clinic_best=0.2), practice_clinics=practice_clinics())
    tables = {name.split(".")[0] for name in differing(without, with_them)}
    assert {"health", "updates", "education_plans", "school_moves"} <= tables
    assert without.families.crisis == with_them.families.crisis


@pytest.mark.parametrize(
    ("management", "clinics"),
    [
        ({"clinic_effect": 0.3}, None),
        ({"clinic_best": 0.3}, {}),
        ({"red_below": every(ByPractice, 0.0)}, {}),
        ({}, {"starts": 100.0}),
        ({}, {"effect": 0.3}),
    ],
)
def test_every_number_of_clinics_acts(management: dict[str, Any], clinics: dict[str, Any] | None) -> None:
    """Moved alone, services go another way; and in a base that clinics of its own improve, without the strategy."""
    first = performance()
    before = with_clinics(first, None if clinics is None else practice_clinics())
    then = with_clinics(replace(first, **management), None if clinics is None else practice_clinics(**clinics))
    assert differing(before, then)


@cache
def with_clinics(management: Performance, clinics: PracticeClinics | None) -> Register:
    return lived(1.0, performance=management, practice_clinics=clinics)


def test_clinics_for_which_nothing_is_ever_red_change_nothing() -> None:
    never = performance(red_below=every(ByPractice, 0.0))
    assert differing(lived(1.0), lived(1.0, performance=never, practice_clinics=practice_clinics())) == []


# --- how far


def test_a_clinic_takes_its_share_of_the_way_that_is_left_and_never_goes_below_the_best() -> None:
    practice = Practice(quiet())
    seen = [practice.of(PracticeProcess.BEGUN)]
    for _ in range(200):
        practice.improve(PracticeProcess.BEGUN, 0.2, 0.35)
        seen.append(practice.of(PracticeProcess.BEGUN))
    assert seen[:3] == pytest.approx([1.0, 0.87, 0.766])
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] >= 0.35
    assert practice.of(PracticeProcess.NOTIFICATION) == 1.0, "each process has its own"


def test_none_due_is_not_red_and_a_share_at_the_bound_is_not() -> None:
    assert not DoneInTime(0, 0).below(0.9)
    assert not DoneInTime(9, 10).below(0.9)
    assert DoneInTime(8, 10).below(0.9)


# --- by how things truly are


def test_what_clinics_see_is_what_the_measures_say_month_by_month() -> None:
    """Of each process, in each whole month, the same numbers as measured from the register afterwards."""
    told: dict[PracticeProcess, list[tuple[int, int, int, int]]] = {process: [] for process in PracticeProcess}

    def watching(process: PracticeProcess, in_time: Any, changed: Any = None) -> WatchedProcess:
        def asks(since: int, until: int) -> DoneInTime:
            state = in_time(since, until)
            told[process].append((since, until, state.part, state.whole))
            return state

        return WatchedProcess(process, asks, changed)

    parts = {"performance": performance(clinic_effect=0.1)}
    with patch.object(statutory_services, "WatchedProcess", watching):
        register = lived(3.0, **parts)
    parameters = changed(busy(), **busy_services(), **parts)
    view = view_of(register, CALENDAR, parameters)
    for process, months in told.items():
        assert len(months) >= 35
        since, until, part, whole = (np.array(column, dtype=np.float64) for column in zip(*months, strict=True))
        over = spans(since, until)
        if process is PracticeProcess.NOTIFICATION:
            measured = [health.initial_in_time(view, over)]
        elif process is PracticeProcess.BEGUN:
            measured = [child_assessments.with_recent_assessment(view, until)]
        elif process is PracticeProcess.EDUCATION_PLANS:
            measured = [schooling.plans_in_time(view, over, first=first) for first in (True, False)]
        else:
            none, of_age = schooling.at_no_school(view, until)
            measured = [Share(of_age - none, of_age)]
        assert part.tolist() == sum(share.part for share in measured).tolist(), process
        assert whole.tolist() == sum(share.whole for share in measured).tolist(), process
        assert whole.sum() > 0


# --- lives by hand


def life(*entered: float, luck: Any = None, clinics: Any = None, years: float = 1.0, **parts: Any) -> Register:
    """Children of eight who come on these days, where clinics go the whole way to half of each delay at once."""
    basic = changed(quiet(), connected_persons=None, agency=market(), performance=performance(), **parts)
    world = made(changed(basic, practice_clinics=clinics or practice_clinics()), luck, years)
    for number, day in enumerate(entered):
        comes(world, day, a_child(family=10 + number, age=8.0, day=day))
    return run(world)


def asked_after(register: Register) -> list[int]:
    """The working days, without bank holidays, from coming into care until health was told, child by child."""
    return [
        sum(
            CALENDAR.is_working_day(day)
            for day in range(int(register.episodes.began[row.episode]) + 1, int(row.asked) + 1)
        )
        for row in rows(register.health)
        if row.initial
    ]


def test_health_is_told_sooner_from_the_month_after_red() -> None:
    """The first child's assessment is due in January and late: who comes from 1 February is told of in 15 days."""
    late = health_assessments(notification_median=30.0)
    register = life(1.4, FEBRUARY - 0.6, FEBRUARY + 0.4, FEBRUARY + 30.4, health_assessments=late)
    assert asked_after(register) == [30, 30, 15, 15]


def test_a_month_in_which_nothing_is_due_is_not_red() -> None:
    """The first child comes in mid-January and is due in February: whoever comes in February is told of as before."""
    late = health_assessments(notification_median=30.0)
    register = life(15.4, FEBRUARY + 0.4, FEBRUARY + 29.4, health_assessments=late)
    assert asked_after(register) == [30, 30, 15]


def test_what_is_in_time_changes_nothing() -> None:
    register = life(1.4, FEBRUARY + 0.4, health_assessments=health_assessments())
    assert asked_after(register) == [10, 10]


def test_a_strategy_takes_effect_from_its_day() -> None:
    """It begins in mid-February: the clinic of 1 February does nothing, that of 1 March does."""
    late = health_assessments(notification_median=30.0)
    clinics = practice_clinics(starts=FEBRUARY + 14.0)
    register = life(1.4, 12.4, FEBRUARY + 0.4, FEBRUARY + 29.4, clinics=clinics, health_assessments=late)
    assert asked_after(register) == [30, 30, 30, 15]


def test_an_assessment_that_waits_is_begun_sooner_from_then_on() -> None:
    """Due on day 45 and to be begun 200 days later; red on 1 March (day 59), what is left of the wait is halved.

    Had nothing been red it would have been begun on day 245: 45 + 14 + (200 - 14) / 2 = 152.
    """
    luck = {"child assessment begun": threshold(1.0), "child assessment at entry": 0.9}
    work = social_work(begun_mean=200.0, entry_assessed=0.5)
    assert rows(life(0.0, luck=luck, social_work=work).updates)[0].begun == pytest.approx(152.0, abs=1.0)
    at_rest = life(0.0, luck=luck, clinics=practice_clinics(effect=0.0), social_work=work)
    assert rows(at_rest.updates)[0].begun == pytest.approx(245.0, abs=1.0)


def test_education_plans_are_made_sooner_from_the_month_after_red() -> None:
    """A first plan takes twenty school days and is late: after 1 February it takes ten, and is in time."""
    register = life(1.4, FEBRUARY + 0.4, virtual_school=virtual_school(pep_first_median=20.0))
    first, second = (row for row in rows(register.education_plans) if row.first)
    assert first.done > first.due
    assert second.done <= second.due


def test_fewer_school_offers_come_late_after_a_month_in_which_too_many_are_at_no_school() -> None:
    """The first child waits for a late offer on 31 January; who comes in February asks too, and it is in time."""
    school = virtual_school(enrolled_at_entry=0.0, late_share=0.6)
    register = life(19.4, FEBRUARY + 0.4, virtual_school=school)
    first, second = rows(register.school_moves)[:2]
    assert first.started - first.asked > 60
    assert second.started - second.asked < 30


# --- thresholds


@pytest.mark.parametrize(
    ("since", "until"), [(0.0, 50.0), (20.0, 130.0), (100.0, 160.0), (90.0, 500.0), (250.0, 300.0)]
)
def test_what_passes_of_a_threshold_is_the_inverse_of_the_day(since: float, until: float) -> None:
    """Across the start and the ramp of a strategy: what begins with that threshold begins on that day."""
    beginnings = Beginnings(200.0, assessment_recovery(starts=100.0, ramp=100.0, begun_mean=20.0))
    assert beginnings.day(since, beginnings.passed(since, until)) == pytest.approx(until)


# --- money


def test_clinics_cost_their_years() -> None:
    parameters: Parameters = changed(
        busy(),
        **busy_services(),
        performance=performance(),
        practice_clinics=practice_clinics(starts=YEAR),
        prices={"discount_rate": 0.0},
    )
    view = view_of(Register(since=0.0, until=3 * YEAR), CALENDAR, parameters)
    costs = dict(cost_strategies(view, spans(np.array([0.0]), np.array([3 * YEAR]))))
    assert costs["practice clinics"].tolist() == pytest.approx([60_000.0])
