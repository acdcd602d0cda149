"""How one number spreads over replications, and where an observed value lies in it."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np

from sim.measures.arrays import Numbers

COVERED = (50, 80, 95)
"""Percent of replications inside each interval that is given."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle `percent` of the replications."""

    percent: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of the replications and the intervals around it, over those in which the number is defined."""

    median: float
    mean: float
    intervals: tuple[Interval, ...]
    replications: int

    def interval(self, percent: int) -> Interval:
        """Return the interval that holds this percent of the replications."""
        return next(one for one in self.intervals if one.percent == percent)


def spread(values: Numbers) -> Spread:
    """Return the spread of the values; its numbers are not numbers when none is defined."""
    defined = values[~np.isnan(values)]
    intervals = tuple(middle(values, percent) for percent in COVERED)
    if len(defined) == 0:
        return Spread(nan, nan, intervals, 0)
    return Spread(float(np.median(defined)), float(defined.mean()), intervals, len(defined))


def middle(values: Numbers, percent: int) -> Interval:
    """Return the interval that holds this percent of the defined values, as many below it as above."""
    defined = values[~np.isnan(values)]
    if len(defined) == 0:
        return Interval(percent, nan, nan)
    low, high = np.percentile(defined, [50 - percent / 2, 50 + percent / 2])
    return Interval(percent, float(low), float(high))


def percentile(values: Numbers, observed: float) -> float:
    """Return the percentage of the values that lie below `observed`, those equal to it counted half."""
    defined = values[~np.isnan(values)]
    if len(defined) == 0:
        return nan
    below, equal = (defined < observed).mean(), np.isclose(defined, observed, rtol=0.0, atol=1e-9).mean()
    return 100.0 * float(below + equal / 2)
