"""The measures of how placements turn over, and where children leave care from: functions from the view to values.

They are made as England's tables of placements and changes are, so that a base can be held against those. A kind is the
kind that is recorded of the place, whether or not it was taken in an emergency.
"""

from __future__ import annotations

import numpy as np

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import Kind, Location, PlacementEnd
from sim.measures.counting import (
    a_year_before,
    number_in_by,
    overlap,
    percent,
    present,
    ratio,
    total,
    total_by,
)
from sim.measures.indicators import KINDS, rate_by_time_in_placement
from sim.measures.value import Floats, Integers, Parts, Spans
from sim.measures.view import View
from sim.model.register.columns import NOBODY

LOCATIONS = ("inside the area", "outside, within 20 miles", "outside, over 20 miles")
"""In the order of `Location`."""

LENGTHS = (
    "length: 0 to 7 days",
    "length: 8 days to 1 month",
    "length: 1 to 3 months",
    "length: 3 to 6 months",
    "length: 6 to 12 months",
    "length: 1 to 2 years",
    "length: 2 to 5 years",
    "length: 5 years and over",
)
LENGTH_ENDS = (7.5, 30.5, 91.0, DAYS_PER_YEAR / 2, DAYS_PER_YEAR, 2 * DAYS_PER_YEAR, 5 * DAYS_PER_YEAR)
"""Days at which each band of `LENGTHS` but the last ends: a return counts whole days between dates."""

SPELLS = ("in care under a year", "in care a year or more")
NUMBERS = ("1 placement", "2 placements", "3 or more placements")
OTHER_FOSTER = "in house and agency"
"""Foster carers who are neither relatives nor friends, whoever approved them: so England's tables have them."""


def move_rate(view: View, spans: Spans) -> Parts:
    """Moves per child-year in placement, in all and by time in the placement that was left."""
    return rate_by_time_in_placement(view, view.stays.why > PlacementEnd.LEFT_CARE, spans)


def leaving_rate(view: View, spans: Spans) -> Parts:
    """Children leaving care per child-year in placement, in all and by kind of the last placement."""
    stays = view.stays
    left = (stays.why == PlacementEnd.LEFT_CARE) & (stays.ended < view.until)
    child_years = total_by(stays.kind, len(KINDS), overlap(stays.began, stays.ended, spans)) / DAYS_PER_YEAR
    leaving = number_in_by(stays.kind[left], len(KINDS), stays.ended[left], spans)
    yield "", ratio(leaving.sum(axis=0), child_years.sum(axis=0))
    yield from zip(KINDS, ratio(leaving, child_years), strict=True)
    both = [Kind.IN_HOUSE, Kind.AGENCY]
    yield OTHER_FOSTER, ratio(leaving[both].sum(axis=0), child_years[both].sum(axis=0))


def ended_by_length(view: View, spans: Spans) -> Parts:
    """Percentage of the placements ended, by moves or by leaving care, that had lasted so long."""
    stays = view.stays
    done = (stays.ended < view.until) & (stays.ended > stays.began)
    ended = stays.ended[done]
    band = np.searchsorted(np.array(LENGTH_ENDS), ended - stays.began[done], "right")
    by_band = number_in_by(band, len(LENGTHS), ended, spans)
    for category, number in zip(LENGTHS, by_band, strict=True):
        yield category, percent(number, by_band.sum(axis=0))


def new_placements(view: View, spans: Spans) -> Parts:
    """Placements begun, in all and by location."""
    stays = view.stays
    begun = stays.ended > stays.began
    by_location = number_in_by(stays.location[begun], len(Location), stays.began[begun], spans)
    yield "", by_location.sum(axis=0)
    yield from zip(LOCATIONS, by_location, strict=True)


def placements_in_the_year(view: View, at: Floats) -> Parts:
    """Percentage with one, two, or three or more placements in the year to each moment, by time in care."""
    periods = view.periods
    values = np.full((len(SPELLS), len(NUMBERS), len(at)), np.nan)
    for index, moment in enumerate(at.tolist()):
        a_year_ago = a_year_before(view.calendar, moment)
        placements = _placements_since(view, a_year_ago, moment)
        here = (periods.began < moment) & (periods.ended >= moment)
        for spell, long in enumerate((False, True)):
            children = periods.child[here & ((periods.began <= a_year_ago) == long)]
            if len(children):
                number = np.clip(placements[children], 1, len(NUMBERS))
                counts = np.bincount(number, minlength=len(NUMBERS) + 1)[1:]
                values[spell, :, index] = 100.0 * counts / len(children)
    for time_in_care, of_spell in zip(SPELLS, values, strict=True):
        for placements_had, percentage in zip(NUMBERS, of_spell, strict=True):
            yield f"{time_in_care}: {placements_had}", percentage


def three_or_more_in_two_years(view: View, at: Floats) -> Parts:
    """Percentage of children in care for two years with three or more placements in them, at each moment."""
    periods = view.periods
    values = np.full(len(at), np.nan)
    for index, moment in enumerate(at.tolist()):
        two_years_ago = a_year_before(view.calendar, a_year_before(view.calendar, moment))
        placements = _placements_since(view, two_years_ago, moment)
        children = periods.child[(periods.began <= two_years_ago) & (periods.ended >= moment)]
        if len(children):
            values[index] = 100.0 * np.mean(placements[children] >= len(NUMBERS))
    yield "", values


def looked_after_a_year(view: View, at: Floats) -> Parts:
    """Percentage of children looked after at each moment who have been for a year or more."""
    periods = view.periods
    here = present(periods.began, periods.ended, at)
    a_year_ago = np.array([a_year_before(view.calendar, moment) for moment in at.tolist()])
    yield "", percent(total(here & (periods.began <= a_year_ago[:, None])), total(here))


def in_house_siblings_together(view: View, at: Floats) -> Parts:
    """Percentage of pairs of siblings with the council's own carers who live in the same household, at each moment."""
    stays = view.stays
    family = view.family[stays.child]
    values = np.full(len(at), np.nan)
    for index, moment in enumerate(at.tolist()):
        here = (stays.began < moment) & (stays.ended >= moment) & (stays.kind == Kind.IN_HOUSE) & (family != NOBODY)
        in_one_home = np.stack([family[here], stays.household[here]])
        pairs = _pairs(np.unique(family[here], return_counts=True)[1])
        together = _pairs(np.unique(in_one_home, axis=1, return_counts=True)[1])
        if pairs:
            values[index] = 100.0 * together / pairs
    yield "", values


def _pairs(sizes: Integers) -> int:
    """Return how many pairs groups of these sizes hold."""
    return int((sizes * (sizes - 1) // 2).sum())


def _placements_since(view: View, since: float, until: float) -> Integers:
    """Return the number of placements of each child that overlap the days between."""
    stays = view.stays
    counted = (stays.began < until) & (stays.ended >= since) & (stays.ended > stays.began)
    return np.bincount(stays.child[counted], minlength=len(view.born))
