"""The measures of how placements turn over, and where children leave care from: functions from the view to values.

They are made as England's tables of placements and changes are, so that a base can be held against those. A kind is the
kind that is recorded of the place, whether or not it was taken in an emergency.
"""

from __future__ import annotations

import numpy as np

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import Kind, Location, PlacementEnd
from sim.measures.arrays import Integers, Numbers
from sim.measures.counting import (
    a_year_before,
    number_in_by,
    percent,
    ratio,
)
from sim.measures.declaration import DFE, OFSTED, OWN, Better, count, rate, stock
from sim.measures.placements import KINDS
from sim.measures.shared_time import presence
from sim.measures.stability import rate_by_time_in_placement
from sim.measures.times import time_of_stays
from sim.measures.value import (
    Parts,
    Spans,
)
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


MOVE_RATE = rate(
    "move_rate",
    "Moves per child-year",
    "moves per child-year",
    Better.LOWER,
    "Moves from one placement to another for each year that a child spends in placement, in all and by how "
    "long the placement had lasted.",
    f"{DFE}: changes of placement by reason and time in placement, over child-years in placement derived from the "
    "lengths of placements ended; the Department's changes of legal status alone are no moves here.",
    "Placements ended otherwise than by leaving care in the year, over child-days in placement in it divided by "
    "365.25; by band, both in the band.",
    move_rate,
    categories="by time in placement",
)


def leaving_rate(view: View, spans: Spans) -> Parts:
    """Children leaving care per child-year in placement, in all and by kind of the last placement."""
    stays = view.stays
    left = (stays.why == PlacementEnd.LEFT_CARE) & (stays.ended < view.until)
    child_years = time_of_stays(view, spans).in_each_by(stays.kind, len(KINDS)) / DAYS_PER_YEAR
    leaving = number_in_by(stays.kind[left], len(KINDS), stays.ended[left], spans)
    yield "", ratio(leaving.sum(axis=0), child_years.sum(axis=0))
    yield from zip(KINDS, ratio(leaving, child_years), strict=True)
    both = [Kind.IN_HOUSE, Kind.AGENCY]
    yield OTHER_FOSTER, ratio(leaving[both].sum(axis=0), child_years[both].sum(axis=0))


LEAVING_RATE = rate(
    "leaving_rate",
    "Children leaving care per child-year, by where they live",
    "children leaving per child-year",
    Better.NEITHER,
    "Children who leave care for each year that children spend in placement, in all and by the kind of their last "
    "placement.",
    f"{DFE}: children ceasing to be looked after by last placement, over children looked after by placement.",
    "Placements ended by leaving care in the year, over child-days in placement in it divided by 365.25; of a "
    "kind, both in that kind.",
    leaving_rate,
    categories="by kind of placement; 'in house and agency'",
)


def ended_by_length(view: View, spans: Spans) -> Parts:
    """Percentage of the placements ended, by moves or by leaving care, that had lasted so long."""
    stays = view.stays
    done = (stays.ended < view.until) & (stays.ended > stays.began)
    ended = stays.ended[done]
    band = np.searchsorted(np.array(LENGTH_ENDS), ended - stays.began[done], "right")
    by_band = number_in_by(band, len(LENGTHS), ended, spans)
    for category, number in zip(LENGTHS, by_band, strict=True):
        yield category, percent(number, by_band.sum(axis=0))


PLACEMENTS_ENDED_PERCENT = rate(
    "placements_ended_percent",
    "Placements ended, by how long they had lasted",
    "percent",
    Better.NEITHER,
    "Of the placements that ended in the year, by a move or by leaving care, those that had lasted so long.",
    f"{DFE}: placements ending in the year by duration.",
    "Placements ended in the year whose length lies in the band, over all that ended.",
    ended_by_length,
    categories="by length",
)


