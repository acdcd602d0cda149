"""England as the bases of a year stand on it: its scenario, what that gives, and what was published of the year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from sim.bases.national.base import FILE, national_file
from sim.bases.national.placements import PRICED
from sim.bases.words import AGES, CEASING, REASONS
from sim.fitting.entrants import of_demand
from sim.fitting.leaving_fit import GROWING
from sim.fitting.leaving_goals import causes_before_18, even_growth
from sim.fitting.stationary import Population, stationary
from sim.fitting.steps import Array, Grid
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import LeavingCause
from sim.parameters.parameters import Parameters
from sim.published.base_figures import published
from sim.scenario.quantities.quantity import Quantity
from sim.scenario.scenario import load

GRID = Grid(step=28.0, cell=DAYS_PER_YEAR / 2)
"""Coarser steps of time and age than the fit of England took; England is followed on the same, so errors cancel."""

FITTED_TO = 2019
"""The year to 31 March that England's file is fitted to, on which bases of 2019 and earlier stand."""


@dataclass(frozen=True, slots=True)
class Reference:
    """England's fit: what its rates give, and what was published in the year that they were fitted to."""

    scenario: str
    """Whose parameters they are, by name."""
    parameters: Parameters
    quantities: Mapping[str, Quantity]
    year: int
    """The year to 31 March that England's values are of."""
    growth: float
    """Yearly growth of children looked after up to then."""
    fitted: Array
    """Rates of ceasing before 18, by age, of the population that England's scenario keeps up."""
    published: Array
    fitted_causes: Array
    published_causes: Array
    three_or_more: float
    """Children looked after with three or more placements in the year, as a share."""
    fostering: float
    """Section 251 outturn, GBP a week, of the year of England's prices; the next likewise."""
    residential: float

    @property
    def households_per_child(self) -> float:
        """Mainstream foster households for each child in-house."""
        carers, opening = self.parameters.in_house_fostering, self.parameters.opening
        assert carers is not None
        assert opening is not None
        return carers.households / opening.kinds.in_house


def reference(year: int, scenario: str = "") -> Reference:
    """Return England as the bases of a 31 March stand on it, or by another scenario of England's."""
    return _reference(year, scenario or national_file(year))


@cache
def _reference(year: int, name: str) -> Reference:
    of, priced = (FITTED_TO, PRICED) if national_file(year) == FILE else (year, year)
    scenario, england = load(name), published("england")
    parameters = scenario.parameters
    growth = even_growth(england, of - GROWING, of)
    population = stationary(parameters.leaving, of_demand(parameters.demand, GRID), growth, GRID)
    ceased = [sum(england.value("ceased by age", of, word) for word in ceasing if word) for ceasing in CEASING]
    held = [england.value("looked after by age", of, age) for age in AGES]
    causes = causes_before_18(england, (of,))
    numbers = np.array([causes[cause] for cause in list(LeavingCause)[: len(REASONS) + 1]])
    return Reference(
        scenario=name,
        parameters=parameters,
        quantities=scenario.quantities,
        year=of,
        growth=growth,
        fitted=ceasing_rates(population),
        published=np.array(ceased) / np.array(held),
        fitted_causes=cause_shares(population),
        published_causes=numbers / numbers.sum(),
        three_or_more=england.value("three or more placements", of) / england.value("looked after", of),
        fostering=england.value("unit cost", priced, "fostering"),
        residential=england.value("unit cost", priced, "residential"),
    )


def ceasing_rates(population: Population) -> Array:
    """Return the rates of ceasing before 18 by age, for each child looked after of that age."""
    ceased = population.leaving_by_age
    before = np.array([*ceased[:4], ceased[4] + ceased[5]])
    rates: Array = before / population.stock_by_age
    return rates


def cause_shares(population: Population) -> Array:
    """Return the shares of causes of those who leave before 18."""
    causes = population.leaving_by_cause[:-1]
    shares: Array = causes / causes.sum()
    return shares
