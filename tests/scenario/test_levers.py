"""Levers: numbers of a scenario set by their path; the others stay, shares still sum to 1, and faults name the mend."""

from __future__ import annotations

from functools import cache
from math import fsum, inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.foundations.faults import BadInput
from sim.parameters.tables import Table
from sim.scenario.levers import FACTOR, PLACES, Setting, laid, lever, levers, mean_places
from sim.scenario.quantities.declared import declared
from sim.scenario.scenario import Scenario, load

SHARES = "in_house_fostering.location_shares"
ENTRIES = "demand.entries_per_year"
HAZARD = "leaving.hazard_by_time_in_care"


@cache
def base() -> Scenario:
    return load("tower_hamlets_2018", "ipop")


def values(scenario: Scenario, path: str) -> tuple[float, ...]:
    value = scenario.quantities[path].value
    return value.values() if isinstance(value, Table) else (value,)


def others_are_as_they_were(scenario: Scenario, *changed: str) -> bool:
    return all(
        values(scenario, path) == values(base(), path)
        and scenario.quantities[path].distribution == base().quantities[path].distribution
        for path in base().quantities
        if path not in changed
    )


# What is at a path


def test_a_number_is_set_spared_from_draws_and_said_to_be_the_experiments() -> None:
    changed = laid(base(), [Setting(ENTRIES, 150.0)])
    quantity = changed.quantities[ENTRIES]
    assert changed.parameters.demand.entries_per_year == 150.0
    assert (quantity.distribution, quantity.low, quantity.high) == ("fixed", None, None)
    assert quantity.source == "Set by the experiment"
    assert {changed.draw(1, number).demand.entries_per_year for number in range(5)} == {150.0}
    assert others_are_as_they_were(changed, ENTRIES)
    assert changed.digest != base().digest


def test_nothing_set_changes_nothing() -> None:
    assert laid(base(), []) is base()


def test_a_whole_table_takes_a_factor() -> None:
    one = lever(HAZARD, base())
    assert (one.value, one.unit) == (1.0, FACTOR)
    halved = laid(base(), [Setting(HAZARD, 0.5)])
    assert values(halved, HAZARD) == pytest.approx([0.5 * each for each in values(base(), HAZARD)])
    assert values(laid(base(), [Setting(HAZARD, 1.0)]), HAZARD) == pytest.approx(values(base(), HAZARD))
    assert others_are_as_they_were(halved, HAZARD)


def test_a_factor_never_leaves_the_bounds_of_the_table() -> None:
    path = "in_house_fostering.agreement"
    agreed = laid(base(), [Setting("connected_persons.available", 1000.0)])
    assert max(values(agreed, "connected_persons.available")) <= declared()["connected_persons.available"].unit.maximum
    assert lever(path, base()).value == base().quantities[path].value


def test_a_category_of_a_table_of_numbers_is_set_alone() -> None:
    changed = laid(base(), [Setting("prices.weekly.agency", 999.0)])
    before, after = base().quantities["prices.weekly"].value, changed.quantities["prices.weekly"].value
    assert after.agency == 999.0
    assert {
        name for name in declared()["prices.weekly"].categories if getattr(before, name) != getattr(after, name)
    } == {"agency"}


@given(st.just(0.0) | st.floats(1e-9, 1))
def test_shares_still_sum_to_one_and_the_others_keep_their_proportions(share: float) -> None:
    changed = laid(base(), [Setting(f"{SHARES}.far", share)]).quantities[SHARES].value
    before = base().quantities[SHARES].value
    assert changed.far == share
    assert fsum(changed.values()) == pytest.approx(1.0, abs=1e-12)
    assert changed.inside * before.near == pytest.approx(changed.near * before.inside, abs=1e-12)
    assert min(changed.values()) >= 0


@given(st.just(0.0) | st.floats(1e-9, 0.5), st.just(0.0) | st.floats(1e-9, 0.5))
def test_two_shares_set_together_both_hold(inside: float, far: float) -> None:
    changed = laid(base(), [Setting(f"{SHARES}.far", far), Setting(f"{SHARES}.inside", inside)])
    value = changed.quantities[SHARES].value
    assert (value.inside, value.far) == (inside, far)
    assert fsum(value.values()) == pytest.approx(1.0, abs=1e-12)


