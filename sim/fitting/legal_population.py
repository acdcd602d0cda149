"""The population in care that entries and a legal process keep up: by legal status, and the stages of adoption."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.fitting.courses import Courses
from sim.fitting.order_times import OrderTimes
from sim.fitting.stationary import Population, population
from sim.fitting.steps import Array, Grid, into_bands
from sim.fitting.tracks import Tracks
from sim.foundations.calendar import AGE_BAND_STARTS, DAYS_PER_YEAR
from sim.foundations.codes import AgeBand, CourtOrder, LeavingCause, Route
from sim.parameters.legal.legal import Legal

MONTH = DAYS_PER_YEAR / 12

ADOPTION_DURATIONS = (0.0, DAYS_PER_YEAR, 2 * DAYS_PER_YEAR, 3 * DAYS_PER_YEAR)
"""Days in care at which each published band of time in care of the adopted starts."""


@dataclass(frozen=True, slots=True)
class LegalPopulation:
    """Shares are of children looked after, flows a year's, times in months; ages are those at entry."""

    population: Population
    status: Array
    """By `LegalStatus`."""
    at_home: float
    """At home under a care order."""
    final_orders: float
    """Of children in care."""
    orders: Array
    """By `CourtOrder`."""
    already_in_care: float
    """Of children in care who came to court, those who were under section 20 when the case was issued."""
    in_court_by_age: Array
    """Children of cases, by age band at entry."""
    adopted_by_duration: Array
    """By `ADOPTION_DURATIONS`."""
    entry_to_decision: float
    decision_to_match: float
    entry_to_placed: float
    placed_to_adopted: float
    entry_to_adopted: float
    to_placed_by_age: Array
    """From entry, by `AgeBand`."""
    to_adopted_by_age: Array


def legal_population(
    legal: Legal, found: Tracks, times: OrderTimes, entrants: Array, growth: float, grid: Grid
) -> LegalPopulation:
    """Return the population kept up by `entrants` a year, by route and cell of age at entry."""
    courses = Courses(found.leavers, grid, growth)
    kept_up = population(courses, entrants)
    everyone = entrants + courses.reentrants(entrants)
    flow = everyone[:, :, None] * courses.decay
    held = flow * (grid.step / DAYS_PER_YEAR) / kept_up.looked_after
    adopted = found.leavers.by_cause[LeavingCause.ADOPTED] * flow
    placed = found.placed * flow
    issued = found.issued * flow
    placement = found.by_order[CourtOrder.PLACEMENT] * flow
    bands = np.searchsorted(np.array(AGE_BAND_STARTS) * DAYS_PER_YEAR, grid.ages, side="right") - 1
    considered = np.array(legal.adoption_considered.values())[bands]
    by_cell = placement.sum(axis=(0, 2))
    ahead = times.decided_before @ np.stack([1.0 - considered, considered])
    decided = (_mean(placement, grid) - _weighted(ahead, by_cell)) / MONTH
    found_later = 1.0 - np.array(legal.adoption.early_share.values())
    to_match = (found_later * (times.matched @ grid.middle))[bands]
    to_placed, to_adopted = _mean(placed, grid) / MONTH, _mean(adopted, grid) / MONTH
    ages = [bands == age for age in AgeBand]
    return LegalPopulation(
        population=kept_up,
        status=np.einsum("srat,rat->s", found.by_status, held),
        at_home=float((found.at_home * held).sum()),
        final_orders=float((found.by_order * flow).sum()),
        orders=np.einsum("orat,rat->o", found.by_order, flow),
        already_in_care=float(issued[Route.VOLUNTARY].sum() / issued.sum()),
        in_court_by_age=np.array([issued[:, age].sum() for age in ages]),
        adopted_by_duration=into_bands(adopted.sum(axis=(0, 1)), grid.middle, np.array(ADOPTION_DURATIONS)),
        entry_to_decision=decided,
        decision_to_match=(_weighted(ahead, by_cell) + _weighted(to_match, by_cell)) / MONTH,
        entry_to_placed=to_placed,
        placed_to_adopted=to_adopted - to_placed,
        entry_to_adopted=to_adopted,
        to_placed_by_age=np.array([_mean(placed[:, age], grid) for age in ages]) / MONTH,
        to_adopted_by_age=np.array([_mean(adopted[:, age], grid) for age in ages]) / MONTH,
    )


def _mean(flow: Array, grid: Grid) -> float:
    """Return the mean time in care at which something happens, in days; 0 where it never does."""
    return float((flow * grid.middle).sum() / max(float(flow.sum()), 1e-12))


def _weighted(values: Array, weights: Array) -> float:
    return float((values * weights).sum() / max(float(weights.sum()), 1e-12))
