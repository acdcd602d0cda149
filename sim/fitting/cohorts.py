"""Children in care followed forward as cohorts: how many will still be there, and how many of those who come.

The law of leaving is the model's, at its plainest: a hazard by time in care and age, everybody out at 18. Children
are followed as shares and not one by one, so that every authority of England takes seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sim.fitting.steps import Array, Grid, hazard_over_steps, multiplier_over_steps
from sim.foundations.calendar import ADULT, AGE_BAND_STARTS, DAYS_PER_YEAR
from sim.parameters.tables import ByAge, ByDuration

STEPS_A_YEAR = 13
GRID = Grid(step=DAYS_PER_YEAR / STEPS_A_YEAR, cell=DAYS_PER_YEAR / 2)
YEARS_A_STEP = 1 / STEPS_A_YEAR

OTHERS, UNACCOMPANIED = 0, 1
"""The two groups of children: those who came alone to the country leave later."""

LOG_LEVELS = np.linspace(-1.5, 1.5, 13)
"""Levels of leaving, as logarithms, at which curves are worked out; between them they are interpolated."""

RAKING_ROUNDS = 50
RAKED = 1e-6
"""Raking stops when no margin is further than this from its target, as a share."""


@dataclass(frozen=True, slots=True)
class Law:
    """How children leave care: a yearly hazard by time in care, times one by age, times the group's own."""

    hazard: ByDuration
    age_multiplier: ByAge
    unaccompanied_multiplier: float


@dataclass(frozen=True, slots=True)
class Curves:
    """Shares still in care by level of leaving (l), group (g), age at entry (a) and time in care (t)."""

    law: Law
    in_care: Array

    def at(self, log_level: float) -> Array:
        """Return the shares (g, a, t) when the others leave at a level; unaccompanied children at their own."""
        place = float(np.interp(log_level, LOG_LEVELS, np.arange(len(LOG_LEVELS))))
        low = min(int(place), len(LOG_LEVELS) - 2)
        share = place - low
        others = self.in_care[low, OTHERS] * (1 - share) + self.in_care[low + 1, OTHERS] * share
        return np.stack([others, self.in_care[len(LOG_LEVELS) // 2, UNACCOMPANIED]])

    def stays(self, spread: Array) -> Array:
        """Return the mean stay in years at each level, of others who enter at ages spread like this."""
        stays: Array = np.einsum("a,lat->l", spread, self.in_care[:, OTHERS]) * YEARS_A_STEP
        return stays

    def level_for(self, spread: Array, stay: float) -> float:
        """Return the logarithm of the level at which others stay so many years on average."""
        return float(np.interp(-np.log(stay), -np.log(self.stays(spread)), LOG_LEVELS))


def curves(law: Law) -> Curves:
    """Return what becomes of children under a law of leaving."""
    ages, left = GRID.ages, GRID.times[:-1]
    hazard = hazard_over_steps(law.hazard, GRID) * multiplier_over_steps(law.age_multiplier, GRID)
    middle = np.cumsum(hazard, axis=1) - hazard / 2
    before_adult = np.clip((ADULT - ages[:, None] - left) / GRID.step, 0.0, 1.0)
    groups = np.array([1.0, law.unaccompanied_multiplier])
    levels = np.exp(LOG_LEVELS)[:, None] * groups
    return Curves(law, np.exp(-levels[:, :, None, None] * middle) * before_adult)


def mean_stay(in_care: Array, spread: Array) -> float:
    """Return the mean stay in years of children of one group who enter at ages spread like this."""
    return float(np.einsum("a,at->", spread, in_care) * YEARS_A_STEP)


@cache
def bands_now() -> NDArray[np.signedinteger]:
    """Return the published age band of children by age at entry (a) and time in care (t); -1 from 18."""
    now = (GRID.ages[:, None] + GRID.times[:-1] + GRID.step / 2) / DAYS_PER_YEAR
    band = np.searchsorted(AGE_BAND_STARTS, now, side="right") - 1
    band = np.where(now * DAYS_PER_YEAR < ADULT, band, -1)
    band.flags.writeable = False  # the same for all who ask
    return band


def opening(in_care: Array, entrants: Array, number: float, ages: Array | None, unaccompanied: float) -> Array:
    """Return children in care by group, age at entry and time in care, shaped to a published count.

    `entrants` a year by group and age at entry have kept the count up; it is raked to the number, to the ages in the
    published bands if they are known, and to the unaccompanied children among them.
    """
    cohort: Array = entrants[:, :, None] * in_care * YEARS_A_STEP
    unaccompanied = min(unaccompanied, 0.95 * number)
    wanted = np.array([number - unaccompanied, unaccompanied])
    if ages is None:
        return cohort * _ratio(wanted, cohort.sum(axis=(1, 2)))[:, None, None]
    band = bands_now()
    inside = band >= 0
    table = np.array([np.bincount(band[inside], weights=group[inside], minlength=len(ages)) for group in cohort])
    factors = raked(table, wanted, ages * number / ages.sum())
    return cohort * np.where(inside, factors[:, band], 0.0)


def _staying(in_care: Array, steps: int) -> Array:
    """Return the share of those in care now who still are some steps on."""
    now, later = in_care[:, :, :-steps], in_care[:, :, steps:]
    staying: Array = np.divide(later, now, out=np.zeros_like(now), where=now > 1e-12)
    return staying


def raked(table: Array, rows: Array, columns: Array) -> Array:
    """Return the factors that bring a table to sums of rows and columns, in turn, as near as they can together."""
    factors = np.ones_like(table)
    for _ in range(RAKING_ROUNDS):
        factors = factors * _ratio(columns, (table * factors).sum(axis=0))
        step = _ratio(rows, (table * factors).sum(axis=1))
        factors = factors * step[:, None]
        if np.abs(step - 1).max() < RAKED:
            break
    return factors


def _ratio(wanted: Array, found: Array) -> Array:
    """Return wanted over found, 1 where nothing was found."""
    ratio: Array = np.divide(wanted, found, out=np.ones_like(found), where=found > 0)
    return ratio


def grown(cohort: Array, in_care: Array, entrants: Array, years: int) -> Array:
    """Return the children in care some years on: those of a cohort who stay, and those who come evenly meanwhile."""
    steps = years * STEPS_A_YEAR
    later = np.zeros_like(cohort)
    later[:, :, steps:] = cohort[:, :, :-steps] * _staying(in_care, steps)
    later[:, :, :steps] = entrants[:, :, None] * in_care[:, :, :steps] * YEARS_A_STEP
    return later


def in_bands(cohort: Array) -> Array:
    """Return how many children of a cohort are in each published age band now."""
    band = bands_now()
    inside = band >= 0
    counts: Array = np.bincount(band[inside], weights=cohort.sum(axis=0)[inside]).astype(np.float64)
    return counts


def after(cohort: Array, in_care: Array, years: int) -> float:
    """Return how many of a cohort are still in care some years on."""
    steps = years * STEPS_A_YEAR
    return float((cohort[:, :, :-steps] * _staying(in_care, steps)).sum())


def newcomers(in_care: Array, entrants: Array, years: int) -> float:
    """Return how many of those who come evenly over some years from now on are in care at their end."""
    return float(np.einsum("ga,gat->", entrants, in_care[:, :, : years * STEPS_A_YEAR]) * YEARS_A_STEP)
