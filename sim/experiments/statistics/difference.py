"""The paired difference: what a strategy changes, replication by replication, with its interval.

Base and strategy share their luck in each replication, so the difference is taken before averaging.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isnan, nan, sqrt

import numpy as np

from sim.measures.arrays import Numbers

CONFIDENCE = 0.95
MOST_REPLICATIONS = 10_000_000
"""Beyond which "replications needed" is said to be out of reach."""

LEAST_FOR_CLEAR = 5
"""Replications below which no difference is called clear: a judgement."""

LEAST_FOR_PRECISION = 10
"""Replications below which it is not said how precise a difference is, nor that equal ones are certain: likewise."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference a strategy makes to one measure, over the replications in which both sides are defined."""

    base_mean: float
    scenario_mean: float
    difference: float
    low: float
    """Lower end of the interval of the mean difference; not a number with fewer than two replications."""
    high: float
    confidence: float
    deviation: float
    """Standard deviation of the difference between replications."""
    probability_lower: float
    """Share of replications in which the strategy has less of the measure than the base, ties counted half."""
    replications: int

    @property
    def half_width(self) -> float:
        """Half the width of the interval: the precision achieved."""
        return (self.high - self.low) / 2

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out no difference, and enough replications stand behind it."""
        return self.leaves_out_zero and self.enough

    @property
    def leaves_out_zero(self) -> bool:
        """Whether no difference lies outside the interval (never with a lone replication)."""
        return self.low > 0 or self.high < 0

    @property
    def enough(self) -> bool:
        """Whether replications are enough to call anything clear; more are asked for where all were alike."""
        least = LEAST_FOR_CLEAR if self.deviation > 0 else LEAST_FOR_PRECISION
        return self.replications >= least

    @property
    def unchanged(self) -> bool:
        """Whether every one of several replications is the same on both sides."""
        return self.deviation == 0 and self.difference == 0

    def replications_needed(self, half_width: float) -> int | None:
        """Return how many replications in all would bring the half-width to `half_width`; None if not known.

        None with fewer than two replications, with a target of zero while replications differ, and when the number is
        beyond `MOST_REPLICATIONS`.
        """
        if self.replications < 2 or isnan(half_width) or half_width < 0:
            return None
        if self.deviation == 0:
            return 2
        if half_width == 0:
            return None
        return replications_needed(self.deviation, half_width, self.confidence)


def paired(base: Numbers, scenario: Numbers, confidence: float = CONFIDENCE) -> Difference:
    """Compare two measures replication by replication; those undefined on either side are left out."""
    both = ~(np.isnan(base) | np.isnan(scenario))
    n = int(both.sum())
    if n == 0:
        return Difference(nan, nan, nan, nan, nan, confidence, nan, nan, 0)
    base, scenario = base[both], scenario[both]
    difference = scenario - base
    mean = float(difference.mean())
    low, high, deviation = interval(difference, confidence)
    lower = float((difference < 0).mean() + (difference == 0).mean() / 2)
    return Difference(float(base.mean()), float(scenario.mean()), mean, low, high, confidence, deviation, lower, n)


def interval(values: Numbers, confidence: float = CONFIDENCE) -> tuple[float, float, float]:
    """Return the (low, high) of Student's interval of the mean and the standard deviation; `values` are defined.

    All three are not a number with fewer than two values.
    """
    n = len(values)
    if n < 2:
        return nan, nan, nan
    # Equal values have no spread; the rounding of their mean must not make one.
    deviation = 0.0 if (values == values[0]).all() else float(values.std(ddof=1))
    mean = float(values.mean())
    half_width = student(confidence, n - 1) * deviation / sqrt(n)
    return mean - half_width, mean + half_width, deviation


def replications_needed(deviation: float, half_width: float, confidence: float = CONFIDENCE) -> int | None:
    """Return the least number of replications whose interval has at most this half-width; None if out of reach."""

    def enough(n: int) -> bool:
        return student(confidence, n - 1) * deviation / sqrt(n) <= half_width

    normal = (student(confidence, MOST_REPLICATIONS) * deviation / half_width) ** 2
    if normal > MOST_REPLICATIONS:
        return None
    n = max(2, ceil(normal))  # Student's quantile is above the normal's, so this is never too many
    while not enough(n):
        n += 1
    return n


def student(confidence: float, degrees: int) -> float:
    """Return the two-sided quantile of Student's t distribution."""
    from scipy.special import stdtrit  # heavy: loaded when the first interval is asked for

    return float(stdtrit(degrees, (1 + confidence) / 2))
