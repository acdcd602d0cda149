"""The switch of the legal process: absent, or generating nothing, everything is as it was, draw for draw."""

from __future__ import annotations

from typing import Any

import pytest
from busy_parameters import busy, busy_strategies
from quiet_legal import busy_in_law
from quiet_parameters import changed, every
from register_laws import busy_pool
from runs_of_model import differing, simulate

from sim.parameters.legal.strategies import (
    AdoptionSummit,
    CaseTracker,
    ConnectedCarersTeam,
    EarlierFamilyFinding,
    EarlyPermanence,
    ParallelPlanning,
    WeeklyLegalPlanning,
)
from sim.parameters.tables import ByAge, ByPermanencePlan

YEARS = 1.5


@pytest.mark.parametrize("strategies", [{}, busy_strategies()], ids=["base", "all strategies"])
def test_a_legal_process_that_generates_nothing_changes_nothing(strategies: dict[str, Any]) -> None:
    without = changed(busy(), **strategies)
    switched_off = changed(busy_in_law(generates=0.0), **strategies)
    one = simulate(without, YEARS, seed=7, pool=busy_pool())
    other = simulate(switched_off, YEARS, seed=7, pool=busy_pool())
    assert differing(one, other) == []
    assert one.events == other.events


NOTHING: dict[str, Any] = {
    "legal_planning": WeeklyLegalPlanning(
        starts=0.0, interval=7.0, agenda=0.0, entry_risk_ratio=1.0, cost_per_year=0.0
    ),
    "plo_tracker": CaseTracker(starts=0.0, interval=14.0, covers=0.0, agenda=15.0, taken_up=0.8, cost_per_year=0.0),
    "parallel_planning": ParallelPlanning(
        starts=0.0,
        ramp=0.0,
        share=0.0,
        adoption_considered=every(ByAge, 0.0),
        named_early=0.0,
        order_odds=1.0,
        cost_per_case=0.0,
    ),
    "family_finding": EarlierFamilyFinding(
        starts=0.0, at_decision=0.0, decided_by_second_review=0.0, finders_added=0.0, cost_per_finder=0.0
    ),
    "connected_carers": ConnectedCarersTeam(
        starts=0.0, assessors_added=0.0, work=0.5, redone=0.0, unified=1.0, cost_per_assessor=0.0
    ),
    "adoption_summit": AdoptionSummit(
        starts=0.0, interval=28.0, covers=every(ByPermanencePlan, 0.0), agenda=25.0, taken_up=0.8, cost_per_year=0.0
    ),
    "early_permanence": EarlyPermanence(starts=0.0, share=every(ByAge, 0.0), cost_per_placement=0.0),
}
"""Each strategy without capacity."""


@pytest.mark.parametrize("name", NOTHING)
def test_a_strategy_without_capacity_is_the_base_draw_for_draw(name: str) -> None:
    base, strategy = busy_in_law(), changed(busy_in_law(), **{name: NOTHING[name]})
    assert differing(simulate(base, YEARS, seed=7), simulate(strategy, YEARS, seed=7)) == []


def test_with_a_legal_process_something_happens() -> None:
    register = simulate(busy_in_law(), YEARS, seed=7)
    assert sum(register.cases.heard) > 5
    assert register.assessments.done
    assert register.temporary_approvals.placement
