"""What a shortage does, and that it shows: waiting in emergency places, some not registered, far, dear and alone."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import Any

import numpy as np
import pytest
from busy_parameters import busy
from handmade_registers import CALENDAR as HAND_CALENDAR
from handmade_registers import YEAR, parameters, register, stay, value
from quiet_parameters import changed, every, living_alone, market, only, quiet
from runs_of_model import rows, small_pool
from runs_of_model import simulate as simulated
from scripted_worlds import Luck, a_child, comes, made, run, siblings

from sim.foundations.chance import Chance
from sim.foundations.codes import Kind, Location
from sim.measures import measure
from sim.measures.catalogue import by_id
from sim.measures.declaration import whole_run_category
from sim.measures.matching import UNMET
from sim.measures.placements import KINDS, WHERE_PLACED
from sim.measures.value import Value
from sim.model.core.people import UNREGISTERED
from sim.model.lives.world import World
from sim.model.placements.providers import DEAREST, USUAL_ROUNDS, Providers
from sim.model.register.register import Register
from sim.parameters.markets import Market
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByDuration, ByKind, ByMarket, ByNeed
from sim.scenario.quantities.declared import declared
from sim.scenario.scenario import load

WHOLE = "whole run"
PER_YEAR = "whole run, per year"


def sought_in_agencies(**changes: Any) -> Parameters:
    """Agencies alone, who offer a place after five days, for children who come unannounced."""
    agency = market(delay_median=5.0, **changes.pop("agency", {}))
    return changed(quiet(), connected_persons=None, agency=agency, **changes)


def sought_in_homes(**changes: Any) -> Parameters:
    """Children's homes are sought for everyone, and refuse unless said otherwise."""
    homes = market(offer=every(ByAge, changes.pop("offer", 0.0)), **changes.pop("homes", {}))
    policy = {"residential_first": every(ByAge, 1.0), "residential_first_other": every(ByAge, 1.0)}
    return changed(quiet(), connected_persons=None, childrens_homes=homes, policy=policy, **changes)


def world_of(given: Parameters, *children: Any, luck: Luck | None = None, years: float = 1.0) -> World:
    """A world into which the children come one day after another."""
    world = made(given, luck, years)
    for day, child in enumerate(children):
        comes(world, float(day), child)
    return world


# --- first choice


def test_a_place_for_which_a_child_waited_in_an_emergency_place_is_no_first_choice() -> None:
    emergency, found = rows(
        run(world_of(sought_in_homes(offer=1.0, homes={"delay_median": 5.0}), a_child())).placements
    )
    assert (emergency.emergency, found.emergency) == (True, False)
    assert found.kind == found.sought == Kind.CHILDRENS_HOME
    assert not found.first_choice
    (at_once,) = rows(run(world_of(sought_in_homes(offer=1.0), a_child())).placements)
    assert at_once.first_choice


def test_the_next_search_of_a_child_who_once_waited_can_be_a_first_choice() -> None:
    moving = {"planned_moves": only(ByKind, childrens_home=2.0), "planned_notice": 28.0}
    given = sought_in_homes(offer=1.0, homes={"delay_median": 5.0}, stability=moving)
    placed = rows(run(world_of(given, a_child(), years=3.0)).placements)
    assert [row.first_choice for row in placed[:3]] == [False, False, True]


def test_siblings_looked_for_apart_after_waiting_together_have_no_first_choice() -> None:
    given = sought_in_agencies(agency={"sibling_multiplier": 0.0})
    world = made(given, years=1.0)
    comes(world, 0.0, *siblings(a_child(), a_child(age=5.0, which=1)))
    placed = rows(run(world).placements)
    found = [row for row in placed if not row.emergency]
    assert len(found) == 2
    assert not any(row.first_choice for row in found)


# --- an emergency place that becomes the home


def kept_after(days: float, elasticity: float = 0.0) -> World:
    """An agency's emergency place for a week's 1,300 becomes the home, for 1,000, some days after the start.

    With an `elasticity` it costs the more for the rounds of asking, each of five days, that the search took till then.
    """
    prices = {
        "weekly": only(ByKind, agency=1000.0),
        "emergency_uplift": 1.3,
        "scarcity_elasticity": every(ByMarket, elasticity),
    }
    child = a_child()
    world = world_of(sought_in_agencies(agency={"offer": every(ByAge, 0.0), "capacity": 2.0}, prices=prices), child)
    run(world, days)
    assert child.placement is not None
    assert world.placements.could_keep(child.placement)
    world.placements.keep(child, child.placement)
    child.placement.search, child.placement.answer = None, inf
    return world


