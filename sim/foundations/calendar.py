"""The calendar: days since the scenario's start as dates, 31 Marches, ages, working days."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

DAYS_PER_YEAR: Final = 365.25
SATURDAY: Final = 5

LEAP_DAYS: Final = 4.0
"""More than birthdays lie off from so many years of a usual length: years of 365 days and of 366 are uneven."""

AGE_BAND_STARTS: Final[tuple[float, ...]] = (0.0, 1.0, 5.0, 10.0, 16.0)
"""Years of age at which each of the five published age bands starts."""

LATER_BAND_STARTS: Final[tuple[float, ...]] = AGE_BAND_STARTS[1:]

ADULT: Final = 18 * DAYS_PER_YEAR
"""Age in days, within a day, at which a child stops being looked after: for sums over ages. Lives keep birthdays."""


def age_band(age_days: float) -> int:
    """Return the index of the published age band of a child `age_days` old (under 1, 1-4, 5-9, 10-15, 16+).

    An unborn child, for whom a place is sought, is under 1.
    """
    return bisect_right(LATER_BAND_STARTS, age_days / DAYS_PER_YEAR)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Dates of a scenario: `start` is day 0; `bank_holidays` are not working days."""

    start: date
    bank_holidays: frozenset[date] = field(default_factory=frozenset)

    def __reduce__(self) -> tuple[type[Calendar], tuple[date, frozenset[date]]]:
        """Say how to make it again in another process: a compiled class does not know by itself."""
        return Calendar, (self.start, self.bank_holidays)

    def date_of(self, day: float) -> date:
        """Return the date on which `day` (days since the start) falls."""
        return date.fromordinal(self.start.toordinal() + int(day // 1))

    def day_of(self, when: date) -> int:
        """Return the whole number of days from the start to the date `when`; negative before the start."""
        return when.toordinal() - self.start.toordinal()

    def birthday(self, born: float, age: int) -> float:
        """Return the day on which one born on day `born` reaches an `age` in years, at the same time of day.

        Born on 29 February it is 1 March in years without one, as is held in England (a person reaches an age at the
        start of the anniversary: Family Law Reform Act 1969, section 9).
        """
        return self.day_of(_years_after(self.date_of(born), age)) + born % 1

    def has_reached(self, born: float, age: int, day: float) -> bool:
        """Whether one born on day `born` has reached an `age` in years by a `day`: their birthday or later.

        Most are so far from that birthday that the years need not be counted by the calendar.
        """
        beyond = day - born - age * DAYS_PER_YEAR
        if beyond > LEAP_DAYS or beyond < -LEAP_DAYS:
            return beyond > 0.0
        return day >= self.birthday(born, age)

    def horizon(self, years: float) -> float:
        """Return the day on which a run of `years` ends: of whole years the anniversary of the start, at midnight.

        A part of a year is that share of the year in which it ends.
        """
        whole = int(years)
        ends, next_ends = (self.day_of(_years_after(self.start, number)) for number in (whole, whole + 1))
        return ends + (years - whole) * (next_ends - ends)

    def years_to(self, day: float) -> float:
        """Return the years of a run that ends on a day after the start: the horizon of so many years is that day."""
        whole = 0
        while self.horizon(whole + 1) <= day:
            whole += 1
        since, until = self.horizon(whole), self.horizon(whole + 1)
        return whole + (day - since) / (until - since)

    def financial_years(self, number: int) -> tuple[float, ...]:
        """Return the first days of so many financial years in a row, the first of them day 0 whenever it began."""
        first = self.start.year if self.start >= date(self.start.year, 4, 1) else self.start.year - 1
        return (0.0, *(float(self.day_of(date(first + later, 4, 1))) for later in range(1, number)))

    def ends_of_year(self, since: float, until: float) -> Iterator[tuple[int, date]]:
        """Yield (day, date) for each 31 March with since <= day <= until."""
        for year in range(self.date_of(since).year, self.date_of(until).year + 1):
            when = date(year, 3, 31)
            if since <= self.day_of(when) <= until:
                yield self.day_of(when), when

    def firsts_of_month(self, since: float, until: float) -> Iterator[tuple[int, date]]:
        """Yield (day, date) for the first day of each month with since <= day <= until."""
        first = self.date_of(since)
        year, month = first.year, first.month
        while True:
            when = date(year, month, 1)
            if self.day_of(when) > until:
                return
            if self.day_of(when) >= since:
                yield self.day_of(when), when
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)

    def is_working_day(self, day: float) -> bool:
        """Whether `day` is neither a weekend day nor a bank holiday."""
        when = self.date_of(day)
        return when.weekday() < SATURDAY and when not in self.bank_holidays

    def working_days(self, since: int, until: int) -> list[int]:
        """Return the working days from day `since` to day `until`, in order."""
        holidays = {self.day_of(holiday) for holiday in self.bank_holidays}
        weekday = self.start.weekday()
        return [day for day in range(since, until + 1) if (weekday + day) % 7 < SATURDAY and day not in holidays]

    def next_working_day(self, day: int) -> int:
        """Return `day` if it is a working day, else the first working day after it."""
        while not self.is_working_day(day):
            day += 1
        return day


def _years_after(when: date, years: int) -> date:
    """Return the anniversary of a date; of 29 February, 1 March in years without one."""
    try:
        return when.replace(year=when.year + years)
    except ValueError:
        return date(when.year + years, 3, 1)


def in_words(when: date) -> str:
    """Return a date as planners write it, e.g. ``31 March 2019``."""
    return f"{when.day} {when:%B %Y}"


def year_ending(when: date) -> int:
    """Return the year in which the financial year of a date ends, on 31 March."""
    return when.year + 1 if (when.month, when.day) >= (4, 1) else when.year


def is_part_year(start: date, until: date) -> bool:
    """Whether a run from `start` has only a part of the financial year whose last day in the run is `until`."""
    return (until.month, until.day) != (3, 31) or start > date(until.year - 1, 4, 1)
