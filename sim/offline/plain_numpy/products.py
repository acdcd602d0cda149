"""Products of rows and matrices, to about fourteen digits: sums in order, which numpy makes in blocks."""

from __future__ import annotations

from math import prod
from operator import mul
from typing import Any, TypeVar

from sim.offline.plain_numpy.cells import PlainCells, as_cells
from sim.offline.plain_numpy.kinds import float64

Given = TypeVar("Given", bound=PlainCells)


def product(made: type[Given], one: Any, other: Any) -> Any:
    """Return the product of two arrays, of which the second is a row or a matrix; of two rows, a number."""
    first, second = as_cells(one), as_cells(other)
    columns = second.T.flat if second.ndim > 1 else second.flat
    inner, width = second.shape[0], prod(second.shape[1:])
    if first.shape[-1] != inner:
        raise ValueError(f"matmul: {first.shape[-1]} columns do not fit {inner} rows")
    across = [columns[at * inner : (at + 1) * inner] for at in range(width)]
    down = [first.flat[at : at + inner] for at in range(0, len(first.flat), inner)]
    flat = [sum(map(mul, line, column)) for line in down for column in across]
    shape = (*first.shape[:-1], *second.shape[1:])
    return made(flat, shape, float64) if shape else flat[0]
