"""Leaving care before 18 by time in care: events and child-days at risk, seen only from the window's first day on.

A period counts from its entry or the first day of the returns, whichever is later (left truncation), to its end, the
18th birthday or the last day. One whose entry no return shows tells nothing of time in care, and is left out of these
rates, though not of stock, moves and causes. To count only periods that ended, as a mean length of leavers does, would
leave out those who stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from sim.foundations.codes import AgeBand, LeavingCause
from sim.parameters.tables import DURATION_BAND_STARTS
from sim.returns.estimates.pieces import YEAR, pieces
from sim.returns.estimates.rate import Rate, rate
from sim.returns.lives import CareLives, Period
from sim.returns.reading.dates import birthday_18

FEWEST_FOR_AGES = 10
"""Events at an age below which what was believed of it is held."""
ROUNDS = 50

Counts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LeavingCounts:
    """Events before 18, and child-years at risk, by band of time in care (rows) and age (columns)."""

    events: Counts
    child_years: Counts
    used: int
    """Periods."""
    entry_not_seen: int
    """Periods left out, for no return shows when they began."""


@dataclass(frozen=True, slots=True)
class LeavingEstimate:
    """Rates of leaving care by time in care at ages 10 to 15, and how other ages stand to them."""

    by_time: tuple[Rate, ...]
    by_age: tuple[Rate, ...]
    """Multipliers; that of ages 10 to 15 is 1."""
    counts: LeavingCounts


def leaving_counts(lives: CareLives) -> LeavingCounts:
    """Return events and time at risk of all whose birth and entry are known."""
    bands, ages = len(DURATION_BAND_STARTS), len(AgeBand)
    events, days = np.zeros((bands, ages)), np.zeros((bands, ages))
    used = not_seen = 0
    for child in lives.children:
        if child.born is None:
            continue
        for period in child.periods:
            if not period.entry_known:
                not_seen += 1
                continue
            used += 1
            grown = birthday_18(child.born)
            until = min(period.ends or lives.window.last + timedelta(days=1), grown)
            leaves = _leaves(period, grown)
            for piece in pieces(period.begins, child.born, max(period.begins, lives.window.first), until):
                days[piece.band, piece.age] += piece.days
                events[piece.band, piece.age] += leaves and piece.until == until
    return LeavingCounts(events, days / YEAR, used, not_seen)


def _leaves(period: Period, grown: date) -> bool:
    """Whether a period ended before 18 by leaving care."""
    if period.ends is None or period.ends >= grown:
        return False
    return not period.censored and period.cause is not LeavingCause.EIGHTEENTH_BIRTHDAY


def leaving_estimate(
    counts: LeavingCounts, believed: Sequence[float], believed_ages: Sequence[float], own_bands: int, own_ages: bool
) -> LeavingEstimate:
    """Return rates by time in care and multipliers by age, found in turns until they agree (Poisson, log-linear).

    Bands from `own_bands` on, and ages unless `own_ages`, stay as believed: too few returns tell of them.
    """
    ages = np.array(believed_ages, dtype=float)
    reference = int(AgeBand.FROM_10_TO_15)
    ages = ages / ages[reference]
    by_age_events = counts.events.sum(axis=0)
    time = counts.child_years @ ages
    rates = [rate(*pair, prior) for pair, prior in zip(_pairs(counts, time), believed, strict=True)]
    for _ in range(ROUNDS):
        expected = np.array([one.value for one in rates]) @ counts.child_years
        if own_ages:
            found = np.where(by_age_events >= FEWEST_FOR_AGES, by_age_events / np.maximum(expected, 1e-9), ages)
            found = found / found[reference] if by_age_events[reference] >= FEWEST_FOR_AGES else ages
            if np.allclose(found, ages, rtol=1e-6):
                break
            ages = found
        time = counts.child_years @ ages
        rates = [rate(*pair, prior) for pair, prior in zip(_pairs(counts, time), believed, strict=True)]
        if not own_ages:
            break
    by_time = tuple(one if band < own_bands else rate(0.0, 0.0, believed[band]) for band, one in enumerate(rates))
    expected = np.array([one.value for one in rates]) @ counts.child_years
    by_age = tuple(
        rate(float(by_age_events[age]), float(expected[age]), float(believed_ages[age]))
        if own_ages and by_age_events[age] >= FEWEST_FOR_AGES and age != reference
        else rate(0.0, 0.0, float(ages[age]))
        for age in range(len(AgeBand))
    )
    return LeavingEstimate(by_time, by_age, counts)


def _pairs(counts: LeavingCounts, time: Counts) -> list[tuple[float, float]]:
    return [(float(events), float(years)) for events, years in zip(counts.events.sum(axis=1), time, strict=True)]


def bands_known(returns: int) -> int:
    """Return how many bands of time in care so many yearly returns tell: to a year, to three years, all."""
    starts = DURATION_BAND_STARTS
    if returns < 3:
        return sum(start < YEAR - 1 for start in starts)
    if returns < 5:
        return sum(start < 3 * YEAR - 1 for start in starts)
    return len(starts)
