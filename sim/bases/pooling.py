"""Borrowing strength: how far an authority's own counts are believed, and how far its neighbours' and England's.

An authority's rate is taken to lie around what its neighbours and England make one expect, with a spread that all
authorities together show once the chance in their counts is taken out (the method of moments). Each is then believed
by its precision: many children of its own outweigh the others, few do not. Nothing here is random.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from sim.fitting.steps import Array

LEAST_VARIANCE = 1e-4
"""Of logarithms of rates between authorities: they are never taken to be all alike (1%)."""

LARGEST_SAMPLE = 10_000.0
"""Children that a prior for shares is worth at most, for the same reason."""


MOST_MOVED = 1.0
"""Of its own standard deviations, by which a rate is moved at most: an authority that is unlike all others stays so.

Efron and Morris 1972, limited translation: it costs little where authorities are alike.
"""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much of a pooled number is the authority's own, its neighbours' and England's; they sum to 1."""

    own: float
    neighbours: float
    england: float


@dataclass(frozen=True, slots=True)
class PooledRate:
    """A rate with its standard deviation on the scale of logarithms."""

    value: float
    deviation: float
    weights: Weights

    def low(self) -> float:
        """Return the lower end of the central 90%."""
        return float(self.value * np.exp(-1.645 * self.deviation))

    def high(self) -> float:
        """Return the upper end of the central 90%."""
        return float(self.value * np.exp(1.645 * self.deviation))


@dataclass(frozen=True, slots=True)
class PooledShares:
    """Shares of several categories, and how many children they are worth."""

    values: tuple[float, ...]
    sample: float
    weights: Weights


@dataclass(frozen=True, slots=True)
class Rates:
    """A count and what it is counted over, for every authority (rows of a panel), with who its neighbours are."""

    counts: Array
    exposures: Array
    """Zero or nan where the authority has no figure."""
    neighbours: NDArray[np.bool_]
    """Row by row, which authorities are its neighbours."""
    dispersion: float | Array = 1.0
    """Variance over mean of the counts: above 1 where children come and go together, or by the year."""

    def any_known(self) -> bool:
        """Whether any authority has a figure."""
        return bool(self._known().any())

    def _known(self) -> NDArray[np.bool_]:
        known: NDArray[np.bool_] = np.isfinite(self.counts) & np.isfinite(self.exposures) & (self.exposures > 0)
        return known

    def pooled(self, row: int) -> PooledRate:
        """Return the rate of one authority, where any has a figure."""
        known = self._known()
        counts, exposures = np.where(known, self.counts, 0.0), np.where(known, self.exposures, 0.0)
        dispersion = np.broadcast_to(self.dispersion, counts.shape)
        total = float(counts.sum() + 0.5)
        england = np.log(total / exposures.sum())
        with np.errstate(divide="ignore"):
            own = np.where(known, np.log((counts + 0.5) / np.where(known, exposures, 1.0)), england)
        variances = np.where(known, dispersion / (counts + 0.5), np.inf)
        # half a child is added at England's rate, so that neighbours who have none between them are not minus infinity
        near_counts = self.neighbours @ counts + 0.5
        near = np.log(near_counts / (self.neighbours @ exposures + 0.5 * exposures.sum() / total)) - england
        apart = own - england
        slope = _slope(near[known], apart[known], 1 / (variances[known] + apart[known].var()))
        between = max(LEAST_VARIANCE, between_variance(apart[known] - slope * near[known], variances[known]))
        precision = 1 / between + 1 / variances[row]
        share = float(1 / variances[row] / precision)
        borrowed = float((1 - share) * (slope * near[row] - apart[row]))
        limit = MOST_MOVED * sqrt(variances[row])
        if abs(borrowed) > limit:
            share, borrowed = 1 - (1 - share) * limit / abs(borrowed), float(np.copysign(limit, borrowed))
        value = own[row] + borrowed
        leaning = slope if self.neighbours[row].any() else 0.0
        weights = Weights(share, (1 - share) * leaning, (1 - share) * (1 - leaning))
        return PooledRate(float(np.exp(value)), sqrt(1 / float(precision)), weights)


@dataclass(frozen=True, slots=True)
class Shares:
    """Counts by category (columns), for every authority (rows of a panel), with who its neighbours are."""

    counts: Array
    """Nan in a row that has no figures."""
    neighbours: NDArray[np.bool_]
    dispersion: float = 1.0
    """Children who come together, so that many are worth fewer."""

    def pooled(self, row: int) -> PooledShares:
        """Return the shares of one authority: its counts with a sample of what is expected added to them."""
        counts = np.where(np.isfinite(self.counts).all(axis=1, keepdims=True), self.counts, 0.0)
        numbers = counts.sum(axis=1)
        england = (counts.sum(axis=0) + 1e-9) / (numbers.sum() + 1e-9 * counts.shape[1])
        near = self.neighbours @ counts + england  # one child of England's kind, so that there is always one
        near = near / near.sum(axis=1, keepdims=True) - england
        known = numbers > 0
        shares = counts[known] / numbers[known, None]
        worth = numbers / self.dispersion
        weights = np.repeat(worth[known], counts.shape[1])
        slope = _slope(near[known].ravel(), (shares - england).ravel(), weights)
        expected = england + slope * near
        prior = prior_sample(shares, expected[known], worth[known])
        sample = float(worth[row]) + prior
        own = float(worth[row]) / sample
        mine = counts[row] / numbers[row] if numbers[row] else expected[row]
        values = own * mine + (1 - own) * expected[row]
        leaning = slope if self.neighbours[row].any() else 0.0
        return PooledShares(
            tuple((values / values.sum()).tolist()),
            sample,
            Weights(own, (1 - own) * leaning, (1 - own) * (1 - leaning)),
        )


def between_variance(residuals: Array, variances: Array) -> float:
    """Return the variance between authorities of which residuals and their own variances speak (Paule and Mandel).

    It is the one with which the squares of the residuals, over their whole variances, sum to their number.
    """

    def excess(between: float) -> float:
        return float((residuals**2 / (variances + between)).sum()) - len(residuals)

    if len(residuals) == 0 or excess(0.0) <= 0:
        return 0.0
    low, high = 0.0, float((residuals**2).sum())
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return high


def prior_sample(shares: Array, expected: Array, numbers: Array) -> float:
    """Return how many children the expected shares are worth, from how far the shares lie from them (moments).

    Of a Dirichlet: squares about the expectation are its variance times 1/n + (1 - 1/n) / (sample + 1).
    """
    squares = ((shares - expected) ** 2).sum(axis=1)
    widths = (expected * (1 - expected)).sum(axis=1)
    beyond_chance = float((numbers * squares - widths).sum())
    room = float((np.clip(numbers - 1, 0.0, None) * widths).sum())
    if room <= 0:
        return 1.0
    correlation = min(max(beyond_chance / room, 1 / (LARGEST_SAMPLE + 1)), 0.5)
    return 1 / correlation - 1


def _slope(neighbours: Array, own: Array, weights: Array) -> float:
    """Return how far authorities go with their neighbours away from England, between 0 and 1."""
    below = float((weights * neighbours**2).sum())
    return min(max(float((weights * neighbours * own).sum()) / below, 0.0), 1.0) if below > 0 else 0.0
