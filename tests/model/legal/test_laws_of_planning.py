"""Laws of what is done before court, on the shipped bases: nobody's entry moves without a cause, or the wrong way."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise
from math import inf
from typing import Any

import pytest
from quiet_parameters import CALENDAR, every
from runs_of_model import differing, rows

from sim.foundations.chance import Chance
from sim.model.legal.meetings import MeetingKind
from sim.model.model import simulate
from sim.model.register.register import Register
from sim.parameters.legal.strategies import CaseTracker, WeeklyLegalPlanning
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge
from sim.scenario.scenario import load

YEARS = 1.5

WEEKLY = WeeklyLegalPlanning(starts=0.0, interval=7.0, agenda=inf, entry_risk_ratio=1.0, cost_per_year=0.0)
TRACKER = CaseTracker(starts=0.0, interval=14.0, covers=0.9, agenda=inf, taken_up=0.8, cost_per_year=0.0)


@cache
def base(name: str) -> Parameters:
    """The parameters of a shipped base with the legal process, which starts with nobody in care."""
    return replace(load(f"{name}+legal_process").parameters, opening=None, outlook=None)


def lived_through(parameters: Parameters) -> Register:
    return simulate(parameters, CALENDAR, Chance(1, 1), YEARS)


@cache
def register_of(name: str, **strategies: Any) -> Register:
    return lived_through(replace(base(name), **strategies))


def first_entries(register: Register) -> dict[int, float]:
    """The first day in care of each child."""
    days: dict[int, float] = {}
    for row in rows(register.episodes):
        days.setdefault(register.children.identity[row.child], row.began)
    return days


def crises(register: Register) -> dict[int, float]:
    """The crisis of each family."""
    return dict(zip(register.families.identity, register.families.crisis, strict=True))


def moved(one: Register, other: Register) -> dict[int, float]:
    """Days by which the crisis of each family of the first comes later in the second.

    Families that never enter care are in the second alone where only there something may change for them.
    """
    first, second = crises(one), crises(other)
    assert first.keys() <= second.keys()
    entering = dict(zip(other.families.identity, other.families.would_enter, strict=True))
    assert not any(entering[family] for family in second.keys() - first.keys())
    return {family: second[family] - day for family, day in first.items()}


def later(one: Register, other: Register) -> list[int]:
    """The families whose crisis comes later in the second than in the first."""
    return [family for family, days in moved(one, other).items() if days > 0.0]


IN_ANY_ORDER = ("idle_steps", "meetings", "families")
"""Tables into which what will come is entered at once where it can be foreseen, and day by day where it cannot."""


def unlike(one: Register, other: Register) -> set[str]:
    """The tables that differ, apart from the order of rows and from families that never enter care."""
    found = {name.split(".")[0] for name in differing(one, other)} - set(IN_ANY_ORDER)
    for table in IN_ANY_ORDER:
        first, second = ([tuple(row)[:-1] for row in rows(getattr(register, table))] for register in (one, other))
        if table == "families":
            assert moved(one, other)
            second = [row for row in second if row[0] in crises(one)]
        if sorted(map(repr, first)) != sorted(map(repr, second)):
            found.add(table)
    return found


@pytest.mark.parametrize("name", ["tower_hamlets_2018", "england"])
def test_with_meetings_as_they_are_every_child_comes_on_the_very_day_on_which_it_would(name: str) -> None:
    parameters = base(name)
    assert parameters.legal is not None
    without = lived_through(replace(parameters, legal=replace(parameters.legal, generates=0.0)))
    register = register_of(name)
    assert first_entries(register) == first_entries(without)
    assert set(register.before_court.earlier) == {0.0}
    assert len(register.before_court.family) > 100


@pytest.mark.parametrize("starts", [0.0, 100.3])
def test_meetings_as_often_as_before_and_a_tracker_that_takes_nothing_up_change_nothing(starts: float) -> None:
    name = "tower_hamlets_2018"
    same = register_of(name, legal_planning=replace(WEEKLY, starts=starts, interval=14.0))
    assert unlike(register_of(name), same) == set()
    read_in_vain = register_of(name, plo_tracker=replace(TRACKER, starts=starts, taken_up=0.0))
    assert unlike(register_of(name), read_in_vain) == {"meetings"}


@pytest.mark.parametrize("name", ["tower_hamlets_2018", "england"])
def test_a_shorter_interval_or_a_tracker_makes_no_entry_later_and_some_earlier(name: str) -> None:
    usual = register_of(name)
    weekly = register_of(name, legal_planning=WEEKLY)
    twice_weekly = register_of(name, legal_planning=replace(WEEKLY, interval=3.5))
    both = register_of(name, legal_planning=WEEKLY, plo_tracker=TRACKER)
    tracked = register_of(name, plo_tracker=TRACKER)
    for fewer, more in ((usual, weekly), (weekly, twice_weekly), (usual, tracked), (usual, both)):
        assert later(fewer, more) == []
        assert sum(more.before_court.earlier) > sum(fewer.before_court.earlier) + 100.0


def test_a_larger_agenda_makes_no_entry_later() -> None:
    # of families on interim care orders alone: others come to the meeting again when their children are in care
    name = "tower_hamlets_2018"
    parameters = base(name)
    assert parameters.legal is not None
    alone = replace(parameters, legal=replace(parameters.legal, court_share_voluntary=every(ByAge, 0.0)))
    agendas = [
        lived_through(replace(alone, legal_planning=replace(WEEKLY, agenda=agenda))) for agenda in (1.0, 2.0, 3.0, inf)
    ]
    for smaller, larger in pairwise(agendas):
        assert later(smaller, larger) == []
    assert max(agendas[0].before_court.heard) > 0.0
    assert sum(crises(agendas[0]).values()) > sum(crises(agendas[-1]).values())


@pytest.mark.parametrize(
    "strategies", [{"legal_planning": WEEKLY}, {"plo_tracker": TRACKER}], ids=["legal planning", "tracker"]
)
def test_as_many_families_enter_only_sooner(strategies: dict[str, Any]) -> None:
    usual, changed = (register_of("tower_hamlets_2018", **told) for told in ({}, strategies))
    enters = [set(), set()]
    for found, register in zip(enters, (usual, changed), strict=True):
        past = {row.identity for row in rows(usual.families) if row.crisis < usual.until}
        found |= {row.identity for row in rows(register.families) if row.entered and row.identity in past}
    assert enters[0] == enters[1]
    assert first_entries(usual).keys() <= first_entries(changed).keys()


@pytest.mark.parametrize("agenda", [1.0, 2.0, 8.0])
def test_every_case_is_heard_or_waits_and_no_meeting_with_room_leaves_one_waiting(agenda: float) -> None:
    register = register_of("tower_hamlets_2018", legal_planning=replace(WEEKLY, agenda=agenda))
    heard = Counter(
        row.day for row in rows(register.meetings) if row.meeting == MeetingKind.LEGAL_PLANNING and row.day > 0.0
    )
    assert max(heard.values()) <= agenda
    assert all(day % 7.0 == 0.0 for day in heard)
    with_room = {day for day in range(7, int(register.until), 7) if heard.get(float(day), 0) < agenda}
    waited = 0
    for row in rows(register.before_court):
        end = row.heard if row.heard == row.heard else inf
        waited += end == inf and row.threshold < register.until - 7.0
        assert row.threshold <= end
        assert not any(max(0.0, row.threshold) < day < min(end, register.until) for day in with_room)
    assert waited > 0 or agenda > 1.0
    assert waited == 0 or agenda < 8.0
    for row in rows(register.before_court):
        if row.entered == row.entered:
            assert row.heard <= row.ended <= row.entered + 1e-9
            assert not row.letter < row.heard
