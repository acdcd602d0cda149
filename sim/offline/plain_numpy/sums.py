"""Sums in the order in which numpy makes them, so that they are the same to the last bit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

LANES = 8
"""Running sums that numpy keeps beside each other."""

BLOCK = 128
"""Numbers of which a sum is made at once; of more, the halves are summed first."""


def pairwise(values: Sequence[float]) -> float:
    """Return the sum of numbers that lie one after the other: eight running sums in blocks, larger ones halved."""
    number = len(values)
    if number < LANES:
        total = -0.0 if number else 0.0
        for value in values:
            total += value
        return total
    if number <= BLOCK:
        even = number - number % LANES
        a, b, c, d, e, f, g, h = (in_order(values[lane:even:LANES]) for lane in range(LANES))
        total = ((a + b) + (c + d)) + ((e + f) + (g + h))
        for value in values[even:]:
            total += value
        return total
    half = number // 2
    half -= half % LANES
    return pairwise(values[:half]) + pairwise(values[half:])


def in_order(values: Sequence[float]) -> float:
    """Return the sum of numbers one after the other: `sum` itself would round otherwise, from Python 3.12 on."""
    total: float = 0.0
    each = iter(values)
    for value in each:
        total = value
        break
    for value in each:
        total += value
    return total


def running(values: Sequence[Any]) -> list[Any]:
    """Return the sums of the first, the first two, ... values."""
    return list(accumulate(values))
