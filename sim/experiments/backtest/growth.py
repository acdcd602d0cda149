"""What earlier years teach about growth: England's drift, each authority's momentum, and its return to its region."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.experiments.backtest.record import PublishedRecord
from sim.measures.arrays import Numbers

RIDGE = 0.1
"""Added to the lessons' own weight, so that few years teach little."""

LARGEST_CHANGE = 0.25
"""Of a logarithm in a year; larger ones, as of very small authorities, are cut to this when lessons are learned."""

EVERY_SIZE, BY_SIZE = 0.003, 1.2
"""Rough variance of a year's growth in logarithms, and times the number in care: only to weight lessons."""


@dataclass(frozen=True, slots=True)
class Drift:
    """England's growth: back to its long-run mean as fast as it has gone back before."""

    path: Numbers
    """Of the logarithm, expected 1, 2 and 3 years on."""
    deviation: Numbers
    """Of the path."""
    persistence: float
    mean: float


@dataclass(frozen=True, slots=True)
class Lessons:
    """How next year's growth has followed, in all authorities together, what was known a year before."""

    momentum: float
    """Of last year's own growth, the share that comes again."""
    reversion: float
    """Of the gap between the region's rate per child and the authority's own, the share that closes in a year."""


def drift(numbers: Numbers, years: int = 3) -> Drift:
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
    deviation: Numbers = innovation * np.sqrt(np.cumsum(sums**2))
    return Drift(path, deviation, persistence, mean)


def own_growth(record: PublishedRecord) -> Numbers:
    """Return each authority's growth in the latest year against the median of all; 0 where not known."""
    if record.looked_after.shape[1] < 2:
        return np.zeros(len(record.authorities))
    with np.errstate(invalid="ignore", divide="ignore"):
        growth = np.diff(np.log(record.looked_after[:, -2:]), axis=1)[:, 0]
    growth = np.where(np.isfinite(growth), growth, np.nan)
    against: Numbers = np.nan_to_num(growth - np.nanmedian(growth))
    return against


def gap_to_region(record: PublishedRecord) -> Numbers:
    """Return the region's mean logarithm of children in care per child less the authority's own; 0 where not known."""
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = np.log(record.looked_after[:, -1] / record.population[:, -1])
    rate = np.where(np.isfinite(rate), rate, np.nan)
    regions = np.array(record.regions)
    gap = np.full(len(rate), np.nan)
    for region in dict.fromkeys(record.regions):
        here = regions == region
        if np.isfinite(rate[here]).any():
            gap[here] = np.nanmean(rate[here]) - rate[here]
    known: Numbers = np.nan_to_num(gap)
    return known


def changes(record: PublishedRecord, ageing: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return (causes, growth, weight) of the record's last year: what was known a year before, and what came.

    `ageing` is the growth expected of each authority's ages in that year. Causes are in columns: momentum, reversion.
    """
    before = record.until(record.origin - 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        growth = np.diff(np.log(record.looked_after[:, -2:]), axis=1)[:, 0] - ageing
    usable = np.isfinite(growth)
    growth = np.clip(growth[usable] - np.median(growth[usable]), -LARGEST_CHANGE, LARGEST_CHANGE)
    causes = np.column_stack([own_growth(before), gap_to_region(before)])[usable]
    weight = 1 / (EVERY_SIZE + BY_SIZE / before.looked_after[usable, -1])
    return causes, growth, weight


def lessons(pairs: list[tuple[Numbers, Numbers, Numbers]]) -> Lessons:
    """Return what all pairs of years teach together, by weighted least squares, shrunk towards nothing."""
    causes, growth, weight = (np.concatenate(parts) for parts in zip(*pairs, strict=True))
    squares = (causes * weight[:, None]).T @ causes
    squares += np.diag(RIDGE * np.diag(squares) + 1e-12)
    momentum, reversion = np.linalg.solve(squares, (causes * weight[:, None]).T @ growth)
    return Lessons(float(np.clip(momentum, 0.0, 0.5)), float(np.clip(reversion, 0.0, 0.5)))


def expected_growth(record: PublishedRecord, ageing: Numbers, taught: Lessons) -> Numbers:
    """Return the expected growth of the logarithm of children in care (authorities, 3 years)."""
    ahead = np.arange(1, ageing.shape[1] + 1)
    momentum = np.cumsum(taught.momentum**ahead)
    reversion = 1 - (1 - taught.reversion) ** ahead
    path = drift(record.england_looked_after, ageing.shape[1]).path
    result: Numbers = (
        path + ageing + np.outer(own_growth(record), momentum) + np.outer(gap_to_region(record), reversion)
    )
    return result
