"""Numbers that go together: a correlation matrix, and normal numbers drawn so that they have it."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Final

TOLERANCE: Final = 1e-6
"""By which written correlations, which are rounded, may miss being possible together."""


def square_root(correlations: Sequence[float], size: int) -> list[list[float]]:
    """Return the lower triangle which, times itself turned, is the matrix of these correlations; Cholesky's.

    They are the triangle below the diagonal, row by row. Raises ValueError when no `size` numbers can have them: when
    the matrix is not positive semidefinite.
    """
    root: list[list[float]] = []
    for row in range(size):
        mine: list[float] = []
        for column in range(row):
            given = correlations[row * (row - 1) // 2 + column]
            other = root[column]
            left = given - sum([mine[place] * other[place] for place in range(column)])
            if other[column] > 0.0:
                mine.append(left / other[column])
            elif abs(left) > TOLERANCE:
                raise ValueError("The correlations cannot all hold together.")
            else:
                mine.append(0.0)
        rest = 1.0 - sum([number * number for number in mine])
        if rest < -TOLERANCE:
            raise ValueError("The correlations cannot all hold together.")
        mine.append(sqrt(rest) if rest > TOLERANCE else 0.0)
        root.append(mine)
    return root


def correlated(root: Sequence[Sequence[float]], independent: Sequence[float]) -> list[float]:
    """Return numbers with the correlations of which this is the square root, made of independent ones."""
    return [sum([weight * number for weight, number in zip(row, independent[: len(row)], strict=True)]) for row in root]
