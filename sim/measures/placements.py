"""The measures of where children live: in which kinds of placement, and how far from home."""

from __future__ import annotations

import numpy as np

from sim.foundations.codes import Kind, Location, readable
from sim.measures.arrays import Integers, Numbers
from sim.measures.counting import average_number, number_at, number_at_by, percent
from sim.measures.declaration import BY_KIND, BY_KIND_AND_EMERGENCY, DFE, OWN, Better, stock
from sim.measures.times import time_of_spells, time_of_stays
from sim.measures.value import (
    Parts,
    Share,
    Spans,
)
from sim.measures.view import Stays, View

KINDS = tuple(readable(kind) for kind in Kind)
EMERGENCY_PLACES = "emergency places"
WHERE_PLACED = (*KINDS, EMERGENCY_PLACES)
"""Kinds of placement, with emergency places as a kind of their own."""
RESIDENTIAL = tuple(kind.residential for kind in Kind)


def where_placed(spells: Stays) -> Integers:
    """Return the index in `WHERE_PLACED` of each."""
    return np.where(spells.emergency, len(KINDS), spells.kind)


def in_placement(view: View, at: Numbers) -> Parts:
    """Children in placement at each moment, in all and by kind, emergency places one of them."""
    spells = view.spells
    by_kind = number_at_by(where_placed(spells), len(WHERE_PLACED), spells.began, spells.ended, at)
    yield "", by_kind.sum(axis=0)
    yield from zip(WHERE_PLACED, by_kind, strict=True)


def in_placement_on_average(view: View, spans: Spans) -> Parts:
    """Children in placement on any day of each span, in all and by kind, emergency places one of them."""
    shared = time_of_spells(view, spans)
    yield "", shared.in_each() / spans.days
    by_kind = shared.in_each_by(where_placed(view.spells), len(WHERE_PLACED))
    yield from zip(WHERE_PLACED, by_kind / spans.days, strict=True)


IN_PLACEMENT = stock(
    "in_placement",
    "Children in placement",
    "children",
    Better.NEITHER,
    "Children in a placement at the close of the date. Those in an emergency place, as nothing had been found by "
    "the time one was needed, are a kind of their own, until a place is found or theirs becomes the home that "
    "was looked for. The average is over every day of the run.",
    f"{OWN} as far as emergency places are concerned; `in_placement_recorded` has the kinds of the return.",
    "Placements begun by the close of the date and not ended by it. Average: child-days over days.",
    in_placement,
    in_placement_on_average,
    categories=BY_KIND_AND_EMERGENCY,
)


def in_placement_recorded(view: View, at: Numbers) -> Parts:
    """Children in placement at each moment, in all and by the kind that the return records."""
    by_kind = number_at_by(view.stays.kind, len(KINDS), view.stays.began, view.stays.ended, at)
    yield "", by_kind.sum(axis=0)
    yield from zip(KINDS, by_kind, strict=True)


def in_placement_recorded_on_average(view: View, spans: Spans) -> Parts:
    """Children in placement on any day of each span, in all and by the kind that the return records."""
    shared = time_of_stays(view, spans)
    yield "", shared.in_each() / spans.days
    yield from zip(KINDS, shared.in_each_by(view.stays.kind, len(KINDS)) / spans.days, strict=True)


IN_PLACEMENT_RECORDED = stock(
    "in_placement_recorded",
    "Children in placement, as the return records them",
    "children",
    Better.NEITHER,
    "Children in a placement at the close of the date, by the kind under which the return has it: an emergency "
    "place counts as agency foster care, as supported accommodation from 16, or as other residential when it is "
    "not registered. The average is over every day of the run.",
    f"{DFE}: placements of children looked after at 31 March, split by whose carers they are.",
    "Placements begun by the close of the date and not ended by it. Average: child-days over days.",
    in_placement_recorded,
    in_placement_recorded_on_average,
    categories=BY_KIND,
)


def of_those_placed_in_residential(view: View, at: Numbers) -> Share:
    """Return the children in residential placements, of all in placement, at each moment."""
    residential = np.array(RESIDENTIAL)[view.stays.kind]
    part = number_at(view.stays.began[residential], view.stays.ended[residential], at)
    return Share(part, number_at(view.stays.began, view.stays.ended, at))