def new_placements(view: View, spans: Spans) -> Parts:
    """Placements begun, in all and by location."""
    stays = view.stays
    begun = stays.ended > stays.began
    by_location = number_in_by(stays.location[begun], len(Location), stays.began[begun], spans)
    yield "", by_location.sum(axis=0)
    yield from zip(LOCATIONS, by_location, strict=True)


NEW_PLACEMENTS = count(
    "new_placements",
    "Placements begun",
    "placements",
    Better.LOWER,
    "Placements begun in the year, at entry or by a move; one that ends at the instant it begins does not count.",
    f"{DFE}: placements starting in the year by locality and distance.",
    "Placements begun in the year, by where they are.",
    new_placements,
    categories="by location",
)


def placements_in_the_year(view: View, at: Numbers) -> Parts:
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


PLACEMENTS_IN_YEAR_PERCENT = stock(
    "placements_in_year_percent",
    "Placements in the year, by time in care",
    "percent",
    Better.NEITHER,
    "Of children looked after at the date for under a year, and of those looked after for a year or more, those "
    "who had one, two, or three or more placements in the year to it, counted as for three or more placements.",
    f"{DFE}: children looked after by number of placements in the year and time looked after.",
    "Children with so many placements that overlap the year, over all children of the same time in care.",
    placements_in_the_year,
    categories="by time in care and number",
)


def three_or_more_in_two_years(view: View, at: Numbers) -> Parts:
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


THREE_OR_MORE_PLACEMENTS_IN_TWO_YEARS_PERCENT = stock(
    "three_or_more_placements_in_two_years_percent",
    "Children with three or more placements in two years",
    "percent",
    Better.LOWER,
    "Of children looked after continuously for at least two years, those who had three or more placements in the "
    "two years to the date.",
    f"{DFE}: children looked after for two years with three or more placements in them, published from 2019.",
    "As three or more placements, over two years. Right from two years after the start of the run on, for of "
    "children in care on the first day only a year of earlier placements is known.",
    three_or_more_in_two_years,
)


def looked_after_a_year(view: View, at: Numbers) -> Parts:
    """Percentage of children looked after at each moment who have been for a year or more."""
    periods = view.periods
    here = presence(periods.began, periods.ended, at)
    a_year_ago = np.array([a_year_before(view.calendar, moment) for moment in at.tolist()])
    yield "", percent(here.number(periods.began[here.spell] <= a_year_ago[here.moment]), here.number())


LOOKED_AFTER_A_YEAR_PERCENT = stock(
    "looked_after_a_year_percent",
    "Children looked after for a year or more",
    "percent",
    Better.NEITHER,
    "Of children looked after at the date, those who have been continuously for a year or more.",
    "Department for Education, Outcomes for children looked after (OC2 return): children looked after continuously "
    "for at least 12 months at 31 March.",
    "Children whose period of care began a year or more before the date, over children looked after.",
    looked_after_a_year,
)


def in_house_siblings_together(view: View, at: Numbers) -> Parts:
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


IN_HOUSE_SIBLINGS_TOGETHER_PERCENT = stock(
    "in_house_siblings_together_percent",
    "Siblings with the council's own carers who live together",
    "percent",
    Better.HIGHER,
    "Of pairs of siblings who are both placed with in-house foster carers, those in the same household.",
    f"{OWN}; {OFSTED}, publishes siblings placed as their assessment planned, together as a rule.",
    "Pairs in one household over all pairs, counted within families.",
    in_house_siblings_together,
)


def _pairs(sizes: Integers) -> int:
    """Return how many pairs groups of these sizes hold."""
    return int((sizes * (sizes - 1) // 2).sum())


def _placements_since(view: View, since: float, until: float) -> Integers:
    """Return the number of placements of each child that overlap the days between."""
    stays = view.stays
    counted = (stays.began < until) & (stays.ended >= since) & (stays.ended > stays.began)
    return np.bincount(stays.child[counted], minlength=len(view.born))