def test_an_emergency_place_that_becomes_the_home_ends_there_in_days_kind_and_money() -> None:
    world = kept_after(70.0)
    assert world.emergency.taken == 0
    assert world.markets[Kind.AGENCY].taken == 1
    world.register.until = 140.0
    values = measure(world.register, HAND_CALENDAR, world.parameters)
    a_year = YEAR / 140
    assert value(values, "days_in_emergency_places", PER_YEAR) == pytest.approx(70 * a_year)
    assert value(values, "in_placement", "emergency places; whole run, average") == pytest.approx(0.5)
    assert value(values, "in_placement", "agency; whole run, average") == pytest.approx(0.5)
    assert value(values, "in_placement_recorded", "agency; whole run, average") == pytest.approx(1.0)
    assert value(values, "cost_placements", f"emergency places; {PER_YEAR}") == pytest.approx(13_000 * a_year)
    assert value(values, "cost_placements", f"agency; {PER_YEAR}") == pytest.approx(10_000 * a_year)
    assert value(values, "first_choice_percent", WHOLE) == 0


def test_an_emergency_place_kept_after_a_long_search_costs_what_is_hard_to_find() -> None:
    assert kept_after(38.0, elasticity=0.5).register.placements.kept_price == [pytest.approx(2000.0)]
    assert kept_after(7.0, elasticity=0.5).register.placements.kept_price == [1000.0]


# --- no registered place


def unregistered(need: ByNeed, **child: Any) -> Any:
    """The first place of a child for whom a home was sought in vain."""
    given = sought_in_homes(emergency={"unregistered_share": need}, prices={"unregistered": 9000.0})
    return rows(run(world_of(given, a_child(age=14.0, **child))).placements)[0]


def test_of_children_for_whom_no_home_is_found_a_share_by_need_go_where_nobody_is_registered() -> None:
    assert unregistered(ByNeed(0.4, 0.6), behaviour=True).kind == UNREGISTERED
    assert unregistered(ByNeed(0.6, 0.4), behaviour=True).kind == Kind.AGENCY
    assert unregistered(ByNeed(0.6, 0.4)).kind == UNREGISTERED
    place = unregistered(ByNeed(1.0, 1.0))
    assert place.emergency
    assert place.weekly_price == 9000.0
    family = sought_in_agencies(agency={"offer": every(ByAge, 0.0)}, emergency={"unregistered_share": ByNeed(1.0, 1.0)})
    assert rows(run(world_of(family, a_child())).placements)[0].kind == Kind.AGENCY


def test_a_place_that_is_not_registered_never_becomes_the_home() -> None:
    given = sought_in_homes(emergency={"unregistered_share": ByNeed(1.0, 1.0)})
    child = a_child(age=14.0)
    world = world_of(given, child)
    run(world, 10.0)
    assert child.placement is not None
    assert not world.placements.could_keep(child.placement)


# --- emergency places have a limit, and take those of a market that has one


def test_beyond_the_emergency_places_there_are_a_child_goes_far_or_where_nobody_is_registered() -> None:
    given = changed(sought_in_agencies(agency={"offer": every(ByAge, 0.0)}), emergency={"capacity": 1.0})
    world = world_of(given, a_child(), a_child(family=2))
    first, second = rows(run(world).placements)
    assert (first.location, second.location) == (Location.INSIDE, Location.FAR)
    assert world.emergency.taken == 1
    homes = changed(sought_in_homes(), emergency={"capacity": 1.0})
    placed = rows(run(world_of(homes, a_child(age=14.0), a_child(age=14.0, family=2))).placements)
    assert [row.kind for row in placed] == [Kind.AGENCY, UNREGISTERED]


