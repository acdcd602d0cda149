"""The measures of how placements turn over and where children leave from: answers worked by hand."""

from __future__ import annotations

from datetime import date
from math import isnan

import pytest
from handmade_registers import (
    MARCH_2019,
    MARCH_2020,
    YEAR,
    child,
    day,
    episode,
    measured,
    placement,
    register,
    registers,
    stay,
    value,
)
from hypothesis import given, settings

from sim.foundations.codes import Kind, Location, PlacementEnd
from sim.measures.turnover import LENGTHS, LOCATIONS, NUMBERS, SPELLS
from sim.model.register.register import Register

APRIL_2018, APRIL_2019, APRIL_2020 = day(2018, 4, 1), day(2019, 4, 1), day(2020, 4, 1)
RUN = "whole run"


# Moves by time in placement


def test_moves_are_counted_in_the_band_of_the_placement_that_was_left() -> None:
    r = register(until=1000.0)
    of_child = episode(r, child(r), 0.0)
    placement(r, of_child, 0.0, 10.0, why=PlacementEnd.PLANNED)
    placement(r, of_child, 10.0, 110.0, why=PlacementEnd.DISRUPTED)
    placement(r, of_child, 110.0)
    found = measured(r)
    assert value(found, "move_rate", RUN) == pytest.approx(2 / (1000 / YEAR))
    # of three placements, 10 + 14 + 14 days lie in the first two weeks, and one move
    assert value(found, "move_rate", f"time in placement: under 2 weeks; {RUN}") == pytest.approx(1 / (38 / YEAR))
    # of the second 44 days (day 56 to 100), of the third 126 lie between 8 and 26 weeks, and one move
    weeks = value(found, "move_rate", f"time in placement: 8 to 26 weeks; {RUN}")
    assert weeks == pytest.approx(1 / ((44 + 126) / YEAR))
    assert value(found, "move_rate", f"time in placement: 2nd year; {RUN}") == 0


def test_leaving_care_is_no_move() -> None:
    r = register()
    stay(r, 0.0, 100.0)
    assert value(measured(r), "move_rate", RUN) == 0


# Placements ended by length


def test_placements_ended_by_length_count_moves_and_leaving_and_leave_out_what_goes_on() -> None:
    r = register()
    of_child = episode(r, child(r), 0.0, 300.0)
    placement(r, of_child, 0.0, 7.0, why=PlacementEnd.FOUND_BETTER)
    placement(r, of_child, 7.0, 7.0, why=PlacementEnd.PLANNED)  # ends at the instant it begins: none
    placement(r, of_child, 7.0, 37.0, why=PlacementEnd.PLANNED)
    placement(r, of_child, 37.0, 300.0)
    stay(r, -3000.0, 500.0)
    stay(r, 100.0)
    found = [value(measured(r), "placements_ended_percent", f"{band}; {RUN}") for band in LENGTHS]
    assert found == [25.0, 25.0, 0.0, 0.0, 25.0, 0.0, 0.0, 25.0]


# New placements


def test_new_placements_are_those_of_the_run_by_where_they_are() -> None:
    r = register()
    stay(r, -100.0, 50.0)
    for location in (Location.INSIDE, Location.FAR, Location.FAR):
        stay(r, APRIL_2018 + 10.0, 200.0, location=location)
    found = measured(r)
    assert value(found, "new_placements", when=MARCH_2019) == 3
    assert [value(found, "new_placements", where, MARCH_2019) for where in LOCATIONS] == [1, 0, 2]
    assert value(found, "new_placements", "whole run, per year") == pytest.approx(1)


# Placements in a year and two, by time in care


def test_placements_in_the_year_are_counted_apart_for_those_in_care_for_less() -> None:
    r = register()
    for moves in (0, 1, 3):  # came on 1 June 2018
        began = float(day(2018, 6, 1))
        of_child = episode(r, child(r), began)
        for number in range(moves):
            placement(r, of_child, began + 10 * number, began + 10 * (number + 1), why=PlacementEnd.PLANNED)
        placement(r, of_child, began + 10 * moves)
    stay(r, -1000.0)
    of_child = episode(r, child(r), -1000.0)
    placement(r, of_child, -1000.0, float(day(2018, 9, 1)), why=PlacementEnd.PLANNED)
    placement(r, of_child, float(day(2018, 9, 1)))
    found = measured(r)

    def percentages(spell: str, when: date) -> list[float]:
        return [value(found, "placements_in_year_percent", f"{spell}: {number}", when) for number in NUMBERS]

    under, over = SPELLS
    assert percentages(under, MARCH_2019) == pytest.approx([100 / 3, 100 / 3, 100 / 3])
    assert percentages(over, MARCH_2019) == [50.0, 50.0, 0.0]
    assert all(isnan(one) for one in percentages(under, MARCH_2020))
    assert percentages(over, MARCH_2020) == [100.0, 0.0, 0.0]


