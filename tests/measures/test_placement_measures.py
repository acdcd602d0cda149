"""The measures of where children live: answers worked by hand."""

from __future__ import annotations

import pytest
from handmade_registers import (
    LAST,
    MARCH_2018,
    measured,
    register,
    stay,
    value,
)

from sim.foundations.codes import Kind, Location
from sim.measures.placements import KINDS


def test_places_inside_the_borough_and_far_are_shares_of_children_in_placement() -> None:
    r = register(until=100)
    stay(r, -10.0, location=Location.INSIDE)
    stay(r, -10.0, location=Location.NEAR)
    stay(r, -10.0, location=Location.FAR)
    stay(r, -10.0, 20.0, location=Location.FAR)
    values = measured(r)
    assert value(values, "inside_borough_percent", when=MARCH_2018) == pytest.approx(100 / 3)
    assert value(values, "over_20_miles_percent", "whole run, average") == pytest.approx(100 * 120 / 320)
    assert value(values, "inside_borough_percent", "whole run, average") == pytest.approx(100 * 100 / 320)


def test_residential_is_homes_secure_and_other_residential() -> None:
    r = register()
    for kind in Kind:
        stay(r, -10.0, kind=kind)
    values = measured(r)
    assert value(values, "in_residential", when=LAST) == 3
    assert value(values, "in_residential", "whole run, average") == pytest.approx(3)
    for kind in KINDS:
        assert value(values, "in_placement", kind, LAST) == 1
