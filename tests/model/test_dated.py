"""Numbers that change during a run: nothing moves before the day, something does after, and never is never."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from typing import Any

import pytest
from busy_parameters import busy
from moved_quantities import moved, plain, with_value
from quiet_parameters import changed
from runs_of_model import differing, simulate

from sim.model.register.register import Register
from sim.parameters.parameters import LaterParameters, Parameters
from sim.scenario.quantities.declared import declared

YEARS = 3.0
SEED = 11
DAY = 400.0

DATABLE = tuple(path for path, item in declared().items() if item.datable)

FINITE = tuple(path for path in DATABLE if path.endswith(".capacity"))
"""Of which the small authority has no limit in places: a limit comes."""


def first() -> Parameters:
    return busy()


def then(path: str) -> Parameters:
    parameters = first()
    if path in FINITE:
        return with_value(parameters, path, 1.0)
    return with_value(parameters, path, moved(declared()[path], plain(parameters, path), by=2.5))


def from_day(path: str, day: float, until: float | None = None) -> Parameters:
    later = [LaterParameters(day, then(path))]
    if until is not None:
        later.append(LaterParameters(until, first()))
    return replace(first(), later=tuple(later))


@cache
def lived() -> Register:
    return simulate(first(), YEARS, seed=SEED)


def placed(register: Register) -> list[tuple[Any, ...]]:
    """All placements: in which period of care of whom, when, of what kind and where, and at what price."""
    rows, children = register.placements, register.children.identity
    who = [children[register.episodes.child[episode]] for episode in rows.episode]
    return list(zip(who, rows.began, rows.kind, rows.location, rows.weekly_price, strict=True))


def before(register: Register) -> tuple[list[Any], ...]:
    """All that happened before the day: placements, households that came and went, enquiries."""
    households = register.households
    joined = [row for row in zip(households.identity, households.approved, strict=True) if row[1] < DAY]
    left = [row for row in zip(households.identity, households.left, strict=True) if row[1] < DAY]
    enquiries = sorted(day for day in register.enquiries if day < DAY)
    return [row for row in placed(register) if row[1] < DAY], joined, left, enquiries


def test_what_may_be_dated_is_said() -> None:
    assert "demand.entries_per_year" in DATABLE
    assert "agency.offer" in DATABLE
    assert "prices.weekly" in DATABLE
    assert "in_house_fostering.enquiries" in DATABLE
    assert "stability.scale" not in DATABLE
    assert len(DATABLE) == len(set(DATABLE)) > 50


@pytest.mark.parametrize("path", DATABLE)
def test_a_change_acts_from_its_day_on_and_not_before(path: str) -> None:
    after, whole = simulate(from_day(path, DAY), YEARS, seed=SEED), simulate(then(path), YEARS, seed=SEED)
    assert before(after) == before(lived())
    if whole_differs_late(whole):  # else it is felt so rarely that three years of the small authority do not show it
        assert differing(lived(), after)


def whole_differs_late(whole: Register) -> bool:
    """Whether a change from the first day on is felt by placements that begin in the last year."""
    return [row for row in placed(whole) if row[1] > 2 * DAY] != [row for row in placed(lived()) if row[1] > 2 * DAY]


@pytest.mark.parametrize("path", DATABLE)
def test_a_change_after_the_end_is_none(path: str) -> None:
    after = simulate(from_day(path, 5000.0), YEARS, seed=SEED)
    assert not differing(lived(), after)


def test_only_what_is_read_when_used_is_called_datable() -> None:
    assert {path.split(".")[0] for path in DATABLE} == {
        "demand",
        "policy",
        "prices",
        "emergency",
        "in_house_fostering",
        "connected_persons",
        "agency",
        "childrens_homes",
        "secure",
        "other_residential",
        "supported",
    }


def test_entries_double_from_the_day_on() -> None:
    base = changed(first(), demand={"entries_per_year": 60.0})
    more = changed(base, demand={"entries_per_year": 120.0})
    after = simulate(replace(base, later=(LaterParameters(365.0, more),)), 4.0, seed=5)
    entered = after.episodes.began
    early = sum(0 < day < 365 for day in entered)
    late = sum(day >= 365 for day in entered)
    assert late / 3 > 1.5 * early


def test_parameters_on_a_day() -> None:
    two, three = changed(first(), demand={"entries_per_year": 2.0}), changed(first(), demand={"entries_per_year": 3.0})
    told = replace(first(), later=(LaterParameters(10.0, two), LaterParameters(20.0, three)))
    assert told.on(-1500.0) is told.on(9.9) is told
    assert told.on(10.0) is told.on(19.9) is two
    assert told.on(20.0) is told.on(1e6) is three
    assert told.without_strategies().later == ()
    assert {item.name for item in fields(told)} >= {"later"}
