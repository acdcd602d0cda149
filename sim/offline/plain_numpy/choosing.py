"""Places, orders and kinds of numbers: where they are, which there are, how many."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import repeat
from math import isnan
from typing import Any

from sim.offline.plain_numpy.array import PlainArray, row
from sim.offline.plain_numpy.cells import PlainCells
from sim.offline.plain_numpy.kinds import bool_, float64, int64
from sim.offline.plain_numpy.making import asarray
from sim.offline.plain_numpy.shapes import lines


def searchsorted(ascending: Any, values: Any, side: str = "left") -> Any:
    """Return before which of the ascending numbers each value belongs; a value that is not a number, after all."""
    flat = list(asarray(ascending).flat)
    find = bisect_right if side == "right" else bisect_left
    if isinstance(values, PlainCells | list | tuple):
        given = asarray(values)
        if find is bisect_right:  # it puts what is not a number after all by itself
            places = list(map(bisect_right, repeat(flat), given.flat))
        else:
            places = [bisect_left(flat, value) if value == value else len(flat) for value in given.flat]
        return PlainArray(places, given.shape, int64, given.by_column)
    return find(flat, values) if values == values else len(flat)


def bincount(values: PlainArray, weights: Any = None, minlength: int = 0) -> PlainArray:
    """Return how often each whole number is there, from nought on, or the sums of the weights of those."""
    number = max(minlength, max(values.flat, default=-1) + 1)
    if weights is None:
        counts = [0] * number
        for value in values.flat:
            counts[value] += 1
        return row(counts, int64)
    sums = [0.0] * number
    for value, weight in zip(values.flat, asarray(weights).flat, strict=True):
        sums[value] += weight
    return row(sums, float64)


def isin(values: Any, among: Any) -> PlainArray:
    """Whether each number is among others."""
    known = set(asarray(among).flat)
    return asarray(values).each(known.__contains__, bool_)


def unique(values: Any, return_inverse: bool = False, return_counts: bool = False, axis: int | None = None) -> Any:
    """Return which numbers there are in order, where each stands among them, and how often it is there.

    With the axis 1, which columns there are.
    """
    given = asarray(values)
    if axis is not None:
        return _unique_columns(given, return_counts)
    found = sorted(set(given.flat))
    place = {value: at for at, value in enumerate(found)}
    places = [place[value] for value in given.flat]
    answer = [row(found, given.dtype)]
    if return_inverse:
        answer.append(row(places, int64))
    if return_counts:
        answer.append(bincount(row(places, int64), minlength=len(found)))
    return tuple(answer) if len(answer) > 1 else answer[0]


def _unique_columns(given: PlainArray, counted: bool) -> Any:
    """Return which columns there are, in order, and how often each is there."""
    height, width = given.shape
    columns = [tuple(given.flat[at::width]) for at in range(width)]
    times = Counter(columns)
    found = sorted(times)
    flat = [column[at] for at in range(height) for column in found]
    distinct = PlainArray(flat, (height, len(found)), given.dtype)
    return (distinct, row([times[one] for one in found], int64)) if counted else distinct


def argsort(values: PlainArray, kind: str | None = None) -> PlainArray:  # noqa: ARG001, always as it stands
    """Return where the numbers stand that come first, second, ..., equal ones as they stand; not a number is last."""
    flat = values.flat
    return row(sorted(range(len(flat)), key=lambda at: (flat[at] != flat[at], flat[at])), int64)


def sort(values: PlainArray, axis: int = -1) -> PlainArray:
    """Return the numbers of each line along an axis in order; what is not a number is last."""
    in_order: Callable[[list[Any]], list[Any]] = sorted
    if isnan(sum(values.flat)):  # there may be some
        in_order = partial(sorted, key=lambda value: (value != value, value))
    if len(values.shape) == 1:
        return row(in_order(values.flat), values.dtype)
    flat = list(values.flat)
    for line in lines(values.shape, axis % len(values.shape)):
        flat[line] = in_order(flat[line])
    return PlainArray(flat, values.shape, values.dtype)


def lexsort(keys: Sequence[PlainArray]) -> PlainArray:
    """Return the order by the last key, of equals by the one before it, and so on."""
    columns = list(zip(*(key.flat for key in reversed(keys)), strict=True))
    return row(sorted(range(len(columns)), key=columns.__getitem__), int64)


def flatnonzero(values: Any) -> PlainArray:
    """Return where numbers are other than nought, all in one row."""
    return row([at for at, value in enumerate(asarray(values).flat) if value], int64)
