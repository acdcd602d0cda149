"""The population in care that entries and leaving rates imply in the long run, worked out without simulation.

Children who enter at each age and by each route are followed, as shares and not one by one, in short steps from
entering to leaving: a decision to leave by the hazard of time in care, age and route; a cause; for some causes a time
of preparation; the 18th birthday for all who are still there. Those who come back are entrants again. It is what the
model does in `model/leaving.py`, so that rates fitted here (`leaving_fit.py`) hold there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from sim.foundations.calendar import ADULT, AGE_BAND_STARTS, DAYS_PER_YEAR
from sim.foundations.codes import LeavingCause
from sim.foundations.distributions import weibull_through
from sim.parameters.entry_ages import BAND_ENDS, LEANS
from sim.parameters.leaving import Leaving
from sim.parameters.tables import DURATION_BAND_STARTS, ByAge, ByDuration

Array: TypeAlias = NDArray[np.float64]

CEASING_AGES = (0.0, 1.0, 5.0, 10.0, 16.0, 17.0)
"""Years of age at which each published age at ceasing starts; 18 is apart."""

CEASING_DURATIONS = (*DURATION_BAND_STARTS, 10 * DAYS_PER_YEAR)
"""Days in care at which each published band of time in care of children ceasing starts."""

HOME = (LeavingCause.HOME_PLANNED, LeavingCause.HOME_UNPLANNED)
QUADRATURE = (np.arange(16) + 0.5) / 16


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
    courses = Courses(leaving, grid or Grid(), growth)
    return courses.population(entrants)


class Courses:
    """What becomes of one child entering by each route, at each age: by route (r), age at entry (a) and step (t)."""

    def __init__(self, leaving: Leaving, grid: Grid, growth: float) -> None:
        self.grid, self.growth, self.leaving = grid, growth, leaving
        times, ages = grid.times, grid.ages
        self.left = times[:-1]
        self.middle = self.left + grid.step / 2
        self.until_adult = ADULT - ages
        self.share_before_adult = np.clip((self.until_adult[:, None] - self.left) / grid.step, 0.0, 1.0)
        self.decay = np.exp(-growth * self.middle / DAYS_PER_YEAR)
        self.decided = self._decided()
        self.decided_age = ages[:, None] + self.middle
        self.by_cause = self._by_cause(self.decided)
        self.in_care = self._in_care()

    def _decided(self) -> Array:
        """Return the share who decide to leave in each step, were there no 18th birthday inside it."""
        steps = hazard_over_steps(self.leaving.hazard_by_time_in_care, self.grid)
        hazard = steps * multiplier_over_steps(self.leaving.age_multiplier, self.grid)
        cumulative = np.cumsum(hazard, axis=1)
        routes = np.array(self.leaving.route_multiplier.values())[:, None, None]
        before = np.concatenate([np.zeros((len(self.grid.ages), 1)), cumulative[:, :-1]], axis=1)
        decided: Array = np.exp(-routes * before) - np.exp(-routes * cumulative)
        return decided

    def _by_cause(self, decided: Array) -> Array:
        """Return the share who leave by each cause (c, first axis) in each step, before 18."""
        bands = np.searchsorted(np.array(AGE_BAND_STARTS) * DAYS_PER_YEAR, self.decided_age, side="right") - 1
        shares = cause_shares_by_age(self.leaving)
        outcome = np.empty((len(LeavingCause) - 1, *decided.shape))
        for cause in range(len(LeavingCause) - 1):
            outcome[cause] = decided * shares[:, cause][bands]
        leaving, planned, adopted = self.leaving, outcome[LeavingCause.HOME_PLANNED], outcome[LeavingCause.ADOPTED]
        prepared = delays_over_steps(leaving.planned_return_median, leaving.planned_return_spread, self.grid)
        now_adopted = _delayed(adopted, delays_over_steps(leaving.adoption_median, leaving.adoption_spread, self.grid))
        self.for_adoption = np.cumsum(adopted - now_adopted, axis=2) * self.share_before_adult
        outcome[LeavingCause.HOME_PLANNED] = _delayed(planned, prepared)
        outcome[LeavingCause.ADOPTED] = now_adopted
        outcome *= self.share_before_adult
        return outcome

    def _in_care(self) -> Array:
        """Return the share still in care at the middle of each step, times the share of the step before 18."""
        gone = self.by_cause.sum(axis=0)
        ended = np.cumsum(gone, axis=2)
        self.at_eighteen = np.clip(1.0 - ended[:, :, -1], 0.0, None)
        in_care: Array = (1.0 - ended + gone / 2) * self.share_before_adult
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
        eighteen = everyone * self.at_eighteen * np.exp(-self.growth * self.until_adult / DAYS_PER_YEAR)
        reached = eighteen.sum(axis=0)
        starts = np.array(AGE_BAND_STARTS) * DAYS_PER_YEAR
        ceasing = np.array(CEASING_AGES) * DAYS_PER_YEAR
        leaving_by_age = np.append(_into_bands(gone, leaving_age, ceasing), reached.sum())
        by_duration = _into_bands(gone.sum(axis=0), self.middle, np.array(CEASING_DURATIONS))
        by_duration = by_duration + _into_bands(reached, self.until_adult, np.array(CEASING_DURATIONS))
        leaving = float(gone.sum() + reached.sum())
        stay = float((gone.sum(axis=0) * self.middle).sum() + (reached * self.until_adult).sum())
        again = self.started_again(everyone)
        return Population(
            entries=float(entrants.sum()),
            reentries=float(reentrants.sum()),
            started=float(everyone.sum()) - again[0],
            ceased=leaving - again[1],
            leaving=leaving,
            looked_after=float(here.sum()),
            mean_stay=stay / leaving / DAYS_PER_YEAR,
            stock_by_age=_into_bands(here.sum(axis=0), leaving_age, starts),
            stock_by_route=here.sum(axis=(1, 2)),
            stock_a_year=float(here[:, :, self.middle >= DAYS_PER_YEAR].sum()),
            stock_placed_for_adoption=float((self.for_adoption * weights).sum() * years),
            leaving_by_age=leaving_by_age,
            leaving_by_cause=np.append(by_cause.sum(axis=(1, 2)), reached.sum()),
            leaving_by_duration=by_duration,
            adopted_by_age=_into_bands(by_cause[LeavingCause.ADOPTED], leaving_age, starts),
        )

    def reentrants(self, entrants: Array) -> Array:
        """Return the children a year who come back, by route and cell of age: those who come back again included."""
        home = self.by_cause[list(HOME)].sum(axis=0) * self.decay
        guardian = self.by_cause[LeavingCause.SPECIAL_GUARDIANSHIP] * self.decay
        returns = self._return_shares()
        kept = np.eye(len(self.grid.ages))
        moves = self._to_cells(home) @ returns[0] + self._to_cells(guardian) @ returns[1]
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

    def _return_shares(self) -> tuple[Array, Array]:
        """Return the shares who come back, by cell of age at leaving and at coming back: from home, from guardians."""
        number, cell = len(self.grid.ages), self.grid.cell
        edges = np.arange(-1, number + 1) * cell
        within = np.clip(edges[:, None] + QUADRATURE * cell, 0.0, None)
        discount = np.exp(-self.growth * np.arange(number) * cell / DAYS_PER_YEAR)
        result = []
        for cumulative in (self.home_return(within), self.guardian_return(within)):
            shares = np.diff(cumulative.mean(axis=1))[:number] * discount
            matrix = np.zeros((number, number))
            for offset in range(number):
                matrix[np.arange(number - offset), np.arange(offset, number)] = shares[offset]
            result.append(matrix)
        return result[0], result[1]

    def home_return(self, days: Array) -> Array:
        """Return the share who have come back within some days of a return home."""
        first, sixth = self.leaving.reentry_within_1_year, self.leaving.reentry_within_6_years
        if not 0 < first < sixth:
            return np.zeros_like(days)
        scale, shape = weibull_through((DAYS_PER_YEAR, first), (6 * DAYS_PER_YEAR, sixth))
        come_back: Array = -np.expm1(-((days / scale) ** shape))
        return come_back

    def guardian_return(self, days: Array) -> Array:
        """Return the share who have come back within some days of going to a special guardian."""
        share = self.leaving.guardianship_return_within_5_years
        come_back: Array = 1 - (1 - share) ** (days / (5 * DAYS_PER_YEAR))
        return come_back

    def started_again(self, everyone: Array) -> tuple[float, float]:
        """Return starts and ceases a year that are a child's second in the same year, which statistics count once.

        Two events d days apart fall in one year with chance 1 - d / 365.25; children near 18 are treated like others.
        """
        number = int(np.ceil(DAYS_PER_YEAR / self.grid.step))
        home = np.einsum("crat,ra->t", self.by_cause[list(HOME)], everyone)
        gaps = np.diff(self.home_return(self.grid.times[: number + 1]))
        stays = np.einsum("crat,ra->t", self.by_cause, everyone)[:number] / everyone.sum()
        apart = (np.arange(number)[:, None] + np.arange(number) + 1) * self.grid.step
        chance = np.clip(1 - apart / DAYS_PER_YEAR, 0.0, None)
        return float(home[:number] @ chance @ gaps), float(home.sum() * (gaps @ chance @ stays))


def cause_shares_by_age(leaving: Leaving) -> Array:
    """Return the shares of the causes before 18 (columns) by age band at the decision (rows)."""
    causes = (
        leaving.causes_under_1,
        leaving.causes_1_to_4,
        leaving.causes_5_to_9,
        leaving.causes_10_to_15,
        leaving.causes_from_16,
    )
    return np.array([table.values() for table in causes])


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


def _delayed(events: Array, delays: Array) -> Array:
    """Return events along the last axis, each put off by the delays."""
    length = events.shape[-1]
    size = 1 << (2 * length - 1).bit_length()
    spectrum = np.fft.rfft(events, size) * np.fft.rfft(delays, size)
    late: Array = np.clip(np.fft.irfft(spectrum, size)[..., :length], 0.0, None)
    return late


def _into_bands(values: Array, at: Array, starts: Array) -> Array:
    """Return the values summed in bands that start at `starts`, by where each is `at`."""
    band = np.clip(np.searchsorted(starts, at, side="right") - 1, 0, len(starts) - 1)
    return np.bincount(band.ravel(), weights=values.ravel(), minlength=len(starts)).astype(np.float64)
