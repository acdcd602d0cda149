"""Laws of luck: a strategy that does nothing changes nothing, and none changes another's luck."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import inf
from typing import Any

import pytest
from busy_parameters import busy, busy_strategies
from hypothesis import given
from hypothesis import strategies as st
from quiet_parameters import CALENDAR, YEAR, changed, every, market
from quiet_strategies import camhs_team, carer_development
from register_laws import FEW, TIMES, apart, busy_pool, closed, lives, periods
from runs_of_model import columns, differing, rows, simulate

from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.foundations.codes import Location, Route, Sex
from sim.model import model
from sim.model.core.people import Child, Household
from sim.model.lives.looked_after import enter_care
from sim.model.lives.world import World
from sim.model.opening.names import OPENING_FAMILY
from sim.model.opening.pool import Pool
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByNeed
from sim.scenario.scenario import Scenario

# --- a strategy without effect or without capacity changes nothing


def without_effect() -> dict[str, Any]:
    """The strategies at full strength and with no effect."""
    strategies = busy_strategies()
    support = strategies["camhs_support"]
    return {
        "edge_of_care": replace(
            strategies["edge_of_care"],
            entry_risk_ratio=1.0,
            return_sooner=0.0,
            return_extra=0.0,
            reentry_risk_ratio=1.0,
        ),
        "ipop": replace(strategies["ipop"], redirected=0.0, stabilised=0.0, ready=0.0),
        "camhs_support": replace(
            support,
            colocated=replace(support.colocated, hazard_multiplier=1.0),
            consultation=replace(support.consultation, hazard_multiplier=1.0, unskilled_agreement=0.0),
        ),
        "out_of_hours": replace(strategies["out_of_hours"], hazard_multiplier=1.0, deregistration_multiplier=1.0),
        "carer_development": replace(strategies["carer_development"], completed=0.0, extra_enquiries=0.0),
        "own_homes": replace(strategies["own_homes"], agreement=every(ByNeed, 0.0)),
    }


OWN_TABLES = {
    "edge_of_care": ("families", "returns"),
    "ipop": ("panel",),
    "camhs_support": ("referrals", "consultations"),
    "out_of_hours": (),
    "carer_development": ("training",),
    "own_homes": ("own_homes",),
}
"""What a service notes of its own work."""


@pytest.mark.parametrize("name", sorted(OWN_TABLES))
def test_a_strategy_without_effect_changes_nothing_but_its_own_notes(name: str) -> None:
    # the usual clinicians without effect too, so that it does not matter which team sees a child
    usual = replace(busy().camhs.usual, hazard_multiplier=1.0)
    base_parameters = changed(busy(), camhs={"usual": usual})
    before = columns(simulate(base_parameters, 2.0, seed=9, pool=busy_pool()))
    after = columns(simulate(changed(base_parameters, **{name: without_effect()[name]}), 2.0, seed=9, pool=busy_pool()))
    own = OWN_TABLES[name]
    assert not own or any(values for column, values in after.items() if column.startswith(own))  # it was at work
    for column, values in before.items():
        if column.startswith(own):
            continue
        if name == "out_of_hours" and column in TIMES:
            # a household's time to leave is used up in two parts, not in one: the last digit may differ
            assert after[column] == [None if value is None else pytest.approx(value) for value in values], column
        else:
            assert after[column] == values, column


def without_capacity() -> dict[str, Any]:
    """The strategies at full effect, with nobody to do the work."""
    strategies = busy_strategies()
    support = strategies["camhs_support"]
    return {
        "edge_of_care": replace(strategies["edge_of_care"], workers=0.0),
        "ipop": replace(strategies["ipop"], agenda=0.0),
        "camhs_support": replace(
            support,
            colocated=replace(support.colocated, clinicians=0.0),
            consultation=replace(support.consultation, hours=0.0),
        ),
        "out_of_hours": replace(strategies["out_of_hours"], coverage=0.0),
        "carer_development": replace(strategies["carer_development"], training_places=0.0, extra_enquiries=0.0),
        "own_homes": replace(strategies["own_homes"], homes=0.0),
    }


@pytest.mark.parametrize("names", [[name] for name in sorted(OWN_TABLES)] + [sorted(OWN_TABLES)], ids="+".join)
def test_a_strategy_without_capacity_equals_the_base_draw_for_draw(
    tower_hamlets: Scenario, calendar: Calendar, opening: Pool, base: Register, names: list[str]
) -> None:
    parts = {name: part for name, part in without_capacity().items() if name in names}
    other = simulate(changed(tower_hamlets.parameters, **parts), 2.0, seed=5, pool=opening, calendar=calendar)
    assert differing(base, other) == []
    assert base.events == other.events


def test_a_service_that_starts_after_the_end_equals_the_base() -> None:
    before = simulate(busy(), 1.0, seed=9, pool=busy_pool())
    strategies = busy_strategies()
    support = strategies["camhs_support"]
    late = {
        "ipop": replace(strategies["ipop"], starts=400.0),
        "camhs_support": replace(
            support,
            colocated=replace(support.colocated, starts=400.0),
            consultation=replace(support.consultation, starts=400.0),
        ),
        "out_of_hours": replace(strategies["out_of_hours"], starts=400.0),
        "carer_development": replace(strategies["carer_development"], starts=400.0),
        "own_homes": replace(strategies["own_homes"], starts=400.0),
    }
    after = simulate(changed(busy(), **late), 1.0, seed=9, pool=busy_pool())
    assert differing(before, after) == []


# --- adding or removing one changes no other's luck


def who(register: Register) -> dict[int, tuple[object, ...]]:
    """Who each child is, by name."""
    return {
        row.identity: (row.family, row.born, row.sex, closed(row.behaviour_since), row.disability)
        for row in rows(register.children)
    }


@FEW
@given(seed=st.integers(0, 2**32), share=st.sampled_from([0.0, 0.2, 0.6]))
def test_less_demand_removes_families_and_changes_nobody_elses_luck(seed: int, share: float) -> None:
    # without in-house places nobody takes another's place: the whole life of those who stay is the same
    alone = changed(busy(), opening=None, in_house_fostering=None, camhs=None, childrens_homes=market(), secure=None)
    more = simulate(alone, 1.5, seed=seed)
    entries = alone.demand.entries_per_year * share
    fewer = simulate(changed(alone, demand={"entries_per_year": entries}), 1.5, seed=seed)
    assert who(fewer).items() <= who(more).items()
    assert lives(fewer).items() <= lives(more).items()
    families = {row.identity: row[1:-1] for row in rows(more.families)}
    assert {row.identity: row[1:-1] for row in rows(fewer.families)}.items() <= families.items()
    assert len(fewer.children.born) < len(more.children.born)
    # where places are shared, when each is in care stays the same all the same
    shared = apart(changed(busy(), opening=None))
    fewer = simulate(changed(shared, demand={"entries_per_year": entries}), 1.5, seed=seed)
    assert set(periods(fewer)) <= set(periods(simulate(shared, 1.5, seed=seed)))


def run_with(parameters: Parameters, years: float, seed: int, also: Callable[[World], None]) -> Register:
    """One replication into which something more is brought on the first day."""
    chance = Chance(seed, 0)
    world = model.build(parameters, CALENDAR, chance, years)
    if world.fostering.exists:
        model.found_households(world.fostering, chance)
    also(world)
    model.start(world)
    world.lives.run()
    return world.register


STRANGER = OPENING_FAMILY << 4 | 5
"""A child's name that the model gives to nobody."""