def test_an_emergency_place_takes_one_of_a_limited_market_and_gives_it_back() -> None:
    given = sought_in_agencies(agency={"capacity": 1.0})
    world = world_of(given, a_child(), a_child(family=2))
    run(world, 2.0)
    assert world.markets[Kind.AGENCY].taken == 1  # the second child is beyond it, far away
    run(world, 300.0)
    first, second, third = rows(world.register.placements)
    # the market is full with the first child's own emergency place, which does not stand in their way
    assert (first.emergency, second.emergency, third.emergency) == (True, True, False)
    assert third.began == pytest.approx(5.0)
    assert second.location == Location.FAR
    assert world.markets[Kind.AGENCY].taken == 1
    assert world.emergency.taken == 0


def test_limits_are_kept_and_every_place_is_given_back() -> None:
    given = changed(
        busy(),
        in_house_fostering=None,
        agency={"capacity": 3.0},
        childrens_homes={"capacity": 3.0},
        supported={"capacity": 2.0},
        leaving={"hazard_by_time_in_care": every(ByDuration, 2.0), "reentry_within_1_year": 0.0},
        emergency={"capacity": 2.0, "unregistered_share": ByNeed(0.3, 0.5)},
        living_alone=living_alone(share=0.4),
    )
    world = made(given, Chance(3, 1), years=12.0)
    for number in range(60):
        day = 10.0 * number
        comes(world, day, a_child(age=5.0 + number % 12, day=day, family=number, behaviour=number % 2 == 0))
    most = 0
    for week in range(1, 620):
        run(world, 7.0 * week)
        most = max(most, world.emergency.taken)
        assert 0 <= world.emergency.taken <= 2
        assert all(providers.has_room(0) for providers in world.markets.values())
    assert most == 2
    assert all(row.ended == row.ended for row in rows(world.register.placements))
    assert world.emergency.taken == 0
    assert [providers.taken for providers in world.markets.values()] == [0] * 5


# --- a child who must live alone


def test_a_child_who_must_live_alone_blocks_the_places_of_others() -> None:
    def placed(**child: Any) -> list[Any]:
        given = sought_in_homes(offer=1.0, homes={"capacity": 3.0}, living_alone=living_alone())
        world = world_of(given, a_child(age=14.0, **child), a_child(age=14.0, family=2))
        found = rows(run(world).placements)
        assert world.markets[Kind.CHILDRENS_HOME].taken <= 3
        return found

    assert [row.emergency for row in placed()] == [False, False]
    assert [row.emergency for row in placed(behaviour=True)] == [False, True]


# --- price


def test_a_place_that_was_hard_to_find_is_dearer_up_to_a_bound() -> None:
    def dearer(rounds: int, elasticity: float) -> float:
        return Providers(Kind.AGENCY, market(), Chance(1, 1), elasticity).dearer(rounds)

    assert dearer(1, 0.5) == dearer(USUAL_ROUNDS, 0.5) == 1.0
    assert dearer(4 * USUAL_ROUNDS, 0.5) == pytest.approx(2.0)
    assert dearer(2 * USUAL_ROUNDS, 0.2) == pytest.approx(2**0.2)
    assert dearer(1000, 0.5) == DEAREST
    assert dearer(1000, 0.0) == 1.0


def test_elasticity_moves_prices_and_nothing_else() -> None:
    def prices(elasticity: float) -> Register:
        hard = changed(busy(), agency={"offer": every(ByAge, 0.1)})
        return simulated(changed(hard, prices={"scarcity_elasticity": every(ByMarket, elasticity)}), 2.0)

    flat, steep = prices(0.0), prices(0.5)
    assert sum(steep.placements.weekly_price) > sum(flat.placements.weekly_price)
    steep.placements.weekly_price = flat.placements.weekly_price
    steep.placements.kept_price = flat.placements.kept_price
    assert repr(steep) == repr(flat)


# --- a search that never ends


def test_a_market_that_refuses_at_once_and_for_ever_is_asked_each_week() -> None:
    refusing = market(offer=every(ByAge, 0.0), delay_median=1e-4)
    world = world_of(changed(quiet(), connected_persons=None, agency=refusing), a_child())
    run(world)
    assert world.lives.events < 1000


def test_a_household_rests_for_a_day_at_least() -> None:
    assert declared()["in_house_fostering.unavailable_mean"].unit.minimum == 1


# --- measures, by hand


