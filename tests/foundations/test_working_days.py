"""Working days: deadlines worked by hand over bank holidays, and laws of counting."""

from datetime import date

import pytest
from holidays import country_holidays

from sim.foundations.calendar import Calendar
from sim.foundations.working_days import WorkingDays, months_after

START = date(2018, 1, 1)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    """Return a calendar with the bank holidays of England."""
    return Calendar(START, frozenset(country_holidays("GB", subdiv="ENG", years=range(2016, 2023))))


@pytest.fixture(scope="module")
def working(calendar: Calendar) -> WorkingDays:
    """Return the working days of some years."""
    return WorkingDays(calendar, -400, 1200)


@pytest.mark.parametrize(
    ("entered", "due", "days"),
    [
        (date(2018, 3, 29), date(2018, 4, 30), 32),  # Good Friday and Easter Monday between
        (date(2018, 1, 1), date(2018, 1, 29), 28),  # a bank holiday itself
        (date(2018, 4, 28), date(2018, 5, 29), 31),  # a Saturday; two bank holidays in May
        (date(2018, 12, 21), date(2019, 1, 23), 33),  # Christmas, Boxing Day, New Year
        (date(2017, 12, 24), date(2018, 1, 24), 31),  # Christmas Eve, a Sunday before the start of the scenario
    ],
)
def test_the_twentieth_working_day(
    calendar: Calendar, working: WorkingDays, entered: date, due: date, days: int
) -> None:
    """An entry's health assessment and first review are due on the 20th working day after it."""
    found = working.after(calendar.day_of(entered) + 0.9, 20)
    assert calendar.date_of(found) == due
    assert found - calendar.day_of(entered) == days


def test_twenty_working_days_are_not_four_weeks(working: WorkingDays) -> None:
    """Over three years they take 26 to 33 days, 28.62 on average."""
    taken = [working.after(day, 20) - day for day in range(1096)]
    assert (min(taken), max(taken)) == (26, 33)
    assert sum(taken) / len(taken) == pytest.approx(28.62, abs=0.005)


def test_counting_back(working: WorkingDays) -> None:
    """Between a day and the n-th working day after it lie n, and none fewer the day before."""
    for day in range(-300, 1000, 7):
        for number in (1, 2, 5, 20, 45):
            due = working.after(day, number)
            assert working.between(day, due + 0.99) == number
            assert working.between(day, due - 1) == number - 1


def test_no_days_after_is_the_day_itself_or_the_next_working_day(calendar: Calendar, working: WorkingDays) -> None:
    """A Saturday in the middle of bank holidays waits for the Tuesday; a Wednesday does not wait."""
    assert calendar.date_of(working.after(calendar.day_of(date(2018, 3, 31)), 0)) == date(2018, 4, 3)
    assert calendar.date_of(working.after(calendar.day_of(date(2018, 4, 4)) + 0.5, 0)) == date(2018, 4, 4)


def test_days_that_are_not_known_are_refused(working: WorkingDays) -> None:
    """Neither an earlier day nor a later one is guessed."""
    with pytest.raises(ValueError, match="day -400 to day 1200"):
        working.after(-401, 1)
    with pytest.raises(ValueError, match="20 after 1199"):
        working.after(1199, 20)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2018, 8, 31), 6, date(2019, 2, 28)),
        (date(2019, 8, 31), 6, date(2020, 2, 29)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2018, 4, 30), 3, date(2018, 7, 30)),
        (date(2018, 11, 30), 3, date(2019, 2, 28)),
        (date(2018, 12, 1), 1, date(2019, 1, 1)),
        (date(2018, 12, 31), 0, date(2018, 12, 31)),
    ],
)
def test_months_after_a_day(calendar: Calendar, day: date, months: int, later: date) -> None:
    """The same day of the month, or the last of a month that is shorter."""
    assert calendar.date_of(months_after(calendar, calendar.day_of(day) + 0.3, months)) == later
