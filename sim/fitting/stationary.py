"""The population in care that entries and leaving rates imply in the long run, worked out without simulation.

It is what the courses of children (`courses.py`) add up to, and what the model does, so that what is fitted here
(`leaving_fit.py`) holds there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.fitting.courses import Courses
from sim.fitting.hazard_law import by_hazard
from sim.fitting.steps import Array, Grid, into_bands
from sim.foundations.calendar import AGE_BAND_STARTS, DAYS_PER_YEAR
from sim.foundations.codes import LeavingCause
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


def stationary(leaving: Leaving, entrants: Array, growth: float = 0.0, grid: Grid | None = None) -> Population:
    """Return the population kept up by `entrants` a year, by route and cell of age at entry.

    `growth` is the even yearly growth of entries that has been going on, as a share: earlier cohorts were smaller.
    """
    grid = grid or Grid()
    return population(Courses(by_hazard(leaving, grid), grid, growth), entrants)


def population(courses: Courses, entrants: Array) -> Population:
    """Return the population kept up by `entrants` a year."""
    reentrants = courses.reentrants(entrants)
    everyone = entrants + reentrants
    weights = everyone[:, :, None] * courses.decay
    by_cause = np.einsum("crat,rat->cat", courses.by_cause, weights)
    gone = by_cause.sum(axis=0)
    years = courses.grid.step / DAYS_PER_YEAR
    here = courses.in_care * weights * years
    leaving_age = courses.grid.ages[:, None] + courses.middle
    eighteen = everyone * courses.at_eighteen * np.exp(-courses.growth * courses.grid.until_adult / DAYS_PER_YEAR)
    reached = eighteen.sum(axis=0)
    starts = np.array(AGE_BAND_STARTS) * DAYS_PER_YEAR
    ceasing = np.array(CEASING_AGES) * DAYS_PER_YEAR
    leaving_by_age = np.append(into_bands(gone, leaving_age, ceasing), reached.sum())
    by_duration = into_bands(gone.sum(axis=0), courses.middle, np.array(CEASING_DURATIONS))
    by_duration = by_duration + into_bands(reached, courses.grid.until_adult, np.array(CEASING_DURATIONS))
    leaving = float(gone.sum() + reached.sum())
    stay = float((gone.sum(axis=0) * courses.middle).sum() + (reached * courses.grid.until_adult).sum())
    again = started_again(courses, everyone)
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
        stock_a_year=float(here[:, :, courses.middle >= DAYS_PER_YEAR].sum()),
        stock_placed_for_adoption=float((courses.leavers.for_adoption * weights).sum() * years),
        leaving_by_age=leaving_by_age,
        leaving_by_cause=np.append(by_cause.sum(axis=(1, 2)), reached.sum()),
        leaving_by_duration=by_duration,
        adopted_by_age=into_bands(by_cause[LeavingCause.ADOPTED], leaving_age, starts),
    )


def started_again(courses: Courses, everyone: Array) -> tuple[float, float]:
    """Return starts and ceases a year that are a child's second in the same year, which statistics count once.

    Two events d days apart fall in one year with chance 1 - d / 365.25; children near 18 are treated like others.
    """
    number = int(np.ceil(DAYS_PER_YEAR / courses.grid.step))
    home = np.einsum("rat,ra->t", courses.leavers.home.gone, everyone)
    gaps = np.diff(courses.leavers.home.back(courses.grid.times[: number + 1]))
    stays = np.einsum("crat,ra->t", courses.by_cause, everyone)[:number] / everyone.sum()
    apart = (np.arange(number)[:, None] + np.arange(number) + 1) * courses.grid.step
    chance = np.clip(1 - apart / DAYS_PER_YEAR, 0.0, None)
    return float(home[:number] @ chance @ gaps), float(home.sum() * (gaps @ chance @ stays))
