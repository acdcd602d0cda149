"""The paired difference: what a strategy changes, replication by replication, with its interval.

Base and strategy share their luck in each replication, so the difference is taken before averaging.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isnan, nan, sqrt

import numpy as np

from sim.experiments.statistics.effect import Effect, effect
from sim.measures.arrays import Numbers

CONFIDENCE = 0.95
MOST_REPLICATIONS = 10_000_000
"""Beyond which "replications needed" is said to be out of reach."""

ROUNDING = 1e-9
"""Share of a number's level below which a difference is rounding, and no difference."""

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
    """Standard deviation of the difference between replications; where several share a draw of the inputs, that with
    which as many replications apart from one another would know the mean as well."""
    probability_lower: float
    """Share of replications in which the strategy has less of the measure than the base, ties counted half."""
    replications: int
    effect: Effect | None = None
    """What is known of it, where inputs were drawn and each draw was run on several turns of luck."""

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
        if self.replications < 2 or isnan(self.deviation) or isnan(half_width) or half_width < 0:
            return None
        if self.deviation == 0:
            return 2
        if half_width == 0:
            return None
        return replications_needed(self.deviation, half_width, self.confidence)


def paired(base: Numbers, scenario: Numbers, confidence: float = CONFIDENCE, turns: int = 1) -> Difference:
    """Compare two measures replication by replication; those undefined on either side are left out.

    `turns` is how many replications, one after another, share a draw of the inputs.
    """
    both = ~(np.isnan(base) | np.isnan(scenario))
    n = int(both.sum())
    if n == 0:
        return Difference(nan, nan, nan, nan, nan, confidence, nan, nan, 0)
    base, scenario = base[both], scenario[both]
    apart = np.full(len(both), nan)
    apart[both] = difference = without_rounding(scenario - base, base)
    level = np.abs(base).mean(keepdims=True)
    mean = float(without_rounding(difference.mean(keepdims=True), level)[0])
    low, high, deviation = interval(without_rounding(by_draw(apart, turns), level), confidence)
    known = effect(apart, turns, ROUNDING * float(level[0])) if turns > 1 else None
    lower = float((difference < 0).mean() + (difference == 0).mean() / 2)
    return Difference(
        float(base.mean()),
        float(scenario.mean()),
        mean,
        low,
        high,
        confidence,
        deviation * sqrt(turns),
        lower,
        n,
        known,
    )


def without_rounding(difference: Numbers, level: Numbers) -> Numbers:
    """Return the differences, those nought that the rounding of sums alone can make of numbers of that level.

    Those of the replications are, and so are their means, in which gains and losses outweigh one another.
    """
    kept: Numbers = np.where(np.abs(difference) <= ROUNDING * np.abs(level), 0.0, difference)
    return kept


def by_draw(values: Numbers, turns: int) -> Numbers:
    """Return the mean of the replications that share a draw of the inputs, over those that are defined."""
    if turns == 1:
        return values[~np.isnan(values)]
    groups = [values[first : first + turns] for first in range(0, len(values), turns)]
    means = [group[~np.isnan(group)].mean() for group in groups if not np.isnan(group).all()]
    return np.array(means, dtype=np.float64)


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
