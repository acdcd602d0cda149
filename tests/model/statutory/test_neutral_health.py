"""The key test: with needs known, health assessments change nothing about placements and periods of care."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import isnan

import pytest
from busy_parameters import busy
from quiet_health import busy_health, health_clinic, health_pathway
from quiet_legal import busy_in_law
from quiet_parameters import changed
from runs_of_model import differing, simulate, small_pool

from sim.model.opening.pool import Pool
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters

OWN = {"health", "clinics", "questionnaires", "unknown_needs"}
"""Tables that health alone writes."""

BASES: dict[str, Callable[[], Parameters]] = {"without courts": busy, "with courts": busy_in_law}


@cache
def pool_of(base: str) -> Pool:
    """Return the lives from which the first day of a base is drawn."""
    return small_pool(BASES[base]())


def lived(base: str, years: float = 2.0, **parts: object) -> Register:
    """Return a run of a base with these parts."""
    return simulate(changed(BASES[base](), **parts), years, pool=pool_of(base))


@pytest.mark.parametrize("base", BASES)
def test_neutral_health_changes_nothing_else(base: str) -> None:
    """Every table but its own is what it is without it, with its strategies as well."""
    without = lived(base)
    strategies = {"health_pathway": health_pathway(), "health_clinic": health_clinic()}
    for parts in ({}, strategies):
        with_health = lived(base, health_assessments=busy_health(), **parts)
        assert {name.split(".")[0] for name in differing(without, with_health)} <= OWN
        assert with_health.health.child
        assert with_health.questionnaires.child
        assert not with_health.unknown_needs.episode


def test_strategies_without_capacity_are_as_without_them() -> None:
    """To the last column."""
    alone = lived("without courts", health_assessments=busy_health())
    with_nothing = lived(
        "without courts",
        health_assessments=busy_health(),
        health_pathway=health_pathway(coordinators=0.0),
        health_clinic=health_clinic(extra_slots=0.0),
    )
    assert differing(alone, with_nothing) == []


def test_strategies_change_health_alone_and_more_is_in_time() -> None:
    alone = lived("without courts", health_assessments=busy_health())
    helped = lived(
        "without courts",
        health_assessments=busy_health(),
        health_pathway=health_pathway(),
        health_clinic=health_clinic(extra_slots=2.0),
    )
    assert {name.split(".")[0] for name in differing(alone, helped)} <= OWN
    assert _in_time(helped) > _in_time(alone)


def _in_time(register: Register) -> int:
    rows = register.health
    return sum(initial and done <= due for initial, due, done in zip(rows.initial, rows.due, rows.done, strict=True))


def test_unknown_needs_are_felt() -> None:
    """Placements differ, and needs become known."""
    known = lived("without courts", health_assessments=busy_health())
    unknown = lived("without courts", health_assessments=busy_health(recognised_at_entry=0.2))
    assert {"placements"} <= {name.split(".")[0] for name in differing(known, unknown)}
    recognised = [day for day in unknown.unknown_needs.recognised if not isnan(day)]
    assert len(recognised) > 5


def test_a_referral_that_waits_changes_only_luck_with_camhs() -> None:
    """With CAMHS that has no effect, the children and placements are the same."""
    neutral = {"camhs": None}
    one = lived("without courts", health_assessments=busy_health(), **neutral)
    other = lived("without courts", health_assessments=busy_health(referral_waits_for_assessment=1.0), **neutral)
    assert differing(one, other) == []
    waits = lived("without courts", health_assessments=busy_health(referral_waits_for_assessment=1.0))
    usual = lived("without courts", health_assessments=busy_health())
    assert 0 < len(waits.referrals.child) != len(usual.referrals.child)


@pytest.mark.parametrize("base", BASES)
def test_every_child_has_one_initial_assessment_in_a_period_of_care(base: str) -> None:
    """Who came in the run and stayed 20 working days; no two, no assessment after care, all places accounted for."""
    register = lived(base, health_assessments=busy_health())
    rows, episodes = register.health, register.episodes
    first: dict[int, int] = {}
    for number, (episode, initial) in enumerate(zip(rows.episode, rows.initial, strict=True)):
        if initial:
            assert episode not in first
            first[episode] = number
        ended = episodes.ended[episode]
        assert not rows.done[number] > ended
        assert not rows.done[number] < episodes.began[episode]
        assert isnan(rows.done[number]) or isnan(rows.ended[number])
        if isnan(rows.done[number]) and ended == ended:
            assert rows.ended[number] == ended
    for clinic_slots, used, lost in zip(
        register.clinics.slots, register.clinics.used, register.clinics.lost, strict=True
    ):
        assert used >= 0
        assert used + lost <= clinic_slots
    seen = sum(
        bool(not host and initial and booked == booked and done == done)  # no booking is known of long ago
        for host, initial, booked, done in zip(rows.host, rows.initial, rows.booked, rows.done, strict=True)
    )
    missed = sum(rows.missed)
    refused = sum(bool(initial and refused) for initial, refused in zip(rows.initial, rows.refused, strict=True))
    used_by_now = sum(used for day, used in zip(register.clinics.day, register.clinics.used, strict=True))
    assert seen <= used_by_now
    waiting = sum(
        bool(initial and not host and booked == booked and done != done and ended != ended)
        for initial, host, booked, done, ended in zip(
            rows.initial, rows.host, rows.booked, rows.done, rows.ended, strict=True
        )
    )
    assert used_by_now <= seen + missed + refused + waiting
