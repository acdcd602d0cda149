"""What the children now in care do to next years' number by growing up and leaving: the model's law as cohorts.

The law's level in each authority is the one at which as many leave as come, so that what is left is the effect of the
ages that are there today: an authority whose children are older than those who come will have fewer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.fitting.cohorts import (
    GRID,
    OTHERS,
    UNACCOMPANIED,
    Curves,
    Law,
    after,
    bands_now,
    curves,
    grown,
    mean_stay,
    newcomers,
    opening,
)
from sim.fitting.steps import Array, entrants_by_age
from sim.forecasting.record import PublishedRecord
from sim.parameters.tables import ByAge, ByDuration

HAZARD = ByDuration(2.0, 1.2, 1.0, 0.8, 0.6, 0.4, 0.25, 0.15)
"""Leaving a year by time in care: the judgement from which the fit of leaving rates starts, before any figure.

England's durations in care are known from 2019 only, so that an earlier origin must not use them.
"""

UNACCOMPANIED_MULTIPLIER = 0.4
UNACCOMPANIED_AGES = np.array([0.0, 0.0, 0.0, 0.15, 0.85])
"""Judgements: unaccompanied children leave more slowly, and most are 16 or over when they come."""

OWN_LEVEL = 0.5
"""How far an authority's level of leaving is its own, the rest England's: judgement."""

ENTRY_AGES_SAMPLE = 60.0
"""Children whose ages at starting, spread as England's, are added to an authority's own: partial pooling."""

AGE_BANDS = 5

YEARS = 3
"""Of an authority's own flows that its level is taken from."""

HORIZONS = (1, 2, 3)
"""Years ahead for which forecasts are scored."""


@dataclass(frozen=True, slots=True)
class Course:
    """One authority's children in care at an origin, and the law that they follow."""

    cohort: Array
    """By group, age at entry and time in care."""
    entrants: Array
    """A year, by group and age at entry, such that as many come as leave in the long run."""
    log_level: float

    def looked_after(self, law: Curves, years: int) -> float:
        """Return the children in care some years on."""
        in_care = law.at(self.log_level)
        return after(self.cohort, in_care, years) + newcomers(in_care, self.entrants, years)


def national_law(record: PublishedRecord) -> Curves:
    """Return the law whose ages fit England's children looked after and ceasing, of what was known at the origin."""
    from scipy.optimize import least_squares

    stock, ceased, started = (
        _shares(table) for table in (record.england_ages, record.england_ceased_ages, record.england_started_ages)
    )
    alone = np.nansum(record.unaccompanied) / np.nansum(record.looked_after[np.isfinite(record.unaccompanied)])

    def law(vector: Array) -> Curves:
        under_1, from_1, from_5, from_16 = np.exp(vector).tolist()
        return curves(Law(HAZARD, ByAge(under_1, from_1, from_5, 1.0, from_16), UNACCOMPANIED_MULTIPLIER))

    def missed(vector: Array) -> Array:
        found = law(vector)
        entrants, log_level = _entrants(found, started, _national_stay(record), alone)
        ages, leaving = _stationary_shares(found.at(log_level), entrants)
        return np.concatenate([(ages - stock) / 0.01, (leaving - ceased) / 0.02, vector])

    return law(least_squares(missed, np.zeros(4), xtol=1e-4, ftol=1e-6, diff_step=1e-3).x)


def _entrants(law: Curves, ages: Array, stay: float, alone: float) -> tuple[Array, float]:
    """Return entrants a year for one child in care, and the level of leaving, from the ages at starting and the stay.

    `alone` is the share of children in care who are unaccompanied.
    """
    alone_ages = entrants_by_age(UNACCOMPANIED_AGES, GRID)
    alone_starts = alone / mean_stay(law.at(0.0)[UNACCOMPANIED], alone_ages)
    others = np.clip(ages / stay - alone_starts * UNACCOMPANIED_AGES, 0.02 * ages / stay, None)
    spread = entrants_by_age(others / others.sum(), GRID)
    log_level = law.level_for(spread, max(1 - alone, 0.3) / max(1 / stay - alone_starts, 0.3 / stay))
    kept_up = max(1 - alone, 0.05) / mean_stay(law.at(log_level)[OTHERS], spread)
    return np.stack([kept_up * spread, alone_starts * alone_ages]), log_level


def courses(record: PublishedRecord, law: Curves) -> tuple[Course | None, ...]:
    """Return the course of each authority, None where too little was known at the origin."""
    started = np.nansum(record.started_ages, axis=1)
    national = started.sum(axis=0) / started.sum()
    mixes = (started + ENTRY_AGES_SAMPLE * national) / (started.sum(axis=1, keepdims=True) + ENTRY_AGES_SAMPLE)
    alone = np.nansum(record.unaccompanied) / np.nansum(record.looked_after[np.isfinite(record.unaccompanied)])
    _, usual = _entrants(law, national, _national_stay(record), alone)
    return tuple(_course(record, law, which, mixes[which], usual) for which in range(len(record.authorities)))


