"""The measures of stability: how often children move, and how many placements break down."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

import numpy as np

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import Kind, PlacementEnd, readable
from sim.measures.arrays import Flags, Integers, Numbers
from sim.measures.counting import a_year_before, number_at, number_in, number_in_by, ratio
from sim.measures.declaration import BY_KIND, DFE, NATIONAL_INDICATORS, OWN, Better, count, rate, stock
from sim.measures.pairs import each_of
from sim.measures.placements import KINDS
from sim.measures.shared_time import presence
from sim.measures.times import time_of_stays
from sim.measures.value import (
    Parts,
    Share,
    Spans,
)
from sim.measures.view import View
from sim.parameters.tables import DURATION_BAND_STARTS

REASONS = tuple(readable(why) for why in PlacementEnd)
TIMES_IN_PLACEMENT = (
    "time in placement: under 2 weeks",
    "time in placement: 2 to 8 weeks",
    "time in placement: 8 to 26 weeks",
    "time in placement: 26 to 52 weeks",
    "time in placement: 2nd year",
    "time in placement: 3rd year",
    "time in placement: 3 to 5 years",
    "time in placement: over 5 years",
)
SIXTEEN = 16 * DAYS_PER_YEAR
TWO_YEARS = 2 * DAYS_PER_YEAR
TWO_AND_A_HALF_YEARS = 2.5 * DAYS_PER_YEAR


def with_three_or_more_placements(view: View, at: Numbers) -> Share:
    """Return the children looked after at each moment with three or more placements in the year to it.

    A child has them while a placement goes on and the one two before it ended within the year, or later.
    """
    latest, third_last = view.once(_two_apart)
    a_year_ago = np.array([a_year_before(view.calendar, moment) for moment in at.tolist()])
    first = np.searchsorted(at, view.stays.began[latest], "right")
    goes_on = np.searchsorted(at, view.stays.ended[latest], "right")
    in_year = np.searchsorted(a_year_ago, view.stays.ended[third_last], "right")
    _, moment = each_of(first, np.minimum(goes_on, in_year))
    part = np.bincount(moment, minlength=len(at)).astype(np.float64)
    return Share(part, number_at(view.periods.began, view.periods.ended, at))


def _two_apart(view: View) -> tuple[Integers, Integers]:
    """Return placements of children, of any length but none, and the one two before each of them."""
    stays = view.stays
    lasting = (stays.ended > stays.began).nonzero()[0]
    in_order = lasting[np.lexsort((stays.began[lasting], stays.child[lasting]))]
    latest, third_last = in_order[2:], in_order[:-2]
    of_one_child = stays.child[latest] == stays.child[third_last]
    return latest[of_one_child], third_last[of_one_child]


def three_or_more_placements(view: View, at: Numbers) -> Parts:
    """Percentage of children looked after at each moment with three or more placements in the year to it."""
    yield "", with_three_or_more_placements(view, at).percent


THREE_OR_MORE_PLACEMENTS_PERCENT = stock(
    "three_or_more_placements_percent",
    "Children with three or more placements in the year",
    "percent",
    Better.LOWER,
    "Of children looked after at the date, those who had three or more placements in the year to "
    "it. A placement already open when the year starts counts, and so does one in an earlier "
    "period of care in the same year; a placement of any length counts, but for one that ends at "
    "the instant it begins.",
    f"{NATIONAL_INDICATORS}, NI 62; published each year by the Department for Education.",
    "Children looked after with three or more placements that overlap the year, over children looked after.",
    three_or_more_placements,
    headline=True,
)


def settled_for_long(view: View, at: Numbers) -> Share:
    """Return those under 16 looked after for 2.5 years who have been settled for 2, at each moment."""
    stays = view.once(_long_stays)
    here = presence(stays.began, stays.ended, at)
    moment, stay = at[here.moment], here.spell
    counted = (stays.long[stay] <= moment) & (moment - stays.born[stay] < SIXTEEN)
    return Share(here.number(counted & (stays.settled[stay] <= moment)), here.number(counted))


class LongStays(NamedTuple):
    """The placements that go on when their child has been looked after for 2.5 years: most need not be looked at."""

    began: Numbers
    ended: Numbers
    born: Numbers
    long: Numbers
    """When the child has been looked after for 2.5 years."""
    settled: Numbers
    """When the child has been settled for 2."""


def _long_stays(view: View) -> LongStays:
    stays = view.stays
    long = stays.care_began + TWO_AND_A_HALF_YEARS
    settled = np.minimum(stays.began, _began_before_adoption(view)) + TWO_YEARS
    these = (stays.ended >= long).nonzero()[0]
    born = view.born[stays.child[these]]
    return LongStays(stays.began[these], stays.ended[these], born, long[these], settled[these])


def long_term_stability(view: View, at: Numbers) -> Parts:
    """Percentage of under 16s looked after for 2.5 years who have been settled for 2, at each moment."""
    yield "", settled_for_long(view, at).percent


LONG_TERM_STABILITY_PERCENT = stock(
    "long_term_stability_percent",
    "Long-term placement stability",
    "percent",
    Better.HIGHER,
    "Of children under 16 looked after continuously for at least 2.5 years, those who have lived "
    "in the same placement for at least 2 years, or are placed for adoption and that placement "
    "together with the one before it has lasted at least 2 years.",
    f"{NATIONAL_INDICATORS}, NI 63 (the Department for Education's definition up to 2020).",
    "Years are of 365.25 days. The placement before that of a child placed for adoption must be in the register.",
    long_term_stability,
)


def _began_before_adoption(view: View) -> Numbers:
    """Return when the placement before each placement for adoption began; never for other kinds."""
    stays = view.stays
    result = np.full(len(stays.began), inf)
    for_adoption = np.isin(stays.episode, stays.episode[stays.kind == Kind.ADOPTION]).nonzero()[0]
    order = for_adoption[np.lexsort((stays.began[for_adoption], stays.episode[for_adoption]))]
    earlier, later = order[:-1], order[1:]
    follows = (stays.kind[later] == Kind.ADOPTION) & (stays.episode[earlier] == stays.episode[later])
    result[later[follows]] = stays.began[earlier[follows]]
    return result


def moves(view: View, spans: Spans) -> Parts:
    """Moves from one placement to another, in all and by why."""
    moved = view.stays.why > PlacementEnd.LEFT_CARE
    by_reason = number_in_by(view.stays.why[moved], len(REASONS), view.stays.ended[moved], spans)
    yield "", by_reason.sum(axis=0)
    yield from list(zip(REASONS, by_reason, strict=True))[PlacementEnd.LEFT_CARE + 1 :]


MOVES = count(
    "moves",
    "Moves between placements",
    "moves",
    Better.LOWER,
    "Moves from one placement to another within a period of care, by why the placement ended.",
    f"{DFE}: reason for placement change.",
    "Placements that ended in the year for any reason but leaving care.",
    moves,
    categories="by why the placement ended",
)


def disruptions(view: View, spans: Spans) -> Parts:
    """Placements that disrupted, in all and by kind."""
    disrupted = view.stays.why == PlacementEnd.DISRUPTED
    by_kind = number_in_by(view.stays.kind[disrupted], len(KINDS), view.stays.ended[disrupted], spans)
    yield "", by_kind.sum(axis=0)
    yield from zip(KINDS, by_kind, strict=True)


DISRUPTIONS = count(
    "disruptions",
    "Placements that broke down",
    "placements",
    Better.LOWER,
    "Placements that ended unplanned because the carer, the child or the service could not go on.",
    f"{OWN}; near the Department for Education's reasons for placement change that are not by care plan.",
    "Placements that ended in the year by disruption.",
    disruptions,
    categories=BY_KIND,
    headline=True,
)


def disruption_rate(view: View, spans: Spans) -> Parts:
    """Disruptions per child-year in placement, in all and by time in placement."""
    return rate_by_time_in_placement(view, view.stays.why == PlacementEnd.DISRUPTED, spans)


DISRUPTION_RATE = rate(
    "disruption_rate",
    "Placements that broke down per child-year",
    "disruptions per child-year",
    Better.LOWER,
    "Disruptions for each year that a child spends in placement, in all and by how long the placement had lasted.",
    OWN,
    "Disruptions in the year, over child-days in placement in it divided by 365.25; by band, both in the band.",
    disruption_rate,
    categories="by time in placement",
)


def rate_by_time_in_placement(view: View, counted: Flags, spans: Spans) -> Parts:
    """Ends of placements that are `counted`, per child-year in placement, in all and by time in placement."""
    stays = view.stays
    ended = stays.ended[counted]
    child_years = time_of_stays(view, spans).in_each() / DAYS_PER_YEAR
    yield "", ratio(number_in(ended, spans), child_years)
    # An end at the very end of a band belongs to that band, whose child-days it closes.
    lasted = ended - stays.began[counted]
    band = np.maximum(np.searchsorted(np.array(DURATION_BAND_STARTS), lasted, "left") - 1, 0)
    by_band = number_in_by(band, len(TIMES_IN_PLACEMENT), ended, spans)
    days = view.once(_days_by_time_in_placement, spans)
    yield from zip(TIMES_IN_PLACEMENT, ratio(by_band, days / DAYS_PER_YEAR), strict=True)


def _days_by_time_in_placement(view: View, spans: Spans) -> Numbers:
    starts = np.array(DURATION_BAND_STARTS, dtype=np.float64)
    return time_of_stays(view, spans).in_each_by_band(view.stays.began, starts)
