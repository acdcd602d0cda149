"""Steps of time in care and cells of age at entry, in which children are followed as shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from sim.foundations.calendar import ADULT, AGE_BAND_STARTS, DAYS_PER_YEAR
from sim.parameters.entry_ages import BAND_ENDS, LEANS
from sim.parameters.tables import DURATION_BAND_STARTS, ByAge, ByDuration

Array: TypeAlias = NDArray[np.float64]

QUADRATURE = (np.arange(16) + 0.5) / 16


@dataclass(frozen=True, slots=True)
class Grid:
    """The steps of time in care, and the cells of age at entry, in days."""

    step: float = 14.0
    cell: float = DAYS_PER_YEAR / 4

    @property
    def times(self) -> Array:
        """Edges of the steps of time in care, up to 18 years."""
        return np.arange(0.0, ADULT + self.step, self.step)

    @property
    def ages(self) -> Array:
        """Midpoints of the cells of age at entry."""
        ages: Array = (np.arange(round(ADULT / self.cell), dtype=np.float64) + 0.5) * self.cell
        return ages

    @property
    def middle(self) -> Array:
        """Middles of the steps of time in care."""
        middle: Array = self.times[:-1] + self.step / 2
        return middle

    @property
    def until_adult(self) -> Array:
        """Days from entering, at the middle of each cell of age, to the 18th birthday."""
        until: Array = ADULT - self.ages
        return until

    @property
    def share_before_adult(self) -> Array:
        """The share of each step (columns) that lies before the 18th birthday, by cell of age at entry."""
        share: Array = np.clip((self.until_adult[:, None] - self.times[:-1]) / self.step, 0.0, 1.0)
        return share


def age_bands(grid: Grid) -> NDArray[np.intp]:
    """Return the age band in the middle of each step (columns), by cell of age at entry."""
    now = grid.ages[:, None] + grid.middle
    return np.searchsorted(np.array(AGE_BAND_STARTS) * DAYS_PER_YEAR, now, side="right") - 1


def entrants_by_age(shares: Array, grid: Grid) -> Array:
    """Return how entrants spread over the cells of age at entry when each band has its share; see `entry_ages.py`."""
    edges = np.arange(len(grid.ages) + 1) * grid.cell / DAYS_PER_YEAR
    starts, ends = np.array(AGE_BAND_STARTS), np.array(BAND_ENDS)
    within = np.clip((edges[:, None] - starts) / (ends - starts), 0.0, 1.0)
    spread: Array = np.diff(within ** (1 / np.array(LEANS)), axis=0) @ shares
    return spread


def hazard_over_steps(hazard: ByDuration, grid: Grid) -> Array:
    """Return the integral of a yearly hazard by time in care over each step."""
    rates, starts = np.array(hazard.values()) / DAYS_PER_YEAR, DURATION_BAND_STARTS
    integral = np.concatenate([[0.0], np.cumsum(rates[:-1] * np.diff(starts))])
    times = grid.times
    band = np.searchsorted(starts, times, side="right") - 1
    steps: Array = np.diff(integral[band] + rates[band] * (times - np.array(starts)[band]))
    return steps


def multiplier_over_steps(multiplier: ByAge, grid: Grid) -> Array:
    """Return an age multiplier by cell of age at entry and step of time in care: a mean over the step."""
    starts = np.array(AGE_BAND_STARTS) * DAYS_PER_YEAR
    low = grid.ages[:, None] + grid.times[:-1]
    ends = np.append(starts[1:], np.inf)
    result = np.zeros_like(low)
    for start, end, factor in zip(starts, ends, multiplier.values(), strict=True):
        overlap = np.clip(np.minimum(low + grid.step, end) - np.maximum(low, start), 0.0, None)
        result += factor * overlap / grid.step
    return result


def delays_over_steps(median: float, spread: float, grid: Grid) -> Array:
    """Return the chance that a lognormal delay, from somewhere within a step, ends in that step and each later one."""
    edges = np.clip(grid.times[:, None] - QUADRATURE * grid.step, 1e-9, None)
    cumulative = ndtr(np.log(edges / median) / spread) if spread > 0 else (edges >= median).astype(float)
    cumulative[0] = 0.0
    delays: Array = np.diff(cumulative.mean(axis=1))
    return delays


def into_bands(values: Array, at: Array, starts: Array) -> Array:
    """Return the values summed in bands that start at `starts`, by where each is `at`."""
    band = np.clip(np.searchsorted(starts, at, side="right") - 1, 0, len(starts) - 1)
    return np.bincount(band.ravel(), weights=values.ravel(), minlength=len(starts)).astype(np.float64)
