"""Providers: offers, delays, capacity, skills and distance."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quiet_parameters import YEAR, changed, every, market, only, quiet
from runs_of_model import rows
from scripted_worlds import Scripted, a_child, comes, homes, made, run, siblings

from sim.foundations.codes import Kind, Location
from sim.model.core.people import ProviderAnswer
from sim.model.placements.providers import Providers
from sim.parameters.tables import ByAge, ByKind, ByLocation


def asked(children: Any = None, luck: Any = None, **changes: Any) -> ProviderAnswer:
    providers = Providers(Kind.AGENCY, market(**changes), Scripted(luck or {}))
    return providers.asked(children or [a_child()], 0, 0, now=100.0)


def test_an_answer_comes_after_the_delay():
    assert asked(delay_median=10.0).when == pytest.approx(110.0)
    assert asked(delay_median=10.0, delay_spread=1.0, luck={"agency delay": 0.9}).when > 110.0


def test_the_chance_of_an_offer_is_that_of_the_age():
    offer = only(ByAge, from_5_to_9=0.6)
    assert asked(offer=offer).offer
    assert not asked(offer=offer, luck={"agency offers": 0.7}).offer
    assert not asked([a_child(age=12.0)], offer=offer).offer


def test_need_and_siblings_lower_the_chance_of_an_offer():
    offer = every(ByAge, 1.0)
    assert not asked([a_child(behaviour=True)], offer=offer, behaviour_multiplier=0.4).offer
    assert asked([a_child(behaviour=True)], offer=offer, behaviour_multiplier=0.6).offer
    pair = siblings(a_child(), a_child(age=5.0, which=1))
    three = siblings(*pair, a_child(age=6.0, which=2))
    assert asked(pair, offer=offer, sibling_multiplier=0.6).offer
    assert not asked(three, offer=offer, sibling_multiplier=0.6).offer  # 0.36


def test_the_eldest_speaks_for_a_sibling_group():
    pair = siblings(a_child(age=2.0), a_child(age=12.0, which=1))
    assert not asked(pair, offer=only(ByAge, from_1_to_4=1.0)).offer
    assert asked(pair, offer=only(ByAge, from_10_to_15=1.0)).offer


@given(st.lists(st.floats(0, 1), min_size=2, max_size=4).map(sorted), st.floats(0.01, 0.99))
def test_a_better_market_never_withdraws_an_offer(chances: list[float], u: float):
    offers = [asked(offer=every(ByAge, chance), luck={"agency offers": u}).offer for chance in chances]
    assert all(later or not earlier for earlier, later in pairwise(offers))


def test_a_market_is_full_at_its_capacity():
    providers = Providers(Kind.SECURE, market(capacity=3.0), Scripted({}))
    providers.taken = 2
    assert providers.has_room(1)
    assert not providers.has_room(2)


def test_a_full_market_places_nobody_until_a_place_falls_free():
    parameters = changed(
        quiet(),
        connected_persons=None,
        agency=market(capacity=1.0),
        leaving={"hazard_by_time_in_care": every(type(quiet().leaving.hazard_by_time_in_care), 1.0)},
    )
    world = made(parameters, {"leaving": lambda child, _: 0.5 if child >> 3 == 1 else 1e-9}, years=1.0)
    comes(world, 0.0, a_child())
    comes(world, 100.0, a_child(family=2))
    register = run(world)
    first, emergency, second = rows(register.placements)
    assert (first.emergency, emergency.emergency, second.emergency) == (False, True, False)
    # the place falls free when the first child leaves, after half a threshold: found at the next weekly look
    free = 0.6931471805599453 * YEAR
    assert first.ended == pytest.approx(free)
    assert free < second.began <= free + 7
    assert world.markets[Kind.AGENCY].taken == 1


def test_an_emergency_place_takes_up_no_room():
    parameters = changed(quiet(), connected_persons=None, agency=market(offer=every(ByAge, 0.0)))
    world = made(parameters)
    comes(world, 0.0, a_child())
    assert homes(run(world))[0][0] is Kind.AGENCY
    assert world.markets[Kind.AGENCY].taken == 0


def test_a_place_has_the_skills_for_a_share_of_those_with_needs():
    providers = Providers(
        Kind.AGENCY, market(matched=0.6), Scripted({"agency matched": lambda child, _: (child >> 3) / 10})
    )
    assert providers.matched(a_child(family=5), 0)
    assert not providers.matched(a_child(family=7), 0)


@pytest.mark.parametrize(("u", "location"), [(0.1, Location.INSIDE), (0.4, Location.NEAR), (0.9, Location.FAR)])
def test_where_a_place_is_follows_the_shares_of_the_market(u: float, location: Location):
    shares = ByLocation(0.3, 0.4, 0.3)
    providers = Providers(Kind.AGENCY, market(location_shares=shares), Scripted({"agency location": u}))
    assert providers.location(a_child(), 0) is location


def test_prices_are_by_kind_dearer_for_a_need_and_in_an_emergency():
    prices = {"weekly": only(ByKind, agency=800.0, in_house=400.0), "behaviour_uplift": 1.5, "emergency_uplift": 1.2}
    parameters = changed(quiet(), connected_persons=None, agency=market(), prices=prices)

    def weekly(offer: float = 1.0, **child: Any) -> float:
        world = made(changed(parameters, agency={"offer": every(ByAge, offer)}), years=0.1)
        comes(world, 0.0, a_child(**child))
        return run(world).placements.weekly_price[0]

    assert weekly() == 800.0
    assert weekly(behaviour=True) == pytest.approx(1200.0)
    assert weekly(offer=0.0, behaviour=True) == pytest.approx(1440.0)
