"""The key test: with its feedbacks neutral, social work changes nothing about placements and periods of care."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from busy_parameters import busy
from quiet_legal import busy_in_law
from quiet_parameters import changed, every
from quiet_social_work import assessment_recovery, by_week, caseload_transfer, permanent_staff, social_work
from runs_of_model import differing, in_care, rows, simulate, small_pool

from sim.foundations.codes import PlacementEnd, WorkTask
from sim.model.opening.pool import Pool
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByTask

OWN = {"updates", "worker_changes", "hires", "work", "work_hours"}
"""Tables that social work alone writes."""

BASES: dict[str, Callable[[], Parameters]] = {"without courts": busy, "with courts": busy_in_law}

STRATEGIES: dict[str, object] = {
    "assessment_recovery": assessment_recovery(),
    "caseload_transfer": caseload_transfer(),
    "permanent_staff": permanent_staff(),
}


@cache
def pool_of(base: str) -> Pool:
    """Return the lives from which the first day of a base is drawn."""
    return small_pool(BASES[base]())


def lived(base: str = "without courts", **parts: object) -> Register:
    """Return a run of a base with these parts."""
    return simulate(changed(BASES[base](), **parts), 2.0, pool=pool_of(base))


def busy_work(**work: object) -> object:
    """Return social work in which much happens, and too few hours for it."""
    values: dict[str, object] = {
        "workers": 5.5,
        "hours": every(ByTask, 4.0),
        "cin_cases": 10.0,
        "begun_mean": 200.0,
        "entry_assessed": 0.7,
        "vacancy": 0.4,
        "agency": 0.3,
        "turnover": 0.5,
        "agency_leaves": 1.5,
        "team_transfer": 0.5,
        **work,
    }
    return social_work(**values)


@pytest.mark.parametrize("base", BASES)
def test_neutral_social_work_changes_nothing_else(base: str) -> None:
    """Every table but its own is what it is without it, with its strategies as well."""
    without = lived(base)
    for parts in ({}, STRATEGIES):
        work = lived(base, social_work=busy_work(), **parts)
        assert {name.split(".")[0] for name in differing(without, work)} <= OWN
        assert work.updates.child
        assert work.worker_changes.child


def test_overload_stretches_planned_moves_and_returns_home() -> None:
    """Notice of planned moves is longer; breakdowns keep theirs."""
    plain = lived(social_work=busy_work(workers=0.5, stretch=0.0))
    stretched = lived(social_work=busy_work(workers=0.5, stretch=1.0))
    assert _notice(stretched, PlacementEnd.PLANNED) > 1.5 * _notice(plain, PlacementEnd.PLANNED)
    assert _notice(stretched, PlacementEnd.DISRUPTED) == pytest.approx(_notice(plain, PlacementEnd.DISRUPTED), abs=3.0)
    idle = lived(social_work=busy_work(workers=50.0, stretch=1.0))
    assert {name.split(".")[0] for name in differing(lived(), idle)} <= OWN


def _notice(register: Register, why: PlacementEnd) -> float:
    """Return the mean days from notice to the end."""
    days = [row.ended - row.notice for row in rows(register.placements) if row.why == why and row.notice > 90.0]
    known = [each for each in days if each == each]
    return sum(known) / len(known)


def test_a_change_of_worker_is_felt_where_it_is_said_to_be() -> None:
    """More placements break down."""
    plain = lived(social_work=busy_work(team_transfer=3.0))
    felt = lived(social_work=busy_work(team_transfer=3.0, change_multiplier=6.0))
    assert _ended(felt, PlacementEnd.DISRUPTED) > _ended(plain, PlacementEnd.DISRUPTED)


def _ended(register: Register, why: PlacementEnd) -> int:
    return sum(each == why for each in register.placements.why)


@pytest.mark.parametrize(
    ("name", "strategy"),
    [
        ("assessment_recovery", assessment_recovery(workers=0.0)),
        ("caseload_transfer", caseload_transfer(share=0.0)),
        ("permanent_staff", permanent_staff(hires=0.0)),
    ],
)
def test_a_strategy_without_capacity_is_as_without_it(name: str, strategy: object) -> None:
    """To the last column."""
    assert differing(lived(social_work=busy_work()), lived(social_work=busy_work(), **{name: strategy})) == []


def test_hours_paid_are_never_more_than_there_are() -> None:
    """Nor are they fewer than could be used; children counted are those in care."""
    register = lived(social_work=busy_work(), assessment_recovery=assessment_recovery())
    for week in by_week(register):
        but_updates = sum(week.paid) - week.paid[WorkTask.UPDATE]
        assert but_updates <= week.hours + 1e-9
        assert sum(week.paid) <= week.hours + week.recovery + 1e-9
        assert week.prompt_visits <= sum(week.asked[:2]) + 1e-9
        assert week.workers + week.vacant - week.agency == pytest.approx(5.5)
    for week, following in zip(rows(register.work), rows(register.work)[1:], strict=False):
        assert abs(week.children - in_care(register, following.day)) <= 1
    asked = sum(week.asked[WorkTask.UPDATE] for week in by_week(register))
    paid = sum(week.paid[WorkTask.UPDATE] for week in by_week(register))
    assert 0.0 < paid <= asked


def test_each_child_has_one_assessment_that_is_due_until_they_leave() -> None:
    """Each follows the one before, and is begun before it is done."""
    register = lived(social_work=busy_work())
    open_of: dict[int, int] = {}
    for row in rows(register.updates):
        assert not row.begun > row.done
        assert not row.begun < row.due
        if row.done != row.done:
            assert row.episode not in open_of
            open_of[row.episode] = row.row
            left = register.episodes.ended[row.episode]
            assert row.ended == left or (row.ended != row.ended and left != left)
    assert set(open_of) == set(range(len(register.episodes.child)))


def test_fewer_children_in_need_never_lower_what_is_brought_up_to_date() -> None:
    """More of the same hours are left."""
    with_them = lived(social_work=busy_work(cin_cases=40.0))
    without = lived(social_work=busy_work(cin_cases=0.0))
    assert _done(without) > _done(with_them)


def _done(register: Register) -> int:
    return sum(
        done == done and not at_entry
        for done, at_entry in zip(register.updates.done, register.updates.at_entry, strict=True)
    )
