"""Who enters care in a year, by route and age, as the families that the model draws bring them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np

from sim.fitting.steps import Array, Grid, entrants_by_age
from sim.foundations.calendar import AGE_BAND_STARTS, DAYS_PER_YEAR
from sim.foundations.codes import Route
from sim.parameters.demand import Demand
from sim.parameters.entry_ages import BAND_ENDS, LEANS, OLDEST_SIBLING
from sim.parameters.tables import ByAge, ByRoute
from sim.published.base_figures import AGES, Published

LARGEST_FAMILY = 6
DRAWS = 1 << 13
"""Families followed to find siblings' ages: points spread evenly, not at random."""

DIMENSIONS = 2 * LARGEST_FAMILY - 1
"""Of these points: the age of the first child, and for each other a gap and on which side of the family it lies."""

ALONE = (Route.REMAND, Route.UNACCOMPANIED)
VOLUNTARY = "voluntary agreement (section 20)"


def published_ages(figures: Published, years: Iterable[int]) -> Array:
    """Return the shares of children starting in each age band, the years together."""
    counts = np.array([figures.over("started by age", tuple(years), age) for age in AGES]).sum(axis=1)
    shares: Array = counts / counts.sum()
    return shares


def group_ages(ages: Array, routes: Array, remand: ByAge, unaccompanied: ByAge) -> Array:
    """Return the ages of the children who are neither remanded nor unaccompanied, given those of all."""
    rest = ages - routes[Route.REMAND] * np.array(remand.values())
    rest = np.clip(rest - routes[Route.UNACCOMPANIED] * np.array(unaccompanied.values()), 0.0, None)
    shares: Array = rest / rest.sum()
    return shares


def family_sizes(mean: float) -> Array:
    """Return the chances of one, two, ... six children entering together: geometric, cut off at six."""
    stay = 1 - 1 / mean
    sizes: Array = stay ** np.arange(LARGEST_FAMILY, dtype=np.float64) * (1 - stay)
    sizes[-1] = 1 - sizes[:-1].sum()
    return sizes


def mean_size(mean: float) -> float:
    """Return the mean number of children of a family, the cut-off counted."""
    return float(family_sizes(mean) @ np.arange(1, LARGEST_FAMILY + 1))


def route_shares_of_children(families: ByRoute, children_per_family: float) -> Array:
    """Return the shares of children by route that these shares of families give."""
    size = np.array([1.0 if route in ALONE else mean_size(children_per_family) for route in Route])
    children = np.array(families.values()) * size
    shares: Array = children / children.sum()
    return shares


@cache
def sibling_spread(children_per_family: float, gap: float, grid: Grid) -> Array:
    """Return how all children of a family spread over cells of age, by the age band of the one drawn first (rows).

    Siblings are born before or after those already there, at exponential gaps of mean `gap` years, as the model draws.
    """
    still = np.cumsum(family_sizes(children_per_family)[::-1])[::-1]  # chance of at least one, two, ... children
    result = np.zeros((len(AGE_BAND_STARTS), len(grid.ages)))
    for band in range(len(AGE_BAND_STARTS)):
        for number, age in enumerate(_ages_of_siblings(band, gap)):
            counts = np.bincount((age / grid.cell).astype(int), minlength=len(grid.ages))
            result[band] += still[number] * counts / DRAWS
    spread: Array = result / result.sum(axis=1, keepdims=True)
    spread.flags.writeable = False  # the same for all who ask
    return spread


