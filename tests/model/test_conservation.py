"""Conservation: children, places and homes are counted once, whatever happens and however extreme the inputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from math import inf, isnan
from typing import Any

import pytest
from busy_parameters import busy, busy_strategies
from hypothesis import given
from hypothesis import strategies as st
from quiet_legal import busy_in_law, legal_strategies
from quiet_parameters import changed, every
from quiet_statutory import busy_services, service_strategies
from register_laws import FEW, busy_pool, check_conservation
from runs_of_model import rows, simulate, small_pool

from sim.foundations.calendar import ADULT, Calendar
from sim.foundations.codes import Kind, PlacementEnd
from sim.model.opening.pool import Pool
from sim.model.register.columns import NOBODY
from sim.model.register.register import Register
from sim.parameters.tables import ByAge, ByDuration, ByFinancialYear
from sim.scenario.scenario import Scenario, load

# --- conservation


def test_the_checks_notice_a_broken_register() -> None:
    parameters = changed(busy(), opening=None)

    def broken(change: Callable[[Register], None]) -> None:
        register = simulate(parameters, 1.5, seed=3)
        change(register)
        with pytest.raises(AssertionError):
            check_conservation(register, parameters)

    def first(values: list[float]) -> int:
        return next(number for number, value in enumerate(values) if not isnan(value))

    def gap(register: Register) -> None:
        moved = next(row.row for row in rows(register.placements) if row.why == PlacementEnd.DISRUPTED)
        register.placements.ended[moved] -= 0.5

    def lost(register: Register) -> None:
        register.episodes.ended[first(register.episodes.ended)] = float("nan")

    def crowded(register: Register) -> None:
        for household in range(len(register.households.places)):
            register.households.places[household] = 0

    def miscounted(register: Register) -> None:
        register.capacity.filled[-1] += 1

    def too_old(register: Register) -> None:
        register.children.born[0] -= ADULT

    def gone(register: Register) -> None:
        home = next(row for row in rows(register.placements) if row.household != NOBODY)
        register.households.left[home.household] = home.began

    check_conservation(simulate(parameters, 1.5, seed=3), parameters)
    for change in (gap, lost, crowded, miscounted, too_old, gone):
        broken(change)


def test_conservation_in_tower_hamlets(tower_hamlets: Scenario, base: Register, calendar: Calendar) -> None:
    check_conservation(base, tower_hamlets.parameters, calendar)
    assert len(base.episodes.child) > 300


IN_LAW = (
    "legal_statuses",
    "cases",
    "case_children",
    "case_options",
    "assessments",
    "temporary_approvals",
    "permanence",
    "long_term_matches",
    "idle_steps",
    "before_court",
    "meetings",
)
"""Tables of the legal process."""

OF_SERVICES = (
    "health",
    "clinics",
    "questionnaires",
    "unknown_needs",
    "reviews",
    "move_reviews",
    "updates",
    "worker_changes",
    "hires",
    "work_hours",
    "work",
    "school_moves",
    "school_periods",
    "kept_schools",
    "education_plans",
    "life_stories",
)
"""Tables of statutory services."""


def test_conservation_with_a_legal_process_and_all_its_strategies() -> None:
    everything = changed(busy_in_law(), **busy_strategies(), **legal_strategies())
    register = simulate(everything, 2.0, seed=6, pool=small_pool(busy_in_law()))
    check_conservation(register, everything)
    for name in IN_LAW:
        assert rows(getattr(register, name)), f"nothing happened in {name}"


def test_conservation_with_statutory_services_and_all_their_strategies() -> None:
    everything = changed(busy(), **busy_strategies(), **busy_services(), **service_strategies())
    register = simulate(everything, 2.0, seed=6, pool=small_pool(busy()))
    check_conservation(register, everything)
    for name in OF_SERVICES:
        assert rows(getattr(register, name)), f"nothing happened in {name}"


def test_conservation_in_tower_hamlets_with_all_strategies(opening: Pool, calendar: Calendar) -> None:
    everything = load(
        "tower_hamlets_2018", "edge_of_care", "ipop", "camhs", "out_of_hours", "carer_development", "own_homes"
    ).parameters
    register = simulate(everything, 2.0, seed=6, pool=opening, calendar=calendar)
    check_conservation(register, everything, calendar)
    for item in fields(register):
        table = getattr(register, item.name)
        if hasattr(table, "__dataclass_fields__") and item.name not in ("returns", *IN_LAW, *OF_SERVICES):
            assert rows(table), f"nothing happened in {item.name}"


@FEW
@given(
    seed=st.integers(0, 2**32),
    households=st.integers(0, 40),
    entries=st.sampled_from([10.0, 60.0, 150.0]),
    agreement=st.sampled_from([0.0, 0.2, 1.0]),
    deregistration=st.sampled_from([0.0, 0.2, 3.0]),
    unavailable=st.sampled_from([0.0, 0.3, 0.8]),
    homes=st.sampled_from([0.0, 3.0, inf]),
    scale=st.sampled_from([0.0, 1.0, 6.0]),
    names=st.sets(st.sampled_from(sorted(busy_strategies()))),
    opened=st.booleans(),
)
def test_conservation_in_many_small_authorities(
    seed: int,
    households: int,
    entries: float,
    agreement: float,
    deregistration: float,
    unavailable: float,
    homes: float,
    scale: float,
    names: set[str],
    opened: bool,
) -> None:
    parameters = changed(
        busy(),
        demand={"entries_per_year": entries},
        in_house_fostering={
            "households": households,
            "agreement": agreement,
            "deregistration": deregistration,
            "unavailable_share": unavailable,
        },
        childrens_homes={"capacity": homes},
        stability={"scale": scale},
        **{name: part for name, part in busy_strategies().items() if name in names},
    )
    register = simulate(parameters, 1.0, seed=seed, pool=busy_pool() if opened else None)
    check_conservation(register, parameters)


# --- extremes


@pytest.mark.parametrize(
    "parts",
    [
        {"in_house_fostering": None},
        {"in_house_fostering": {"households": 0.0, "enquiries": 0.0}},
        {"agency": None},
        {"agency": {"capacity": 0.0}, "childrens_homes": {"capacity": 0.0}, "supported": {"capacity": 0.0}},
        {"agency": {"offer": every(ByAge, 0.0)}, "in_house_fostering": {"agreement": 0.0}},
        {"connected_persons": None},
        {"camhs": None},
        {"stability": {"hazard_by_time_in_placement": every(ByDuration, 200.0)}},
        {"stability": {"notice": 0.0, "planned_notice": 0.0, "immediate_share": 1.0}},
        {"leaving": {"hazard_by_time_in_care": every(ByDuration, 500.0)}},
        {"leaving": {"hazard_by_time_in_care": every(ByDuration, 0.0)}},
        {"in_house_fostering": {"deregistration": 50.0}},
        {"in_house_fostering": {"unavailable_share": 0.9, "unavailable_mean": 1.0}},
        {"in_house_fostering": {"households_per_area": 3.0}},
        {"demand": {"children_per_family": 6.0, "search_notice": 300.0}},
        {"demand": {"yearly_level": ByFinancialYear(8.0, 0.0, 1.0)}},
        {"leaving": {"yearly_level": ByFinancialYear(0.0, 50.0, 1.0)}},
    ],
    ids=str,
)
@pytest.mark.parametrize("helped", [False, True], ids=["base", "all strategies"])
def test_extremes_run_and_conserve(parts: dict[str, Any], helped: bool) -> None:
    parameters = changed(changed(busy(), opening=None, **parts), **(busy_strategies() if helped else {}))
    register = simulate(parameters, 0.7, seed=20)
    check_conservation(register, parameters)
    assert register.episodes.child


def test_nothing_comes_of_no_demand() -> None:
    register = simulate(
        changed(busy(), opening=None, outlook=None, demand={"entries_per_year": 0.0}, **busy_strategies()), 2.0
    )
    for table in (register.children, register.episodes, register.placements, register.families, register.panel):
        assert rows(table) == []
    assert register.capacity.approved[-1] > 0


def test_with_no_place_anywhere_everyone_is_in_an_emergency_place_and_nobody_waits() -> None:
    nowhere = {"agency": None, "childrens_homes": None, "secure": None, "other_residential": None, "supported": None}
    parameters = changed(busy(), opening=None, connected_persons=None, in_house_fostering=None, **nowhere)
    register = simulate(parameters, 1.0, seed=21)
    family = (Kind.WITH_PARENTS, Kind.ADOPTION)
    assert all(row.emergency for row in rows(register.placements) if row.kind not in family)
    check_conservation(register, parameters)


def test_without_chance_of_entry_by_help_nobody_with_a_slot_enters() -> None:
    team = replace(busy_strategies()["edge_of_care"], workers=1000.0, ramp=0.0, entry_risk_ratio=0.0)
    team = replace(team, postponed_share=0.0, weeks_to_full_effect=0.0)
    register = simulate(changed(busy(), opening=None, edge_of_care=team), 1.5, seed=22)
    worked_with = [row for row in rows(register.families) if not isnan(row.started)]
    assert len(worked_with) > 30
    assert not any(row.entered for row in worked_with)


def test_the_opening_cohort_is_the_same_whatever_the_strategy() -> None:
    before = simulate(busy(), 0.01, seed=23, pool=busy_pool())
    after = simulate(changed(busy(), **busy_strategies()), 0.01, seed=23, pool=busy_pool())

    def cohort(register: Register) -> list[tuple[object, ...]]:
        episodes, children = register.episodes, rows(register.children)
        return [
            (children[episodes.child[row.episode]], row.kind, row.location, row.household, row.began)
            for row in rows(register.placements)
            if row.began < 0
        ]

    assert cohort(before) == cohort(after)
    assert len(cohort(before)) >= 80
