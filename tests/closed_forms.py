"""Closed forms that tests hold the model against, and within which bounds.

`WIDE` standard errors is a two-sided chance of 6 in 100,000; Kolmogorov-Smirnov critical values are at the same level.
The seeds of tests are fixed, so a test that passes keeps passing; the bounds say that it was no luck of the seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, inf, sqrt

import numpy as np
from quiet_parameters import YEAR, every
from scipy.stats import kstwo, norm, t

from sim.parameters.tables import DURATION_BAND_STARTS, ByDuration

WIDE = 4.0
LEVEL = 2 * norm.sf(WIDE)

STEADY = every(ByDuration, 2.0)
"""Leaving at a constant hazard of 2 a year: exponential stays with a mean of half a year."""

SHORT_OR_LONG = ByDuration(40.0, 6.0, 1.0, 0.2, 0.2, 4.0, 4.0, 4.0)
"""Leaving early or very late: far from exponential."""

IN_BURSTS = ByDuration(0.0, 20.0, 0.0, 3.0, 0.0, 1.0, 0.0, 0.0)
"""Nobody leaves in every second band, so that a day's error at a band's edge shows."""


# --- closed forms, written out again rather than taken from the model


def bands(per_year: ByDuration) -> list[tuple[float, float, float]]:
    """(from day, to day, hazard a day) of each band."""
    ends = (*DURATION_BAND_STARTS[1:], inf)
    return [
        (start, end, rate / YEAR)
        for start, end, rate in zip(DURATION_BAND_STARTS, ends, per_year.values(), strict=True)
    ]


def integrated(per_year: ByDuration, days: float) -> float:
    """The hazard integrated from 0 to a number of days."""
    return sum(rate * (min(days, end) - start) for start, end, rate in bands(per_year) if days > start)


def mean_stay(per_year: ByDuration, until: float = inf) -> float:
    """The mean in days of the stay, cut off at `until`: its survival integrated."""
    total = 0.0
    for start, end, rate in bands(per_year):
        if start < until:
            survives, span = exp(-integrated(per_year, start)), min(end, until) - start
            total += survives * (-np.expm1(-rate * span) / rate if rate > 0 else span)
    return total


def erlang_b(servers: int, load: float) -> float:
    """The share of arrivals that a loss system of so many servers turns away."""
    blocked = 1.0
    for server in range(1, servers + 1):
        blocked = load * blocked / (server + load * blocked)
    return blocked


def uniform_distance(sample: Sequence[float]) -> tuple[float, float]:
    """Kolmogorov and Smirnov's distance of a sample from the uniform distribution, and its critical value."""
    ordered, n = np.sort(sample), len(sample)
    distance = max((np.arange(1, n + 1) / n - ordered).max(), (ordered - np.arange(n) / n).max())
    return float(distance), float(kstwo.ppf(1 - LEVEL, n))


def assert_uniform(sample: Sequence[float], at_least: int) -> None:
    """Fail if the sample is too small to show anything, or not uniform between 0 and 1."""
    assert len(sample) >= at_least
    distance, critical = uniform_distance(sample)
    assert distance <= critical


def assert_share(count: int, of: int, expected: float) -> None:
    """Fail if a binomial share is off by more than its standard errors allow."""
    assert abs(count / of - expected) <= WIDE * sqrt(expected * (1 - expected) / of)


def assert_mean(batches: Sequence[float], expected: float) -> None:
    """Fail if the mean of independent (or long) batches is off by more than Student's t allows."""
    values = np.array(batches)
    error = values.std(ddof=1) / sqrt(len(values))
    assert abs(values.mean() - expected) <= t.ppf(1 - LEVEL / 2, len(values) - 1) * error
