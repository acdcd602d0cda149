"""Matrices: systems of equations, to about fourteen digits, and what is on one side of a diagonal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.offline.plain_numpy.array import PlainArray, row
from sim.offline.plain_numpy.cells import PlainCells, as_cells
from sim.offline.plain_numpy.kinds import float64, int64


def solve(factors: PlainCells, totals: PlainCells) -> PlainArray:
    """Return what solves each system of equations: the factors of each (rows), and their totals, a column for each."""
    size, width = factors.shape[-1], totals.shape[-1]
    flat: list[float] = []
    for system in range(len(factors.flat) // size**2):
        rows = [
            factors.flat[at * size : (at + 1) * size] + totals.flat[at * width : (at + 1) * width]
            for at in range(system * size, (system + 1) * size)
        ]
        _eliminate(rows)
        for line in rows:
            flat += line[size:]
    return PlainArray(flat, totals.shape, float64)


def _eliminate(rows: list[list[float]]) -> None:
    """Clear of every row all but its own unknown, with the largest factor that is left in each column."""
    for column in range(len(rows)):
        best = max(range(column, len(rows)), key=lambda at: abs(rows[at][column]))
        rows[column], rows[best] = rows[best], rows[column]
        pivot = rows[column][column]
        leading = rows[column] = [value / pivot for value in rows[column]]
        for at, line in enumerate(rows):
            factor = line[column]
            if factor and at != column:
                rows[at] = [value - factor * above for value, above in zip(line, leading, strict=True)]


def eye(size: int) -> PlainArray:
    """Return ones on the diagonal of a square, and noughts beside it."""
    flat = [float(down == across) for down in range(size) for across in range(size)]
    return PlainArray(flat, (size, size), float64)


def triu_indices(size: int) -> tuple[PlainArray, PlainArray]:
    """Return the rows and the columns of all cells of a square on its diagonal and beyond."""
    cells = [(down, across) for down in range(size) for across in range(down, size)]
    down, across = zip(*cells, strict=True)
    return row(list(down), int64), row(list(across), int64)


def tile(values: Any, times: Sequence[int]) -> PlainArray:
    """Return a row again and again, below one another."""
    given, (height, once) = as_cells(values), times
    if once != 1:
        raise ValueError("rows are repeated below one another alone")
    return PlainArray(given.flat * height, (height, *given.shape), given.dtype)


class linalg:  # noqa: N801 (numpy's name)
    """Linear algebra."""

    solve = staticmethod(solve)
