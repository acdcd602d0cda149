"""The measures of unaccompanied children, of siblings in care and of distance: answers worked by hand."""

from __future__ import annotations

import pytest
from handmade_registers import LAST, MARCH_2018, child, episode, measured, placement, register, stay, value

from sim.foundations.codes import Kind, Location, Route


def test_unaccompanied_children_are_those_whose_period_of_care_began_so_by_where_they_live() -> None:
    r = register(until=100)
    for kind, route in (
        (Kind.SUPPORTED, Route.UNACCOMPANIED),
        (Kind.AGENCY, Route.UNACCOMPANIED),
        (Kind.AGENCY, Route.REMAND),
    ):
        of = episode(r, child(r), -10.0, route=route)
        placement(r, of, -10.0, kind=kind)
    gone = episode(r, child(r), -10.0, 50.0, route=Route.UNACCOMPANIED)
    placement(r, gone, -10.0, 50.0, kind=Kind.SUPPORTED)
    values = measured(r)
    assert value(values, "unaccompanied", when=MARCH_2018) == 2
    assert value(values, "unaccompanied", "supported", MARCH_2018) == 1
    assert value(values, "unaccompanied", "agency", MARCH_2018) == 1
    assert value(values, "unaccompanied", "whole run, average") == pytest.approx(2.5)
    assert value(values, "unaccompanied", "supported; whole run, average") == pytest.approx(1.5)


def test_starts_of_unaccompanied_children_leave_out_those_there_on_the_first_day() -> None:
    r = register(until=365.25)
    for began, route in ((-1.0, Route.UNACCOMPANIED), (5.0, Route.UNACCOMPANIED), (6.0, Route.VOLUNTARY)):
        of = episode(r, child(r), began, route=route)
        placement(r, of, began)
    assert value(measured(r), "unaccompanied_starts", "whole run, per year") == pytest.approx(1.0)


def test_siblings_in_care_are_counted_where_two_of_a_family_are_placed() -> None:
    r = register(until=100)
    for family, kind, ended in (
        (1, Kind.IN_HOUSE, None),
        (1, Kind.IN_HOUSE, None),
        (1, Kind.AGENCY, None),
        (2, Kind.AGENCY, None),
        (3, Kind.IN_HOUSE, None),
        (3, Kind.IN_HOUSE, 20.0),
    ):
        of = episode(r, child(r, family=family), -10.0, *(() if ended is None else (ended,)))
        placement(r, of, -10.0, *(() if ended is None else (ended,)), kind=kind)
    stay(r, -10.0)
    values = measured(r)
    assert value(values, "siblings_in_care", when=MARCH_2018) == 3
    assert value(values, "siblings_in_care", "with the council's own carers", MARCH_2018) == 2


def test_the_three_places_make_up_all() -> None:
    r = register()
    for location in (Location.INSIDE, Location.NEAR, Location.NEAR, Location.FAR):
        stay(r, -10.0, location=location)
    values = measured(r)
    names = ("inside_borough_percent", "outside_within_20_miles_percent", "over_20_miles_percent")
    assert [value(values, name, when=LAST) for name in names] == [25.0, 50.0, 25.0]
    assert sum(value(values, name, "whole run, average") for name in names) == pytest.approx(100.0)
