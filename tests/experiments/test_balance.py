"""Balance: what a fit turns, the long run that tells it what to turn, and an authority that comes to stand still."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import partial
from math import isnan, log, nan
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from busy_parameters import busy
from quiet_parameters import CALENDAR, changed, every, quiet
from runs_of_model import simulate

from sim.bases.base import Baseline, baseline, latest_year
from sim.experiments.balance import authority
from sim.experiments.balance.authority import FASTEST, PATHS, SLOWEST, TURNS, BalanceAim, paths, standing
from sim.experiments.balance.base import TOLD, scenario_of, stood
from sim.experiments.balance.ends import EndsOfPlacements
from sim.experiments.balance.first_years import FEWEST, MOST, ThirdYear, replications, third_year
from sim.experiments.balance.first_years import LUCK as LUCK_OF_LOOKS
from sim.experiments.balance.kept import with_kinds
from sim.experiments.balance.knobs import STEP, turned
from sim.experiments.balance.long_run import (
    LONGEST,
    LUCK,
    SHORTEST,
    Length,
    LongRun,
    length,
    long_run,
    mean_of,
    unavailable_of_empty,
)
from sim.foundations.codes import AgeBand, Kind, Route
from sim.measures.view import view_of
from sim.model.pool.making import at_present, in_balance, make_pool
from sim.parameters.tables import DURATION_BAND_STARTS, ByAge, ByDuration, ByFinancialYear, ByKind, Table
from sim.published.authorities import authority as authority_named
from sim.published.table import figures
from sim.scenario.quantities.declared import declared
from sim.scenario.scenario import load

SHORT = Length(4.0, 6.0)
TIMES, AGES, ROUTES = len(DURATION_BAND_STARTS), len(AgeBand), len(Route)


# --- what is turned


def test_a_number_is_turned_by_the_ratio_to_the_power_of_the_damping():
    before = changed(quiet(), stability={"scale": 0.8})
    assert turned(before, "stability.scale", 1.5, 0.5).stability.scale == pytest.approx(0.8 * 1.5**0.5)
    assert turned(before, "stability.scale", 1.0).stability == before.stability
    assert turned(before, "stability.scale", 1.5, 0.5).leaving == before.leaving


@pytest.mark.parametrize(("ratio", "factor"), [(50.0, STEP), (0.001, 1 / STEP), (0.0, 1 / STEP)])
def test_a_round_turns_a_number_no_further_than_a_step(ratio: float, factor: float):
    assert turned(quiet(), "stability.scale", ratio, 1.0).stability.scale == pytest.approx(factor)


def test_a_number_stays_within_its_limits():
    assert turned(quiet(), "stability.scale", 2.0, 1.0, most=1.3).stability.scale == 1.3
    assert turned(quiet(), "stability.scale", 0.5, 1.0, least=0.9).stability.scale == 0.9


def test_of_a_table_all_numbers_are_turned_or_one_category_and_none_from_nothing():
    moves = ByKind(0.2, 0.1, 0.4, *[0.0] * 6)
    before = changed(quiet(), stability={"planned_moves": moves})
    whole = turned(before, "stability.planned_moves", 1.5, 1.0, most=0.5).stability.planned_moves
    assert whole.values() == pytest.approx((0.3, 0.15, 0.5, *[0.0] * 6))
    one = turned(before, "stability.planned_moves.agency", 1.5, 1.0).stability.planned_moves
    assert one == replace(moves, agency=pytest.approx(0.6))


# --- leaving by kind that keeps leaving in all


def test_as_many_decide_at_every_time_age_and_route_as_without_the_kinds():
    generator = np.random.default_rng(5)
    exposure = generator.gamma(0.5, 10.0, (len(Kind), TIMES, AGES, ROUTES))
    exposure[Kind.ADOPTION] = 0.0
    leaving = busy().leaving
    multipliers = np.array([1.0, 1.5, 0.9, 0.4, 0.2, 0.6, 0.8, 3.0, 1.0])
    found = with_kinds(leaving, exposure, multipliers)

    hazard = np.einsum(
        "t,a,r->tar",
        leaving.hazard_by_time_in_care.values(),
        leaving.age_multiplier.values(),
        leaving.route_multiplier.values(),
    )
    kept = np.einsum(
        "k,t,a,r->ktar",
        found.by_kind.multiplier.values(),
        found.by_kind.time_in_care.values(),
        found.by_kind.age.values(),
        found.by_kind.route.values(),
    )
    without, with_kind = exposure * hazard, exposure * hazard * kept
    for axes in ((0, 2, 3), (0, 1, 3), (0, 1, 2)):
        assert with_kind.sum(axis=axes) == pytest.approx(without.sum(axis=axes), rel=1e-6)
    # the kinds are to one another as they were given, and of mean 1 over the decisions
    scaled = np.array(found.by_kind.multiplier.values())
    assert scaled[:8] / scaled[0] == pytest.approx(multipliers[:8])
    assert (without.sum(axis=(1, 2, 3)) * scaled).sum() == pytest.approx(without.sum())
    assert scaled[Kind.ADOPTION] == 1.0
    # nothing else is touched
    assert replace(found, by_kind=leaving.by_kind) == leaving
    assert found.by_kind.causes_residential == leaving.by_kind.causes_residential


def test_where_nobody_was_the_factor_is_1():
    exposure = np.zeros((len(Kind), TIMES, AGES, ROUTES))
    exposure[Kind.AGENCY, 2, 3, Route.VOLUNTARY] = 10.0
    found = with_kinds(busy().leaving, exposure, np.full(len(Kind), 0.5)).by_kind
    assert found.multiplier[Kind.AGENCY] == pytest.approx(1.0)
    for table in (found.time_in_care, found.age, found.route):
        assert table.values() == pytest.approx([1.0] * len(table.values()))


# --- the long run


def test_a_large_authority_is_read_for_fewer_years():
    assert length(10.0).read == LONGEST
    assert length(1e6).read == SHORTEST
    assert length(450.0).read == pytest.approx(length(900.0).read * 2)


def test_empty_places_that_are_not_available_are_days_over_days():
    view = SimpleNamespace(
        places=SimpleNamespace(
            day=np.array([0.0, 10.0, 30.0]),
            approved=np.array([5, 5, 8]),
            filled=np.array([3, 4, 4]),
            unavailable=np.array([1, 0, 4]),
        )
    )
    # from day 5: five days of 2 empty and 1 unavailable, twenty of 1 and none, ten of 4 and 4
    assert unavailable_of_empty(view, 5.0, 40.0) == pytest.approx((5 + 40) / (10 + 20 + 40))
    assert isnan(unavailable_of_empty(view, 12.0, 12.0))


def test_small_councils_take_more_replications():
    assert replications(25.0) == MOST
    assert replications(400.0) == 15
    assert replications(10_000.0) == FEWEST


def test_the_third_year_is_the_mean_of_replications_with_the_luck_of_the_look():
    parameters = busy()
    found = third_year(parameters, CALENDAR, 3, None, 2, look=1)
    days = np.zeros(len(Kind))
    for replication in (LUCK_OF_LOOKS - MOST, LUCK_OF_LOOKS - MOST - 1):
        register = simulate(at_present(parameters), 3.0, seed=3, replication=replication)
        view = view_of(register, CALENDAR, parameters)
        for kind, began, ended in zip(view.stays.kind, view.stays.began, view.stays.ended, strict=True):
            days[kind] += max(0.0, min(ended, register.until) - max(began, register.until - 365.25))
    assert found.children == pytest.approx(days / 2 / 365.25)
    assert third_year(parameters, CALENDAR, 3, None, 2, look=1).children.tolist() == found.children.tolist()
    assert third_year(parameters, CALENDAR, 3, None, 2, look=2).children.tolist() != found.children.tolist()


def test_a_long_run_tells_what_was_recorded():
    parameters = busy()
    found = long_run(parameters, CALENDAR, 3, SHORT)
    kept_up = in_balance(parameters, parameters.demand.entries_per_year)
    register = simulate(kept_up, SHORT.burn_in + SHORT.read, seed=3, replication=LUCK)
    view = view_of(register, CALENDAR, kept_up)
    since, until = SHORT.burn_in * 365.25, register.until

    days = np.minimum(view.stays.ended, until) - np.maximum(view.stays.began, since)
    days = np.where(np.isfinite(days), days, until - np.maximum(view.stays.began, since))
    in_kind = np.bincount(view.stays.kind, np.maximum(days, 0.0), len(Kind)) / (SHORT.read * 365.25)
    assert found.children == pytest.approx(in_kind, rel=2e-3)
    began = np.array(register.episodes.began)
    assert found.starts.sum() * SHORT.read == pytest.approx(((began >= since) & (began < until)).sum())
    # placements end by a move or with care, and as many leave as periods end
    ended = (view.stays.ended >= since) & (view.stays.ended < until)
    assert (found.moved_out + found.left).sum() * SHORT.read == pytest.approx(ended.sum())
    assert (found.broke_down <= found.moved_out).all()
    assert found.causes.sum() <= found.left.sum()
    # all child-years are of some time in care, age and route, but for those placed for adoption
    others = np.delete(found.children, Kind.ADOPTION)
    assert found.exposure.sum() == pytest.approx(others.sum() * SHORT.read, rel=2e-3)
    assert found.exposure[Kind.ADOPTION].sum() == 0.0
    assert found.exposure.sum(axis=(1, 2, 3))[Kind.AGENCY] / SHORT.read == pytest.approx(
        found.children[Kind.AGENCY], rel=2e-3
    )
    for percent in (found.stability, found.three_or_more, found.siblings_apart, found.new_inside):
        assert 0.0 < percent < 100.0


def test_a_long_run_is_the_same_again_and_has_other_luck_in_another_turn():
    first, again, other = (long_run(busy(), CALENDAR, 3, SHORT, turn) for turn in (0, 0, 1))
    for item in fields(LongRun):
        if item.name != "ends":
            assert np.array_equal(getattr(first, item.name), getattr(again, item.name)), item.name
    for item in fields(EndsOfPlacements):
        assert np.array_equal(getattr(first.ends, item.name), getattr(again.ends, item.name)), item.name
    assert first.ends.child_years.sum() > 0
    assert not np.array_equal(first.children, other.children)
    mean = mean_of([first, other])
    assert mean.children == pytest.approx((first.children + other.children) / 2)
    assert mean.stability == pytest.approx((first.stability + other.stability) / 2)
    assert mean.ends.broken == pytest.approx(first.ends.broken + other.ends.broken)


def test_a_long_run_has_no_strategy_no_opening_cohort_and_present_levels():
    parameters = busy()
    present = {"yearly_level": every(ByFinancialYear, 1.0)}
    steady = long_run(changed(parameters, outlook=None, demand=present, leaving=present), CALENDAR, 3, SHORT)
    assert long_run(parameters, CALENDAR, 3, SHORT).children == pytest.approx(steady.children)


def test_moves_by_time_are_per_child_year():
    parameters = changed(
        quiet(),
        demand={"entries_per_year": 200.0},
        connected_persons=None,
        agency=busy().agency,
        leaving={"hazard_by_time_in_care": every(ByDuration, 1.0)},
        stability={
            "hazard_by_time_in_placement": ByDuration(3.0, 1.0, *[0.5] * 6),
            "immediate_share": 1.0,
        },
    )
    parameters = changed(parameters, agency={"offer": every(ByAge, 1.0), "delay_median": 0.0, "delay_spread": 0.0})
    found = long_run(parameters, CALENDAR, 5, Length(4.0, 12.0))
    assert found.moves_by_time[:3] == pytest.approx([3.0, 1.0, 0.5], rel=0.2)


# --- an authority that comes to stand still


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Few and short long runs, of which nothing is kept for others; first days from a pool of fewer lives."""
    monkeypatch.setenv("PLACEMENT_SUFFICIENCY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(authority, "length", lambda _: Length(8.0, 20.0))
    monkeypatch.setattr(authority, "LONG_RUNS", 3)
    monkeypatch.setattr(authority, "LOOKS", 3)
    monkeypatch.setattr(authority, "replications", lambda _: 8)
    monkeypatch.setattr(authority, "make_pool", partial(make_pool, long_runs=2))


@pytest.mark.slow
def test_an_authority_comes_nearer_to_its_own_first_day_than_englands_ways_take_it(quick: None):
    england = load("england")
    usual = england.parameters
    assert usual.opening is not None
    small = changed(usual, demand={"entries_per_year": 60.0}, in_house_fostering={"households": 60.0})
    kinds = np.array(usual.opening.kinds.values()) * 130 / sum(usual.opening.kinds.values())
    kinds[[Kind.WITH_PARENTS, Kind.CHILDRENS_HOME]] *= (2.5, 1.8)
    kinds[Kind.CONNECTED] *= 0.4
    aim = BalanceAim(kinds, 14.0, 60.0, 0.25)
    told: list[tuple[int, int]] = []
    found = standing(small, usual, aim, england.calendar(), 7, lambda done, of: told.append((done, of)))
    before = long_run(small, england.calendar(), 7, Length(8.0, 20.0))

    def miss(run: LongRun | ThirdYear, kind: Kind) -> float:
        return abs(log(run.children[kind] / run.children.sum() / (kinds[kind] / kinds.sum())))

    for kind in (Kind.WITH_PARENTS, Kind.CHILDRENS_HOME, Kind.CONNECTED):
        assert miss(found.year, kind) < miss(before, kind), kind
    assert abs(found.year.unavailable - 0.25) < abs(before.unavailable - 0.25)
    assert told == [(number, 6) for number in range(1, 7)]
    share = dict(found.shares())[Kind.WITH_PARENTS]  # of kinds of which none is so rare as not to be met at all
    assert abs(log(share)) == pytest.approx(miss(found.year, Kind.WITH_PARENTS), abs=0.01)
    # the pace of breakdowns and planned moves stays within what is allowed
    stability = found.parameters.stability
    assert SLOWEST <= stability.scale / usual.stability.scale <= FASTEST
    assert SLOWEST - 1e-9 <= stability.planned_moves.agency / usual.stability.planned_moves.agency <= FASTEST + 1e-9


def test_what_was_not_published_is_left_at_englands(quick: None, monkeypatch: pytest.MonkeyPatch):
    """What is left alone is left alone in every round, so two looks of two replications tell as much as more."""
    monkeypatch.setattr(authority, "LONG_RUNS", 1)
    monkeypatch.setattr(authority, "LOOKS", 2)
    monkeypatch.setattr(authority, "replications", lambda _: 2)
    england = load("england")
    usual = england.parameters
    assert usual.opening is not None
    small = changed(usual, demand={"entries_per_year": 30.0}, in_house_fostering={"households": 30.0})
    found = standing(small, usual, BalanceAim(np.array(usual.opening.kinds.values()), nan, nan), england.calendar(), 7)
    assert found.parameters.stability.scale == usual.stability.scale
    assert found.parameters.stability.planned_moves == usual.stability.planned_moves
    resting = usual.in_house_fostering.unavailable_share
    assert found.parameters.in_house_fostering.unavailable_share == resting


def test_every_path_that_is_fitted_is_declared_and_told():
    assert set(PATHS) <= set(declared())
    assert set(TOLD) == set(PATHS)
    assert len(set(PATHS)) == len(PATHS)
    assert {turn.path for turn in TURNS} < set(PATHS)


@pytest.fixture(scope="module")
def rutland() -> Baseline:
    return baseline(authority_named("Rutland"), 2022, figures())


def test_a_base_made_to_stand_has_an_entry_for_every_path_and_is_the_same_again(
    quick: None, rutland: Baseline, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    first = stood(rutland)
    with monkeypatch.context() as patch:
        patch.setattr("sim.experiments.balance.base.standing", None)
        assert stood(rutland) == first  # as it was kept
    monkeypatch.setenv("PLACEMENT_SUFFICIENCY_CACHE", str(tmp_path / "another"))
    assert stood(rutland) == first  # made again
    entries = {one.path: one for one in first.entries}
    assert len(entries) == len(first.entries)
    assert set(paths(load("england").parameters)) <= set(entries)
    assert {one.path for one in rutland.entries} <= set(entries)
    order = list(declared())
    assert [one.path for one in first.entries] == sorted(entries, key=order.index)
    for path in paths(load("england").parameters):
        quantity = scenario_of(first).quantities[path]
        assert quantity.kind == "fitted"
        assert "runs of the model" in quantity.source
        if quantity.low is not None and not isinstance(quantity.value, Table):
            assert quantity.low <= quantity.value <= quantity.high
    anew = {
        *paths(load("england").parameters),
        "demand.yearly_level",
        "leaving.yearly_level",
        "outlook.own_deviation",
        "outlook.own_correlation",
        "outlook.unaccompanied.arrivals",
    }
    untouched = {one.path: one for one in rutland.entries if one.path not in anew}
    assert {path: one for path, one in entries.items() if path not in anew} == untouched
    assert "by runs of the model, in which children leave" in entries["leaving.yearly_level"].quantity.source


def test_a_base_with_nobody_to_look_after_stays_as_it_is():
    scilly = authority_named("Isles of Scilly")
    nobody = baseline(scilly, latest_year(scilly, figures()), figures())
    assert scenario_of(nobody).parameters.opening.looked_after < 1
    assert stood(nobody) is nobody
