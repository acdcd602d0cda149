"""Find the rates of leaving care whose stationary population comes closest to given figures, by least squares.

Where the figures say little, weak priors say the rest. Nothing here is random.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import least_squares

from sim.fitting.stationary import Population, stationary
from sim.fitting.steps import Array, Grid
from sim.foundations.codes import AgeBand, LeavingCause, Route
from sim.parameters.leaving import Leaving
from sim.parameters.tables import DURATION_BAND_STARTS, ByAge, ByCause, ByDuration, ByRoute

SEED = (
    (0.28, 0.04, 0.07, 0.20, 0.35, 0.05, 0.00, 0.02),
    (0.26, 0.04, 0.06, 0.27, 0.30, 0.06, 0.00, 0.02),
    (0.42, 0.08, 0.08, 0.22, 0.08, 0.06, 0.00, 0.05),
    (0.45, 0.14, 0.12, 0.08, 0.01, 0.03, 0.05, 0.10),
    (0.25, 0.15, 0.12, 0.01, 0.00, 0.01, 0.09, 0.37),
)
"""How causes of leaving differ between ages of the decision (rows), before they are scaled to the published totals.

Adoption is fitted to the published ages of adopted children; the rest is judgement, for no table gives cause by age.
"""

CAUSES = tuple(cause for cause in LeavingCause if cause is not LeavingCause.EIGHTEENTH_BIRTHDAY)
SCALED_CAUSES = tuple(cause for cause in CAUSES if cause is not LeavingCause.HOME_PLANNED)
"""Planned return home is the cause that the others are scaled against."""

ADOPTION_AGES = (AgeBand.UNDER_1, AgeBand.FROM_5_TO_9, AgeBand.FROM_10_TO_15)
"""Ages whose adoption share is fitted against that of 1 to 4."""

FITTED_AGES = (AgeBand.UNDER_1, AgeBand.FROM_1_TO_4, AgeBand.FROM_5_TO_9, AgeBand.FROM_16)
"""Ages 10 to 15 are what the others are measured against."""

BANDS = len(DURATION_BAND_STARTS)

POLICE_TO_COURT = 1.5
"""Leaving after police protection against leaving after an interim care order: judgement (72 hours at most)."""


@dataclass(frozen=True, slots=True)
class LeavingRates:
    """What is fitted, as logarithms: all but the entries are against a reference that is fixed at 1."""

    hazards: Array
    ages: Array
    court: float
    """Of the multiplier of children who come by a court order, against section 20."""
    remand: float
    unaccompanied: float
    causes: Array
    adoption: Array
    entries: float

    def pack(self) -> Array:
        """Return all of them in one vector."""
        scalars = [self.court, self.remand, self.unaccompanied]
        return np.concatenate([self.hazards, self.ages, scalars, self.causes, self.adoption, [self.entries]])

    @staticmethod
    def unpack(vector: Array) -> LeavingRates:
        """Return the rates from one vector."""
        hazards, ages, scalars, causes, adoption, entries = np.split(vector, np.cumsum([BANDS, 4, 3, 7, 3]))
        return LeavingRates(hazards, ages, scalars[0], scalars[1], scalars[2], causes, adoption, entries[0])

    def leaving(self, base: Leaving) -> Leaving:
        """Return the parameters with these rates in them."""
        ages = np.ones(len(AgeBand))
        ages[list(FITTED_AGES)] = np.exp(self.ages)
        court = float(np.exp(self.court))
        under_1, from_1, from_5, from_10, from_16 = (ByCause(*row) for row in self._cause_shares().tolist())
        return replace(
            base,
            hazard_by_time_in_care=ByDuration(*np.exp(self.hazards).tolist()),
            age_multiplier=ByAge(*ages.tolist()),
            route_multiplier=ByRoute(
                voluntary=1.0,
                interim_care_order=court,
                police_protection=court * POLICE_TO_COURT,
                emergency_protection=court,
                remand=float(np.exp(self.remand)),
                unaccompanied=float(np.exp(self.unaccompanied)),
            ),
            causes_under_1=under_1,
            causes_1_to_4=from_1,
            causes_5_to_9=from_5,
            causes_10_to_15=from_10,
            causes_from_16=from_16,
        )

    def _cause_shares(self) -> Array:
        """Return the shares of causes (columns) by age of the decision."""
        shares = np.array(SEED)
        shares[:, list(SCALED_CAUSES)] *= np.exp(self.causes)
        shares[list(ADOPTION_AGES), LeavingCause.ADOPTED] *= np.exp(self.adoption)
        result: Array = shares / shares.sum(axis=1, keepdims=True)
        return result


@dataclass(frozen=True, slots=True)
class Goal:
    """One published figure, what the population makes of it, and how closely it should be met."""

    title: str
    published: float
    deviation: float
    """Standard deviation allowed: of sampling, or of how far a simple model can be right."""
    fitted: Callable[[Population], float]


@dataclass(frozen=True, slots=True)
class Prior:
    """What the rates are taken to be where figures say little: a mean and a standard deviation for each logarithm."""

    mean: Array
    deviation: Array
    level_free: bool = False
    """The hazards' common level is not held; only their shape is."""

    def residuals(self, vector: Array) -> Array:
        """Return the distances of a vector from the prior, in standard deviations."""
        apart = vector - self.mean
        if self.level_free:
            apart[:BANDS] -= apart[:BANDS].mean()
        result: Array = apart / self.deviation
        return result