def test_one_child_more_changes_no_other_life_where_places_are_without_limit() -> None:
    def brought_in(world: World) -> None:
        stranger = Child(
            identity=STRANGER,
            family=STRANGER >> 3,
            area=0,
            born=-12 * YEAR,
            calendar=CALENDAR,
            sex=Sex.FEMALE,
            route=Route.POLICE_PROTECTION,
            behaviour=True,
            disability=False,
        )
        world.lives.at(100.0, lambda: enter_care(world, [stranger]))

    parameters = changed(busy(), opening=None, in_house_fostering=None, childrens_homes=market(), secure=None)
    parameters = changed(parameters, camhs={"usual": camhs_team(clinicians=1000.0, hazard_multiplier=0.5)})
    before = run_with(parameters, 2.0, 10, lambda world: None)
    after = run_with(parameters, 2.0, 10, brought_in)
    there = lives(after)
    assert there.pop(STRANGER)
    assert there == lives(before)


def test_a_household_that_says_no_to_everyone_changes_nothing() -> None:
    name = 1 << 51

    def joins(world: World) -> None:
        household = Household(
            identity=name, area=0, places=3, location=Location.INSIDE, ages=7, skills=31, agreement=0.0
        )
        world.fostering.join(household, 0.0)

    parameters = changed(busy(), opening=None, **busy_strategies())
    # a course has room for so many households: one more would take another's place there
    parameters = changed(parameters, carer_development={"training_places": 1000.0})
    before = run_with(parameters, 2.0, 11, lambda world: None)
    after = run_with(parameters, 2.0, 11, joins)
    assert lives(after) == lives(before)
    assert len(after.households.identity) == len(before.households.identity) + 1
    left = {row.identity: closed(row.left) for row in rows(after.households) if row.identity != name}
    assert left == {row.identity: closed(row.left) for row in rows(before.households)}


