"""The population in care that entries and leaving rates imply in the long run, worked out without simulation.

Children who enter at each age and by each route are followed, as shares and not one by one, in short steps from
entering to leaving, as a law of leaving tells (`leavers.py`); all who are still there leave at 18, and those who come
back are entrants again. It is what the model does, so that what is fitted here (`leaving_fit.py`) holds there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.fitting.coming_back import ComingBack
from sim.fitting.hazard_law import by_hazard
from sim.fitting.leavers import Leavers
from sim.fitting.steps import QUADRATURE, Array, Grid, into_bands
from sim.foundations.calendar import AGE_BAND_STARTS, DAYS_PER_YEAR
from sim.foundations.codes import LeavingCause
from sim.parameters.entry_ages import BAND_ENDS, LEANS
from sim.parameters.leaving import Leaving
from sim.parameters.tables import DURATION_BAND_STARTS

CEASING_AGES = (0.0, 1.0, 5.0, 10.0, 16.0, 17.0)
"""Years of age at which each published age at ceasing starts; 18 is apart."""

CEASING_DURATIONS = (*DURATION_BAND_STARTS, 10 * DAYS_PER_YEAR)
"""Days in care at which each published band of time in care of children ceasing starts."""


@dataclass(frozen=True, slots=True)
class Population:
    """A population in care that does not change from year to year, but for an even growth; flows are a year's."""

    entries: float
    """Children entering who did not come back."""
    reentries: float
    started: float
    """Children starting, each counted once in a year."""
    ceased: float
    """Children ceasing, each counted once in a year."""
    leaving: float
    """Periods of care that end."""
    looked_after: float
    mean_stay: float
    """Mean length in years of the periods of care that end."""
    stock_by_age: Array
    stock_by_route: Array
    stock_placed_for_adoption: float
    stock_a_year: float
    """Looked after for a year or more."""
    leaving_by_age: Array
    """By `CEASING_AGES`, then at 18."""
    leaving_by_cause: Array
    """By `LeavingCause`, the 18th birthday last."""
    leaving_by_duration: Array
    """By `CEASING_DURATIONS`."""
    adopted_by_age: Array
    """By the five age bands."""


def entrants_by_age(shares: Array, grid: Grid) -> Array:
    """Return how entrants spread over the cells of age at entry when each band has its share; see `entry_ages.py`."""
    edges = np.arange(len(grid.ages) + 1) * grid.cell / DAYS_PER_YEAR
    starts, ends = np.array(AGE_BAND_STARTS), np.array(BAND_ENDS)
    within = np.clip((edges[:, None] - starts) / (ends - starts), 0.0, 1.0)
    spread: Array = np.diff(within ** (1 / np.array(LEANS)), axis=0) @ shares
    return spread


def stationary(leaving: Leaving, entrants: Array, growth: float = 0.0, grid: Grid | None = None) -> Population:
    """Return the population kept up by `entrants` a year, by route and cell of age at entry.

    `growth` is the even yearly growth of entries that has been going on, as a share: earlier cohorts were smaller.
    """
    grid = grid or Grid()
    return Courses(by_hazard(leaving, grid), grid, growth).population(entrants)


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

    def population(self, entrants: Array) -> Population:
        """Return the population kept up by `entrants` a year."""
        reentrants = self.reentrants(entrants)
        everyone = entrants + reentrants
        weights = everyone[:, :, None] * self.decay
        by_cause = np.einsum("crat,rat->cat", self.by_cause, weights)
        gone = by_cause.sum(axis=0)
        years = self.grid.step / DAYS_PER_YEAR
        here = self.in_care * weights * years
        leaving_age = self.grid.ages[:, None] + self.middle
        eighteen = everyone * self.at_eighteen * np.exp(-self.growth * self.grid.until_adult / DAYS_PER_YEAR)
        reached = eighteen.sum(axis=0)
        starts = np.array(AGE_BAND_STARTS) * DAYS_PER_YEAR
        ceasing = np.array(CEASING_AGES) * DAYS_PER_YEAR
        leaving_by_age = np.append(into_bands(gone, leaving_age, ceasing), reached.sum())
        by_duration = into_bands(gone.sum(axis=0), self.middle, np.array(CEASING_DURATIONS))
        by_duration = by_duration + into_bands(reached, self.grid.until_adult, np.array(CEASING_DURATIONS))
        leaving = float(gone.sum() + reached.sum())
        stay = float((gone.sum(axis=0) * self.middle).sum() + (reached * self.grid.until_adult).sum())
        again = self.started_again(everyone)
        return Population(
            entries=float(entrants.sum()),
            reentries=float(reentrants.sum()),
            started=float(everyone.sum()) - again[0],
            ceased=leaving - again[1],
            leaving=leaving,
            looked_after=float(here.sum()),
            mean_stay=stay / leaving / DAYS_PER_YEAR,
            stock_by_age=into_bands(here.sum(axis=0), leaving_age, starts),
            stock_by_route=here.sum(axis=(1, 2)),
            stock_a_year=float(here[:, :, self.middle >= DAYS_PER_YEAR].sum()),
            stock_placed_for_adoption=float((self.leavers.for_adoption * weights).sum() * years),
            leaving_by_age=leaving_by_age,
            leaving_by_cause=np.append(by_cause.sum(axis=(1, 2)), reached.sum()),
            leaving_by_duration=by_duration,
            adopted_by_age=into_bands(by_cause[LeavingCause.ADOPTED], leaving_age, starts),
        )

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

    def started_again(self, everyone: Array) -> tuple[float, float]:
        """Return starts and ceases a year that are a child's second in the same year, which statistics count once.

        Two events d days apart fall in one year with chance 1 - d / 365.25; children near 18 are treated like others.
        """
        number = int(np.ceil(DAYS_PER_YEAR / self.grid.step))
        home = np.einsum("rat,ra->t", self.leavers.home.gone, everyone)
        gaps = np.diff(self.leavers.home.back(self.grid.times[: number + 1]))
        stays = np.einsum("crat,ra->t", self.by_cause, everyone)[:number] / everyone.sum()
        apart = (np.arange(number)[:, None] + np.arange(number) + 1) * self.grid.step
        chance = np.clip(1 - apart / DAYS_PER_YEAR, 0.0, None)
        return float(home[:number] @ chance @ gaps), float(home.sum() * (gaps @ chance @ stays))