@dataclass(frozen=True, slots=True)
class Fit:
    """Fitted rates, the population that they keep up, and how it compares."""

    rates: LeavingRates
    leaving: Leaving
    entries_per_year: float
    population: Population
    goals: tuple[Goal, ...]

    def score(self, goal: Goal) -> float:
        """Return by how many of its standard deviations a goal is missed."""
        return (goal.fitted(self.population) - goal.published) / goal.deviation


SMOOTHNESS = 0.5
"""Standard deviation of the bend of the logarithm of the hazard from band to band."""


def fit(
    base: Leaving,
    one_entrant: Array,
    goals: Sequence[Goal],
    prior: Prior,
    growth: float = 0.0,
    grid: Grid | None = None,
) -> Fit:
    """Return the rates whose stationary population comes closest to the goals.

    `base` gives what is not fitted, `one_entrant` how a child entering spreads over routes and cells of age.
    """
    grid = grid or Grid()

    def population(vector: Array) -> Population:
        rates = LeavingRates.unpack(vector)
        return stationary(rates.leaving(base), one_entrant * np.exp(rates.entries), growth, grid)

    def residuals(vector: Array) -> Array:
        found = population(vector)
        missed = [(goal.fitted(found) - goal.published) / goal.deviation for goal in goals]
        bends = np.diff(vector[:BANDS], 2) / SMOOTHNESS
        return np.concatenate([missed, bends, prior.residuals(vector)])

    solution = least_squares(residuals, prior.mean, method="trf", xtol=1e-7, ftol=1e-9, x_scale=prior.deviation)
    rates = LeavingRates.unpack(solution.x)
    return Fit(
        rates=rates,
        leaving=rates.leaving(base),
        entries_per_year=float(np.exp(rates.entries)),
        population=population(solution.x),
        goals=tuple(goals),
    )


def starting_rates(entries: float) -> Prior:
    """Return what is believed of the rates before any figure: little, but for the routes, which figures hardly tell."""
    mean = LeavingRates(
        hazards=np.log([2.0, 1.2, 1.0, 0.8, 0.6, 0.4, 0.25, 0.15]),
        ages=np.zeros(4),
        court=np.log(0.7),
        remand=np.log(4.0),
        unaccompanied=np.log(0.4),
        causes=np.zeros(7),
        adoption=np.zeros(3),
        entries=np.log(entries),
    )
    deviation = LeavingRates(
        hazards=np.full(8, 2.0),
        ages=np.full(4, 1.0),
        court=0.3,
        remand=0.5,
        unaccompanied=0.5,
        causes=np.full(7, 1.0),
        adoption=np.full(3, 1.0),
        entries=1.0,
    )
    return Prior(mean.pack(), deviation.pack())


def local_rates(national: LeavingRates, entries: float) -> Prior:
    """Return what England's rates make one believe of an authority's: their shape, with room for its own ways."""
    mean = replace(national, entries=np.log(entries))
    deviation = LeavingRates(
        hazards=np.full(8, 0.3),
        ages=np.full(4, 0.5),
        court=0.3,
        remand=0.2,
        unaccompanied=0.5,
        causes=np.full(7, 1.0),
        adoption=np.full(3, 0.3),
        entries=1.0,
    )
    return Prior(mean.pack(), deviation.pack(), level_free=True)


def share_of_route(route: Route) -> Callable[[Population], float]:
    """Return what reads, from a population, the share of children looked after who came by a route."""
    return lambda population: float(population.stock_by_route[route]) / population.looked_after
