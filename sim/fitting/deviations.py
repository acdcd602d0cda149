"""How far off the six levels may be, such that a base's own forecast is as unsure as forecasts of it have been.

The covariance that is wanted of the logarithms of children looked after, starting and ceasing in three years is met as
nearly as one of the six levels can: what the levels do to the nine numbers is worked out by cohorts, and what chance
alone gives, which every replication has anyway, is taken off beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, expm1

import numpy as np

from sim.fitting.entrants import ALONE, family_sizes, route_shares_of_children
from sim.fitting.steps import Array
from sim.fitting.years_ahead import Present, YearAhead, YearsAhead
from sim.fitting.years_ahead_law import YEARS
from sim.parameters.demand import Demand

LEVELS = 2 * YEARS
NUMBERS = 3 * YEARS
"""Looked after at the ends of the years, then starting, then ceasing in them."""

STEP = 0.02
"""Of a level's logarithm, to see what the numbers do."""

WEIGHTS = np.repeat([2.0, 1.0, 1.0], YEARS)
"""The number looked after is what a plan is made for, so it is to be met more nearly: judgement."""

SHRUNK = 0.02
"""Weight of the smallness of deviations beside the goal, so that levels on which nothing hangs are not moved."""


@dataclass(frozen=True, slots=True)
class Deviations:
    """Of the logarithms of six levels: entries by year, then leaving."""

    covariance: Array

    @property
    def deviation(self) -> Array:
        """Standard deviations."""
        found: Array = np.sqrt(np.maximum(np.diag(self.covariance), 0.0))
        return found

    @property
    def correlation(self) -> Array:
        """Correlations; none with a level that does not vary."""
        spread = np.maximum(self.deviation, 1e-9)
        found: Array = self.covariance / np.outer(spread, spread)
        np.fill_diagonal(found, 1.0)
        return found


def numbers(years: Sequence[YearAhead]) -> Array:
    """Return the nine numbers of three years."""
    return np.array([getattr(year, name) for name in ("looked_after", "started", "ceased") for year in years])


@dataclass(frozen=True, slots=True)
class Prospect:
    """A base followed at levels, and what its years would come to if in one of them nobody came for the first time."""

    ahead: YearsAhead
    entries: tuple[float, ...]
    leaving: tuple[float, ...]
    present: tuple[Present, ...]
    """Who is there at the start of each year."""
    years: tuple[YearAhead, ...]
    without: tuple[tuple[YearAhead, ...], ...]
    """By the year in which nobody comes but unaccompanied children, where they are a stream of their own."""
    nobody: tuple[tuple[YearAhead, ...], ...]
    """The same, but for those too."""


def prospect(ahead: YearsAhead, entries: Sequence[float], leaving: Sequence[float]) -> Prospect:
    """Follow a base at these levels of entries and of leaving."""
    present, years = [ahead.opening], []
    for more, faster in zip(entries, leaving, strict=True):
        end, year = ahead.year(present[-1], more, faster)
        present.append(end)
        years.append(year)

    def but_in(year: int, alone: float) -> tuple[YearAhead, ...]:
        """Return the years if nobody comes in one, and so many times the unaccompanied children."""
        others, arrivals = [0.0, *entries[year + 1 :]], [alone, *[1.0] * (YEARS - year - 1)]
        return (*years[:year], *ahead.years(others, leaving[year:], present[year], arrivals))

    without = tuple(but_in(year, 1.0) for year in range(len(years)))
    nobody = without if ahead.stream is None else tuple(but_in(year, 0.0) for year in range(len(years)))
    return Prospect(ahead, tuple(entries), tuple(leaving), tuple(present[:-1]), tuple(years), without, nobody)


def responses(seen: Prospect) -> Array:
    """Return what the logarithms of the nine numbers (rows) gain by those of the six levels (columns)."""
    usual, leaving = numbers(seen.years), seen.leaving
    found = np.zeros((NUMBERS, LEVELS))
    for year in range(YEARS):
        # whoever comes more, comes beside all others: the numbers are in proportion to those who come in a year
        more = usual + expm1(STEP) * (usual - numbers(seen.without[year]))
        left = (leaving[year] * exp(STEP), *leaving[year + 1 :])
        faster = seen.years[:year] + seen.ahead.years(seen.entries[year:], left, seen.present[year])
        found[:, year] = np.log(more / usual) / STEP
        found[:, YEARS + year] = np.log(numbers(faster) / usual) / STEP
    return found


