"""How long children stay: England's fitted rates of leaving, shifted until an authority's children cease as published.

England's scenario of the year holds rates fitted to all its tables (`leaving_fit.py`). Here five numbers are found for
an authority (how fast children of each age leave) and its mix of reasons. What the fit of England misses is left out of
account: the goal is England's own fitted rate, times what the authority's published rate is of England's.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from math import isfinite

import numpy as np

from sim.bases.coming import TOGETHER
from sim.bases.history import History
from sim.bases.national.reference import GRID, Reference, cause_shares, ceasing_rates
from sim.bases.panel import Panel, mean_of
from sim.bases.pooling import PooledRate, PooledShares, Rates, Shares
from sim.bases.words import ADULTS, AGES, CEASING, IN_PARTS, REASONS
from sim.fitting.stationary import Population, stationary
from sim.fitting.steps import Array
from sim.foundations.codes import AgeBand, LeavingCause
from sim.parameters.leaving import Leaving
from sim.parameters.tables import ByAge, ByCause, ByDuration

ROUNDS = 12
NEAR_ENOUGH = 0.005
"""Share by which a rate may miss its goal when no further round is wanted."""

MOST_APART = 6.0
"""Times that a rate may be England's, or England's the rate."""

FASTEST = 0.06
"""Limit, up or down, of the yearly growth that is taken to have been going on."""

MOST_CORRECTED = 1.3
"""Times by which all rates together may be moved so that starts keep up the published number looked after."""


@dataclass(frozen=True, slots=True)
class Staying:
    """What is known of children leaving care."""

    rates: tuple[PooledRate, ...]
    """Children ceasing in a year before 18, for each of that age looked after, by `AgeBand`."""
    causes: PooledShares
    """Of those who cease before 18, by `LeavingCause`."""
    growth: float
    """Even yearly growth of children looked after."""
    stay: float
    """Children looked after for each who starts in a year: the mean of the last years; nan when unknown."""


@lru_cache(maxsize=4)
def _whole(panel: Panel) -> tuple[tuple[Rates, ...], Shares]:
    rates = []
    for age, ceasing in zip(AGES, CEASING, strict=True):
        pairs = np.array([_ceased_and_held(past, panel.years, age, ceasing) for past in panel.histories])
        rates.append(Rates(pairs[:, 0], pairs[:, 1], panel.neighbours, TOGETHER))
    causes = np.array([_causes(past, panel.years) for past in panel.histories])
    return tuple(rates), Shares(causes, panel.neighbours, TOGETHER)


def staying(panel: Panel, row: int) -> Staying:
    """Return what is known of children leaving the care of one authority of a panel."""
    rates, causes = _whole(panel)
    past, years = panel.histories[row], panel.years
    stay = mean_of(past, "looked after", years) / (mean_of(past, "started", years) or float("nan"))
    return Staying(tuple(rate.pooled(row) for rate in rates), causes.pooled(row), _growth(past, years), stay)


def _ceased_and_held(past: History, years: range, age: str, ceasing: tuple[str, ...]) -> tuple[float, float]:
    """Return the children of an age who ceased, and the child-years of that age, over the years that tell."""
    ceased = [value for year in years if isfinite(value := past.total("ceased by age", year, ceasing))]
    held = mean_of(past, "looked after by age", range(years[0] - 1, years[-1] + 1), age)
    return (sum(ceased), held * len(ceased)) if ceased and isfinite(held) else (np.nan, np.nan)


def _causes(past: History, years: range) -> Array:
    """Return children ceasing before 18 by cause, the years together; nan where nothing is known."""
    numbers = []
    for year in years:
        before = past.value("ceased", year) - past.total("ceased by age", year, (ADULTS,))
        named = [past.total("ceased by reason", year, words) for words in REASONS]
        if not isfinite(before) or not all(isfinite(number) for number in named):
            continue
        for reason, parts in IN_PARTS:
            if past.find("ceased by reason", year, reason) is None:
                cause = next(place for place, words in enumerate(REASONS) if words == (reason,))
                in_parts = past.total("ceased by reason, in parts", year, parts)
                named[cause] = in_parts if isfinite(in_parts) else 0.0
        numbers.append([*named, max(0.0, before - sum(named))])
    return np.sum(numbers, axis=0) if numbers else np.full(len(REASONS) + 1, np.nan)


def _growth(past: History, years: range) -> float:
    """Return the even yearly growth of children looked after over the years, within limits."""
    known = [(year, value) for year in (years[0] - 1, *years) if (value := past.value("looked after", year)) > 0]
    if len(known) < 2:
        return 0.0
    (first, before), (last, after) = known[0], known[-1]
    return float(np.clip(np.log(after / before) / (last - first), -FASTEST, FASTEST))


@dataclass(frozen=True, slots=True)
class Shifted:
    """Rates of leaving that give an authority's published rates, as near as can be."""

    leaving: Leaving
    population: Population
    """Of one child entering in a year."""
    goals: Array
    causes: Array
    """Goals for the shares of causes."""

    def times(self, entries: float) -> Population:
        """Return the population of so many entries a year: it is in proportion."""
        values = {item.name: getattr(self.population, item.name) for item in fields(self.population)}
        return Population(**{name: value if name == "mean_stay" else value * entries for name, value in values.items()})


