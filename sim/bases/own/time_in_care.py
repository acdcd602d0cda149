"""Leaving by time in care from a council's returns: rates of the decision that make children leave as they did.

Returns tell when children left, and the model needs when it was decided. So the base's rates are turned, band by band,
until the population that they keep up leaves each band at the rate that the returns tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.fitting.courses import Courses
from sim.fitting.hazard_law import by_hazard
from sim.fitting.steps import Array, Grid, into_bands
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.parameters.leaving import Leaving
from sim.parameters.tables import DURATION_BAND_STARTS, ByDuration

FINE = Grid(step=7.0, cell=DAYS_PER_YEAR / 2)
"""Steps short enough for the first band, of two weeks."""
ROUNDS = 25
NEAR_ENOUGH = 0.01
MOST_APART = 6.0
"""Times by which a band's rate may be turned."""


@dataclass(frozen=True, slots=True)
class LeavingByTime:
    """Exits before 18 a child-year, by band of time in care."""

    rates: Array
    child_years: Array
    """Of the stationary population of one entrant a year."""


def leaving_by_time(leaving: Leaving, entrants: Array, growth: float = 0.0) -> LeavingByTime:
    """Return at which rates children leave each band in the population that rates of leaving keep up."""
    courses = Courses(by_hazard(leaving, FINE), FINE, growth)
    weights = (entrants + courses.reentrants(entrants))[:, :, None] * courses.decay
    gone = (courses.by_cause.sum(axis=0) * weights).sum(axis=(0, 1))
    here = (courses.in_care * weights).sum(axis=(0, 1)) * FINE.step / DAYS_PER_YEAR
    bands = np.array(DURATION_BAND_STARTS)
    left, years = into_bands(gone, courses.middle, bands), into_bands(here, courses.middle, bands)
    return LeavingByTime(left / np.maximum(years, 1e-12), years)


def turned(leaving: Leaving, entrants: Array, goals: Sequence[float]) -> Leaving:
    """Return the rates of leaving with those by time in care turned until children leave each band as the goals say."""
    found = leaving
    base = np.array(leaving.hazard_by_time_in_care.values())
    wanted = np.array(goals)
    turns = np.ones(len(base))
    for _ in range(ROUNDS):
        rates = leaving_by_time(found, entrants).rates
        if np.abs(rates / wanted - 1.0).max() < NEAR_ENOUGH:
            break
        turns = np.clip(turns * np.clip(wanted / np.maximum(rates, 1e-9), 0.5, 2.0), 1 / MOST_APART, MOST_APART)
        found = replace(leaving, hazard_by_time_in_care=ByDuration(*(base * turns).tolist()))
    return found
