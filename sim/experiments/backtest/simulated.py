"""The simulation itself as a forecaster: one authority from one origin, with rates drawn from what was not known.

Only who is in care is forecast here: leaving is taken not to follow where a child lives, so that the placements, which
take England's values, change nothing in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from math import exp
from typing import TYPE_CHECKING

import numpy as np

from sim.fitting.cohorts import GRID, LOG_LEVELS, OTHERS, UNACCOMPANIED, Curves, chance_variance, in_bands
from sim.fitting.entrants import age_shares_of_first, into_age_bands, mean_size
from sim.fitting.reference import reference_entries
from sim.forecast.ageing import HAZARD, HORIZONS, UNACCOMPANIED_AGES, Course
from sim.forecast.forecast import Forecaster, ForecastMeasure
from sim.forecast.record import PublishedRecord
from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.foundations.distributions import STANDARD_NORMAL
from sim.measures.arrays import Numbers
from sim.model.model import simulate
from sim.model.pool.making import make_pool
from sim.parameters.leaving import Leaving
from sim.parameters.opening import Opening
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByDuration, ByRoute
from sim.scenario.scenario import load

if TYPE_CHECKING:
    from sim.model.register.register import Register

BASE = "england"

SIBLINGS = 1.5
"""Variance over mean of starts when rates are known: siblings come together. Rough, only to share out variance."""

BALANCED_AT = 2
"""Years on at which the simulated mean is brought to the forecast median: rates are held for all three years."""

GOLDEN = 0.6180339887498949
"""Steps of this share spread evenly over 0 to 1, and unlike even steps in order."""

LONG_RUNS = 2
"""In each pool: fewer than in a study, for only who is in care matters here."""

AT_ONCE = 1e-3
"""Days of preparation for leaving: the law of leaving holds from the day of the decision."""


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What the simulation is told of one authority at an origin, and how unsure it is of it."""

    authority: str
    origin: int
    parameters: Parameters
    balanced: Parameters
    """The same authority with as many leaving as come: what has shaped the children now in care."""
    entries_deviation: float
    """Of the logarithm of the entry rate, over the three years."""
    leaving_deviation: float
    """Of the logarithm of the level of leaving."""

    def draw(self, replication: int, replications: int) -> Parameters:
        """Return the parameters of one replication: its share of an even spread over what is not known."""
        even = (replication + 0.5) / replications
        demand, leaving = self.parameters.demand, self.parameters.leaving
        entries = demand.entries_per_year * exp(self.entries_deviation * STANDARD_NORMAL.inv_cdf(even))
        level = exp(self.leaving_deviation * STANDARD_NORMAL.inv_cdf((replication * GOLDEN + 0.5) % 1))
        hazard = ByDuration(*(rate * level for rate in leaving.hazard_by_time_in_care.values()))
        # unaccompanied children leave at their own level, which is not in doubt
        routes = replace(leaving.route_multiplier, unaccompanied=leaving.route_multiplier.unaccompanied / level)
        return replace(
            self.parameters,
            demand=replace(demand, entries_per_year=entries),
            leaving=replace(leaving, hazard_by_time_in_care=hazard, route_multiplier=routes),
        )


def beliefs(
    forecaster: Forecaster, record: PublishedRecord, which: int, origin: int, base: Parameters
) -> Beliefs | None:
    """Return what is believed of an authority (its row) at an origin; None where too little was known."""
    known, law = record.until(origin), forecaster.law(origin)
    course = forecaster.courses(origin)[which]
    if course is None:
        return None
    middle = forecaster.middle(origin)
    target = float(np.exp(middle.looked_after[which, BALANCED_AT - 1]))
    more = float(np.exp(middle.started[which]).mean()) / float(course.entrants.sum())
    if not np.isfinite(target * more):
        return None
    log_level = _level(course, law, target, more)
    total = float(forecaster.spread(ForecastMeasure.LOOKED_AFTER, origin, BALANCED_AT).deviation(np.array([target]))[0])
    starts = float(course.entrants.sum()) * more
    of_starts = forecaster.spread(ForecastMeasure.STARTED, origin, BALANCED_AT).deviation(np.array([starts]))[0]
    in_care = law.at(log_level)
    chance = chance_variance(course.cohort, more * course.entrants, in_care, BALANCED_AT, SIBLINGS) / target**2

    def answer(level: float, entrants: float) -> float:
        return float(np.log(course.looked_after(law, BALANCED_AT, log_level + level, more * np.exp(entrants))))

    by_entries = (answer(0.0, 0.1) - answer(0.0, -0.1)) / 0.2
    by_leaving = (answer(0.1, 0.0) - answer(-0.1, 0.0)) / 0.2
    left = max(total**2 - chance, 0.0)
    # starts of single years vary more than a rate that holds for all three, so they may not take more than there is
    entries = min(max(float(of_starts) ** 2 - SIBLINGS / starts, 0.0), left / by_entries**2)
    left -= by_entries**2 * entries
    return Beliefs(
        authority=known.authorities[which].name,
        origin=origin,
        parameters=_parameters(base, known, which, course, law, log_level, more),
        balanced=_parameters(base, known, which, course, law, course.log_level, 1.0),
        entries_deviation=float(np.sqrt(entries)),
        leaving_deviation=float(np.sqrt(max(left, 0.0))) / max(abs(by_leaving), 1e-6),
    )


