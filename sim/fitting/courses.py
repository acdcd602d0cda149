"""What becomes of children who enter care: how many are in care after each step, and how many come back.

Children who enter at each age and by each route are followed, as shares and not one by one, in short steps from
entering to leaving, as a law of leaving tells (`leavers.py`); all who are still there leave at 18, and those who come
back are entrants again.
"""

from __future__ import annotations

import numpy as np

from sim.fitting.coming_back import ComingBack
from sim.fitting.leavers import Leavers
from sim.fitting.steps import QUADRATURE, Array, Grid
from sim.foundations.calendar import DAYS_PER_YEAR


class Courses:
    """What becomes of one child entering by each route, at each age: by route (r), age at entry (a) and step (t)."""

    def __init__(self, leavers: Leavers, grid: Grid, growth: float) -> None:
        """Take what a law of leaving tells on a grid, and the even growth of entries."""
        self.leavers, self.grid, self.growth = leavers, grid, growth
        self.middle = grid.middle
        self.decay = np.exp(-growth * self.middle / DAYS_PER_YEAR)
        self.by_cause = leavers.by_cause
        self.in_care = self._in_care()

    def _in_care(self) -> Array:
        """Return the share still in care at the middle of each step, times the share of the step before 18."""
        gone = self.by_cause.sum(axis=0)
        ended = np.cumsum(gone, axis=2)
        self.at_eighteen = np.clip(1.0 - ended[:, :, -1], 0.0, None)
        in_care: Array = (1.0 - ended + gone / 2) * self.grid.share_before_adult
        return in_care

    def looked_after(self, entrants: Array) -> float:
        """Return how many are looked after when `entrants` come a year."""
        everyone = entrants + self.reentrants(entrants)
        stays = (self.in_care * self.decay).sum(axis=2) * (self.grid.step / DAYS_PER_YEAR)
        return float((everyone * stays).sum())

    def reentrants(self, entrants: Array) -> Array:
        """Return the children a year who come back, by route and cell of age: those who come back again included."""
        places = (self.leavers.home, *self.leavers.elsewhere)
        gone = [place.gone * self.decay for place in places]
        returns = [self._return_shares(place.back) for place in places]
        kept = np.eye(len(self.grid.ages))
        moves = self._to_cells(gone[0]) @ returns[0]
        for which in range(1, len(places)):
            moves = moves + self._to_cells(gone[which]) @ returns[which]
        everyone = np.linalg.solve((kept - moves).swapaxes(1, 2), entrants[:, :, None])[:, :, 0]
        again: Array = everyone - entrants
        return again

    def _to_cells(self, gone: Array) -> Array:
        """Return leaving by route, age at entry (rows) and cell of age at leaving (columns)."""
        number = len(self.grid.ages)
        older = np.floor(0.5 + self.middle / self.grid.cell).astype(int)
        sums = np.add.reduceat(gone, np.searchsorted(older, np.arange(older[-1] + 1)), axis=2)
        ages, cells = np.triu_indices(number)
        moves = np.zeros((len(gone), number, number))
        moves[:, ages, cells] = sums[:, ages, cells - ages]
        return moves

    def _return_shares(self, back: ComingBack) -> Array:
        """Return the shares who come back, by cell of age at leaving and at coming back."""
        number, cell = len(self.grid.ages), self.grid.cell
        edges = np.arange(-1, number + 1) * cell
        within = np.clip(edges[:, None] + QUADRATURE * cell, 0.0, None)
        discount = np.exp(-self.growth * np.arange(number) * cell / DAYS_PER_YEAR)
        shares = np.diff(back(within).mean(axis=1))[:number] * discount
        matrix = np.zeros((number, number))
        for offset in range(number):
            matrix[np.arange(number - offset), np.arange(offset, number)] = shares[offset]
        return matrix
