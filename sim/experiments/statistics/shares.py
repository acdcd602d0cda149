"""Shares of futures in which a standard is met: what so many replications can tell of them.

A share that can only rise is fitted to all that was tried (isotonic regression), so that a little luck that goes the
other way does no harm. Counts may then be fractions: the binomial's tails are read off the beta distribution.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.experiments.statistics.difference import CONFIDENCE
from sim.measures.arrays import Numbers


def rising(values: Numbers, weights: Numbers) -> Numbers:
    """Return the rising sequence nearest to `values` by weighted least squares: neighbours out of order are pooled."""
    levels: list[float] = []
    masses: list[float] = []
    lengths: list[int] = []
    for value, weight in zip(values.tolist(), weights.tolist(), strict=True):
        level, mass, length = value, weight, 1
        while levels and levels[-1] > level:
            before = masses.pop()
            level = (level * mass + levels.pop() * before) / (mass + before) if mass + before > 0 else level
            mass, length = mass + before, length + lengths.pop()
        levels.append(level)
        masses.append(mass)
        lengths.append(length)
    return np.repeat(levels, lengths)


def clearly_below(met: float, of: int, probability: float, confidence: float = CONFIDENCE) -> bool:
    """Whether so few of the futures meet the standard that the share of all can hardly be `probability` or more."""
    from scipy.special import betainc  # heavy: loaded when the first share is judged

    return met < of and bool(betainc(of - met, met + 1, 1 - probability) < (1 - confidence) / 2)


def clearly_above(met: float, of: int, probability: float, confidence: float = CONFIDENCE) -> bool:
    """Whether so many of the futures meet the standard that the share of all can hardly be `probability` or less."""
    from scipy.special import betainc

    return met > 0 and bool(betainc(met, of - met + 1, probability) < (1 - confidence) / 2)


def share_interval(met: float, of: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return the exact (Clopper and Pearson) interval of the share of all futures that meet the standard."""
    from scipy.special import betaincinv

    if of == 0:
        return 0.0, 1.0
    tail = (1 - confidence) / 2
    low = float(betaincinv(met, of - met + 1, tail)) if met > 0 else 0.0
    high = float(betaincinv(met + 1, of - met, 1 - tail)) if met < of else 1.0
    return low, high


def least_replications(probability: float, confidence: float = CONFIDENCE) -> int:
    """Return how many replications it takes before any share can be clearly above `probability`."""
    of = 1
    while not clearly_above(of, of, probability, confidence):
        of += 1
    return of


def quantile_interval(
    values: Sequence[float] | Numbers, probability: float, confidence: float = CONFIDENCE
) -> tuple[float, float, float]:
    """Return the least value that is enough with `probability`, and the (low, high) that so many values can tell.

    The interval is that of order statistics, which holds whatever the distribution; an end that the values are too few
    for is infinite. All three are not a number when there are no values.
    """
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    of = len(ordered)
    if of == 0:
        return np.nan, np.nan, np.nan
    place = min(of, max(1, int(np.ceil(probability * of - 1e-9))))
    # the share of all futures for which the m-th smallest value is enough is at least m of so many
    low = next(
        (value for m, value in enumerate(ordered, 1) if not clearly_below(m, of, probability, confidence)), np.inf
    )
    high = next((value for m, value in enumerate(ordered, 1) if clearly_above(m, of, probability, confidence)), np.inf)
    if not clearly_below(0, of, probability, confidence):
        low = -np.inf
    return float(ordered[place - 1]), float(low), float(high)
