"""The calendar: days as dates, ends of years, first days of months, working days, ages in bands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.foundations.calendar import DAYS_PER_YEAR, Calendar, age_band, in_words

START = Calendar(date(2018, 1, 1), frozenset({date(2018, 1, 1), date(2018, 3, 30), date(2018, 4, 2)}))


def test_day_0_is_the_start_and_lasts_until_midnight():
    assert START.date_of(0) == START.date_of(0.999) == date(2018, 1, 1)
    assert START.date_of(1) == date(2018, 1, 2)
    assert START.date_of(-0.001) == date(2017, 12, 31)


@given(st.integers(-40000, 40000), st.floats(0, 0.999))
def test_a_day_and_its_date_are_inverse(day: int, part: float):
    assert START.day_of(START.date_of(day + part)) == day


def test_ends_of_year_are_31_marches_with_both_ends_counted():
    since, until = START.day_of(date(2018, 3, 31)), START.day_of(date(2020, 3, 31))
    assert list(START.ends_of_year(since, until)) == [
        (89, date(2018, 3, 31)),
        (454, date(2019, 3, 31)),
        (820, date(2020, 3, 31)),  # through 29 February 2020
    ]
    assert list(START.ends_of_year(since + 1, until - 1)) == [(454, date(2019, 3, 31))]


@pytest.mark.parametrize(
    ("born", "age", "turns"),
    [
        (date(2000, 7, 1), 18, date(2018, 7, 1)),
        (date(2000, 2, 29), 18, date(2018, 3, 1)),
        (date(2004, 2, 29), 16, date(2020, 2, 29)),
        (date(2002, 12, 31), 16, date(2018, 12, 31)),
    ],
)
def test_birthdays_are_those_of_the_calendar(born: date, age: int, turns: date):
    for part in (0.0, 0.3, 0.999):
        day = START.birthday(START.day_of(born) + part, age)
        assert (START.date_of(day), day % 1) == (turns, pytest.approx(part))


@given(st.floats(-20_000, 20_000))
def test_a_birthday_is_within_a_day_of_so_many_mean_years(born: float):
    assert START.birthday(born, 18) - born == pytest.approx(18 * DAYS_PER_YEAR, abs=1.0)


def test_a_run_of_whole_years_ends_on_the_day_before_the_anniversary():
    ends = [START.date_of(START.horizon(years) - 1) for years in (1, 2.0, 3, 10)]
    assert ends == [date(year, 12, 31) for year in (2018, 2019, 2020, 2027)]
    assert Calendar(date(2018, 4, 1)).date_of(Calendar(date(2018, 4, 1)).horizon(2) - 1) == date(2020, 3, 31)
    assert Calendar(date(2016, 2, 29)).horizon(1) == 366  # to 1 March 2017
    assert START.horizon(1.5) == 365 + 182.5
    assert START.horizon(2.5) == 730 + 183  # half of 2020, a leap year
    assert START.horizon(0.25) == 365 / 4


def test_first_days_of_months_run_through_december():
    days = list(START.firsts_of_month(START.day_of(date(2018, 11, 1)), START.day_of(date(2019, 1, 31))))
    assert [when for _, when in days] == [date(2018, 11, 1), date(2018, 12, 1), date(2019, 1, 1)]
    assert all(START.date_of(day) == when for day, when in days)


def test_a_month_that_has_begun_already_is_left_out():
    assert [when.month for _, when in START.firsts_of_month(0.5, 60)] == [2, 3]


def test_weekends_and_bank_holidays_are_not_working_days():
    assert not START.is_working_day(0)  # New Year's Day, a Monday
    assert START.is_working_day(1)
    assert [START.is_working_day(day) for day in (4, 5, 6, 7)] == [True, False, False, True]


def test_the_next_working_day_after_maundy_thursday_is_the_tuesday_after_easter():
    friday = START.day_of(date(2018, 3, 30))
    assert START.next_working_day(friday - 1) == friday - 1
    assert START.date_of(START.next_working_day(friday)) == date(2018, 4, 3)


@given(st.integers(-1000, 5000))
def test_the_next_working_day_is_the_first_from_the_day_on(day: int):
    found = START.next_working_day(day)
    assert START.is_working_day(found)
    assert not any(START.is_working_day(earlier) for earlier in range(day, found))


@pytest.mark.parametrize(
    ("years", "band"),
    [(-0.2, 0), (0, 0), (0.999, 0), (1, 1), (4.999, 1), (5, 2), (9.999, 2), (10, 3), (15.999, 3), (16, 4), (17.9, 4)],
)
def test_ages_fall_in_the_published_bands(years: float, band: int):
    assert age_band(years * DAYS_PER_YEAR) == band


def test_dates_are_written_as_planners_write_them():
    assert in_words(date(2019, 3, 31)) == "31 March 2019"
    assert in_words(date(2019, 3, 31) + timedelta(days=1)) == "1 April 2019"


@pytest.mark.parametrize(
    ("start", "days"),
    [
        (date(2018, 4, 1), (0.0, 365.0, 731.0)),  # exactly years 1, 2 and 3, over a 29 February
        (date(2018, 1, 1), (0.0, 90.0, 455.0)),  # the first level until the next 1 April
        (date(2019, 3, 31), (0.0, 1.0, 367.0)),  # one day of the first
    ],
)
def test_financial_years_begin_on_1_april_and_the_first_on_the_first_day(start: date, days: tuple[float, ...]):
    assert Calendar(start).financial_years(3) == days


@pytest.mark.parametrize("age", [4, 5, 14, 17, 18])
@pytest.mark.parametrize("born", [date(2000, 2, 29), date(1999, 12, 31), date(2003, 3, 1), date(2004, 2, 28)])
def test_an_age_is_reached_on_the_birthday_at_the_time_of_day(born: date, age: int) -> None:
    """By the calendar, in the week of the birthday and in the weeks around it, where years are not counted."""
    calendar = Calendar(date(2018, 1, 1))
    birth = calendar.day_of(born) + 0.4
    birthday = calendar.birthday(birth, age)
    for day in range(int(birthday) - 20, int(birthday) + 20):
        for hour in (0.0, 0.3, 0.4, 0.5):
            assert calendar.has_reached(birth, age, day + hour) == (day + hour >= birthday)


def test_working_days_are_those_that_are_neither_of_a_weekend_nor_holidays() -> None:
    """Over two years with a start on a Saturday."""
    calendar = Calendar(date(2018, 9, 1), frozenset({date(2018, 12, 25), date(2019, 4, 19), date(2018, 8, 27)}))
    days = calendar.working_days(-300, 430)
    assert days == [day for day in range(-300, 431) if calendar.is_working_day(day)]
    assert calendar.day_of(date(2018, 8, 27)) not in days