def in_residential(view: View, at: Numbers) -> Parts:
    """Children in residential placements at each moment."""
    yield "", of_those_placed_in_residential(view, at).part


def in_residential_on_average(view: View, spans: Spans) -> Parts:
    """Children in residential placements on any day of each span."""
    residential = np.array(RESIDENTIAL)[view.stays.kind]
    yield "", average_number(view.stays.began[residential], view.stays.ended[residential], spans)


IN_RESIDENTIAL = stock(
    "in_residential",
    "Children in residential placements",
    "children",
    Better.LOWER,
    "Children placed in children's homes, secure accommodation or other residential settings.",
    f"{DFE}: placement codes K1, K2, R1 to R3, R5 and S1, and Z1 for places that are not registered.",
    "Placements of residential kinds at the close of the date. Average: child-days over days.",
    in_residential,
    in_residential_on_average,
    headline=True,
)


# How far from home


def placed_in(view: View, location: Location, at: Numbers) -> Share:
    """Return the children placed there, of all in placement, at each moment."""
    there = view.stays.location == location
    part = number_at(view.stays.began[there], view.stays.ended[there], at)
    return Share(part, number_at(view.stays.began, view.stays.ended, at))


def _where(view: View, location: Location, at: Numbers) -> Parts:
    yield "", placed_in(view, location, at).percent


def _where_on_average(view: View, location: Location, spans: Spans) -> Parts:
    shared = time_of_stays(view, spans)
    there = (view.stays.location == location)[shared.spell]
    yield "", percent(shared.in_each(shared.days * there), shared.in_each())


def inside_borough(view: View, at: Numbers) -> Parts:
    """Percentage of children placed inside the borough."""
    return _where(view, Location.INSIDE, at)


def inside_borough_on_average(view: View, spans: Spans) -> Parts:
    """Percentage of child-days spent inside the borough."""
    return _where_on_average(view, Location.INSIDE, spans)


INSIDE_BOROUGH_PERCENT = stock(
    "inside_borough_percent",
    "Children placed inside the council's area",
    "percent",
    Better.HIGHER,
    "Of children looked after at the date, those whose placement is inside the council's "
    "boundary. The average is of all days of care in the run.",
    f"{DFE}: locality of placement.",
    "Children placed inside over children in placement. Average: child-days inside over child-days.",
    inside_borough,
    inside_borough_on_average,
    headline=True,
)


def over_20_miles(view: View, at: Numbers) -> Parts:
    """Percentage of children placed over 20 miles from home."""
    return _where(view, Location.FAR, at)


def over_20_miles_on_average(view: View, spans: Spans) -> Parts:
    """Percentage of child-days spent over 20 miles from home."""
    return _where_on_average(view, Location.FAR, spans)


OVER_20_MILES_PERCENT = stock(
    "over_20_miles_percent",
    "Children placed outside the council's area and over 20 miles from home",
    "percent",
    Better.LOWER,
    "Of children looked after at the date, those placed outside the council's area and over 20 miles from home. "
    "Placements over 20 miles away but still inside the area are not counted. The average is of all days of care "
    "in the run.",
    f"{DFE}: distance between home and placement.",
    "Children placed outside and over 20 miles away over children in placement. Average: child-days likewise.",
    over_20_miles,
    over_20_miles_on_average,
)


def near(view: View, at: Numbers) -> Parts:
    """Percentage of children placed outside the council's area, within 20 miles of home."""
    return _where(view, Location.NEAR, at)


def near_on_average(view: View, spans: Spans) -> Parts:
    """Percentage of child-days spent outside the council's area, within 20 miles of home."""
    return _where_on_average(view, Location.NEAR, spans)


OUTSIDE_WITHIN_20_MILES_PERCENT = stock(
    "outside_within_20_miles_percent",
    "Children placed outside the council's area, within 20 miles of home",
    "percent",
    Better.NEITHER,
    "Of children looked after at the date, those placed outside the council's area and at most 20 miles from home: the "
    "rest beside those inside and those farther away. The average is of all days of care in the run.",
    f"{DFE}: locality of placement and distance between home and placement.",
    "Children placed outside and within 20 miles over children in placement. Average: child-days likewise.",
    near,
    near_on_average,
)
