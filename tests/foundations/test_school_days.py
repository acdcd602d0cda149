"""School days: terms, ages in a school year, and what is a change in the middle of one."""

from datetime import date

import pytest

from sim.foundations.calendar import Calendar
from sim.foundations.school_days import (
    SchoolDays,
    age_of_year,
    at_school_age,
    easter_sunday,
    end_of_year_11,
    is_mid_year,
    school_year_begins,
    starts_school,
)

CALENDAR = Calendar(date(2018, 4, 1))


def _day(year: int, month: int, day: int) -> int:
    return CALENDAR.day_of(date(year, month, day))


@pytest.mark.parametrize(
    "sunday",
    [date(2000, 4, 23), date(2008, 3, 23), date(2018, 4, 1), date(2019, 4, 21), date(2024, 3, 31), date(2038, 4, 25)],
)
def test_easter(sunday: date) -> None:
    """Sundays of the almanac, an earliest and a latest among them."""
    assert easter_sunday(sunday.year) == sunday


def test_a_school_year_has_about_190_days() -> None:
    """State schools open for 190 days for pupils; without bank holidays in May a few more are counted."""
    school = SchoolDays(CALENDAR, -400, 1500)
    for year in (2018, 2019, 2020):
        open_for = school.days(_day(year, 9, 1), _day(year + 1, 8, 31))
        assert 183 <= len(open_for) <= 196


def test_school_days_after_a_day() -> None:
    """In term the days run on; a summer, a Christmas and an Easter are waited for."""
    school = SchoolDays(CALENDAR, -400, 1500)
    assert school.after(_day(2018, 9, 4) + 0.5, 1) == _day(2018, 9, 5)
    assert school.after(_day(2018, 7, 25), 0) == _day(2018, 9, 3)  # 1 September 2018 is a Saturday
    assert school.after(_day(2018, 7, 19), 3) == _day(2018, 9, 4)
    assert school.after(_day(2018, 12, 20), 1) == _day(2019, 1, 4)
    assert school.after(_day(2019, 4, 18), 1) == _day(2019, 5, 6)
    assert school.next_term(_day(2018, 10, 1)) == _day(2019, 1, 4)
    assert school.next_term(_day(2019, 1, 4)) == _day(2019, 5, 6)
    with pytest.raises(ValueError, match="School days are known"):
        school.after(1495, 400)


def test_a_term_has_its_first_day_and_its_school_days() -> None:
    """Summer of 2018 begins on 16 April: 30 days to the week off from 28 May (no bank holidays here), 35 after it."""
    school = SchoolDays(CALENDAR, -400, 1500)
    assert school.term_of(_day(2018, 4, 15) + 0.5) == _day(2018, 1, 4)
    assert school.term_of(_day(2018, 4, 16)) == school.term_of(_day(2018, 8, 31)) == _day(2018, 4, 16)
    days = school.days(_day(2018, 4, 16), _day(2018, 8, 31))
    assert (days[0], days[29], days[30], days[-1]) == tuple(
        CALENDAR.day_of(date(2018, month, day)) for month, day in ((4, 16), (5, 25), (6, 4), (7, 20))
    )
    with pytest.raises(ValueError, match="Terms are known"):
        school.term_of(-2000)


def test_the_day_on_which_a_child_starts_school() -> None:
    """Four on the 31 August before."""
    assert starts_school(CALENDAR, _day(2013, 8, 31)) == _day(2017, 9, 1)
    assert starts_school(CALENDAR, _day(2013, 9, 1)) == _day(2018, 9, 1)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2010, 8, 31), date(2018, 9, 1), 8),
        (date(2010, 9, 1), date(2018, 9, 1), 7),
        (date(2010, 8, 31), date(2018, 8, 31), 7),
        (date(2004, 2, 29), date(2019, 1, 1), 14),
    ],
)
def test_the_age_that_says_which_school_year(born: date, day: date, age: int) -> None:
    """It is that on the 31 August before: a child born on 1 September is nearly a year younger in class."""
    assert age_of_year(CALENDAR, CALENDAR.day_of(born) + 0.5, CALENDAR.day_of(day)) == age


def test_of_school_age_from_reception_to_year_13() -> None:
    """From 4 to 17 on 31 August."""
    born = _day(2010, 5, 1)
    assert not at_school_age(CALENDAR, born, _day(2014, 8, 31))
    assert at_school_age(CALENDAR, born, _day(2014, 9, 1))
    assert at_school_age(CALENDAR, born, _day(2028, 8, 31))
    assert not at_school_age(CALENDAR, born, _day(2028, 9, 1))


def test_mid_year_is_after_the_first_three_weeks_of_september() -> None:
    """As the Stability Index counts: until the next 1 September."""
    assert not is_mid_year(CALENDAR, _day(2018, 9, 21) + 0.9)
    assert is_mid_year(CALENDAR, _day(2018, 9, 22))
    assert is_mid_year(CALENDAR, _day(2019, 8, 31))
    assert school_year_begins(CALENDAR, _day(2019, 8, 31)) == _day(2018, 9, 1)


@pytest.mark.parametrize(
    ("born", "ends"),
    [
        (date(2005, 3, 15), date(2021, 7, 1)),
        (date(2005, 8, 31), date(2021, 7, 1)),
        (date(2005, 9, 1), date(2022, 7, 1)),
    ],
)
def test_the_end_of_year_11(born: date, ends: date) -> None:
    """1 July of the school year on whose eve the child is 15."""
    day = end_of_year_11(CALENDAR, CALENDAR.day_of(born))
    assert CALENDAR.date_of(day) == ends
    assert age_of_year(CALENDAR, CALENDAR.day_of(born), day) == 15
