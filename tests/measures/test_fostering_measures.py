"""The measures of the council's own fostering: answers worked by hand."""

from __future__ import annotations

import pytest
from handmade_registers import (
    MARCH_2018,
    MARCH_2019,
    capacity,
    day,
    measured,
    register,
    value,
)

from sim.model.register.columns import OPEN


def test_places_are_those_in_force_and_vacant_is_what_is_left() -> None:
    r = register(until=100)
    capacity(r, (0.0, 10, 20, 12, 3), (50.0, 11, 22, 12, 4), (day(2018, 4, 1), 12, 24, 20, 4))
    values = measured(r)
    assert value(values, "households", when=MARCH_2018) == 11
    assert value(values, "in_house_places_approved", when=MARCH_2018) == 22
    assert value(values, "in_house_places_filled", when=MARCH_2018) == 12
    assert value(values, "in_house_places_unavailable", when=MARCH_2018) == 4
    assert value(values, "in_house_places_vacant", when=MARCH_2018) == 6
    vacant = value(values, "in_house_places_vacant", "whole run, average")
    assert vacant == pytest.approx((50 * 5 + 40 * 6 + 10 * 0) / 100)


def test_households_there_at_the_start_are_not_newly_approved() -> None:
    r = register()
    r.households.approved += [-500.0, 0.0, day(2018, 6, 1), day(2019, 6, 1)]
    r.households.left += [day(2018, 7, 1), OPEN, OPEN, OPEN]
    values = measured(r)
    assert value(values, "households_approved", when=MARCH_2019) == 1
    assert value(values, "households_approved", "whole run, per year") == pytest.approx(2 / 3)
    assert value(values, "households_left", when=MARCH_2019) == 1