def youngest_bands(demand: Demand, grid: Grid) -> Array:
    """Return the shares of the age bands of the youngest of the family (columns), by cell of age of a child entering.

    Families are those of `sibling_spread`. Where no child is of an age, it is as if each were the youngest.
    """
    starts = np.array(AGE_BAND_STARTS) * DAYS_PER_YEAR
    sizes, bands = family_sizes(demand.children_per_family), len(AGE_BAND_STARTS)
    table = np.zeros(len(grid.ages) * bands)
    for band, share in enumerate(demand.age_shares.values()):
        ages = _ages_of_siblings(band, demand.sibling_age_gap)
        for size in range(1, LARGEST_FAMILY + 1):
            youngest = np.searchsorted(starts, np.min(ages[:size], axis=0), side="right") - 1
            for age in ages[:size]:
                cells = (age / grid.cell).astype(int) * bands + youngest
                table += share * sizes[size - 1] * np.bincount(cells, minlength=len(table))
    found = table.reshape(len(grid.ages), bands)
    own = np.eye(bands)[np.searchsorted(starts, grid.ages, side="right") - 1]
    whole = found.sum(axis=1, keepdims=True)
    spread: Array = np.where(whole > 0, found / np.maximum(whole, 1e-12), own)
    return spread


def together_under_order(demand: Demand, same_order: float) -> float:
    """Return the share of children who have brothers or sisters under the same order, which siblings may share."""
    sizes = family_sizes(demand.children_per_family)
    alone = float(sizes[0] / mean_size(demand.children_per_family))
    return (1.0 - alone) * same_order


def _ages_of_siblings(band: int, gap: float) -> list[Array]:
    """Return the ages in days of up to six children of families whose first child is of an age band, in order."""
    from scipy.stats import qmc  # slow to import, wanted only here

    points = qmc.Sobol(DIMENSIONS, scramble=False).random(DRAWS) * (1 - 1 / DRAWS) + 0.5 / DRAWS
    start, end = AGE_BAND_STARTS[band], BAND_ENDS[band]
    first = (start + (end - start) * points[:, 0] ** LEANS[band]) * DAYS_PER_YEAR
    youngest, oldest, ages = first.copy(), first.copy(), [first]
    for number in range(1, LARGEST_FAMILY):
        between = -gap * DAYS_PER_YEAR * np.log1p(-points[:, 2 * number - 1])
        older, younger = oldest + between, youngest - between
        takes_younger = (younger >= 0) & ((points[:, 2 * number] >= 0.5) | (older >= OLDEST_SIBLING))
        age = np.where(takes_younger, younger, np.where(older < OLDEST_SIBLING, older, first))
        youngest, oldest = np.minimum(youngest, age), np.maximum(oldest, age)
        ages.append(age)
    return ages


def sibling_ages(children_per_family: float, gap: float) -> Array:
    """Return the shares of all children of a family by age band (columns), by the band of the one drawn first."""
    return into_age_bands(sibling_spread(children_per_family, gap, Grid()), Grid())


def into_age_bands(spread: Array, grid: Grid) -> Array:
    """Return what is spread over cells of age, along the last axis, summed in the published age bands."""
    first = np.searchsorted(grid.ages, np.array(AGE_BAND_STARTS) * DAYS_PER_YEAR)
    bands: Array = np.add.reduceat(spread, first, axis=-1)
    return bands


def age_shares_of_first(children: Array, children_per_family: float, gap: float) -> ByAge:
    """Return the age shares of the child drawn first that give, siblings included, these shares of children."""
    from scipy.optimize import nnls

    first, _ = nnls(sibling_ages(children_per_family, gap).T, children)
    return ByAge(*(first / first.sum()).tolist())


def of_demand(demand: Demand, grid: Grid) -> Array:
    """Return the children who enter anew in a year, by route and cell of age, as the model's families bring them."""
    routes = route_shares_of_children(demand.route_shares, demand.children_per_family)
    siblings = sibling_spread(demand.children_per_family, demand.sibling_age_gap, grid)
    spread = np.tile(np.array(demand.age_shares.values()) @ siblings, (len(Route), 1))
    spread[Route.REMAND] = entrants_by_age(np.array(demand.remand_age_shares.values()), grid)
    spread[Route.UNACCOMPANIED] = entrants_by_age(np.array(demand.unaccompanied_age_shares.values()), grid)
    everyone: Array = demand.entries_per_year * routes[:, None] * spread
    return everyone
