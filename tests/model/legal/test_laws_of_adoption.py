"""Laws of adoption and permanence: what holds of every child, and what more help never makes worse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from busy_parameters import busy
from quiet_legal import adoption, connected, in_court, legal, legal_strategies, permanence
from quiet_parameters import CALENDAR, every, only
from runs_of_model import differing, rows, simulate, small_pool
from scripted_worlds import a_child, comes, made, run

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.chance import Chance
from sim.foundations.codes import IdleStep, Kind, LeavingCause, LegalStatus
from sim.foundations.distributions import lognormal
from sim.model.register.register import Register
from sim.parameters.legal.strategies import AdoptionSummit
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByDuration, ByOrder, ByPermanencePlan

YEARS = 10.0
SEEDS = (3, 11)


def of_everything(**changes: Any) -> Parameters:
    """The small busy authority, in which most children are to be adopted, by few finders, and placements break down."""
    orders = ByOrder(0.1, 0.05, 0.05, 0.1, 0.5, 0.2)
    process = legal(
        orders_under_1=orders,
        orders_1_to_4=orders,
        orders_5_to_9=orders,
        orders_10_to_15=orders,
        court_spread=0.5,
        carers_wanted=0.7,
        viable=0.5,
        approved=0.5,
        parallel=0.5,
        idle=14.0,
        adoption_considered=every(ByAge, 0.6),
        same_order_for_siblings=0.8,
        adoption=adoption(
            finding_spread=0.5,
            hard_share=0.2,
            hard_multiplier=3.0,
            sibling_multiplier=2.0,
            idle=21.0,
            starts_at_decision=0.4,
            panel_interval=28.0,
            order_median=150.0,
            order_spread=0.5,
            reversed=0.1,
            early_share=every(ByAge, 0.3),
            early_returns=0.1,
            finders=1.0,
            cases_per_finder=6.0,
        ),
        permanence=permanence(
            decided_by_second_review=0.5, idle=42.0, match_median=100.0, in_place=0.5, moves_multiplier=0.25
        ),
        connected=connected(assessors=3.0, unified=0.5, not_approved=0.1),
        **changes,
    )
    told = busy()
    stability = replace(told.stability, hazard_by_time_in_placement=every(ByDuration, 0.6))
    return replace(told, legal=process, stability=stability)


@cache
def lived(seed: int) -> Register:
    return simulate(of_everything(), YEARS, seed=seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_authority_has_everything_that_the_laws_are_about(seed: int) -> None:
    register = lived(seed)
    plans = rows(register.permanence)
    placed = [row for row in rows(register.placements) if row.kind == Kind.ADOPTION]
    assert sum(plan.placed == plan.placed for plan in plans) > 20
    assert sum(plan.reversed == plan.reversed for plan in plans) > 3
    assert sum(plan.early == plan.early for plan in plans) > 3
    assert sum(plan.long_term_matched == plan.long_term_matched for plan in plans) > 10
    assert sum(row.why == 1 for row in placed) > 3  # broken down


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_is_matched_or_placed_before_the_placement_order(seed: int) -> None:
    for plan in rows(lived(seed).permanence):
        if plan.matched == plan.matched:
            assert plan.placement_order <= plan.matched
            assert plan.matched % 28.0 == pytest.approx(0.0, abs=1e-6)
        if plan.placed == plan.placed:
            assert plan.matched <= plan.placed
        if plan.early == plan.early and plan.placement_order == plan.placement_order:
            assert plan.early <= plan.placement_order


@pytest.mark.parametrize("seed", SEEDS)
def test_an_adoption_order_comes_ten_weeks_after_placing_or_later(seed: int) -> None:
    register = lived(seed)
    for plan in rows(register.permanence):
        episode = rows(register.episodes)[plan.episode]
        if episode.cause == LeavingCause.ADOPTED and episode.ended == episode.ended:
            assert episode.ended >= plan.placed + 70.0 - 1e-6


@pytest.mark.parametrize("seed", SEEDS)
def test_every_placement_order_ends_in_adoption_in_reversal_at_18_or_is_open(seed: int) -> None:
    register = lived(seed)
    episodes, plans = rows(register.episodes), {plan.episode: plan for plan in rows(register.permanence)}
    last = {row.episode: LegalStatus(row.status) for row in rows(register.legal_statuses)}
    for episode, plan in plans.items():
        if plan.placement_order != plan.placement_order:
            continue
        if plan.reversed == plan.reversed:
            assert last[episode] is LegalStatus.CARE_ORDER
            assert plan.reversed > plan.placement_order
            continue
        assert last[episode] is LegalStatus.PLACEMENT_ORDER
        if episodes[episode].ended == episodes[episode].ended:
            assert episodes[episode].cause in (LeavingCause.ADOPTED, LeavingCause.EIGHTEENTH_BIRTHDAY)


@pytest.mark.parametrize("seed", SEEDS)
def test_for_every_child_who_is_freed_a_family_is_looked_for(seed: int) -> None:
    register = lived(seed)
    for plan in rows(register.permanence):
        if plan.placement_order == plan.placement_order:
            assert plan.finding_possible == plan.finding_possible or plan.early == plan.early


def test_what_was_under_way_on_the_first_day_goes_on_to_its_end() -> None:
    # in ten years everybody who was to be adopted then has been, is grown up, or is to be adopted no more
    found, sought = 0, False
    for seed in SEEDS:
        register = simulate(of_everything(), 10.0, seed=seed, pool=small_pool(of_everything(), CALENDAR))
        episodes, plans = rows(register.episodes), rows(register.permanence)
        first: dict[int, LegalStatus] = {}
        for row in rows(register.legal_statuses):
            first.setdefault(row.episode, LegalStatus(row.status))
        for plan in plans:
            if plan.placement_order < 0.0 and first[plan.episode] is LegalStatus.PLACEMENT_ORDER:
                found += 1
                sought = sought or (plan.finding_began < 0.0 and not plan.matched < 0.0)
                assert episodes[plan.episode].ended == episodes[plan.episode].ended or plan.reversed == plan.reversed
    assert found > 5
    assert sought


def babies(parameters: Parameters, number: int = 60, chance: Chance | None = None) -> Register:
    """What is recorded of babies of different families, one a week."""
    world = made(parameters, chance or Chance(5, 1), 8.0)
    for which in range(number):
        day = 7.0 * which + 0.37 * (which % 13)
        comes(world, day, a_child(age=0.25, day=day, family=100 + which))
    return run(world)


def to_be_adopted(**changes: Any) -> Parameters:
    orders = {name: only(ByOrder, placement=1.0) for name in ("orders_under_1", "orders_1_to_4")}
    return in_court(**{"adoption_considered": every(ByAge, 1.0), **orders, **changes})


def test_one_finder_more_never_lengthens_a_wait() -> None:
    def waits(finders: float) -> list[float]:
        told = to_be_adopted(
            adoption=adoption(finding_spread=0.5, finders=finders, cases_per_finder=1.0, finding_median=40.0)
        )
        return [plan.finding_began - plan.finding_possible for plan in rows(babies(told).permanence)]

    few, more, many = waits(5.0), waits(6.0), waits(8.0)
    assert sum(few) > sum(more) > sum(many)
    assert all(one >= other - 1e-9 for one, other in zip(few, more, strict=True))
    assert all(one >= other - 1e-9 for one, other in zip(more, many, strict=True))


def test_a_match_waits_for_the_panel_evenly_from_0_to_28_days() -> None:
    chance = Chance(9, 1)
    told = to_be_adopted(adoption=adoption(finding_spread=0.5, panel_interval=28.0))
    register = babies(told, 400, chance)
    waits = []
    for child, plan in zip(rows(register.children), rows(register.permanence), strict=True):
        u = chance.uniform(decisions.FAMILY_FINDING, child.identity, 1 << 4)
        waits.append(plan.matched - plan.finding_began - lognormal(u, 60.0, 0.5))
    assert min(waits) >= 0.0
    assert max(waits) < 28.0
    steps = [
        max((place + 1) / 400 - wait / 28.0, wait / 28.0 - place / 400) for place, wait in enumerate(sorted(waits))
    ]
    assert max(steps) < 1.63 / 400**0.5  # Kolmogorov-Smirnov, 1%


def lags(register: Register, step: IdleStep) -> dict[tuple[int, int], float]:
    """Days for which steps of a kind lay idle, by whose they were and which."""
    found: dict[tuple[int, int], float] = {}
    for row in rows(register.idle_steps):
        if row.step == step and row.ended == row.ended:
            key = (row.subject, sum(subject == row.subject for subject, _ in found))
            found[key] = row.ended - row.began
    return found


@pytest.mark.parametrize(
    ("step", "parameters"),
    [
        (IdleStep.FAMILY_FINDING, lambda: to_be_adopted(adoption=adoption(idle=40.0))),
        (IdleStep.LONG_TERM_MATCH, lambda: in_court(permanence=permanence(idle=40.0))),
    ],
)
def test_a_wider_remit_or_more_taken_up_never_lengthens_a_lag(
    step: IdleStep, parameters: Callable[[], Parameters]
) -> None:
    def summit(covers: float, taken_up: float) -> dict[tuple[int, int], float]:
        meeting = AdoptionSummit(
            starts=0.0,
            interval=28.0,
            covers=every(ByPermanencePlan, covers),
            agenda=1000.0,
            taken_up=taken_up,
            cost_per_year=0.0,
        )
        return lags(babies(replace(parameters(), adoption_summit=meeting)), step)

    none, some, wide, always = summit(0.0, 1.0), summit(0.7, 0.5), summit(1.0, 0.5), summit(1.0, 1.0)
    for less, more in ((none, some), (some, wide), (wide, always)):
        assert len(less) == len(more) == 60
        assert all(more[key] <= less[key] + 1e-9 for key in less)
        assert sum(more.values()) < sum(less.values())


STRATEGIES = ("family_finding", "adoption_summit", "early_permanence")


@pytest.mark.parametrize("name", STRATEGIES)
def test_no_strategy_changes_an_order_or_who_enters(name: str) -> None:
    base = lived(3)
    other = simulate(replace(of_everything(), **{name: legal_strategies()[name]}), YEARS, seed=3)

    def destined(register: Register) -> dict[tuple[int, int], int]:
        episodes, children = rows(register.episodes), rows(register.children)
        found = {}
        for row in rows(register.case_children):
            episode = episodes[row.episode]
            if episode.number == 1:
                found[children[episode.child].identity, 1] = row.destined
        return found

    def first(register: Register) -> dict[int, float]:
        children = rows(register.children)
        return {children[row.child].identity: row.began for row in rows(register.episodes) if row.number == 1}

    assert first(base) == first(other)
    assert destined(base) == destined(other)
    assert differing(base, other)  # it does change something
