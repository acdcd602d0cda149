"""Points spread evenly over all that is drawn of a case, for sums that neither luck nor a seed decides."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from sim.fitting.steps import Array

POINTS = 1 << 11
COLUMNS = 48
SEED = 2018


@cache
def _spread_evenly() -> Array:
    """Return points in the unit cube, a column for each draw."""
    from scipy.stats import qmc  # slow to import, wanted only here

    points: Array = qmc.Sobol(COLUMNS, scramble=True, seed=SEED).random(POINTS).T.astype(np.float64)
    return np.clip(points, 1e-12, 1.0 - 1e-12)


class Draws:
    """Deals the columns of the points, one for each thing that is drawn of a case."""

    __slots__ = ("_column",)

    def __init__(self, first: int = 0) -> None:
        self._column = first

    def uniform(self) -> Array:
        """Return the next column."""
        self._column += 1
        column: Array = _spread_evenly()[self._column - 1]
        return column

    def happens(self, probability: float) -> NDArray[np.bool_]:
        """Return at which points something of this probability happens."""
        return self.uniform() < probability

    def exponential(self, mean: float) -> Array:
        """Return exponential times."""
        times: Array = -mean * np.log1p(-self.uniform())
        return times

    def lognormal(self, median: float, spread: float) -> Array:
        """Return lognormal times."""
        times: Array = median * np.exp(spread * ndtri(self.uniform()))
        return times
