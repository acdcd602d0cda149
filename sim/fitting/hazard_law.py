"""Leaving care by one hazard of time in care, age and route, and causes by age: the model without legal process.

A decision to leave, a cause, and for some causes a time of preparation, as in `sim/model/lives/leaving.py`.
"""

from __future__ import annotations

import numpy as np

from sim.fitting.coming_back import evenly, from_home
from sim.fitting.leavers import Away, Leavers
from sim.fitting.putting_off import delayed
from sim.fitting.steps import (
    Array,
    Grid,
    age_bands,
    delays_over_steps,
    hazard_over_steps,
    multiplier_over_steps,
)
from sim.foundations.codes import LeavingCause
from sim.parameters.leaving import Leaving

HOME = (LeavingCause.HOME_PLANNED, LeavingCause.HOME_UNPLANNED)


def decided_by_hazard(leaving: Leaving, grid: Grid) -> Array:
    """Return the share who decide to leave in each step, were there no 18th birthday inside it."""
    steps = hazard_over_steps(leaving.hazard_by_time_in_care, grid)
    hazard = steps * multiplier_over_steps(leaving.age_multiplier, grid)
    cumulative = np.cumsum(hazard, axis=1)
    routes = np.array(leaving.route_multiplier.values())[:, None, None]
    before = np.concatenate([np.zeros((len(grid.ages), 1)), cumulative[:, :-1]], axis=1)
    decided: Array = np.exp(-routes * before) - np.exp(-routes * cumulative)
    return decided


def by_hazard(leaving: Leaving, grid: Grid) -> Leavers:
    """Return who leaves in each step, by route and age at entry."""
    decided = decided_by_hazard(leaving, grid)
    bands = age_bands(grid)
    shares = cause_shares_by_age(leaving)
    outcome = np.empty((len(LeavingCause) - 1, *decided.shape))
    for cause in range(len(LeavingCause) - 1):
        outcome[cause] = decided * shares[:, cause][bands]
    planned, adopted = outcome[LeavingCause.HOME_PLANNED], outcome[LeavingCause.ADOPTED]
    prepared = delays_over_steps(leaving.planned_return_median, leaving.planned_return_spread, grid)
    now_adopted = delayed(adopted, delays_over_steps(leaving.adoption_median, leaving.adoption_spread, grid))
    for_adoption = np.cumsum(adopted - now_adopted, axis=2) * grid.share_before_adult
    outcome[LeavingCause.HOME_PLANNED] = delayed(planned, prepared)
    outcome[LeavingCause.ADOPTED] = now_adopted
    outcome *= grid.share_before_adult
    home = Away(outcome[list(HOME)].sum(axis=0), from_home(leaving))
    guardians = Away(outcome[LeavingCause.SPECIAL_GUARDIANSHIP], evenly(leaving.guardianship_return_within_5_years))
    return Leavers(outcome, for_adoption, home, (guardians,))


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