def test_a_year_in_care_to_the_day_is_a_year() -> None:
    r = register()
    stay(r, float(APRIL_2018))
    stay(r, APRIL_2018 + 1.0)
    assert value(measured(r), "looked_after_a_year_percent", when=MARCH_2019) == 50.0


def test_three_or_more_in_two_years_is_of_those_in_care_for_two() -> None:
    r = register()
    of_child = episode(r, child(r), -10.0)
    for began, ended in ((-10.0, 100.0), (100.0, 600.0)):
        placement(r, of_child, began, ended, why=PlacementEnd.PLANNED)
    placement(r, of_child, 600.0)
    stay(r, float(APRIL_2018))
    of_child = episode(r, child(r), APRIL_2018 + 1.0)  # a day short of two years
    for number in range(5):
        placement(r, of_child, APRIL_2018 + 1.0 + number, APRIL_2018 + 2.0 + number, why=PlacementEnd.PLANNED)
    found = measured(r)
    assert value(found, "three_or_more_placements_in_two_years_percent", when=MARCH_2020) == 50.0
    assert isnan(value(measured(register()), "three_or_more_placements_in_two_years_percent", when=MARCH_2020))


# Leaving by where the child lives


def test_leaving_is_per_child_year_in_the_kind_of_the_last_placement() -> None:
    r = register(until=2 * YEAR)
    stay(r, 0.0, YEAR, kind=Kind.IN_HOUSE)
    stay(r, 0.0, kind=Kind.AGENCY)
    of_child = episode(r, child(r), 0.0, 1.5 * YEAR)
    placement(r, of_child, 0.0, YEAR, kind=Kind.AGENCY, why=PlacementEnd.DISRUPTED)
    placement(r, of_child, YEAR, 1.5 * YEAR, kind=Kind.CHILDRENS_HOME, emergency=True)
    found = measured(r)
    assert value(found, "leaving_rate", f"in house; {RUN}") == pytest.approx(1.0)
    assert value(found, "leaving_rate", f"agency; {RUN}") == 0.0
    assert value(found, "leaving_rate", f"in house and agency; {RUN}") == pytest.approx(1 / 4)
    assert value(found, "leaving_rate", f"childrens home; {RUN}") == pytest.approx(1 / 0.5)  # an emergency place too
    assert value(found, "leaving_rate", RUN) == pytest.approx(2 / 4.5)
    assert isnan(value(found, "leaving_rate", f"secure; {RUN}"))


# Siblings


def test_in_house_siblings_together_are_pairs_in_one_household() -> None:
    r = register()
    for family, households in ((1, (10, 10, 11)), (2, (12, 13)), (3, (14,))):
        for household in households:
            of_child = episode(r, child(r, family=family), -10.0)
            placement(r, of_child, -10.0, kind=Kind.IN_HOUSE, household=household)
    of_child = episode(r, child(r, family=3), -10.0)  # with an agency: no pair of in-house siblings
    placement(r, of_child, -10.0, kind=Kind.AGENCY)
    for _ in range(2):  # of no family, though in one household
        placement(r, episode(r, child(r), -10.0), -10.0, kind=Kind.IN_HOUSE, household=15)
    # four pairs, one of them together
    assert value(measured(r), "in_house_siblings_together_percent", when=MARCH_2019) == 25.0
    assert isnan(value(measured(register()), "in_house_siblings_together_percent", when=MARCH_2019))


# Laws of any register


@settings(deadline=None, max_examples=50)
@given(registers())
def test_parts_add_up_to_the_whole(r: Register) -> None:
    found = measured(r)
    by = {(one.measure, one.category, one.date): one.value for one in found}
    for measure_, category, when in [key for key in by if key[:2] == ("new_placements", "")]:
        assert sum(by[measure_, where, when] for where in LOCATIONS) == by[measure_, category, when]
    for spell in SPELLS:
        for when in {key[2] for key in by if key[0] == "placements_in_year_percent"}:
            shares = [by["placements_in_year_percent", f"{spell}: {number}", when] for number in NUMBERS]
            assert all(isnan(share) for share in shares) or sum(shares) == pytest.approx(100)
    lengths = [value(found, "placements_ended_percent", f"{band}; {RUN}") for band in LENGTHS]
    assert all(isnan(share) for share in lengths) or sum(lengths) == pytest.approx(100)


@settings(deadline=None, max_examples=50)
@given(registers())
def test_three_or_more_by_time_in_care_together_are_ni62(r: Register) -> None:
    found = measured(r)
    by = {(one.measure, one.category, one.date): one.value for one in found}
    for when in {one.date for one in found if one.measure == "looked_after_a_year_percent"}:
        long = by["looked_after_a_year_percent", "", when] / 100
        if isnan(long):
            continue
        under, over = (by["placements_in_year_percent", f"{spell}: {NUMBERS[2]}", when] for spell in SPELLS)
        together = (0.0 if isnan(over) else long * over) + (0.0 if isnan(under) else (1 - long) * under)
        assert together == pytest.approx(by["three_or_more_placements_percent", "", when])
