"""A number that the model cannot quite follow says so: homes stay open while children live in them."""

from __future__ import annotations

import pytest

from sim.reports.shared.homes_kept_open import kept_open
from sim.scenario.levers import lever
from sim.scenario.scenario import Scenario, load


@pytest.fixture(scope="module")
def base() -> Scenario:
    return load("tower_hamlets_2018")


def test_fewer_places_than_children_who_live_there_are_said_to_stay_open(base: Scenario) -> None:
    assert base.parameters.opening is not None
    children = base.parameters.opening.kinds.in_house
    places = lever("in_house_fostering.places", base)
    (sentence,) = kept_open(places, [200.0, 50.0, 300.0], base)
    assert sentence.startswith(f"With 50 places more homes are open than were asked for: {children:g} children live")
    assert list(kept_open(places, [children, 300.0], base)) == []


def test_households_are_told_by_the_places_they_have(base: Scenario) -> None:
    households = lever("in_house_fostering.households", base)
    (sentence,) = kept_open(households, [20.0], base)
    assert sentence.startswith("With 20 households more homes are open")
    assert list(kept_open(households, [households.value], base)) == []


def test_other_levers_say_nothing(base: Scenario) -> None:
    assert list(kept_open(lever("demand.entries_per_year", base), [0.0], base)) == []
