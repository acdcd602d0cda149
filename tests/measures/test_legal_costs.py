"""Costs of legal process and permanence, and of their strategies: answers worked by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from handmade_legal_registers import case, measured_with_legal, row, with_legal
from handmade_registers import YEAR, child, episode, measured, plain, register, stay, value

from sim.foundations.codes import LeavingCause
from sim.model.register.register import Register
from sim.parameters.legal.adoption import AdoptionProcess
from sim.parameters.legal.costs import LegalCosts
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

WHOLE = "whole run, per year"
SGO = LeavingCause.SPECIAL_GUARDIANSHIP


def a_year() -> Register:
    """A run of exactly 365.25 days, over which costs for each year are the costs themselves."""
    return register(until=YEAR)


def made(part: Any, **given: Any) -> Any:
    """A part of the parameters with every number zero but those given."""
    return replace(plain(part), **given)


def test_each_application_in_the_run_costs_its_fee_and_its_case() -> None:
    r = a_year()
    for issued in (-5.0, 10.0, 20.0):
        case(r, issued)
    parameters = with_legal(costs=made(LegalCosts, court_fee=2_055.0, per_application=20_000.0))
    values = measured_with_legal(r, parameters)
    assert value(values, "cost_legal", WHOLE) == pytest.approx(44_110)
    assert value(values, "cost_total", f"court cases; {WHOLE}") == pytest.approx(44_110)
    assert value(values, "cost_total", WHOLE) == pytest.approx(44_110)


def test_a_share_of_matches_costs_a_fee() -> None:
    r = a_year()
    for matched in (10.0, 20.0, -30.0):
        row(r.permanence, episode=episode(r, child(r), -100.0), matched=matched)
    parameters = with_legal(costs=made(LegalCosts, interagency_fee=30_000.0, interagency_share=0.6))
    values = measured_with_legal(r, parameters)
    assert value(values, "cost_permanence", WHOLE) == pytest.approx(36_000)
    assert value(values, "cost_total", f"adoptive families from other agencies; {WHOLE}") == pytest.approx(36_000)


def test_a_guardian_is_paid_after_care_until_the_child_is_18_or_comes_back_or_the_run_ends() -> None:
    r = a_year()
    weeks = 0.0
    for born, left in ((-3000.0, YEAR - 70), (90.0 - 18 * YEAR, 20.0), (-3000.0, -5.0)):
        of = stay(r, -400.0, left, born=born)
        r.episodes.cause[of] = SGO
    weeks += 10 + 10  # to the end of the run, and to the child's 18th birthday; the third left before the run
    comes_back = stay(r, -400.0, 100.0)
    r.episodes.cause[comes_back] = SGO
    episode(r, r.episodes.child[comes_back], 121.0, number=2)
    weeks += 3
    stay(r, -400.0, 100.0)  # went home
    costs = made(LegalCosts, guardianship_allowance=100.0, guardianship_allowance_share=0.75)
    values = measured_with_legal(r, with_legal(costs=costs))
    assert value(values, "cost_allowances", WHOLE) == pytest.approx(75 * weeks)
    assert value(values, "cost_total", f"allowances for special guardians; {WHOLE}") == pytest.approx(75 * weeks)


def test_without_legal_process_the_total_has_no_such_parts() -> None:
    categories = {one.category for one in measured(a_year()) if one.measure == "cost_total"}
    assert categories == {f"{name}{WHOLE}" for name in ("", "placements; ", "strategies; ", "usual CAMHS; ")}


EVERY_PLAN = ByPermanencePlan(1.0, 1.0, 1.0, 1.0)
ONE_YEAR = (
    ("legal_planning", "legal planning meeting", made(WeeklyLegalPlanning, agenda=8.0, cost_per_year=50_000.0), 50_000),
    ("plo_tracker", "case tracker", made(CaseTracker, covers=0.9, agenda=9.0, cost_per_year=60_000.0), 60_000),
    (
        "adoption_summit",
        "adoption summit",
        made(AdoptionSummit, covers=EVERY_PLAN, agenda=25.0, cost_per_year=20_000.0),
        20_000,
    ),
    (
        "family_finding",
        "earlier family finding",
        made(EarlierFamilyFinding, at_decision=0.8, finders_added=0.5, cost_per_finder=60_000.0),
        30_000,
    ),
    (
        "connected_carers",
        "connected carers team",
        made(ConnectedCarersTeam, assessors_added=1.0, cost_per_assessor=55_000.0),
        55_000,
    ),
)


@pytest.mark.parametrize(("part", "name", "strategy", "a_years_cost"), ONE_YEAR)
def test_meetings_and_workers_cost_their_year_from_the_day_they_start(
    part: str, name: str, strategy: Any, a_years_cost: float
) -> None:
    for starts, share in ((0.0, 1.0), (YEAR / 2, 0.5), (2 * YEAR, 0.0)):
        parameters = with_legal(parts={part: replace(strategy, starts=starts)})
        values = measured_with_legal(a_year(), parameters)
        assert value(values, "cost_strategies", f"{name}; {WHOLE}") == pytest.approx(a_years_cost * share)


def test_meetings_without_an_agenda_cost_nothing() -> None:
    without = {
        "legal_planning": made(WeeklyLegalPlanning, cost_per_year=50_000.0),
        "plo_tracker": made(CaseTracker, covers=0.9, cost_per_year=60_000.0),
        "adoption_summit": made(AdoptionSummit, covers=EVERY_PLAN, cost_per_year=20_000.0),
    }
    values = measured_with_legal(a_year(), with_legal(parts=without))
    assert value(values, "cost_strategies", WHOLE) == 0


def test_planning_in_parallel_is_paid_for_cases_that_would_not_have_been_planned_so() -> None:
    r = a_year()
    case(r, 10.0, parallel=True)  # its case management hearing is before the start
    case(r, 100.0, parallel=True)
    case(r, 100.0, parallel=False)
    case(r, 100.0, parallel=True, planned=False)
    strategy = made(ParallelPlanning, starts=50.0, share=0.8, cost_per_case=1_500.0)
    parameters = with_legal(parallel=0.2, case_management=15.0, parts={"parallel_planning": strategy})
    values = measured_with_legal(r, parameters)
    assert value(values, "cost_strategies", f"planning in parallel; {WHOLE}") == pytest.approx(1_500 * 3 / 4)
    half = replace(strategy, ramp=130.0)  # half way on day 115: a share of 0.5
    parameters = with_legal(parallel=0.2, case_management=15.0, parts={"parallel_planning": half})
    values = measured_with_legal(r, parameters)
    assert value(values, "cost_strategies", f"planning in parallel; {WHOLE}") == pytest.approx(1_500 * 3 / 5)


def test_early_permanence_is_paid_for_children_who_would_not_have_been_placed_so() -> None:
    r = a_year()
    for early, age in ((20.0, 0.5), (100.0, 0.5), (100.0, 3.0)):
        row(r.permanence, episode=episode(r, child(r, early - age * YEAR), -20.0), early=early)
    strategy = made(EarlyPermanence, starts=50.0, share=ByAge(0.4, 0.1, 0.0, 0.0, 0.0), cost_per_placement=5_000.0)
    adoption = made(AdoptionProcess, early_share=ByAge(0.1, 0.1, 0.0, 0.0, 0.0))
    values = measured_with_legal(r, with_legal(adoption=adoption, parts={"early_permanence": strategy}))
    assert value(values, "cost_strategies", f"early permanence; {WHOLE}") == pytest.approx(5_000 * 3 / 4)


def test_what_is_paid_later_is_discounted_from_its_day() -> None:
    r = a_year()
    case(r, 50.0)
    parameters = with_legal(discount_rate=0.1, costs=made(LegalCosts, per_application=20_000.0))
    values = measured_with_legal(r, parameters)
    assert value(values, "cost_legal", WHOLE) == pytest.approx(20_000 * 1.1 ** (-50 / YEAR))
