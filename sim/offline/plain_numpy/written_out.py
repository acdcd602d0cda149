"""Functions of two numbers, written out for whole rows: a call for each number takes twice the time in a browser."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import repeat
from types import MappingProxyType
from typing import Any

FlatRow = list[Any]


@dataclass(frozen=True, slots=True)
class WrittenOut:
    """What a function makes of two rows, of a row and one number, and of one number and a row."""

    of_rows: Callable[[FlatRow, FlatRow], FlatRow]
    with_one: Callable[[FlatRow, Any], FlatRow]
    of_one: Callable[[Any, FlatRow], FlatRow]


def called(function: Callable[[Any, Any], Any]) -> WrittenOut:
    """Return a function that is called for each pair."""
    return WrittenOut(
        lambda first, second: list(map(function, first, second)),
        lambda first, other: list(map(function, first, repeat(other))),
        lambda one, second: list(map(function, repeat(one), second)),
    )


WRITTEN_OUT: Mapping[Callable[[Any, Any], Any], WrittenOut] = MappingProxyType(
    {
        operator.add: WrittenOut(
            lambda first, second: [one + other for one, other in zip(first, second, strict=True)],
            lambda first, other: [one + other for one in first],
            lambda one, second: [one + other for other in second],
        ),
        operator.sub: WrittenOut(
            lambda first, second: [one - other for one, other in zip(first, second, strict=True)],
            lambda first, other: [one - other for one in first],
            lambda one, second: [one - other for other in second],
        ),
        operator.mul: WrittenOut(
            lambda first, second: [one * other for one, other in zip(first, second, strict=True)],
            lambda first, other: [one * other for one in first],
            lambda one, second: [one * other for other in second],
        ),
        operator.lt: WrittenOut(
            lambda first, second: [one < other for one, other in zip(first, second, strict=True)],
            lambda first, other: [one < other for one in first],
            lambda one, second: [one < other for other in second],
        ),
        operator.le: WrittenOut(
            lambda first, second: [one <= other for one, other in zip(first, second, strict=True)],
            lambda first, other: [one <= other for one in first],
            lambda one, second: [one <= other for other in second],
        ),
        operator.gt: WrittenOut(
            lambda first, second: [one > other for one, other in zip(first, second, strict=True)],
            lambda first, other: [one > other for one in first],
            lambda one, second: [one > other for other in second],
        ),
        operator.ge: WrittenOut(
            lambda first, second: [one >= other for one, other in zip(first, second, strict=True)],
            lambda first, other: [one >= other for one in first],
            lambda one, second: [one >= other for other in second],
        ),
        operator.eq: WrittenOut(
            lambda first, second: [one == other for one, other in zip(first, second, strict=True)],
            lambda first, other: [one == other for one in first],
            lambda one, second: [one == other for other in second],
        ),
    }
)
"""Those that are used most."""

LARGER = WrittenOut(
    lambda first, second: [a if a >= b or a != a else b for a, b in zip(first, second, strict=True)],
    lambda first, b: [a if a >= b or a != a else b for a in first],
    lambda a, second: [a if a >= b or a != a else b for b in second],
)
SMALLER = WrittenOut(
    lambda first, second: [a if a <= b or a != a else b for a, b in zip(first, second, strict=True)],
    lambda first, b: [a if a <= b or a != a else b for a in first],
    lambda a, second: [a if a <= b or a != a else b for b in second],
)
