"""The fit turned towards what returns tell: each number by what a run gave, within its limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.bases.own_goals import OwnGoal, OwnGoals
from sim.experiments.balance.authority import paths
from sim.experiments.balance.ends import EndsOfPlacements
from sim.experiments.balance.own_turns import LEAST, MOST, own_aim, towards_own
from sim.fitting.breakdowns import Breakdowns
from sim.foundations.codes import AgeBand, Kind
from sim.parameters.parameters import Parameters
from sim.parameters.tables import DURATION_BAND_STARTS
from sim.scenario.scenario import load

TIMES, KINDS, AGES = len(DURATION_BAND_STARTS), len(Kind), len(AgeBand)
SHAPE = (TIMES, KINDS, AGES)
NAN = float("nan")
USUAL = Breakdowns(np.linspace(1.0, 0.1, TIMES), np.ones(KINDS), np.ones(AGES))
YEARS = np.full(SHAPE, 50.0)


@pytest.fixture(scope="module")
def before() -> Parameters:
    return load("tower_hamlets_2018").parameters


def run_of(breakdowns: Breakdowns = USUAL, planned: float = 0.2, by_plan: float = 0.1) -> EndsOfPlacements:
    """A run in which placements end at these rates, and children of each age come to each kind alike."""
    return EndsOfPlacements(
        child_years=YEARS,
        broken=breakdowns.rates * YEARS,
        planned=planned * YEARS,
        by_plan=by_plan * YEARS,
        to_supported=0.1 * YEARS,
        first=np.full((KINDS, AGES), 20.0),
        alone=np.full(KINDS, 10.0),
    )


def goals_of(*paths: str, breakdowns: Breakdowns | None = None, planned: float = NAN, first: float = NAN) -> OwnGoals:
    """Goals of some paths."""
    told = tuple(OwnGoal(path, path, "as the returns tell", 0.8, 1.25) for path in paths)
    by_kind = np.full(KINDS, NAN)
    by_kind[Kind.AGENCY] = planned
    children = np.full((KINDS, AGES), NAN)
    children[Kind.CONNECTED] = first
    of = np.full(AGES, NAN if np.isnan(first) else 1000.0)
    return OwnGoals(
        source="Own SSDA903 returns",
        as_of=date(2024, 3, 31),
        told=told,
        breakdowns=breakdowns,
        planned=by_kind,
        planned_ends=np.full(KINDS, 1000.0),
        to_supported=NAN,
        first=children,
        first_of=of,
        alone_supported=NAN,
        alone=NAN,
    )


def turned_by(goals: OwnGoals, run: EndsOfPlacements, before: Parameters) -> Parameters:
    return towards_own(before, own_aim(goals, run, before), run, 1.0)


def test_a_run_that_comes_to_the_goals_turns_nothing(before: Parameters) -> None:
    run = run_of()
    found = turned_by(goals_of("stability.scale", breakdowns=USUAL), run, before)
    assert found.stability.scale == pytest.approx(before.stability.scale)
    for name in ("hazard_by_time_in_placement", "kind_multiplier", "age_multiplier"):
        now, was = getattr(found.stability, name).values(), getattr(before.stability, name).values()
        assert now == pytest.approx(was, rel=1e-3), name


def test_breakdowns_are_turned_row_by_row_towards_the_goal(before: Parameters) -> None:
    kinds = np.ones(KINDS)
    kinds[Kind.CHILDRENS_HOME] = 2.0
    goal = Breakdowns(1.5 * USUAL.by_time, kinds, np.ones(AGES))
    found, was = turned_by(goals_of("stability.scale", breakdowns=goal), run_of(), before).stability, before.stability
    assert found.scale > 1.2 * was.scale
    home = found.kind_multiplier.childrens_home / was.kind_multiplier.childrens_home
    others = found.kind_multiplier.agency / was.kind_multiplier.agency
    assert home / others == pytest.approx(2.0**0.8, rel=0.05)


def test_nothing_is_turned_beyond_its_limits(before: Parameters) -> None:
    wild = Breakdowns(1000.0 * USUAL.by_time, np.ones(KINDS), np.ones(AGES))
    found = turned_by(goals_of("stability.scale", breakdowns=wild), run_of(), before)
    assert found.stability.scale == pytest.approx(MOST * before.stability.scale)
    tame = Breakdowns(0.0001 * USUAL.by_time, np.ones(KINDS), np.ones(AGES))
    found = turned_by(goals_of("stability.scale", breakdowns=tame), run_of(), before)
    assert found.stability.scale == pytest.approx(LEAST * before.stability.scale)


def test_planned_moves_turn_the_part_that_is_by_change_of_plan(before: Parameters) -> None:
    """0.2 a year of which 0.1 by plan, where 0.3 is wanted: that part is to be twice as much."""
    found = turned_by(goals_of("stability.planned_moves", planned=0.3), run_of(), before).stability.planned_moves
    was = before.stability.planned_moves
    assert found.agency / was.agency == pytest.approx(2.0**0.8, rel=0.02)
    assert found.in_house == was.in_house, "nobody tells of it"


def test_first_placements_turn_what_brings_children_there(before: Parameters) -> None:
    run = run_of()
    usual = 1 / KINDS
    found = turned_by(goals_of("connected_persons.available", first=2 * usual * 1000.0), run, before)
    was = before.connected_persons.available
    for now, then in zip(found.connected_persons.available.values(), was.values(), strict=True):
        assert now == pytest.approx(then * 2.0**0.8, rel=0.05)
    assert found.policy == before.policy
    assert found.doors == before.doors


def test_own_goals_add_what_the_fit_sets(before: Parameters) -> None:
    own = goals_of("stability.age_multiplier", "stability.scale", breakdowns=USUAL)
    assert set(paths(before, own)) - set(paths(before)) == {"stability.age_multiplier"}
    assert replace(own, told=()).paths == frozenset()