def shifted(known: Staying, entrants: Array, england: Reference) -> Shifted:
    """Return England's rates shifted to those of an authority, given how one child a year enters, by route and age."""
    goals = england.fitted * np.array([rate.value for rate in known.rates]) / england.published
    causes = england.fitted_causes * np.array(known.causes.values) / england.published_causes
    causes = causes / causes.sum()
    base = england.parameters.leaving
    ages, reasons, level = np.ones(len(AgeBand)), np.ones(len(causes)), 1.0
    believed = float(np.mean([rate.weights.own for rate in known.rates])) if isfinite(known.stay) else 0.0
    for _ in range(ROUNDS):
        leaving = _scaled(base, ages, reasons)
        population = stationary(leaving, entrants, known.growth, GRID)
        found, mix = ceasing_rates(population), cause_shares(population)
        stays = population.looked_after / population.started / known.stay if believed > 0 else 1.0
        missed = np.abs(np.concatenate([goals * level / found - 1, mix - causes, [believed * (stays - 1)]]))
        if missed.max() < NEAR_ENOUGH:
            break
        if believed > 0:
            level *= stays**believed
            level = float(np.clip(level, 1 / MOST_CORRECTED, MOST_CORRECTED))
        ages = np.clip(ages * np.clip(goals * level / found, 0.5, 2.0), 1 / MOST_APART, MOST_APART)
        reasons = reasons * np.clip(causes / np.maximum(mix, 1e-9), 0.5, 2.0)
        reasons = np.clip(reasons / reasons[LeavingCause.HOME_PLANNED], 1 / 50, 50.0)
    return Shifted(leaving, population, goals * level, causes)


def _scaled(base: Leaving, ages: Array, reasons: Array) -> Leaving:
    """Return the rates with those of each age, and each cause's share, multiplied."""
    level = float(ages[AgeBand.FROM_10_TO_15])
    hazards = ByDuration(*(rate * level for rate in base.hazard_by_time_in_care.values()))
    multipliers = np.array(base.age_multiplier.values()) * ages / level
    tables = (
        base.causes_under_1,
        base.causes_1_to_4,
        base.causes_5_to_9,
        base.causes_10_to_15,
        base.causes_from_16,
    )
    scaled = [np.array(table.values()) * reasons for table in tables]
    under_1, from_1, from_5, from_10, from_16 = (ByCause(*(row / row.sum()).tolist()) for row in scaled)
    return replace(
        base,
        hazard_by_time_in_care=hazards,
        age_multiplier=ByAge(*multipliers.tolist()),
        causes_under_1=under_1,
        causes_1_to_4=from_1,
        causes_5_to_9=from_5,
        causes_10_to_15=from_10,
        causes_from_16=from_16,
    )
