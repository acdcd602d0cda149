"""Monthly values: when they are made, that they add up, and that they agree with the yearly ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from math import isnan

import pytest
from handmade_registers import CALENDAR, YEAR, capacity, day, parameters, plain, register, registers, stay, value
from hypothesis import given, settings

from sim.foundations.codes import Kind, Location
from sim.measures import Value, measure, monthly
from sim.measures.placements import KINDS
from sim.model.register.register import Register
from sim.parameters.edge_of_care import EdgeOfCare
from sim.parameters.parameters import Parameters
from sim.parameters.statutory.reviews import Reviews

MARCH_2019 = date(2019, 3, 31)


def of(r: Register, given_parameters: Parameters | None = None) -> list[Value]:
    return monthly(r, CALENDAR, given_parameters or parameters())


def firsts(values: list[Value], measure_id: str) -> list[date]:
    return [one.date for one in values if (one.measure, one.category) == (measure_id, "")]


def test_counts_stand_at_the_first_of_each_month_and_flows_at_their_own_month() -> None:
    values = of(register())
    counted, flowed = firsts(values, "looked_after"), firsts(values, "starts")
    assert counted[:2] == [date(2018, 1, 1), date(2018, 2, 1)]
    assert counted[-1] == date(2020, 12, 1)
    assert len(counted) == 36
    assert flowed == counted[:-1]  # December 2020 is not wholly in the run


def test_a_run_of_whole_months_has_all_its_months() -> None:
    values = of(register(until=day(2018, 4, 1)))
    assert len(firsts(values, "looked_after")) == 4
    assert len(firsts(values, "starts")) == 3


def test_a_run_within_a_month_has_its_opening_count_and_no_flows() -> None:
    values = of(register(until=20))
    assert firsts(values, "looked_after") == [date(2018, 1, 1)]
    assert firsts(values, "starts") == []


def test_each_child_counts_in_the_months_in_which_they_come_and_go() -> None:
    r = register()
    stay(r, -10.0, day(2018, 2, 28) + 0.5)
    stay(r, day(2018, 2, 1), kind=Kind.CHILDRENS_HOME)
    values = of(r)
    february, march = date(2018, 2, 1), date(2018, 3, 1)
    assert value(values, "looked_after", when=date(2018, 1, 1)) == 1  # there when the run starts
    assert value(values, "looked_after", when=february) == 1  # who comes on the 1st is not there as it starts
    assert value(values, "starts", when=february) == 1
    assert value(values, "ceases", when=february) == 1
    assert value(values, "looked_after", when=march) == 1
    assert value(values, "in_placement", "childrens home", march) == 1
    assert value(values, "in_residential", when=march) == 1


def test_opening_places_are_those_at_the_start() -> None:
    r = register(until=100)
    capacity(r, (0.0, 10, 20, 12, 3), (0.5, 10, 20, 13, 3))
    values = of(r)
    assert value(values, "in_house_places_filled", when=date(2018, 1, 1)) == 12
    assert value(values, "in_house_places_filled", when=date(2018, 2, 1)) == 13
    assert value(values, "in_house_places_vacant", when=date(2018, 2, 1)) == 4
    assert value(values, "in_house_places_unavailable", when=date(2018, 2, 1)) == 3


def test_a_month_costs_its_days() -> None:
    r = register()
    stay(r, -10.0, weekly_price=700.0)
    values = of(r)
    february = next(
        one
        for one in values
        if (one.measure, one.category, one.date) == ("cost_placements", "agency", date(2018, 2, 1))
    )
    assert february.value == pytest.approx(2800)
    assert february.unit == "GBP per month"


def test_percentages_of_a_month_are_of_all_children_and_undefined_of_nobody() -> None:
    r = register()
    stay(r, -10.0, day(2018, 3, 15), location=Location.INSIDE)
    stay(r, day(2018, 2, 5), first_choice=False)
    values = of(r)
    january, february, march, april = (date(2018, month, 1) for month in (1, 2, 3, 4))
    assert value(values, "inside_borough_percent", when=january) == 100
    assert value(values, "inside_borough_percent", when=march) == 50
    assert value(values, "inside_borough_percent", when=april) == 0
    assert value(values, "first_choice_percent", when=february) == 0
    assert isnan(value(values, "first_choice_percent", when=march))  # nobody was placed in it
    assert {one.unit for one in values if one.measure.endswith("percent")} == {"percent"}
    assert {one.category for one in values if one.measure.endswith("percent")} == {""}


def test_costs_of_all_parts_are_there_each_month() -> None:
    r = register()
    stay(r, -10.0, weekly_price=700.0)
    team = replace(plain(EdgeOfCare), workers=1.0, cost_per_worker=365.25)
    officers = replace(plain(Reviews), officers=2.0, cost_per_officer=365.25)
    values = of(r, parameters(edge_of_care=team, reviews=officers))
    february = date(2018, 2, 1)
    assert value(values, "cost_total", when=february) == pytest.approx(28 * 101)
    assert value(values, "cost_total", "strategies", february) == pytest.approx(28)
    assert value(values, "cost_statutory", when=february) == pytest.approx(56)


@settings(max_examples=40, deadline=None)
@given(registers())
def test_months_add_up(r: Register) -> None:
    values = of(r)
    number = {(one.measure, one.category, one.date): one.value for one in values}
    for month, following in pairwise(firsts(values, "looked_after")):
        change = number["starts", "", month] - number["ceases", "", month]
        assert number["looked_after", "", following] == number["looked_after", "", month] + change
        kinds = sum(number["in_placement", kind, month] for kind in KINDS)
        assert kinds == number["looked_after", "", month]


@settings(max_examples=40, deadline=None)
@given(registers())
def test_twelve_months_are_the_year(r: Register) -> None:
    r.placements.weekly_price[:] = [700.0] * len(r.placements.weekly_price)
    months, years = of(r), measure(r, CALENDAR, parameters())

    def year_of(measure_id: str) -> float:
        return sum(
            one.value
            for one in months
            if (one.measure, one.category) == (measure_id, "") and date(2018, 4, 1) <= one.date <= MARCH_2019
        )

    assert year_of("starts") == value(years, "starts", "every start", MARCH_2019)
    assert year_of("ceases") == value(years, "ceases", "every cease", MARCH_2019)
    for measure_id in ("moves", "disruptions", "emergency_placements"):
        assert year_of(measure_id) == value(years, measure_id, when=MARCH_2019)
    assert year_of("cost_total") == pytest.approx(value(years, "cost_total", when=MARCH_2019))
    assert year_of("cost_placements") == pytest.approx(value(years, "cost_placements", when=MARCH_2019))
    at_close = value(years, "looked_after", when=MARCH_2019)
    assert value(months, "looked_after", when=date(2019, 4, 1)) == at_close


def test_years_have_the_length_the_tests_suppose() -> None:
    assert register().until == 3 * YEAR