def simulated(told: Beliefs, replications: int, seed: int) -> Numbers:
    """Return what the simulation gives in each replication from an origin on.

    By replication, year after the origin, and children in care at its end, starting and ceasing in it.
    """
    calendar = Calendar(date(told.origin, 4, 1), frozenset())
    pool = make_pool(told.balanced, calendar, seed, reference_entries(told.balanced), LONG_RUNS)
    years = len(HORIZONS)
    return np.stack(
        [
            yearly(
                simulate(told.draw(replication, replications), calendar, Chance(seed, replication), years, pool),
                calendar,
                years,
            )
            for replication in range(replications)
        ]
    )


def yearly(register: Register, calendar: Calendar, years: int) -> Numbers:
    """Return (years, 3): children in care at each year's end, starting and ceasing in it, each child once a year."""
    child = np.array(register.episodes.child, dtype=int)
    began, ended = np.array(register.episodes.began), np.array(register.episodes.ended)
    ended = np.where(np.isnan(ended), np.inf, ended)
    result = np.empty((years, 3))
    for year in range(years):
        since, until = calendar.horizon(year), calendar.horizon(year + 1)
        result[year] = (
            ((began <= until) & (ended > until)).sum(),
            len(np.unique(child[(began > since) & (began <= until)])),
            len(np.unique(child[(ended > since) & (ended <= until)])),
        )
    return result


def base_parameters() -> Parameters:
    """Return England's values, on which every authority's stand."""
    return load(BASE).parameters


def _level(course: Course, law: Curves, target: float, more: float) -> float:
    """Return the level of leaving at which so many are in care when so many come."""
    found = [course.looked_after(law, BALANCED_AT, float(level), more) for level in LOG_LEVELS]
    return float(np.interp(-target, -np.array(found), LOG_LEVELS))


def _parameters(
    base: Parameters, known: PublishedRecord, which: int, course: Course, law: Curves, log_level: float, more: float
) -> Parameters:
    entrants = course.entrants.sum(axis=1) * more
    demand, level = base.demand, float(np.exp(log_level))
    size = np.array([mean_size(demand.children_per_family), 1.0])
    families = entrants / size
    shares = families / families.sum()
    of_others = np.array(demand.route_shares.values())[:4]
    voluntary, interim, police, emergency = (of_others / of_others.sum() * shares[OTHERS]).tolist()
    ages = into_age_bands(course.entrants[OTHERS], GRID)
    number = float(known.looked_after[which, -1])
    fostering, opening = base.in_house_fostering, base.opening
    if fostering is None or opening is None:
        raise ValueError(f"{BASE} must have foster households and a count to open with.")
    scale = number / opening.looked_after
    return replace(
        base,
        outlook=None,
        demand=replace(
            demand,
            entries_per_year=float(entrants.sum()),
            route_shares=ByRoute(voluntary, interim, police, emergency, 0.0, float(shares[UNACCOMPANIED])),
            age_shares=age_shares_of_first(ages / ages.sum(), demand.children_per_family, demand.sibling_age_gap),
            unaccompanied_age_shares=ByAge(*UNACCOMPANIED_AGES.tolist()),
        ),
        leaving=_leaving(base.leaving, law, level),
        opening=_opening(opening, known, which, course),
        in_house_fostering=replace(
            fostering, households=float(round(fostering.households * scale)), enquiries=fostering.enquiries * scale
        ),
    )


def _leaving(base: Leaving, law: Curves, level: float) -> Leaving:
    """Return the plain law of leaving: no preparation, nobody comes back, the same for all who are not alone."""
    alone = law.law.unaccompanied_multiplier / level
    return replace(
        base,
        hazard_by_time_in_care=ByDuration(*(rate * level for rate in HAZARD.values())),
        age_multiplier=law.law.age_multiplier,
        route_multiplier=ByRoute(1.0, 1.0, 1.0, 1.0, 1.0, alone),
        planned_return_median=AT_ONCE,
        adoption_median=AT_ONCE,
        by_kind=replace(base.by_kind, strength=0.0),
        reentry_within_1_year=0.0,
        reentry_within_6_years=0.0,
        guardianship_return_within_5_years=0.0,
    )


def _opening(base: Opening, known: PublishedRecord, which: int, course: Course) -> Opening:
    number = float(known.looked_after[which, -1])
    ages = in_bands(course.cohort)
    shares = ByAge(*(ages / ages.sum()).tolist())
    scale = number / sum(base.kinds.values())
    return replace(
        base,
        looked_after=number,
        age_shares=shares,
        kinds=type(base.kinds)(*(count * scale for count in base.kinds.values())),
        unaccompanied=float(course.cohort[UNACCOMPANIED].sum()),
    )
