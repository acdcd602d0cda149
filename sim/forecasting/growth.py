"""What earlier years teach about growth: England's drift, an authority's momentum, its return to its like."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.fitting.steps import Array
from sim.forecasting.record import PublishedRecord

BELIEVED = 0.75
"""The share of England's expected growth that is believed; the rest of the path is no growth.

England's series was forecast from each 31 March of 2000 to 2018, with what was known then, and its misses at one, two
and three years were least at about this share: 1.59, 3.22 and 4.73% (root of the mean square) against 1.69, 3.52 and
5.28% with all of it.
"""

RIDGE = 0.1
"""Added to the lessons' own weight, so that few years teach little."""

LARGEST_CHANGE = 0.25
"""Of a logarithm in a year; larger ones, as of very small authorities, are cut to this when lessons are learned."""

EVERY_SIZE, BY_SIZE = 0.003, 1.2
"""Rough variance of a year's growth in logarithms, and times the number in care: only to weight lessons."""


@dataclass(frozen=True, slots=True)
class Drift:
    """England's growth: back to its long-run mean as fast as it has gone back before."""

    path: Array
    """Of the logarithm, expected 1, 2 and 3 years on."""
    deviation: Array
    """Of the path."""
    persistence: float
    mean: float


@dataclass(frozen=True, slots=True)
class Lessons:
    """How next year's growth has followed, in all authorities together, what was known a year before."""

    momentum: float
    """Of last year's own growth, the share that comes again."""
    to_region: float
    """Of the gap between the region's rate per child and the authority's own, the share that closes in a year."""
    to_neighbours: float
    """Likewise of the gap to its ten statistical neighbours' mean, beside the region's."""


def drift(numbers: Array, years: int = 3) -> Drift:
    """Return what an autoregression of the first order on yearly growth makes of a long series of numbers."""
    growth = np.diff(np.log(numbers))
    mean = float(growth.mean())
    before, following = growth[:-1] - mean, growth[1:] - mean
    persistence = float(np.clip((before @ following) / (before @ before), 0.0, 0.95))
    innovation = float(np.std(following - persistence * before, ddof=2))
    ahead = np.arange(1, years + 1)
    path = np.cumsum(mean + (growth[-1] - mean) * persistence**ahead)
    # growth j years on answers to each innovation before it: the path adds geometric sums of them up
    sums = np.array([(1 - persistence**left) / (1 - persistence) for left in ahead])
    deviation: Array = innovation * np.sqrt(np.cumsum(sums**2))
    return Drift(path, deviation, persistence, mean)


def own_growth(record: PublishedRecord) -> Array:
    """Return each authority's growth in the latest year against the median of all; 0 where not known."""
    if record.looked_after.shape[1] < 2:
        return np.zeros(len(record.authorities))
    with np.errstate(invalid="ignore", divide="ignore"):
        growth = np.diff(np.log(record.looked_after[:, -2:]), axis=1)[:, 0]
    growth = np.where(np.isfinite(growth), growth, np.nan)
    against: Array = np.nan_to_num(growth - np.nanmedian(growth))
    return against


def expected_drift(numbers: Array, years: int = 3) -> Array:
    """Return the growth of England's logarithm that a forecast reckons with: a share of the drift's path."""
    path: Array = BELIEVED * drift(numbers, years).path
    return path


def gap_to_region(record: PublishedRecord) -> Array:
    """Return the region's mean logarithm of children in care per child less the authority's own; 0 where not known."""
    rate, regions = _log_rate(record), np.array(record.regions)
    return _gap(rate, (regions == region for region in record.regions))


def gap_to_neighbours(record: PublishedRecord) -> Array:
    """Return the statistical neighbours' mean logarithm of children in care per child less the authority's own."""
    return _gap(_log_rate(record), (list(rows) for rows in record.neighbours))


def _log_rate(record: PublishedRecord) -> Array:
    """Return the logarithm of children in care per child at the origin; not a number where either is not known."""
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = np.log(record.looked_after[:, -1] / record.population[:, -1])
    return np.where(np.isfinite(rate), rate, np.nan)


def _gap(rate: Array, others: Iterable[NDArray[np.bool_] | list[int]]) -> Array:
    """Return the mean rate of the others of each authority less its own; 0 where nothing is known of either."""
    told = np.isfinite(rate)
    known, number = np.where(told, rate, 0.0), told.astype(np.float64)
    with np.errstate(invalid="ignore"):
        means = np.array([known[which].sum() / number[which].sum() for which in others])
    gap: Array = np.nan_to_num(means - rate)
    return gap


def changes(record: PublishedRecord, ageing: Array) -> tuple[Array, Array, Array]:
    """Return (causes, growth, weight) of the record's last year: what was known a year before, and what came.

    `ageing` is the growth expected of each authority's ages in that year. Causes are in columns: momentum, to the
    region, to the neighbours.
    """
    before = record.until(record.origin - 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        growth = np.diff(np.log(record.looked_after[:, -2:]), axis=1)[:, 0] - ageing
    usable = np.isfinite(growth)
    growth = np.clip(growth[usable] - np.median(growth[usable]), -LARGEST_CHANGE, LARGEST_CHANGE)
    causes = np.column_stack([own_growth(before), gap_to_region(before), gap_to_neighbours(before)])[usable]
    weight = 1 / (EVERY_SIZE + BY_SIZE / before.looked_after[usable, -1])
    return causes, growth, weight


def lessons(pairs: list[tuple[Array, Array, Array]]) -> Lessons:
    """Return what all pairs of years teach together, by weighted least squares, shrunk towards nothing."""
    causes, growth, weight = (np.concatenate(parts) for parts in zip(*pairs, strict=True))
    squares = (causes * weight[:, None]).T @ causes
    squares += np.diag(RIDGE * np.diag(squares) + 1e-12)
    found = np.clip(np.linalg.solve(squares, (causes * weight[:, None]).T @ growth), 0.0, 0.5)
    return Lessons(*found.tolist())


def expected_growth(record: PublishedRecord, ageing: Array, taught: Lessons) -> Array:
    """Return the expected growth of the logarithm of children in care (authorities, years).

    `ageing` is the growth that each authority's ages bring (authorities, years), believed whole.
    """
    years = ageing.shape[1]
    ahead = np.arange(1, years + 1)
    result: Array = (
        expected_drift(record.england_looked_after, years)
        + ageing
        + np.outer(own_growth(record), np.cumsum(taught.momentum**ahead))
        + np.outer(gap_to_region(record), 1 - (1 - taught.to_region) ** ahead)
        + np.outer(gap_to_neighbours(record), 1 - (1 - taught.to_neighbours) ** ahead)
    )
    return result
