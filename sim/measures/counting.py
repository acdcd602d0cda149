"""Counting that every measure shares: how many at a moment, how many in a span of time, how many on average.

An end that has not come is infinite. A moment is the start of a day: what began before it and had not ended
before it is present. So the count at the moment 1 April is the count at the close of 31 March, and the number
present at one moment is exactly the number at an earlier one, plus those that began from then on, less those
that ended.
"""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from sim.foundations.calendar import Calendar
from sim.measures.arrays import Flags, Integers, Numbers
from sim.measures.shared_time import shared_time
from sim.measures.value import Spans


def before(day: Numbers, at: Numbers, weights: Numbers | None = None) -> Numbers:
    """Return how many of the days (or the sum of their weights) lie before each moment, moments ascending."""
    if weights is None:
        return np.searchsorted(np.sort(day), at, "left").astype(np.float64)
    counts = np.bincount(np.searchsorted(at, day, "right"), weights, minlength=len(at) + 1)
    return np.asarray(counts[:-1].cumsum(), dtype=np.float64)


def before_by(group: Integers, number: int, day: Numbers, at: Numbers) -> Numbers:
    """Return, with a row for each of `number` groups, how many of its days lie before each moment."""
    width = len(at) + 1
    cell = group * width + np.searchsorted(at, day, "right")
    counts = np.bincount(cell, minlength=number * width).reshape(number, width)
    return np.asarray(counts[:, :-1].cumsum(axis=1), dtype=np.float64)


def number_at(began: Numbers, ended: Numbers, at: Numbers) -> Numbers:
    """Return how many spells go on at each moment."""
    return before(began, at) - before(ended, at)


def number_at_by(group: Integers, number: int, began: Numbers, ended: Numbers, at: Numbers) -> Numbers:
    """Return, with a row for each group, how many spells go on at each moment."""
    return before_by(group, number, began, at) - before_by(group, number, ended, at)


def number_in(day: Numbers, spans: Spans, weights: Numbers | None = None) -> Numbers:
    """Return how many of the days (or the sum of their weights) fall in each span."""
    earlier = before(day, spans.edges, weights)
    return earlier[spans.ends_at] - earlier[spans.starts_at]


def number_in_by(group: Integers, number: int, day: Numbers, spans: Spans) -> Numbers:
    """Return, with a row for each group, how many of its days fall in each span."""
    earlier = before_by(group, number, day, spans.edges)
    return earlier[:, spans.ends_at] - earlier[:, spans.starts_at]


def average_number(began: Numbers, ended: Numbers, spans: Spans) -> Numbers:
    """Return the average number of children on any day of each span: child-days over days."""
    return shared_time(began, ended, spans).in_each() / spans.days


def total(cells: Numbers | Flags) -> Numbers:
    """Return the sum of each row: of child-days, or of those marked."""
    return np.asarray(cells.sum(axis=1), dtype=np.float64)


def percent(part: Numbers, whole: Numbers) -> Numbers:
    """Return `part` as a percentage of `whole`; not a number where the whole is nobody."""
    return 100.0 * ratio(part, whole)


def ratio(part: Numbers, whole: Numbers) -> Numbers:
    """Return `part` over `whole`; not a number where the whole is nothing."""
    result: Numbers = np.divide(part, whole, out=np.full(np.shape(part), np.nan), where=whole > 0)
    return result


def a_year_before(calendar: Calendar, moment: float) -> float:
    """Return the same time of day on the same date a year earlier (28 February for 29 February)."""
    whole = int(moment // 1)
    when = calendar.date_of(whole)
    leap_day = (when.month, when.day) == (2, 29)
    earlier = (when - timedelta(days=1) if leap_day else when).replace(year=when.year - 1)
    return calendar.day_of(earlier) + (moment - whole)
