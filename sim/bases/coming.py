"""Children coming into care: how many a year, by which route and at what age."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import isfinite

import numpy as np

from sim.bases.history import History
from sim.bases.panel import Panel, counts
from sim.bases.pooling import PooledRate, PooledShares, Rates, Shares
from sim.bases.words import EACH_AGE, STARTING_ROUTES
from sim.fitting.entrants import ALONE, mean_size
from sim.fitting.steps import Array
from sim.foundations.codes import Route
from sim.parameters.demand import Demand

TOGETHER = 1.5
"""Children who come or go together: counts are worth so many times fewer (the mean size of a group)."""

GROUPS = 2.0
"""Variance over mean of yearly starts when families come evenly: groups of 1.5 on average, geometric."""

RECORD = 10
"""Years of starts that tell how uneven they are."""


@dataclass(frozen=True, slots=True)
class Coming:
    """What is known of children coming into care."""

    starts: PooledRate
    """Children starting in a year for each child who lives there."""
    population: float
    """Children who live there."""
    own_starts: float
    """Mean of the last years, as published; nan when unknown."""
    routes: PooledShares
    """Of children."""
    ages: PooledShares
    """Of children."""

    @property
    def starts_a_year(self) -> float:
        """Children starting in a year, pooled."""
        return self.starts.value * self.population


def coming(panel: Panel, row: int) -> Coming:
    """Return what is known of children coming into the care of one authority of a panel."""
    whole = _whole(panel)
    past = panel.histories[row]
    return Coming(
        starts=whole.starts.pooled(row),
        population=float(whole.population[row]),
        own_starts=_mean_starts(past, panel.years),
        routes=whole.routes.pooled(row),
        ages=whole.ages.pooled(row),
    )


@dataclass(frozen=True, slots=True)
class _Whole:
    """What all authorities of a panel have together, worked out once."""

    population: Array
    starts: Rates
    routes: Shares
    ages: Shares


@lru_cache(maxsize=4)
def _whole(panel: Panel) -> _Whole:
    population = panel.each(lambda past: children(past, panel.year))
    series = np.array([_starts(past, panel.year) for past in panel.histories])
    recent = series[:, -len(panel.years) :]
    started, years = np.nansum(recent, axis=1), np.isfinite(recent).sum(axis=1)
    unevenness, degrees = _unevenness(series)
    usual = _usual(unevenness, degrees)
    mean = np.where(years > 0, started / np.maximum(years, 1), np.nan)
    dispersion = GROUPS + usual * np.nan_to_num(mean)
    exposure = np.where(years > 0, population * years, 0.0)
    return _Whole(
        population=population,
        starts=Rates(np.where(years > 0, started, np.nan), exposure, panel.neighbours, dispersion),
        routes=Shares(np.array([_routes(past, panel.years) for past in panel.histories]), panel.neighbours, TOGETHER),
        ages=Shares(panel.counts("started by age", EACH_AGE, panel.years), panel.neighbours, TOGETHER),
    )


def children(past: History, year: int) -> float:
    """Return the children who live in an authority, by the estimate of the latest year up to `year`.

    As first published where that is known: rebased numbers of those years were not there at the time.
    """
    for when in range(year, year - RECORD, -1):
        for measure in ("children aged 0 to 17, as first published", "children aged 0 to 17"):
            if isfinite(number := past.value(measure, when)):
                return number
    return float("nan")


def _starts(past: History, year: int) -> list[float]:
    return [past.value("started", when) for when in range(year - RECORD + 1, year + 1)]


def _mean_starts(past: History, years: range) -> float:
    known = [value for year in years if isfinite(value := past.value("started", year))]
    return sum(known) / len(known) if known else float("nan")


def unaccompanied_starts(past: History, year: int) -> float:
    """Return the unaccompanied children who started: published, or a percentage of 2020, or absent parenting."""
    number = past.value("unaccompanied started", year)
    if isfinite(number):
        return number
    share = past.value("unaccompanied started, percent", year)
    if isfinite(share):
        return share / 100 * past.value("started", year)
    return past.total("started by need", year, ("absent parenting",))


def _routes(past: History, years: range) -> Array:
    """Return children starting by route, the years together; nan where nothing is known."""
    numbers = []
    for year in years:
        legal = counts(past, "started by legal status", STARTING_ROUTES, (year,))
        alone = unaccompanied_starts(past, year)
        if not np.isfinite(legal).all() or not legal.sum():
            continue
        alone = min(alone, float(legal[Route.VOLUNTARY])) if isfinite(alone) else 0.0
        legal[Route.VOLUNTARY] -= alone
        numbers.append(np.append(legal, alone))
    return np.sum(numbers, axis=0) if numbers else np.full(len(Route), np.nan)


def families(routes: Array, demand: Demand) -> Array:
    """Return the shares of families by route, given those of children."""
    size = np.array([1.0 if route in ALONE else mean_size(demand.children_per_family) for route in Route])
    shares: Array = routes / size / (routes / size).sum()
    return shares


def _unevenness(series: Array) -> tuple[Array, Array]:
    """Return the square of the coefficient of variation of each authority's yearly rate, and how much tells it.

    From squares of the changes from year to year, so that a steady growth or fall does not count; less what chance and
    sibling groups give.
    """
    changes = np.diff(series, axis=1) ** 2
    degrees = np.isfinite(changes).sum(axis=1).astype(float)
    mean = np.nanmean(np.where(np.isfinite(series), series, np.nan), axis=1, keepdims=False) if series.size else series
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = np.nansum(changes, axis=1) / (2 * degrees)
        unevenness = (variance - GROUPS * mean) / mean**2
    return np.where((degrees >= 2) & (mean > 0), unevenness, np.nan), degrees


def _usual(unevenness: Array, degrees: Array) -> float:
    """Return the unevenness that is usual among authorities: the median, which no small authority can upset."""
    known = unevenness[np.isfinite(unevenness) & (degrees >= 2)]
    return max(1e-4, float(np.median(known))) if len(known) else 0.01
