"""The law of leaving and coming back of the children who are followed in the years ahead, step by step.

Steps are of four weeks and begin with the first day; children are followed by when they were born.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.fitting.cohorts import GRID, STEPS_A_YEAR
from sim.fitting.coming_back import evenly, from_home
from sim.fitting.hazard_law import cause_shares_by_age
from sim.fitting.steps import QUADRATURE, Array, delays_over_steps
from sim.foundations.calendar import ADULT, AGE_BAND_STARTS, DAYS_PER_YEAR
from sim.foundations.codes import LeavingCause, Route
from sim.parameters.leaving import Leaving
from sim.parameters.tables import DURATION_BAND_STARTS

YEARS = 3
STEPS = YEARS * STEPS_A_YEAR
UNBORN = round(YEARS * DAYS_PER_YEAR / GRID.cell)
"""Cells of those born after the first day, before the cells of age on it."""

BIRTHS = UNBORN + len(GRID.ages)
LONG = int(np.ceil(DURATION_BAND_STARTS[-1] / GRID.step))
"""Steps in care after which the hazard no longer changes: who has been there longer is counted here."""

TIMES = LONG + 1
PREPARED = STEPS
"""Steps of preparation after which the chance of being ready no longer changes: few prepare for so long."""

AWAY = 17 * STEPS_A_YEAR
"""Steps before the first day in which children left who may still come back."""

DIGITS = 12
"""After the point, to which hazards over a step are told apart: beyond them lies what arithmetic leaves."""

PLANNED, ADOPTED = 0, 1
DELAYED = (LeavingCause.HOME_PLANNED, LeavingCause.ADOPTED)
FROM_HOME, FROM_GUARDIANS = 0, 1


class YearsAheadLaw:
    """The law of leaving and coming back over the steps after the first day, by step, route and cell of birth."""

    def __init__(self, leaving: Leaving) -> None:
        edges = np.arange(TIMES + 1) * GRID.step
        # at the edges of steps, the mean over children who are somewhere within the step before
        within = _cumulative(leaving, edges[:, None] + QUADRATURE * GRID.step).mean(axis=1)
        self.hazards, self.hazard_at = np.unique(np.diff(within).round(DIGITS), return_inverse=True)
        """Over a step: the few different ones, and which of them by steps in care."""
        self.first = _cumulative(leaving, QUADRATURE * GRID.step)
        low = (np.arange(BIRTHS) - UNBORN) * GRID.cell
        day = (np.arange(STEPS) + 0.5)[:, None] * GRID.step
        bands = bands_of_births(low + day)
        routes = np.array(leaving.route_multiplier.values())
        self.strength = routes[None, :, None] * (bands @ np.array(leaving.age_multiplier.values()))[:, None, :]
        shares = cause_shares_by_age(leaving)
        self.causes = np.moveaxis(bands @ shares, 2, 1)
        until = np.clip((ADULT - low - np.arange(STEPS + 1)[:, None] * GRID.step) / GRID.cell, 0.0, 1.0)
        self.minors = np.ones((STEPS + 1, BIRTHS))
        self.minors[1:] = np.divide(until[1:], until[:-1], out=np.zeros_like(until[1:]), where=until[:-1] > 0)
        self.minors_now = until
        self.waiting = np.stack(
            [
                _waiting(leaving.planned_return_median, leaving.planned_return_spread),
                _waiting(leaving.adoption_median, leaving.adoption_spread),
            ]
        )
        now, later = self.waiting[:, :-1], self.waiting[:, 1:]
        self.goes_on = np.divide(later, now, out=np.zeros_like(later), where=now > 1e-12)[:, None, None, :]
        """The share of those who prepare who still do a step later."""
        days = np.arange(AWAY + STEPS + 2)[:, None] * GRID.step + QUADRATURE * GRID.step
        ways = (from_home(leaving), evenly(leaving.guardianship_return_within_5_years))
        back = np.stack([way(days).mean(axis=1) for way in ways])
        self._after = np.diff(back, axis=1)
        """The share who come back so many steps after the one in which they left, and in it with the next."""
        self._after[:, 0] += back[:, 0]
        self._back = [self._shares_back(step) for step in range(STEPS)]
        """By step: the share who come back in it, by where they went, the step in which they left and cell of birth."""

    def _shares_back(self, step: int) -> Array:
        shares, until = self._after[:, :step][:, ::-1], self.minors_now
        still = np.divide(until[step], until[:step], out=np.zeros_like(until[:step]), where=until[:step] > 0)
        found: Array = shares[:, :, None] * still
        return found

    def back(self, left: Array, step: int) -> Array:
        """Return who comes back in a step, of those who left in the steps before it."""
        found: Array = np.einsum("wsb,wsrb->rb", self._back[step], left[:, :step])
        return found

    def returns(self, gone: Array) -> Array:
        """Return who comes back in each step (s, r, b) of those who left before the first day.

        `gone` is who left in a step then, by where to, route and cell of age at leaving.
        """
        found = np.zeros((STEPS, len(Route), BIRTHS))
        for before in range(1, AWAY + 1):
            then = np.stack([shifted(place, before - 0.5) for place in gone])
            found += np.einsum("ws,wrb->srb", self._after[:, before - 1 : before - 1 + STEPS], then)
        return found * self.minors_now[1:, None, :]


def shifted(by_age: Array, steps: float) -> Array:
    """Return children by cell of birth (last axis) who were of an age, by cell, some steps before the first day.

    After it when `steps` is negative.
    """
    cells = UNBORN + steps * GRID.step / GRID.cell
    whole = int(np.floor(cells))
    part = cells - whole
    found = np.zeros((*by_age.shape[:-1], BIRTHS))
    for first, share in ((whole, 1.0 - part), (whole + 1, part)):
        if 0 <= first < BIRTHS and share > 0:
            number = min(by_age.shape[-1], BIRTHS - first)
            found[..., first : first + number] += share * by_age[..., :number]
    return found


def _cumulative(leaving: Leaving, days: Array) -> Array:
    """Return the hazard by time in care, integrated from entering care on."""
    rates, starts = np.array(leaving.hazard_by_time_in_care.values()) / DAYS_PER_YEAR, np.array(DURATION_BAND_STARTS)
    integral = np.concatenate([[0.0], np.cumsum(rates[:-1] * np.diff(starts))])
    band = np.searchsorted(starts, days, side="right") - 1
    found: Array = integral[band] + rates[band] * (days - starts[band])
    return found


def bands_of_births(low: NDArray[np.floating]) -> Array:
    """Return the shares of a cell of birth that are in each age band (last axis), by its lowest age in days."""
    starts = np.array(AGE_BAND_STARTS) * DAYS_PER_YEAR
    ends = np.append(starts[1:], np.inf)
    starts[0] = -np.inf  # who is not yet born weighs nothing
    top = low + GRID.cell
    inside = np.clip(np.minimum(top[..., None], ends) - np.maximum(low[..., None], starts), 0.0, None)
    found: Array = inside / GRID.cell
    return found


def _waiting(median: float, spread: float) -> Array:
    """Return the share who still prepare at the end of the step in which they decided, and of each later one."""
    still = 1.0 - np.cumsum(delays_over_steps(median, spread, GRID))[: PREPARED + 1]
    return np.clip(still, 0.0, 1.0)