def a_shortage() -> list[Value]:
    """Over one year of 365.25 days: three places looked for, one with parents, and one that began before."""
    r = register(until=YEAR)
    stay(r, 10.0, 30.0, emergency=True, weekly_price=700.0)
    stay(r, 20.0, 30.0, emergency=True, kind=UNREGISTERED, sought=Kind.CHILDRENS_HOME, matched=False)
    stay(r, 50.0, 60.0, kind=Kind.IN_HOUSE)
    stay(r, 50.0, 60.0, kind=Kind.IN_HOUSE, split=True)
    stay(r, 50.0, 60.0, kind=Kind.WITH_PARENTS, split=True)
    stay(r, -50.0, 5.0, emergency=True)
    return measure(r, HAND_CALENDAR, parameters())


def test_unplanned_unmet_and_waiting_are_counted_by_hand() -> None:
    values = a_shortage()
    assert value(values, "unplanned_placement_percent", WHOLE) == pytest.approx(50.0)
    assert value(values, "days_in_emergency_places", PER_YEAR) == pytest.approx(20 + 10 + 5)
    assert value(values, "days_in_emergency_places", f"unregistered; {PER_YEAR}") == pytest.approx(10)
    assert value(values, "emergency_placements", f"unregistered; {PER_YEAR}") == pytest.approx(1)
    assert value(values, "needs_unmet_percent", WHOLE) == pytest.approx(50.0)
    assert [value(values, "needs_unmet_percent", f"{part}; {WHOLE}") for part in UNMET] == [25.0, 25.0, 25.0]


def test_children_in_emergency_places_are_a_kind_of_their_own_but_not_in_the_return() -> None:
    values = a_shortage()
    shown = sum(value(values, "in_placement", f"{kind}; whole run, average") for kind in WHERE_PLACED)
    recorded = sum(value(values, "in_placement_recorded", f"{kind}; whole run, average") for kind in KINDS)
    assert shown == pytest.approx(recorded)
    assert value(values, "in_placement", "agency; whole run, average") == 0
    assert value(values, "in_placement", "emergency places; whole run, average") == pytest.approx(35 / YEAR)
    assert value(values, "in_placement_recorded", "agency; whole run, average") == pytest.approx(25 / YEAR)
    assert value(values, "cost_placements", f"emergency places; {PER_YEAR}") == pytest.approx(2000.0)


def test_children_placed_after_a_request_was_sent_in_house_are_counted() -> None:
    r = register(until=YEAR)
    stay(r, 50.0, kind=Kind.IN_HOUSE, redirected=True)
    stay(r, 50.0, kind=Kind.IN_HOUSE)
    assert value(measure(r, HAND_CALENDAR, parameters()), "redirected_placed", PER_YEAR) == pytest.approx(1)


# --- the whole: offers at a tenth

REPLICATIONS = 24
WORSE = {
    "first_choice_percent": -1,
    "unplanned_placement_percent": 1,
    "days_in_emergency_places": 1,
    "needs_unmet_percent": 1,
    "cost_total": 1,
}


def a_tenth(providers: Market | None) -> Market:
    assert providers is not None
    return replace(providers, offer=ByAge(*(0.1 * offer for offer in providers.offer.values())))


@pytest.mark.slow
def test_with_offers_at_a_tenth_the_headline_measures_and_the_cost_get_clearly_worse() -> None:
    scenario = load("tower_hamlets_2018")
    plenty, calendar = scenario.parameters, scenario.calendar()
    opening = small_pool(plenty, calendar)
    parts = ("agency", "childrens_homes", "supported")
    scarce = replace(plenty, **{part: a_tenth(getattr(plenty, part)) for part in parts})

    def told(given: Parameters, replication: int) -> list[float]:
        lived = simulated(given, 3.0, seed=4, replication=replication, pool=opening, calendar=calendar)
        values = measure(lived, calendar, given, [by_id(name) for name in WORSE])
        return [value(values, name, whole_run_category(by_id(name))) for name in WORSE]

    differences = np.array([np.subtract(told(scarce, r), told(plenty, r)) for r in range(REPLICATIONS)])
    errors = differences.std(axis=0, ddof=1) / np.sqrt(REPLICATIONS)
    for difference, error, (name, sign) in zip(differences.mean(axis=0), errors, WORSE.items(), strict=True):
        assert sign * difference > 3 * error, name
