"""The measures of children looked after, coming into care and leaving it: answers worked by hand."""

from __future__ import annotations

from math import isnan

import pytest
from handmade_registers import (
    LAST,
    MARCH_2018,
    MARCH_2019,
    MARCH_2020,
    YEAR,
    child,
    day,
    episode,
    measured,
    placement,
    register,
    stay,
    value,
)

from sim.foundations.codes import LeavingCause
from sim.model.register.register import Register

# Looked after


def test_an_open_period_counts_to_the_end_of_the_run() -> None:
    r = register()
    stay(r, -10.0)
    values = measured(r)
    assert value(values, "looked_after", when=LAST) == 1
    assert value(values, "looked_after", "whole run, average") == 1


def test_what_ends_on_31_march_is_gone_at_its_close_and_what_begins_on_it_is_there() -> None:
    for hour in (0.0, 0.5, 0.99):
        r = register()
        stay(r, -10.0, day(2019, 3, 31) + hour)
        assert value(measured(r), "looked_after", when=MARCH_2019) == 0
        assert value(measured(r), "ceases", when=MARCH_2019) == 1
        r = register()
        stay(r, day(2019, 3, 31) + hour)
        assert value(measured(r), "looked_after", when=MARCH_2019) == 1
        assert value(measured(r), "starts", when=MARCH_2019) == 1


def test_what_ends_as_1_april_starts_was_there_at_the_close_of_31_march() -> None:
    r = register()
    stay(r, -10.0, day(2019, 4, 1))
    values = measured(r)
    assert value(values, "looked_after", when=MARCH_2019) == 1
    assert value(values, "looked_after", "age: 5 to 9", MARCH_2019) == 1
    assert value(values, "looked_after_by_sex", "female", MARCH_2019) == 1
    assert value(values, "looked_after_by_sex", "male", MARCH_2019) == 0
    assert value(values, "ceases", when=MARCH_2019) == 0
    assert value(values, "ceases", when=MARCH_2020) == 1


def test_average_number_is_child_days_over_days() -> None:
    r = register(until=100)
    stay(r, -50.0, 25.0)  # 25 days in the run
    stay(r, 90.0)  # 10 days
    values = measured(r)
    assert value(values, "looked_after", "whole run, average") == pytest.approx(0.35)
    assert value(values, "in_placement", "agency; whole run, average") == pytest.approx(0.35)


def test_a_child_is_counted_in_the_age_band_they_have_reached_at_the_date() -> None:
    r = register(until=day(2019, 4, 1))
    tenth_birthday = day(2019, 1, 1)
    stay(r, -100.0, born=tenth_birthday - 10 * YEAR)
    values = measured(r)
    assert value(values, "looked_after", "age: 5 to 9", MARCH_2018) == 1
    assert value(values, "looked_after", "age: 10 to 15", MARCH_2018) == 0
    assert value(values, "looked_after", "age: 10 to 15", MARCH_2019) == 1
    days_at_ten = day(2019, 4, 1) - tenth_birthday
    average = value(values, "looked_after", "age: 10 to 15; whole run, average")
    assert average == pytest.approx(days_at_ten / day(2019, 4, 1))


# Starts, ceases, re-entries


def twice_in_a_year() -> Register:
    """A child who came in May 2018, went home in June, came back in August and left for good in December."""
    r = register()
    who = child(r, born=day(2018, 5, 1) - 12 * YEAR)
    placement(r, episode(r, who, day(2018, 5, 1), day(2018, 6, 1)), day(2018, 5, 1), day(2018, 6, 1))
    again = episode(r, who, day(2018, 8, 1), day(2018, 12, 1), number=2, cause=LeavingCause.SPECIAL_GUARDIANSHIP)
    placement(r, again, day(2018, 8, 1), day(2018, 12, 1))
    return r


def test_a_child_who_starts_twice_in_a_year_is_counted_once_and_every_start_twice() -> None:
    values = measured(twice_in_a_year())
    assert value(values, "starts", when=MARCH_2019) == 1
    assert value(values, "starts", "age: 10 to 15", MARCH_2019) == 1
    assert value(values, "starts", "every start", MARCH_2019) == 2
    assert value(values, "reentries", when=MARCH_2019) == 1
    assert value(values, "starts", "whole run, per year") == pytest.approx(1 / 3)
    assert value(values, "starts", "every start; whole run, per year") == pytest.approx(2 / 3)


def test_of_two_ceases_in_a_year_the_last_is_counted_with_its_cause() -> None:
    values = measured(twice_in_a_year())
    assert value(values, "ceases", when=MARCH_2019) == 1
    assert value(values, "ceases", "home planned", MARCH_2019) == 0
    assert value(values, "ceases", "special guardianship", MARCH_2019) == 1
    assert value(values, "ceases", "every cease", MARCH_2019) == 2


def test_a_child_who_starts_in_two_years_is_counted_in_each() -> None:
    r = register()
    who = child(r)
    for number, began in enumerate((day(2019, 3, 1), day(2019, 4, 1)), start=1):
        placement(r, episode(r, who, began, began + 10, number=number), began, began + 10)
    values = measured(r)
    assert value(values, "starts", when=MARCH_2019) == 1
    assert value(values, "starts", when=MARCH_2020) == 1
    assert value(values, "starts", "whole run, per year") == pytest.approx(2 / 3)


def test_children_there_at_the_start_have_not_started() -> None:
    r = register()
    stay(r, -0.5)
    assert value(measured(r), "starts", "every start; whole run, per year") == 0


def test_a_start_before_the_run_does_not_hide_one_in_it() -> None:
    r = register()
    who = child(r)
    for number, began in enumerate((-0.5, 30.0), start=1):
        placement(r, episode(r, who, began, began + 10, number=number), began, began + 10)
    assert value(measured(r), "starts", "whole run, per year") == pytest.approx(1 / 3)


def test_mean_stay_is_of_periods_ended_in_the_year_with_their_time_before_the_run() -> None:
    r = register()
    stay(r, -YEAR, day(2018, 6, 1))
    stay(r, day(2018, 4, 10), day(2018, 4, 20))
    stay(r, -5 * YEAR)
    values = measured(r)
    expected = (YEAR + day(2018, 6, 1) + 10) / 2 / YEAR
    assert value(values, "mean_stay_years", when=MARCH_2019) == pytest.approx(expected)
    assert isnan(value(values, "mean_stay_years", when=MARCH_2020))
