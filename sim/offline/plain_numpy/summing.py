"""Sums, means, middles and shares of arrays."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from math import floor, isnan, nan
from typing import Any

from sim.offline.plain_numpy.array import PlainArray, row
from sim.offline.plain_numpy.kinds import float64
from sim.offline.plain_numpy.making import asarray
from sim.offline.plain_numpy.shapes import lines, without


def sum(values: Any, axis: int | None = None) -> Any:
    """Return the sums along an axis, or of all."""
    return asarray(values).sum(axis)


def max(values: Any, initial: float) -> float:
    """Return the largest number, or `initial` where that is larger."""
    found: float = asarray([initial, *asarray(values).ravel()]).max()
    return found


def min(values: Any, axis: int | None = None) -> Any:
    """Return the smallest numbers along an axis, or of all."""
    return asarray(values).min(axis)


def mean(values: Any) -> float:
    """Return the mean of all."""
    found: float = asarray(values).mean()
    return found


def nansum(values: Any, axis: int | None = None) -> Any:
    """Return the sums along an axis, or of all, of what is a number."""
    return asarray(values).each(lambda value: 0.0 if value != value else value).sum(axis)


def nanmean(values: PlainArray) -> float:
    """Return the mean of all that are numbers."""
    found: float = nansum(values) / builtins.sum(value == value for value in values.flat)
    return found


def ptp(values: PlainArray) -> float:
    """Return how far the largest number is from the smallest."""
    found: float = values.max() - values.min()
    return found


def cumsum(values: Any, axis: int | None = None) -> PlainArray:
    """Return the running sums along an axis, or of all."""
    return asarray(values).cumsum(axis)


def median(values: Any, axis: int | None = None) -> Any:
    """Return the middle numbers along an axis, or of all; of two in the middle, their mean."""
    given = asarray(values)
    if axis is None:
        return _middle(given.flat)
    return PlainArray(
        [_middle(given.flat[line]) for line in lines(given.shape, axis)], without(given.shape, axis, False), float64
    )


def _middle(values: list[float]) -> float:
    number = len(values)
    if not number or any(map(isnan, values)):
        return nan
    ordered = sorted(values)
    return float(ordered[number // 2]) if number % 2 else (ordered[number // 2 - 1] + ordered[number // 2]) / 2


def percentile(values: Any, percent: Any, axis: int | None = None) -> Any:
    """Return the numbers below which so many percent of the others are."""
    shares = [one / 100 for one in percent] if isinstance(percent, Iterable) else percent / 100
    return quantile(values, shares, axis)


def quantile(values: Any, shares: Any, axis: int | None = None, method: str = "linear") -> Any:
    """Return the numbers below which such shares of the others are.

    Of ranks from nought to all but one ("linear"), or over one more than there are ("weibull").
    """
    given, asked = asarray(values), list(shares) if isinstance(shares, Iterable) else [shares]
    if axis is None:
        found = [_at_share(sorted(given.flat), share, method) for share in asked]
        return row(found, float64) if isinstance(shares, Iterable) else found[0]
    ordered = [sorted(given.flat[line]) for line in lines(given.shape, axis)]
    flat = [_at_share(line, share, method) for share in asked for line in ordered]
    shape = without(given.shape, axis, False)
    return PlainArray(flat, (len(asked), *shape) if isinstance(shares, Iterable) else shape, float64)


def _at_share(ordered: list[float], share: float, method: str) -> float:
    """Return the number at a share of ordered ones, between two neighbours where it falls between them."""
    number = len(ordered)
    if not number or any(map(isnan, ordered)):
        return nan
    at = (number - 1) * share if method == "linear" else number * share + share - 1
    before = builtins.min(builtins.max(floor(at), 0), number - 1)
    after = builtins.min(before + 1, number - 1) if at >= 0 else before
    low, high, between = ordered[before], ordered[after], at - before
    return high - (high - low) * (1 - between) if between >= 0.5 else low + (high - low) * between