def chance(seen: Prospect, demand: Demand) -> Array:
    """Return the covariance of the logarithms of the nine numbers when every rate is known.

    Each child of the first day is there later or is not; those who come do so in families, and then each for itself.
    Ceases are what starts and the numbers looked after leave over.
    """
    ahead, whole = seen.ahead, seen.years
    nobody = np.zeros_like(ahead.opening.coming_back)
    present = replace(ahead.opening, coming_back=nobody)
    now = present.by_birth
    stays = []
    for level in seen.leaving:
        present, _ = ahead.year(present, 0.0, level, 0.0)
        stays.append(np.clip(np.divide(present.by_birth, now, out=np.zeros_like(now), where=now > 1e-9), 0.0, 1.0))
    found = np.zeros((2 * YEARS, 2 * YEARS))  # of numbers looked after, then starts
    for one in range(YEARS):
        for other in range(one, YEARS):
            found[one, other] = float((now * stays[other] * (1.0 - stays[one])).sum())
    more = _siblings(demand)
    for year, without in enumerate(seen.nobody):
        there = np.array([full.looked_after - less.looked_after for full, less in zip(whole, without, strict=True)])
        came = whole[year].started - without[year].started
        scale = whole[year].started / max(came, 1e-9)  # those who come back are as others who come
        there, came = there * scale, came * scale
        for one in range(year, YEARS):
            for other in range(one, YEARS):
                found[one, other] += there[other] + more * there[one] * there[other] / came
            found[one, YEARS + year] += (1.0 + more) * there[one]
        found[YEARS + year, YEARS + year] += (1.0 + more) * came
    together = found + np.triu(found, 1).T
    of_ceases = np.zeros((NUMBERS, 2 * YEARS))
    of_ceases[: 2 * YEARS] = np.eye(2 * YEARS)
    for year in range(YEARS):
        of_ceases[2 * YEARS + year, YEARS + year] = 1.0
        of_ceases[2 * YEARS + year, year] = -1.0
        if year:
            of_ceases[2 * YEARS + year, year - 1] = 1.0
    size = numbers(whole)
    result: Array = of_ceases @ together @ of_ceases.T / np.outer(size, size)
    return result


def of_arrivals(seen: Prospect) -> Array:
    """Return the covariance of the logarithms of the nine numbers that the stream of unaccompanied children gives.

    England's deviation of arrivals is one number for all three years, and so is the authority's own.
    """
    found = np.zeros((NUMBERS, NUMBERS))
    stream = seen.ahead.stream
    if stream is None:
        return found
    usual = numbers(seen.years)
    for deviation in (stream.england_deviation, stream.own_deviation):
        more = [exp(STEP * spread) for spread in deviation.values()]
        moved = numbers(seen.ahead.years(seen.entries, seen.leaving, arrivals=more))
        response = np.log(moved / usual) / STEP
        found += np.outer(response, response)
    return found


def fitted_deviations(wanted: Array, response: Array, shared: Array, besides: Array | None = None) -> Deviations:
    """Return an authority's own deviations: with those `shared` with others, what is nearest to the covariance wanted.

    `wanted` and `shared` are covariances of the nine numbers' logarithms and of the six levels'; `besides` is what the
    nine numbers have whatever the levels. Where that alone is more than is wanted, the levels are not to undo it.
    """
    from scipy.optimize import least_squares

    upper = np.triu_indices(NUMBERS)
    size = np.sqrt(np.maximum(np.diag(wanted), 1e-5)) / WEIGHTS
    if besides is not None:
        wanted = _not_negative((wanted - besides) / np.outer(size, size)) * np.outer(size, size)
    scale = np.outer(size, size)[upper] / np.where(upper[0] == upper[1], 1.0, np.sqrt(2.0))
    lower = np.tril_indices(LEVELS)
    given = response @ shared @ response.T

    def root(vector: Array) -> Array:
        found = np.zeros((LEVELS, LEVELS))
        found[lower] = vector
        return found

    def missed(vector: Array) -> Array:
        triangle = root(vector)
        moved = response @ triangle
        off = (given + moved @ moved.T - wanted)[upper] / scale
        return np.concatenate([off, SHRUNK * vector / 0.1])

    start = (0.15 * np.eye(LEVELS) + 0.02)[lower]
    triangle = root(least_squares(missed, start, xtol=1e-6, ftol=1e-8).x)
    return Deviations(triangle @ triangle.T)


def _not_negative(symmetric: Array) -> Array:
    """Return the positive semidefinite matrix nearest to a symmetric one."""
    values, vectors = np.linalg.eigh(symmetric)
    found: Array = (vectors * np.maximum(values, 0.0)) @ vectors.T
    return found


def _siblings(demand: Demand) -> float:
    """Return the brothers and sisters who come with a child who comes, in the mean."""
    sizes = family_sizes(demand.children_per_family)
    number = np.arange(1, len(sizes) + 1)
    alone = route_shares_of_children(demand.route_shares, demand.children_per_family)[list(ALONE)].sum()
    return float((1.0 - alone) * (sizes @ (number * (number - 1))) / (sizes @ number))