def ageing(record: PublishedRecord, law: Curves, found: tuple[Course | None, ...], years: int = len(HORIZONS)) -> Array:
    """Return the growth of the logarithm of children in care (authorities, years) that their ages alone bring.

    Against England's, weighted by size: what all authorities share is told by England's own growth.
    """
    now = record.looked_after[:, -1]
    growth = np.array(
        [
            [np.nan] * years
            if course is None
            else [float(np.log(course.looked_after(law, ahead) / number)) for ahead in range(1, years + 1)]
            for course, number in zip(found, now, strict=True)
        ]
    )
    known = np.isfinite(growth[:, 0])
    if not known.any():
        return np.zeros_like(growth)
    against: Array = np.nan_to_num(growth - np.average(growth[known], axis=0, weights=now[known]))
    return against


def latest_ages(record: PublishedRecord, which: int) -> tuple[Array, int] | None:
    """Return an authority's latest published ages, and how many years ago they were; None when there are none.

    Bands that are hidden, two at most, share what is left of the total.
    """
    for years in range(record.ages.shape[1]):
        ages, total = record.ages[which, -1 - years].copy(), record.looked_after[which, -1 - years]
        hidden = np.isnan(ages)
        if hidden.sum() <= 2 and np.isfinite(total):
            ages[hidden] = max(total - np.nansum(ages), 0.0) / max(1, hidden.sum())
            return (ages, years) if ages.sum() > 0 else None
    return None


def _course(record: PublishedRecord, law: Curves, which: int, mix: Array, usual: float) -> Course | None:
    number = record.looked_after[which, -1]
    started = record.started[which, -YEARS:]
    if not np.isfinite(number) or number < 1 or np.isnan(started).all() or np.nanmean(started) < 1:
        return None
    starts = float(np.nanmean(started))
    known_alone = record.unaccompanied[which, -YEARS:]
    known_alone = known_alone[np.isfinite(known_alone)]
    alone = float(known_alone.mean()) if len(known_alone) else 0.0
    alone_now = float(known_alone[-1]) if len(known_alone) else 0.0
    alone_ages = entrants_by_age(UNACCOMPANIED_AGES, GRID)
    alone_starts = alone / mean_stay(law.at(0.0)[UNACCOMPANIED], alone_ages)
    others = np.clip(mix * starts - alone_starts * UNACCOMPANIED_AGES, 0.02 * starts * mix, None)
    spread = entrants_by_age(others / others.sum(), GRID)
    held = _mean_held(record.looked_after[which, -YEARS - 1 :])
    own = law.level_for(spread, max(held - alone, 0.3 * held) / max(starts - alone_starts, 0.3 * starts))
    log_level = OWN_LEVEL * own + (1 - OWN_LEVEL) * usual
    in_care = law.at(log_level)
    kept_up = max(number - alone_now, 0.05 * number) / mean_stay(in_care[OTHERS], spread)
    entrants = np.stack([kept_up * spread, alone_starts * alone_ages])
    return Course(_present(record, which, in_care, entrants, alone_now), entrants, log_level)


def _present(record: PublishedRecord, which: int, in_care: Array, entrants: Array, alone: float) -> Array:
    """Return the children in care at the origin: those of the latest published ages, grown up since, by number."""
    number = float(record.looked_after[which, -1])
    found = latest_ages(record, which)
    if found is None:
        return opening(in_care, entrants, number, None, alone)
    ages, years = found
    then = float(ages.sum())
    cohort = opening(in_care, entrants, then, ages, alone * then / number)
    if years == 0:
        return cohort
    cohort = grown(cohort, in_care, entrants, years)
    present: Array = cohort * number / cohort.sum()
    return present


def _mean_held(numbers: Array) -> float:
    """Return the mean number in care over the years between these 31 Marches; the last when there is but one."""
    between = (numbers[1:] + numbers[:-1]) / 2
    return float(np.nanmean(between)) if np.isfinite(between).any() else float(numbers[-1])


def _national_stay(record: PublishedRecord) -> float:
    """Return England's mean stay in years by Little's law, over the latest years."""
    held = np.nansum(record.looked_after[:, -YEARS:])
    return float(held / np.nansum(record.ceased[:, -YEARS:]))


def _shares(table: Array) -> Array:
    """Return the shares of the age bands, of all years known whole together."""
    counts = table[np.isfinite(table).all(axis=1)].sum(axis=0)
    shares: Array = counts / counts.sum()
    return shares


def _stationary_shares(in_care: Array, entrants: Array) -> tuple[Array, Array]:
    """Return the shares by age band of those whom entrants keep in care, and of those who leave; 18 is in the last."""
    band = bands_now()
    here = (entrants[:, :, None] * in_care).sum(axis=0)
    stock = np.bincount(band[band >= 0], weights=here[band >= 0], minlength=AGE_BANDS)
    came = here[:, 0]
    gone = np.column_stack([here[:, :-1] - here[:, 1:], here[:, -1]])
    leaving_band = np.where(band >= 0, band, AGE_BANDS - 1)
    leaving = np.bincount(leaving_band.ravel(), weights=gone.ravel(), minlength=AGE_BANDS)
    first = np.maximum(entrants.sum(axis=0) - came, 0.0)  # who leave in the first half step
    leaving += np.bincount(leaving_band[:, 0], weights=first, minlength=AGE_BANDS)
    return stock / stock.sum(), leaving / leaving.sum()
