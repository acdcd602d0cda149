"""Means, medians and shares of what happened in each span of time, not a number where nothing did; days between."""

from __future__ import annotations

import numpy as np

from sim.measures.arrays import Flags, Numbers
from sim.measures.counting import number_in, percent, ratio
from sim.measures.value import Spans


def mean_in(day: Numbers, value: Numbers, spans: Spans) -> Numbers:
    """Return the mean of the values whose day falls in each span; values that are not finite are left out."""
    known = np.isfinite(value) & np.isfinite(day)
    return ratio(number_in(day[known], spans, value[known]), number_in(day[known], spans))


def median_in(day: Numbers, value: Numbers, spans: Spans) -> Numbers:
    """Return the median of the values whose day falls in each span; values that are not finite are left out."""
    known = np.isfinite(value)
    day, value = day[known], value[known]
    medians = [
        np.median(value[here]) if here.any() else np.nan
        for since, until in zip(spans.since, spans.until, strict=True)
        for here in [(day >= since) & (day < until)]
    ]
    return np.array(medians, dtype=np.float64)


def percent_in(day: Numbers, which: Flags, spans: Spans) -> Numbers:
    """Return the percentage of the days in each span that are marked."""
    return percent(number_in(day[which], spans), number_in(day, spans))


def days_between(since: Numbers, until: Numbers) -> Numbers:
    """Return the days from the one to the other; infinite where either has not come."""
    known = np.isfinite(since) & np.isfinite(until)
    days: Numbers = np.subtract(until, since, out=np.full(len(since), np.inf), where=known)
    return days
