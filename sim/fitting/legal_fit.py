"""Fit a legal process to England's published figures: `python -m sim.fitting.legal_fit [YEAR]` prints the residuals.

The long-run population that the process keeps up is brought as near to the goals as the priors allow, by least squares;
nothing is random. How long cases take is not fitted but solved beforehand (`case_solved.py`), and again when it is
known what cases are about.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import least_squares

from sim.fitting.case_mix import case_mix
from sim.fitting.case_solved import SolvedCase, solved
from sim.fitting.entrants import of_demand, together_under_order, youngest_bands
from sim.fitting.leaving_fit import GROWING, NATIONAL_YEAR, demand_per_entrant
from sim.fitting.leaving_goals import even_growth
from sim.fitting.leaving_rates import BANDS, SMOOTHNESS
from sim.fitting.legal_goals import LegalGoal, legal_goals
from sim.fitting.legal_population import LegalPopulation, legal_population
from sim.fitting.legal_rates import MIDDLE, SPREAD, LegalRates
from sim.fitting.order_times import order_times
from sim.fitting.steps import Array, Grid
from sim.fitting.tracks import tracks
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.parameters.demand import Demand
from sim.parameters.leaving import Leaving
from sim.parameters.legal.legal import Legal
from sim.parameters.parameters import Parameters
from sim.published.base_figures import published
from sim.published.case_times import PublishedCaseTime, published_case_times
from sim.scenario.scenario import load

FIT_GRID = Grid(step=14.0, cell=DAYS_PER_YEAR / 2)

PASSES = 2
"""Times that cases are solved: once for what is believed of them, once for what is found."""

STEP = 0.02
"""Of the standard deviation of a belief, by which slopes are taken: cases are points, and hardly move for less."""

AGES_BEFOREHAND = np.array([0.30, 0.22, 0.20, 0.23, 0.05])
"""Of children in court, by age at entry: where the first pass starts."""


@dataclass(frozen=True, slots=True)
class Entering:
    """Who enters: of one child a year, how it spreads over routes and ages, and who the youngest of its family is."""

    spread: Array
    youngest: Array
    together: float
    """Share of children placed for adoption for whom a family is sought with brothers or sisters."""
    started: float
    """Children starting in the year."""
    growth: float


@dataclass(frozen=True, slots=True)
class LegalFit:
    """A fitted legal process, the population that it keeps up, and how that compares."""

    legal: Legal
    rates: LegalRates
    case: SolvedCase
    entries_per_year: float
    population: LegalPopulation
    goals: tuple[LegalGoal, ...]


def entering(demand: Demand, started: float, growth: float, grid: Grid, same_order: float) -> Entering:
    """Return who enters by the demand for one child a year; siblings share an order in the share `same_order`."""
    together = together_under_order(demand, same_order)
    return Entering(of_demand(demand, grid), youngest_bands(demand, grid), together, started, growth)


def followed(
    legal: Legal, leaving: Leaving, case: SolvedCase, who: Entering, entries: float, grid: Grid
) -> LegalPopulation:
    """Return the population that so many entries a year keep up under a legal process."""
    times = order_times(legal, case.times, grid, who.together)
    found = tracks(legal, leaving, times, who.youngest, grid)
    return legal_population(legal, found, times, who.spread * entries, who.growth, grid)


@dataclass(frozen=True, slots=True)
class _Search:
    """What rates are tried against, as long as cases take as they do."""

    base: Legal
    leaving: Leaving
    case: SolvedCase
    who: Entering
    goals: tuple[LegalGoal, ...]
    grid: Grid

    def entries(self, vector: Array) -> float:
        """Return the entries a year."""
        return self.who.started * float(np.exp(LegalRates.unpack(vector).entries[0]))

    def population(self, vector: Array) -> LegalPopulation:
        """Return the population that these rates keep up."""
        legal = LegalRates.unpack(vector).legal(self.base)
        return followed(legal, self.leaving, self.case, self.who, self.entries(vector), self.grid)

    def residuals(self, vector: Array) -> Array:
        """Return by how much goals and beliefs are missed, in standard deviations."""
        found = self.population(vector)
        missed = [goal.score(found) for goal in self.goals]
        bends = np.diff(vector[:BANDS], 2) / SMOOTHNESS
        return np.concatenate([missed, bends, (vector - MIDDLE.pack()) / SPREAD.pack()])

    def slopes(self, vector: Array) -> Array:
        """Return what the residuals (rows) gain by each rate (columns)."""
        here, steps = self.residuals(vector), STEP * SPREAD.pack()
        return np.stack([(self.residuals(vector + move) - here) / move.sum() for move in np.diag(steps)], axis=1)


def fit_legal(
    base: Legal,
    leaving: Leaving,
    who: Entering,
    goals: Sequence[LegalGoal],
    length: PublishedCaseTime,
    grid: Grid = FIT_GRID,
) -> LegalFit:
    """Return the legal process whose population comes closest to the goals when cases take as long as published."""
    vector, ages = MIDDLE.pack(), AGES_BEFOREHAND
    for _ in range(PASSES):
        legal = LegalRates.unpack(vector).legal(base)
        case = solved(legal, case_mix(legal, ages), length)
        timed = replace(base, court_median=case.legal.court_median, work_factor=case.legal.work_factor)
        search = _Search(timed, leaving, case, who, tuple(goals), grid)
        solution = least_squares(
            search.residuals, vector, jac=search.slopes, x_scale=SPREAD.pack(), xtol=1e-4, ftol=1e-5, max_nfev=25
        )
        vector = solution.x
        ages = search.population(vector).in_court_by_age
    rates = LegalRates.unpack(vector)
    return LegalFit(rates.legal(timed), rates, case, search.entries(vector), search.population(vector), tuple(goals))


def fit_england(parameters: Parameters, year: int = NATIONAL_YEAR, grid: Grid = FIT_GRID, until: int = 0) -> LegalFit:
    """Return the fit to England's figures of the year to a 31 March; the parameters have a legal process.

    With `until` no figure of a later year is seen.
    """
    assert parameters.legal is not None
    england = published("england")
    demand = demand_per_entrant(parameters.demand, england, (year,))
    growth = even_growth(england, year - GROWING, year)
    who = entering(demand, england.value("started", year), growth, grid, parameters.legal.same_order_for_siblings)
    goals = legal_goals(england, year, until)
    return fit_legal(parameters.legal, parameters.leaving, who, goals, published_case_times()[year], grid)


def residual_table(population: LegalPopulation, goals: Iterable[LegalGoal]) -> Iterator[str]:
    """Yield the lines of the table of published figures beside fitted ones."""
    yield f"{'':66}{'published':>12}{'fitted':>12}{'deviations':>12}"
    for goal in goals:
        digits = 1 if goal.published > 2 else 3
        fitted = goal.fitted(population)
        score = goal.score(population)
        yield f"{goal.title:66}{goal.published:12,.{digits}f}{fitted:12,.{digits}f}{score:12.1f}"


def main(arguments: Sequence[str]) -> int:
    """Fit England to the figures of a year, and print the residuals."""
    year = int(arguments[0]) if arguments else NATIONAL_YEAR
    found = fit_england(load("england", "legal_process").parameters, year)
    print(f"# England, year to 31 March {year}\n")
    print("\n".join(residual_table(found.population, found.goals)))
    print(f"\nCourt median {found.legal.court_median:.1f} days, work factor {found.legal.work_factor:.3f}")
    print(found.legal)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
