"""Shapes of arrays, and arrays of different shapes laid over one another."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any

Shape = tuple[int, ...]


def common(one: Shape, other: Shape) -> Shape:
    """Return the shape of two arrays laid over one another. Raises ValueError where they do not fit."""
    if one == other or not other:
        return one
    if not one:
        return other
    length = max(len(one), len(other))
    padded = zip((1,) * (length - len(one)) + one, (1,) * (length - len(other)) + other, strict=True)
    return tuple(_common_length(first, second) for first, second in padded)


def _common_length(first: int, second: int) -> int:
    if first != second and 1 not in (first, second):
        raise ValueError(f"operands could not be broadcast together: lengths {first} and {second}")
    return second if first == 1 else first


def spread(flat: list[Any], shape: Shape, into: Shape) -> list[Any]:
    """Return the values of an array repeated as far as another shape has room for them."""
    if shape == into or prod(shape) == prod(into) == 1:
        return flat
    shape = (1,) * (len(into) - len(shape)) + shape
    for axis in reversed(range(len(into))):
        if shape[axis] != into[axis]:
            block, times = prod(into[axis + 1 :]), into[axis]
            if block == 1:
                flat = [value for value in flat for _ in range(times)] if len(flat) > 1 else flat * times
            else:
                starts = range(0, len(flat), block) if block else ()
                flat = [value for start in starts for value in flat[start : start + block] * times]
    return flat


def lines(shape: Shape, axis: int) -> Iterator[slice]:
    """Yield where the numbers of each line along an axis lie, the lines in order."""
    step = prod(shape[axis + 1 :])
    length = shape[axis] * step
    for before in range(prod(shape[:axis])):
        for after in range(step):
            start = before * length + after
            yield slice(start, (before + 1) * length, step)


def without(shape: Shape, axis: int, keep: bool) -> Shape:
    """Return a shape without an axis; kept, with length one."""
    return shape[:axis] + ((1,) if keep else ()) + shape[axis + 1 :]


def crossed(offsets: list[list[int]]) -> list[int]:
    """Return every sum of one offset along each axis, the last axis running fastest."""
    cells = [0]
    for along in offsets:
        cells = along if cells == [0] else [cell + more for cell in cells for more in along]
    return cells