def test_shares_that_cannot_sum_to_one_are_refused() -> None:
    with pytest.raises(BadInput, match="shares must sum to 1"):
        laid(base(), [Setting(f"{SHARES}.far", 0.7), Setting(f"{SHARES}.inside", 0.7)])
    with pytest.raises(BadInput, match=r"set to 0\.9 together"):
        laid(base(), [Setting(f"{SHARES}.{name}", 0.3) for name in ("inside", "near", "far")])


@given(st.integers(0, 600))
def test_places_are_set_by_way_of_households_to_the_nearest(places: int) -> None:
    quantities = laid(base(), [Setting(PLACES, places)]).quantities
    households = quantities["in_house_fostering.households"].value
    assert households == int(households)
    assert abs(households * mean_places(quantities) - places) <= mean_places(quantities) / 2 + 1e-9


def test_the_lever_of_places_is_where_they_are_now() -> None:
    one = lever(PLACES, base())
    now = base().quantities["in_house_fostering.households"].value * mean_places(base().quantities)
    assert one.value == round(now)
    assert not one.ranged


# Ranges


def test_every_lever_with_a_range_has_its_value_within_it_and_can_be_set_at_both_ends() -> None:
    found = levers(base())
    assert len(found) > 50
    assert len({one.path for one in found}) == len(found)
    for one in found:
        assert one.low < one.high, one.path
        assert one.unit.minimum <= one.low <= one.high <= one.unit.maximum, one.path
        quantiles = [one.quantile(u) for u in (0.1, 0.5, 0.9)]
        assert quantiles == sorted(quantiles), one.path
    alone = [one for one in found if ".breakdown_within_" not in one.path]  # which must not cross one another
    for one in alone[::7]:
        ends = [values(laid(base(), [Setting(one.path, end)]), one.quantity) for end in (one.low, one.high)]
        assert ends[0] != ends[1], one.path


def test_a_lever_has_the_same_range_as_its_quantity_is_drawn_from() -> None:
    one = lever("demand.children_per_family", base())
    drawn = sorted(base().draw(3, number).demand.children_per_family for number in range(400))
    assert drawn[40] == pytest.approx(one.quantile(0.1), rel=0.03)
    assert drawn[360] == pytest.approx(one.quantile(0.9), rel=0.03)


# Faults


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("demand.entries_per_yaer", "is not a known quantity; did you mean demand.entries_per_year?"),
        ("prices.weekly.agncy", "did you mean prices.weekly.agency?"),
        ("in_house_fostering.plces", "did you mean in_house_fostering.places?"),
        ("nothing like it", "run.py check lists them"),
        ("edge_of_care.workers", "is not in this scenario; add the strategy that brings it"),
        (SHARES, "are shares that sum to 1, so that a factor on all of them would change nothing; name one of them"),
        ("size.ipopp", "did you mean size.ipop?"),
        ("size.camhs", "is not a size in this scenario"),
    ],
)
def test_a_path_that_is_not_there_is_refused_with_the_nearest(path: str, said: str) -> None:
    with pytest.raises(BadInput) as bad:
        lever(path, base())
    (message,) = bad.value.faults
    assert path in message
    assert said in message


def test_every_setting_that_misfits_is_told_at_once() -> None:
    wrong = [
        Setting(ENTRIES, -1.0),
        Setting("in_house_fostering.agreement", 1.5),
        Setting("edge_of_care.workers", 2.0),
        Setting(HAZARD, -0.5),
        Setting(f"{SHARES}.far", nan),
        Setting("prices.weekly.agency", inf),
    ]
    with pytest.raises(BadInput) as bad:
        laid(base(), wrong)
    assert len(bad.value.faults) == len(wrong)
    for setting, message in zip(wrong, bad.value.faults, strict=True):
        assert setting.path in message
