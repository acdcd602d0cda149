"""How placements end and begin in a run, as a council's returns tell it: by time in them, kind and age."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np

from sim.foundations.calendar import AGE_BAND_STARTS, DAYS_PER_YEAR
from sim.foundations.codes import AgeBand, Kind, PlacementEnd, Route
from sim.measures.arrays import Flags, Integers, Numbers
from sim.measures.view import View
from sim.parameters.tables import DURATION_BAND_STARTS

BROKEN = (PlacementEnd.DISRUPTED, PlacementEnd.HOUSEHOLD_CLOSED)
LEADS_ELSEWHERE = (Kind.ADOPTION, Kind.WITH_PARENTS)
LAST = -1
"""Of the kind that follows a period's last placement."""
TIMES = np.array((*DURATION_BAND_STARTS, np.inf))
AGES = np.array((*AGE_BAND_STARTS, np.inf)) * DAYS_PER_YEAR


@dataclass(frozen=True, slots=True)
class EndsOfPlacements:
    """Child-years and ends, by time in the placement, kind and age; first placements by kind."""

    child_years: Numbers
    broken: Numbers
    planned: Numbers
    """Without moves to adopters, to parents, and from other kinds to supported accommodation: told as a return tells
    them, by where the child lives next and not by what was sought."""
    by_plan: Numbers
    """Of these, those by a change of care plan alone."""
    to_supported: Numbers
    first: Numbers
    """By kind and age, of those neither remanded nor unaccompanied."""
    alone: Numbers
    """By kind, of unaccompanied children of 16 and over."""


def ends_of_placements(view: View, since: float, until: float) -> EndsOfPlacements:
    """Return what a time of a run gives."""
    stays = view.stays
    born, route = view.born[stays.child], np.array(view.register.episodes.route)[stays.episode]
    ended = (stays.ended >= since) & (stays.ended < until)
    began = (stays.began >= since) & (stays.began < until) & (stays.began == stays.care_began)
    age_first = np.clip(np.searchsorted(AGES, stays.began - born, "right") - 1, 0, len(AgeBand) - 1)
    alone, remanded = route == Route.UNACCOMPANIED, route == Route.REMAND
    first = np.zeros((len(Kind), len(AgeBand)))
    others = began & ~alone & ~remanded
    np.add.at(first, (stays.kind[others], age_first[others]), 1.0)
    grown_alone = began & alone & (age_first == AgeBand.FROM_16)
    following = _following(view)
    moved = ended & (following != LAST) & ~np.isin(stays.why, BROKEN) & ~np.isin(following, LEADS_ELSEWHERE)
    supported = moved & (following == Kind.SUPPORTED) & (stays.kind != Kind.SUPPORTED)
    return EndsOfPlacements(
        child_years=_child_years(view, born, since, until),
        broken=_counted(view, born, ended & np.isin(stays.why, BROKEN)),
        planned=_counted(view, born, moved & ~supported),
        by_plan=_counted(view, born, moved & ~supported & (stays.why == PlacementEnd.PLANNED)),
        to_supported=_counted(view, born, supported),
        first=first,
        alone=np.bincount(stays.kind[grown_alone], minlength=len(Kind)).astype(np.float64),
    )


def together_ends(parts: Iterable[EndsOfPlacements]) -> EndsOfPlacements:
    """Return what several times give together."""
    every = list(parts)
    return EndsOfPlacements(
        *(np.sum([getattr(one, item.name) for one in every], axis=0) for item in fields(EndsOfPlacements))
    )


def _following(view: View) -> Integers:
    """Return the kind of the placement that follows each in its period of care."""
    stays = view.stays
    order = np.lexsort((stays.began, stays.episode))
    result = np.full(len(order), LAST)
    same = stays.episode[order[1:]] == stays.episode[order[:-1]]
    result[order[:-1][same]] = stays.kind[order[1:][same]]
    return result


def _counted(view: View, born: Numbers, chosen: Flags) -> Numbers:
    """Return how many of the chosen stays ended, by the time they had lasted, kind and age."""
    stays = view.stays
    lasted, age = (stays.ended - stays.began)[chosen], (stays.ended - born)[chosen]
    bands = np.clip(np.searchsorted(TIMES, lasted, "left") - 1, 0, len(TIMES) - 2)
    ages = np.clip(np.searchsorted(AGES, age, "left") - 1, 0, len(AgeBand) - 1)
    result = np.zeros((len(TIMES) - 1, len(Kind), len(AgeBand)))
    np.add.at(result, (bands, stays.kind[chosen], ages), 1.0)
    return result


def _child_years(view: View, born: Numbers, since: float, until: float) -> Numbers:
    stays = view.stays
    began, ended = np.maximum(stays.began, since), np.minimum(stays.ended, until)
    result = np.zeros((len(TIMES) - 1, len(Kind), len(AgeBand)))
    for band in range(len(TIMES) - 1):
        for age in range(len(AgeBand)):
            first = np.maximum(np.maximum(began, stays.began + TIMES[band]), born + AGES[age])
            last = np.minimum(np.minimum(ended, stays.began + TIMES[band + 1]), born + AGES[age + 1])
            years = np.maximum(0.0, last - first) / DAYS_PER_YEAR
            result[band, :, age] = np.bincount(stays.kind, years, len(Kind))
    return result
