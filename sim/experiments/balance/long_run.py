"""A long run of the model from nobody, read once it is in balance: who lives where, comes in, moves and leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from math import nan
from typing import NamedTuple

import numpy as np

from sim.experiments.balance.ends import EndsOfPlacements, ends_of_placements, together_ends
from sim.experiments.balance.legal_run import LegalFigure, legal_figures
from sim.experiments.balance.stretches import stretches
from sim.foundations.calendar import AGE_BAND_STARTS, DAYS_PER_YEAR, Calendar
from sim.foundations.chance import Chance
from sim.foundations.codes import AgeBand, Kind, LeavingCause, PlacementEnd, Route
from sim.measures.arrays import Numbers
from sim.measures.matching import siblings_split
from sim.measures.shared_time import shared_time, time_from_each
from sim.measures.stability import long_term_stability, three_or_more_placements
from sim.measures.turnover import new_placements
from sim.measures.value import spans
from sim.measures.view import View, view_of
from sim.model.model import simulate
from sim.model.pool.making import in_balance
from sim.parameters.parameters import Parameters
from sim.parameters.tables import DURATION_BAND_STARTS

CHILD_YEARS = 14000.0
"""Child-years in care that are read, as far as the longest run has them."""

BURN_IN = 16.0
"""Years from nobody to balance."""

SHORTEST, LONGEST = 6.0, 80.0
"""Years that are read after them."""

LUCK = -1000
"""Number of the replication whose luck a long run has: that of no replication and no pool."""


@dataclass(frozen=True, slots=True)
class LongRun:
    """A year of the long run on average, by kind of placement unless said otherwise."""

    children: Numbers
    starts: Numbers
    moved_out: Numbers
    """Placements that ended by a move."""
    broke_down: Numbers
    """Of those, by disruption or because carers stopped."""
    left: Numbers
    """Placements that ended with care."""
    causes: Numbers
    """Periods of care that ended before 18, by `LeavingCause`."""
    moves_by_time: Numbers
    """Moves per child-year, by time in placement."""
    exposure: Numbers
    """Child-years by kind, time in care, age and route, while leaving was not decided: not placed for adoption. With a
    legal process each counts by what the law leaves of other ways to leave."""
    stability: float
    """Long-term stability, percent."""
    three_or_more: float
    """Children with three or more placements in a year, percent."""
    siblings_apart: float
    """Children in care with a sibling in care who live apart from one, percent."""
    new_inside: float
    """Placements begun inside the area, percent."""
    unavailable: float
    """Of the empty places of in-house households, those that are not available; not a number without any."""
    ends: EndsOfPlacements
    """Over all years of it."""
    legal: tuple[LegalFigure, ...] = ()
    """What it keeps up of the legal process, if there is one."""


class Length(NamedTuple):
    """Years of a long run: before it is read, and read."""

    burn_in: float
    read: float


def length(looked_after: float) -> Length:
    """Return how long to run an authority of so many children: large ones tell as much in fewer years."""
    return Length(BURN_IN, min(LONGEST, max(SHORTEST, CHILD_YEARS / max(looked_after, 1.0))))


def long_run(parameters: Parameters, calendar: Calendar, seed: int, years: Length, turn: int = 0) -> LongRun:
    """Return what the model keeps up with these parameters, without strategies, trend or opening cohort."""
    kept_up = in_balance(parameters, parameters.demand.entries_per_year)
    register = simulate(kept_up, calendar, Chance(seed, LUCK - turn), years.burn_in + years.read)
    view = view_of(register, calendar, parameters)
    since, until = years.burn_in * DAYS_PER_YEAR, register.until
    stays = view.stays
    began = (stays.began >= since) & (stays.began < until)
    ended = (stays.ended >= since) & (stays.ended < until)
    moved = ended & (stays.why != PlacementEnd.LEFT_CARE)
    unplanned = np.isin(stays.why, (PlacementEnd.DISRUPTED, PlacementEnd.HOUSEHOLD_CLOSED))
    whole = spans(np.array([since]), np.array([until]))
    days = shared_time(stays.began, stays.ended, whole).in_each_by(stays.kind, len(Kind))[:, 0]

    def a_year(chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Numbers:
        counts: Numbers = np.bincount(stays.kind[chosen], minlength=len(Kind)) / years.read
        return counts

    periods = view.periods
    over = (periods.ended >= since) & (periods.ended < until)
    moments = np.arange(since + DAYS_PER_YEAR, until, DAYS_PER_YEAR / 2)
    placements = dict(new_placements(view, whole))
    return LongRun(
        children=days / (years.read * DAYS_PER_YEAR),
        starts=a_year(began & (stays.began == stays.care_began)),
        moved_out=a_year(moved),
        broke_down=a_year(moved & unplanned),
        left=a_year(ended & ~moved),
        causes=np.bincount(periods.cause[over], minlength=len(LeavingCause))[: len(LeavingCause) - 1] / years.read,
        moves_by_time=_moves_by_time(view, moved, since, until),
        exposure=_exposure(view, since, until),
        stability=_mean(dict(long_term_stability(view, moments))[""]),
        three_or_more=_mean(dict(three_or_more_placements(view, moments))[""]),
        siblings_apart=_mean(dict(siblings_split(view, moments))[""]),
        new_inside=100.0 * float(placements["inside the area"][0] / max(placements[""][0], 1.0)),
        unavailable=unavailable_of_empty(view, since, until),
        ends=ends_of_placements(view, since, until),
        legal=tuple(legal_figures(view, since, until)),
    )


def unavailable_of_empty(view: View, since: float, until: float) -> float:
    """Return the share of the empty in-house places that were not available, on any day of a time."""
    places, whole = view.places, spans(np.array([since]), np.array([until]))
    if not len(places.day):
        return nan
    shared = time_from_each(places.day, whole)
    empty = float(shared.days @ (places.approved - places.filled)[shared.spell])
    return float(shared.days @ places.unavailable[shared.spell]) / empty if empty > 0 else nan


def _mean(values: Numbers) -> float:
    return float(np.nanmean(values)) if np.isfinite(values).any() else float("nan")


def _moves_by_time(
    view: View, moved: np.ndarray[tuple[int], np.dtype[np.bool_]], since: float, until: float
) -> Numbers:
    stays, edges = view.stays, np.array((*DURATION_BAND_STARTS, np.inf))
    lasted = stays.ended - stays.began
    rates = np.zeros(len(DURATION_BAND_STARTS))
    for band, (start, end) in enumerate(pairwise(edges)):
        here = np.minimum(np.minimum(stays.ended, stays.began + end), until) - np.maximum(stays.began + start, since)
        child_years = np.maximum(here, 0.0).sum() / DAYS_PER_YEAR
        rates[band] = (moved & (lasted > start) & (lasted <= end)).sum() / max(child_years, 1e-9)
    return rates


def _exposure(view: View, since: float, until: float) -> Numbers:
    """Return child-years by kind, time in care, age and route, each by what the law leaves of other ways to leave."""
    stays, found = view.stays, stretches(view)
    stay = found.stay
    born, route = view.born[stays.child[stay]], np.array(view.register.episodes.route)[stays.episode[stay]]
    entered, kind = stays.care_began[stay], stays.kind[stay]
    began, ended = np.maximum(found.began, since), np.minimum(found.ended, until)
    times = np.array((*DURATION_BAND_STARTS, np.inf))
    ages = np.array((*AGE_BAND_STARTS, np.inf)) * DAYS_PER_YEAR
    exposure = np.zeros((len(Kind), len(times) - 1, len(AgeBand), len(Route)))
    for time in range(len(times) - 1):
        for age in range(len(AgeBand)):
            first = np.maximum(np.maximum(began, entered + times[time]), born + ages[age])
            last = np.minimum(np.minimum(ended, entered + times[time + 1]), born + ages[age + 1])
            child_years = found.other_ways * np.maximum(0.0, last - first) / DAYS_PER_YEAR
            np.add.at(exposure[:, time, age, :], (kind, route), child_years)
    exposure[Kind.ADOPTION] = 0.0
    return exposure


def mean_of(runs: Sequence[LongRun]) -> LongRun:
    """Return the mean of several long runs of the same numbers."""
    read = [item.name for item in fields(LongRun) if item.name not in ("legal", "ends")]
    means = {name: np.mean([getattr(run, name) for run in runs], axis=0) for name in read}
    together = zip(*(run.legal for run in runs), strict=True)
    legal = (LegalFigure(same[0].title, float(np.mean([one.value for one in same]))) for same in together)
    return LongRun(**means, ends=together_ends(run.ends for run in runs), legal=tuple(legal))
