"""Working days between dates."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from sim.offline.plain_numpy.array import PlainArray, row
from sim.offline.plain_numpy.kinds import int64

WEEK, WORKING = 7, 5
MONDAY = date(1, 1, 1).toordinal()
"""The first day of all, a Monday, counted as `date.toordinal` does."""


def busday_count(since: PlainArray, until: PlainArray, holidays: Sequence[date]) -> PlainArray:
    """Return the days from Monday to Friday that are no holidays, from each date up to but not including another."""
    free = sorted({day.toordinal() for day in holidays if day.weekday() < WORKING})

    def before(ordinal: int) -> int:
        """Return how many working days lie before a day."""
        weeks, rest = divmod(ordinal - MONDAY, WEEK)
        return weeks * WORKING + min(rest, WORKING) - bisect_left(free, ordinal)

    def between(one: date, other: date) -> int:
        first, last = one.toordinal(), other.toordinal()
        return before(last) - before(first) if first <= last else before(last + 1) - before(first + 1)

    return row([between(*pair) for pair in zip(since.flat, until.flat, strict=True)], int64)
