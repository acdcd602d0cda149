"""Areas of carers: an experiment or a draw that changes how many carers there are parts no borough in two."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.parameters.fostering import InHouseFostering
from sim.scenario import areas
from sim.scenario.levers import Setting, laid
from sim.scenario.scenario import Scenario, load

ENGLAND = load("england")


def numbered(fostering: InHouseFostering | None) -> int:
    assert fostering is not None
    return max(1, ceil(fostering.households / fostering.households_per_area))


def of_size(households: float) -> Scenario:
    """England's average authority with so many households, each as likely to be a tenth more or fewer."""
    old = ENGLAND.quantities[areas.HOUSEHOLDS]
    low, high = 0.9 * households, 1.1 * households
    wide = replace(old, value=households, low=low, high=high, distribution="uniform")
    size = replace(ENGLAND.quantities[areas.SIZE], low=None, high=None, distribution="fixed")
    return ENGLAND.with_quantities({areas.HOUSEHOLDS: wide, areas.SIZE: size})


@pytest.mark.parametrize("path", ["in_house_fostering.households", "in_house_fostering.places"])
@pytest.mark.parametrize("number", [1, 149, 151, 290, 301, 1200])
def test_a_setting_leaves_the_number_of_areas(path: str, number: int) -> None:
    base = load("tower_hamlets_2018")
    assert numbered(laid(base, [Setting(path, number)]).parameters.in_house_fostering) == 1


def test_draws_on_either_side_of_a_boundary_have_as_many_areas() -> None:
    for central, expected in ((149.0, 1), (151.0, 2)):
        drawn = [of_size(central).draw(7, replication).in_house_fostering for replication in range(12)]
        assert {one.households > 150 for one in drawn if one} == {False, True}  # the draws do lie on both sides
        assert {numbered(one) for one in drawn} == {expected}


def test_who_sets_the_size_of_areas_means_it() -> None:
    base = load("tower_hamlets_2018")
    settings = [
        Setting("in_house_fostering.households", 240.0),
        Setting("in_house_fostering.households_per_area", 40.0),
    ]
    assert numbered(laid(base, settings).parameters.in_house_fostering) == 6


def test_a_scenario_without_carers_needs_nothing() -> None:
    assert areas.kept({areas.HOUSEHOLDS: 5.0}, {}) == {}
    assert areas.kept({}, ENGLAND.quantities) == {}


@given(st.integers(1, 2000), st.integers(20, 4000))
def test_the_number_of_areas_stays_whatever_the_numbers_of_households(present: int, now: int) -> None:
    quantities = dict(ENGLAND.quantities)
    quantities[areas.HOUSEHOLDS] = replace(quantities[areas.HOUSEHOLDS], value=float(present))
    size = areas.kept({areas.HOUSEHOLDS: float(now)}, quantities).get(areas.SIZE, 150.0)
    assert isinstance(size, float)
    before = ceil(present / 150)
    # a size is a whole number of households, so very few carers can be too few for all the areas
    assert ceil(now / size) == before or now < before * before
