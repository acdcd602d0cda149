"""When to stop: how many replications it takes to know a mean within a half-width, judged so that it can be trusted.

Who stops as soon as the interval looks narrow stops when it happens to look narrow, and such intervals miss the truth
more often than they say. So the spread seen so far is not taken at its word: what is planned with is the spread that,
with a stated sureness, is not exceeded, wider where few replications or a few extreme ones decide it. Looks are few,
each a tenth further on at the least, and none comes before a minimum. `tests/stopping_study.py` tries the rule.
"""

from __future__ import annotations

from math import ceil, sqrt

import numpy as np

from sim.experiments.statistics.difference import (
    CONFIDENCE,
    replications_needed,
)
from sim.measures.arrays import Numbers

FIRST = 50
"""Replications before the first look: a judgement, from the study; fewer say too little of rare or extreme values."""

SURENESS = 0.9
"""That the spread planned with is not exceeded: a judgement, from the study."""

SKEWED = 10.0
"""Replications for each unit of squared skewness: the interval of a skewed mean holds the truth too seldom until there
are enough. A judgement, from the study; Cochran (Sampling Techniques, section 2.15) asks for 25."""

FAR_WITHIN = 0.25
"""Share of the half-width within which a mean is known so well that its skewness delays nothing: a judgement."""

ROUNDING = 1e-6
"""Share of the half-width below which values are called alike: so little is the rounding of sums."""

LEAST_STEP = 0.1
"""Share of the replications so far that is added at least before the next look, so that looks are few: a judgement."""

MOST_STEP = 1.0
"""Share that is added at most, since the spread is known better after that: a judgement."""

ROUND = 10
"""Replications are added in tens, which read better."""

UNSEEN = 3.0
"""Replications of n in which something may happen that was seen in none of them, at 95% confidence: 3 (the rule of
three)."""


def cautious_deviation(values: Numbers) -> float:
    """Return the standard deviation that, with the sureness of the rule, is not exceeded.

    `values` are defined, and not all alike.
    """
    from scipy.special import chdtri  # heavy: loaded when the first look is taken

    degrees = degrees_of_freedom(values)
    return float(values.std(ddof=1) * sqrt(degrees / chdtri(degrees, SURENESS)))


def degrees_of_freedom(values: Numbers) -> float:
    """Return how much the variance of the values is worth, as degrees of freedom of the chi-squared distribution.

    For normal values n - 1. The variance of a sample variance grows with the kurtosis, so that where a few values
    decide (many are zero, or a few extreme) it is worth less, down to about 2 when a single one does. `values` are
    defined, and not all alike.
    """
    n = len(values)
    apart = values - values.mean()
    kurtosis = float((apart**4).mean() / (apart**2).mean() ** 2)
    return min(n - 1.0, 2 * n / (kurtosis - 1)) if kurtosis > 1 else n - 1.0


def skewness(values: Numbers) -> float:
    """Return the skewness of the values, which are defined and not all alike."""
    apart = values - values.mean()
    return float((apart**3).mean() / (apart**2).mean() ** 1.5)


def replications_wanted(
    values: Numbers, half_width: float, spread: float = 0.0, confidence: float = CONFIDENCE
) -> int | None:
    """Return how many replications in all it takes, those that are undefined counted in.

    It is enough when that is no more than there are. Where all are alike so far, one not yet seen may be as far from
    them as `spread`. None when out of reach, or when none is defined.
    """
    defined = values[~np.isnan(values)]
    n = len(defined)
    if n == 0 or not half_width > 0:
        return None
    if np.ptp(defined) <= ROUNDING * half_width:
        wanted = UNSEEN * spread / half_width
    else:
        planned = replications_needed(cautious_deviation(defined), half_width, confidence)
        if planned is None:
            return None
        wanted = planned
        if planned > n * FAR_WITHIN**2:
            wanted = max(planned, SKEWED * skewness(defined) ** 2)
    return ceil(max(wanted, FIRST) * len(values) / n)


def next_look(done: int, wanted: int | None, most: int) -> int:
    """Return after how many replications to look again, at most `most`; `wanted` is None when beyond all reach."""
    farthest = done * (1 + MOST_STEP)
    step = max(done * LEAST_STEP, min(farthest if wanted is None else wanted, farthest) - done)
    return min(most, ceil((done + step) / ROUND) * ROUND)
