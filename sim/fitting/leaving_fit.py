"""Fit the rates of leaving care to published figures: `python -m sim.fitting.leaving_fit` prints values and residuals.

The rates by time in care come from England, where time in care of children ceasing is published; Tower Hamlets keeps
England's shape as far as its own ages, causes and numbers allow. What is not fitted is read from the scenario files,
into which the printed values are put by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace

import numpy as np

from sim.fitting.entrants import age_shares_of_first, group_ages, of_demand, published_ages, route_shares_of_children
from sim.fitting.leaving_goals import even_growth, local_goals, national_goals
from sim.fitting.leaving_rates import Fit, LeavingRates, fit, local_rates, starting_rates
from sim.fitting.steps import Grid
from sim.foundations.codes import Route
from sim.parameters.demand import Demand
from sim.parameters.parameters import Parameters
from sim.parameters.tables import Table
from sim.published.base_figures import Published, published
from sim.scenario.scenario import load

AUTHORITIES = 152
"""In England in 2018-19: the national scenario is their average."""

LOCAL_YEARS = (2017, 2018, 2019)
NATIONAL_YEAR = 2019
GROWING = 10
"""Years over which England's children looked after are taken to have grown evenly, as the population is told."""


def demand_per_entrant(demand: Demand, figures: Published, years: Iterable[int]) -> Demand:
    """Return the demand for one child a year, its families' ages such that children start at the published ages."""
    routes = route_shares_of_children(demand.route_shares, demand.children_per_family)
    children = group_ages(
        published_ages(figures, years), routes, demand.remand_age_shares, demand.unaccompanied_age_shares
    )
    first = age_shares_of_first(children, demand.children_per_family, demand.sibling_age_gap)
    return replace(demand, entries_per_year=1.0, age_shares=first)


def fit_england(parameters: Parameters, grid: Grid, year: int = NATIONAL_YEAR) -> tuple[Fit, Demand]:
    """Return the fit to England's figures of the year to a 31 March, and the demand for one of its entrants."""
    england = published("england")
    demand = demand_per_entrant(parameters.demand, england, (year,))
    growth = even_growth(england, year - GROWING, year)
    prior = starting_rates(england.value("started", year))
    goals = national_goals(england, year)
    return fit(parameters.leaving, of_demand(demand, grid), goals, prior, growth, grid), demand


def fit_local(parameters: Parameters, national: LeavingRates, grid: Grid) -> tuple[Fit, Demand]:
    """Return the fit to Tower Hamlets' figures of three years, and the demand for one of its entrants."""
    local = published("tower_hamlets")
    demand = demand_per_entrant(parameters.demand, local, LOCAL_YEARS)
    prior = local_rates(national, local.value("started", LOCAL_YEARS[0]))
    return fit(parameters.leaving, of_demand(demand, grid), local_goals(local), prior, 0.0, grid), demand


def residual_table(found: Fit) -> Iterator[str]:
    """Yield the lines of the table of published figures beside fitted ones."""
    yield f"{'':64}{'published':>12}{'fitted':>12}{'deviations':>12}"
    for goal in found.goals:
        digits = 1 if goal.published > 10 else 3
        fitted = goal.fitted(found.population)
        yield f"{goal.title:64}{goal.published:12,.{digits}f}{fitted:12,.{digits}f}{found.score(goal):12.1f}"
    population = found.population
    yield f"Coming back: {population.reentries:,.1f} a year of {population.leaving:,.1f} periods of care that end"
    yield f"Mean stay of periods that end: {population.mean_stay:.2f} years"
    yield f"Placed for adoption {population.stock_placed_for_adoption:,.1f}"
    mean_stays = population.stock_by_route / population.looked_after
    shares = ", ".join(f"{route.name.lower()} {mean_stays[route]:.3f}" for route in Route)
    yield f"Share of children looked after by route: {shares}"


def snippets(found: Fit, demand: Demand, authorities: int) -> Iterator[str]:
    """Yield the fitted values as lines for a scenario file."""
    yield f"[demand.entries_per_year]\nvalue = {found.entries_per_year / authorities:.4g}\n"
    yield f"[demand.age_shares]\n{_table(demand.age_shares, whole=True)}\n"
    leaving = found.leaving
    tables: dict[str, Table] = {
        "hazard_by_time_in_care": leaving.hazard_by_time_in_care,
        "age_multiplier": leaving.age_multiplier,
        "route_multiplier": leaving.route_multiplier,
    }
    causes: dict[str, Table] = {
        "causes_under_1": leaving.causes_under_1,
        "causes_1_to_4": leaving.causes_1_to_4,
        "causes_5_to_9": leaving.causes_5_to_9,
        "causes_10_to_15": leaving.causes_10_to_15,
        "causes_from_16": leaving.causes_from_16,
    }
    yield from (f"[leaving.{name}]\n{_table(table, whole=False)}\n" for name, table in tables.items())
    yield from (f"[leaving.{name}]\n{_table(table, whole=True)}\n" for name, table in causes.items())


def _table(table: Table, *, whole: bool) -> str:
    """Return a table's values as lines: to three digits, or as shares that sum to exactly 1 to three places."""
    values = np.array(table.values())
    if whole:
        rounded = np.round(values, 3)
        rounded[values.argmax()] += 1 - rounded.sum()
        words = [f"{value:.3f}" for value in rounded]
    else:
        words = [f"{value:.3g}" for value in values]
    return "\n".join(f"value.{part.name} = {word}" for part, word in zip(fields(table), words, strict=True))


def main() -> int:
    """Fit England, then Tower Hamlets in its light, and print values and residuals of both."""
    grid = Grid()
    national, national_demand = fit_england(load("england").parameters, grid)
    local, local_demand = fit_local(load("tower_hamlets_2018").parameters, national.rates, grid)
    for title, found, demand, authorities in (
        ("England, year to 31 March 2019 (numbers of entrants divided by 152)", national, national_demand, AUTHORITIES),
        ("Tower Hamlets, years to 31 March 2017, 2018 and 2019 together", local, local_demand, 1),
    ):
        print(f"\n# {title}\n")
        print("\n".join(snippets(found, demand, authorities)))
        print("\n".join(residual_table(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
