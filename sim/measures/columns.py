"""Columns of the register as numpy arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.measures.arrays import Flags, Integers, Numbers


def numbers(column: Sequence[float]) -> Numbers:
    """Return a column of numbers."""
    return np.fromiter(column, np.float64, len(column))


def days(column: Sequence[float]) -> Numbers:
    """Return a column of days; those that have not come are infinite."""
    array = np.fromiter(column, np.float64, len(column))
    array[np.isnan(array)] = np.inf
    return array


def codes(column: Sequence[int]) -> Integers:
    """Return a column of codes or row numbers."""
    return np.fromiter(column, np.int64, len(column))


def flags(column: Sequence[bool]) -> Flags:
    """Return a column of yes or no."""
    return np.fromiter(column, np.bool_, len(column))
