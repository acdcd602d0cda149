"""Who is behind whom: mixes that others beat in two losses at once, on means and beyond luck. Less of a loss is better.

Losses have one row a mix and one column a replication, all mixes on the same luck, so differences are taken
replication by replication before they are averaged.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby
from math import inf, nan

import numpy as np

from sim.measures.arrays import Flags, Numbers, Rows

ROUNDING = 1e-9
"""Share of the largest number within which numbers are the same: what lies below is the rounding of sums and fits."""

CERTAIN = 1e-8
"""A difference that varies by less than this share of itself does not vary."""


def snapped(means: Numbers) -> Numbers:
    """Return means with those that differ by the rounding of sums alone made the same, along the last axis."""
    order = np.argsort(means, axis=-1, kind="stable")
    ordered = np.take_along_axis(means, order, axis=-1)
    begins = np.ones(means.shape, dtype=np.bool_)
    begins[..., 1:] = np.diff(ordered, axis=-1) > _rounding(means)
    first = np.maximum.accumulate(np.where(begins, np.arange(means.shape[-1]), 0), axis=-1)
    found = np.empty(means.shape)
    np.put_along_axis(found, order, np.take_along_axis(ordered, first, axis=-1), axis=-1)
    return found


def _rounding(numbers: Numbers) -> float:
    return ROUNDING * float(np.max(np.abs(numbers), initial=0.0))


def efficient(first: Numbers, second: Numbers) -> Flags:
    """Return of each mix whether no other is at least as good in both losses and better in one; of means, by mix."""
    first, second = snapped(first), snapped(second)
    found = np.zeros(len(first), dtype=np.bool_)
    least = inf
    for _, group in groupby(np.lexsort((second, first)).tolist(), key=lambda place: first[place]):
        equal = list(group)  # in the first loss, least of the second first
        if second[equal[0]] < least:
            least = second[equal[0]]
            found[[place for place in equal if second[place] == least]] = True
    return found


def behind_frontier(first: Numbers, second: Numbers, unsure: tuple[float, float] = (0.0, 0.0)) -> Numbers:
    """Return how clearly each mix is behind the frontier: in standard errors, of the smaller of its two gaps.

    A mix is behind another by the smaller of its gaps in both losses, and behind the frontier by the most over those
    that are on it: 0 or less for a mix that is itself on it, infinite where one gap is certain and the other exactly
    none. `unsure` is a standard error of each loss beyond that of luck.
    """
    ahead = np.flatnonzero(efficient(first.mean(axis=1), second.mean(axis=1)))
    furthest: Numbers = behind_each((first, second), ahead, unsure).max(axis=1)
    return furthest


def behind_each(losses: Sequence[Numbers], others: Sequence[int] | Rows, unsure: Sequence[float]) -> Numbers:
    """Return how clearly each mix (row) is behind each of the others (column) in all losses at once.

    By the smallest of its gaps in standard errors; endlessly little behind its equals.
    """
    found = np.empty((len(losses[0]), len(others)))
    for column, one in enumerate(others):
        gaps = [_gap(loss, one, beyond) for loss, beyond in zip(losses, unsure, strict=True)]
        same = np.logical_and.reduce([equal for _, equal in gaps])
        found[:, column] = np.where(same, -inf, np.minimum.reduce([gap for gap, _ in gaps]))
    return found


def best_of(loss: Numbers, cost: Numbers) -> int:
    """Return the mix with the least mean loss; of equals the one with the least mean cost."""
    return int(np.lexsort((snapped(cost.mean(axis=1)), snapped(loss.mean(axis=1))))[0])


def behind_best(loss: Numbers, cost: Numbers, unsure: float = 0.0) -> Numbers:
    """Return how clearly each mix is behind the best one in standard errors: in cost, where the loss is the same."""
    best = best_of(loss, cost)
    gap, same = _gap(loss, best, unsure)
    dearer, also_same = _gap(cost, best, 0.0)
    return np.where(same, np.where(also_same, 0.0, dearer), gap)


def _gap(loss: Numbers, one: int, unsure: float) -> tuple[Numbers, Flags]:
    """Return the mean of each row less that of `one` in standard errors, and which rows are the same throughout.

    The gap of the same rows is infinite: their equality is certain.
    """
    differences = loss - loss[one]
    n = differences.shape[1]
    means = differences.mean(axis=1)
    spread = differences.std(axis=1, ddof=1) if n > 1 else np.full(len(means), inf)
    errors = np.sqrt(np.where(spread < CERTAIN * np.abs(means), 0.0, spread) ** 2 / n + 2 * unsure**2)
    same: Flags = (np.abs(differences) <= _rounding(loss)).all(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        gaps = means / errors
    return np.where(same, inf, gaps), same


def thinned(behind: Numbers, room: int, stay: Collection[int] = ()) -> list[int]:
    """Return `room` mixes that stand for all: one by one, the mix that another stands for best goes.

    `behind` says of each mix (row) how clearly it is behind each (column). Those in `stay` never go.
    """
    left = np.ones(len(behind), dtype=np.bool_)
    fixed = np.zeros(len(behind), dtype=np.bool_)
    fixed[list(stay)] = True
    while left.sum() > max(room, len(stay)):
        most = np.where(left & ~fixed, np.where(left, behind, -inf).max(axis=1), nan)
        left[int(np.nanargmax(most))] = False
    return np.flatnonzero(left).tolist()
