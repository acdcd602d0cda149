"""Working days: deadlines counted as regulations count them, and months after a day as calendars do."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from datetime import date
from typing import Final

from sim.foundations.calendar import Calendar

IN_EVERY_MONTH: Final = 28
"""Days that a month has at least."""


class WorkingDays:
    """The working days from day `since` to day `until`, each a whole number of days since the scenario's start.

    The day on which something happens is day 0, as the Care Planning Regulations 2010 count: what is due within 20
    working days is in time on the 20th working day after it, whatever the hour.
    """

    __slots__ = ("_days", "since", "until")

    def __init__(self, calendar: Calendar, since: int, until: int) -> None:
        self.since = since
        self.until = until
        self._days = calendar.working_days(since, until)

    def after(self, day: float, number: int) -> int:
        """Return the `number`-th working day after the day on which `day` falls; with 0, that day or the next one.

        Raises:
            ValueError: it lies outside the days that are known.
        """
        whole = int(day // 1)
        place = bisect_right(self._days, whole if number else whole - 1) + max(number - 1, 0)
        if not self.since <= whole or place >= len(self._days):
            raise ValueError(
                f"Working days are known from day {self.since} to day {self.until}, not {number} after {day}."
            )
        return self._days[place]

    def days(self, first: int, last: int) -> list[int]:
        """Return the working days from one day to another, both among them."""
        return self._days[bisect_left(self._days, first) : bisect_right(self._days, last)]

    def between(self, first: float, last: float) -> int:
        """Return how many working days come after the day of `first`, up to and with the day of `last`."""
        return bisect_right(self._days, int(last // 1)) - bisect_right(self._days, int(first // 1))


def months_after(calendar: Calendar, day: float, months: int) -> int:
    """Return the same day of the month so many `months` later, or the last of a month that is shorter."""
    when = calendar.date_of(day)
    year, month = divmod(when.year * 12 + when.month - 1 + months, 12)
    number = when.day if when.day <= IN_EVERY_MONTH else min(when.day, monthrange(year, month + 1)[1])
    return calendar.day_of(date(year, month + 1, number))