def test_recruitment_adds_households_and_changes_none_that_were_there() -> None:
    more = carer_development(extra_enquiries=200.0)
    before = simulate(busy(), 2.0, seed=12, pool=busy_pool())
    after = simulate(changed(busy(), carer_development=more), 2.0, seed=12, pool=busy_pool())

    def known(register: Register) -> dict[int, tuple[object, ...]]:
        return {
            row.identity: (row.approved, row.places, row.location, row.ages, row.skills, row.agreement)
            for row in rows(register.households)
        }

    assert known(before).items() < known(after).items()
    assert set(before.enquiries) < set(after.enquiries)
    few = known(simulate(changed(busy(), opening=None), 0.1, seed=12))
    many = known(simulate(changed(busy(), opening=None, in_house_fostering={"households": 50.0}), 0.1, seed=12))
    assert few.items() < many.items()


@FEW
@given(seed=st.integers(0, 2**32))
def test_longer_runs_begin_as_shorter_ones(seed: int) -> None:
    # a breakdown after the end of the short run is felt in it, since notice is given before (a panel takes some back)
    parameters = changed(busy(), **{**busy_strategies(), "ipop": None})
    short = simulate(parameters, 0.5, seed=seed, pool=busy_pool())
    long = simulate(parameters, 0.8, seed=seed, pool=busy_pool())

    def by_then(register: Register) -> dict[int, list[tuple[object, ...]]]:
        """The placements of the short run's time as they stood at its end."""
        told: dict[int, list[tuple[object, ...]]] = {}
        for name, placements in lives(register).items():
            for number, *where, began, notice, ended, _, _, _, matched, _, searched, _, sought in placements:
                if began < short.until:
                    noticed, ends = (day if day < short.until else inf for day in (notice, ended))
                    noticed = inf if (name, began) in noticed_again else noticed
                    told.setdefault(name, []).append((number, where, began, noticed, ends, matched, searched, sought))
        return told

    # notice of a breakdown after the short run takes the place of that of a move that was waited for
    noticed_again = {
        (name, placement[4])
        for name, placements in lives(long).items()
        for placement in placements
        if short.until <= placement[5] < inf
    }
    assert by_then(long) == by_then(short)
    assert len(long.placements.kind) > len(short.placements.kind)
