"""School days: terms, school years, and what counts as a change of school in the middle of a year.

Terms are those of a usual English year, not of one council: autumn from 1 September to 20 December, spring from 4
January to the Thursday before Good Friday, summer from the third Monday after Easter to 21 July, with a week off in the
middle of each.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from sim.foundations.calendar import Calendar

FIRST_OF_YEAR: Final = (9, 1)
"""Month and day on which a school year begins; a child's age on the day before says which year they are in."""

LAST_OF_YEAR: Final = (7, 21)

START_OF_YEAR_DAYS: Final = 21
"""A change within the first three weeks of September is one at the start of a year (Children's Commissioner for
England, Stability Index 2017, technical report)."""

RECEPTION_AGE: Final = 4
LAST_AGE: Final = 17
WEEK: Final = 7

KEY_STAGE_4: Final = (14, 15)
"""Ages on 31 August before years 10 and 11."""


class SchoolDays:
    """The days on which schools are open from day `since` to day `until`, in days since the scenario's start."""

    __slots__ = ("_calendar", "_days", "_terms", "since", "until")

    def __init__(self, calendar: Calendar, since: int, until: int) -> None:
        self.since = since
        self.until = until
        self._calendar = calendar
        first, last = calendar.date_of(since), calendar.date_of(until)
        terms = [term for year in range(first.year - 1, last.year + 1) for term in _terms(year)]
        working = calendar.working_days(calendar.day_of(terms[0][0]), calendar.day_of(terms[-1][1]))
        self._days: list[int] = []
        for begins, ends in terms:
            week_off = calendar.day_of(_half_term(begins, ends))
            days = working[bisect_left(working, calendar.day_of(begins)) : bisect_right(working, calendar.day_of(ends))]
            self._days += [day for day in days if not week_off <= day < week_off + WEEK]
        self._terms = [calendar.day_of(begins) for begins, _ in terms]

    def after(self, day: float, number: int) -> int:
        """Return the `number`-th school day after the day on which `day` falls; with 0, that day or the next one.

        Raises:
            ValueError: it lies outside the days that are known.
        """
        whole = int(day // 1)
        place = bisect_right(self._days, whole) + number - 1 if number else bisect_left(self._days, whole)
        if whole < self.since or place >= len(self._days):
            raise ValueError(
                f"School days are known from day {self.since} to day {self.until}, not {number} after {day}."
            )
        return self._days[place]

    def next_term(self, day: float) -> int:
        """Return the first day of the first term that begins after the day on which `day` falls.

        Raises:
            ValueError: it lies outside the days that are known.
        """
        place = bisect_right(self._terms, int(day // 1))
        if place >= len(self._terms):
            raise ValueError(f"Terms are known from day {self.since} to day {self.until}, not after {day}.")
        return self._terms[place]

    def term_of(self, day: float) -> int:
        """Return the first day of the last term that has begun by the day on which `day` falls.

        Raises:
            ValueError: it lies outside the days that are known.
        """
        place = bisect_right(self._terms, int(day // 1)) - 1
        if place < 0:
            raise ValueError(f"Terms are known from day {self.since} to day {self.until}, not at {day}.")
        return self._terms[place]

    def days(self, first: int, last: int) -> list[int]:
        """Return the school days from day `first` to day `last`, both with them."""
        return self._days[bisect_left(self._days, first) : bisect_right(self._days, last)]


def school_year_begins(calendar: Calendar, day: float) -> int:
    """Return the day on which the school year began in which `day` falls."""
    when = calendar.date_of(day)
    year = when.year if (when.month, when.day) >= FIRST_OF_YEAR else when.year - 1
    return calendar.day_of(date(year, *FIRST_OF_YEAR))


def next_school_year(calendar: Calendar, day: float) -> int:
    """Return the day on which the school year after that of `day` begins."""
    return school_year_begins(calendar, school_year_begins(calendar, day) + 366)


def age_of_year(calendar: Calendar, born: float, day: float) -> int:
    """Return the age in whole years, on the 31 August before, of a child in the school year in which `day` falls."""
    when, birth = calendar.date_of(day), calendar.date_of(born)
    year = when.year if (when.month, when.day) >= FIRST_OF_YEAR else when.year - 1
    return year - birth.year - ((birth.month, birth.day) >= FIRST_OF_YEAR)


def at_school_age(calendar: Calendar, born: float, day: float) -> bool:
    """Whether a child is of an age for reception to year 13 in the school year in which `day` falls."""
    return RECEPTION_AGE <= age_of_year(calendar, born, day) <= LAST_AGE


def starts_school(calendar: Calendar, born: float) -> int:
    """Return the day on which the school year begins in which a child born on day `born` is in reception."""
    birth = calendar.date_of(born)
    after_august = (birth.month, birth.day) >= FIRST_OF_YEAR
    return calendar.day_of(date(birth.year + RECEPTION_AGE + after_august, *FIRST_OF_YEAR))


def is_mid_year(calendar: Calendar, day: float) -> bool:
    """Whether a start at a new school on `day` is in the middle of a school year."""
    return int(day // 1) - school_year_begins(calendar, day) >= START_OF_YEAR_DAYS


def end_of_year_11(calendar: Calendar, born: float) -> int:
    """Return 1 July of the school year in which a child born on day `born` is in year 11."""
    birth = calendar.date_of(born)
    turns_15_by = birth.year + KEY_STAGE_4[1]
    before_september = (birth.month, birth.day) < FIRST_OF_YEAR
    return calendar.day_of(date(turns_15_by + (1 if before_september else 2), 7, 1))


def _terms(year: int) -> Iterator[tuple[date, date]]:
    """Yield the first and last days of the terms of the school year that begins in September of a `year`."""
    easter = easter_sunday(year + 1)
    yield date(year, *FIRST_OF_YEAR), date(year, 12, 20)
    yield date(year + 1, 1, 4), easter - timedelta(days=3)
    yield easter + timedelta(days=15), date(year + 1, *LAST_OF_YEAR)


def _half_term(begins: date, ends: date) -> date:
    """Return the Monday of the week off in the middle of a term."""
    middle = begins + (ends - begins) / 2
    return middle - timedelta(days=middle.weekday())


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of a year of the Gregorian calendar (Meeus, Jones and Butcher's algorithm)."""
    golden, century, of_century = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
