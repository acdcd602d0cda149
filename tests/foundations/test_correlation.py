"""Numbers that go together: the square root of a correlation matrix, and what is refused as one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.foundations.correlation import correlated, square_root


def below(matrix: np.ndarray) -> list[float]:
    """The triangle below the diagonal, row by row."""
    return [float(matrix[row, column]) for row in range(len(matrix)) for column in range(row)]


def full(root: list[list[float]]) -> np.ndarray:
    return np.array([[*row, *[0.0] * (len(root) - len(row))] for row in root])


def test_a_square_root_by_hand():
    (first,), second = square_root([0.6], 2)
    assert first == 1.0
    assert second == pytest.approx([0.6, 0.8])


@given(st.integers(0, 10**6), st.integers(1, 7), st.integers(2, 6))
def test_a_square_root_times_itself_turned_is_the_matrix(seed: int, rank: int, size: int):
    # of any rank: as many as `rank` sources of what moves, so that some are semidefinite only
    made = np.random.default_rng(seed).normal(size=(size, rank))
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    matrix = made @ made.T
    root = full(square_root(below(matrix), size))
    assert root @ root.T == pytest.approx(matrix, abs=2e-3)  # a pivot within the tolerance is taken as nothing
    independent = np.random.default_rng(seed + 1).normal(size=size)
    assert correlated(square_root(below(matrix), size), independent.tolist()) == pytest.approx(root @ independent)


@pytest.mark.parametrize(
    "matrix",
    [
        [[1.0, 0.9, -0.9], [0.9, 1.0, 0.9], [-0.9, 0.9, 1.0]],
        [[1.0, 1.0, 0.0], [1.0, 1.0, 0.5], [0.0, 0.5, 1.0]],
    ],
)
def test_correlations_that_cannot_all_hold_are_refused(matrix: list[list[float]]):
    assert min(np.linalg.eigvalsh(np.array(matrix))) < -1e-3
    with pytest.raises(ValueError, match="cannot all hold"):
        square_root(below(np.array(matrix)), 3)


def test_full_correlation_is_allowed():
    assert correlated(square_root([1.0, 1.0, 1.0], 3), [2.0, 5.0, 7.0]) == [2.0, 2.0, 2.0]
    assert correlated(square_root([-1.0], 2), [2.0, 5.0]) == [2.0, -2.0]
