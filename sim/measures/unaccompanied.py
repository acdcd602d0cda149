"""The measures of unaccompanied children: how many are looked after, where they live, and how many come."""

from __future__ import annotations

import numpy as np

from sim.foundations.codes import Route
from sim.measures.arrays import Numbers
from sim.measures.counting import number_at, number_at_by, number_in
from sim.measures.declaration import BY_KIND_AND_EMERGENCY, DFE, Better, count, stock
from sim.measures.placements import WHERE_PLACED, where_placed
from sim.measures.times import time_of_periods, time_of_spells
from sim.measures.value import Parts, Spans
from sim.measures.view import View


def unaccompanied(view: View, at: Numbers) -> Parts:
    """Unaccompanied children looked after at each moment, in all and by kind of placement."""
    periods, spells = view.periods, view.spells
    alone = periods.route == Route.UNACCOMPANIED
    yield "", number_at(periods.began[alone], periods.ended[alone], at)
    lived = alone[spells.episode]
    kinds = where_placed(spells)[lived]
    by_kind = number_at_by(kinds, len(WHERE_PLACED), spells.began[lived], spells.ended[lived], at)
    yield from zip(WHERE_PLACED, by_kind, strict=True)


def unaccompanied_on_average(view: View, spans: Spans) -> Parts:
    """Unaccompanied children looked after on any day of each span, in all and by kind of placement."""
    periods, spells = view.periods, view.spells
    alone = periods.route == Route.UNACCOMPANIED
    in_care, lived = time_of_periods(view, spans), time_of_spells(view, spans)
    yield "", in_care.in_each(in_care.days * alone[in_care.spell]) / spans.days
    days = lived.days * alone[spells.episode[lived.spell]]
    by_kind = lived.in_each_by(where_placed(spells), len(WHERE_PLACED), days)
    yield from zip(WHERE_PLACED, by_kind / spans.days, strict=True)


UNACCOMPANIED = stock(
    "unaccompanied",
    "Unaccompanied children looked after",
    "children",
    Better.NEITHER,
    "Children looked after at the close of the date who came into care as unaccompanied asylum-seeking children. "
    "The average is over every day of the run.",
    f"{DFE}: unaccompanied asylum-seeking children looked after at 31 March.",
    "As `looked_after`, of periods of care with this route. Average: child-days over days.",
    unaccompanied,
    unaccompanied_on_average,
    categories=BY_KIND_AND_EMERGENCY,
)


def unaccompanied_starts(view: View, spans: Spans) -> Parts:
    """Periods of care of unaccompanied children that began in each span."""
    periods = view.periods
    came = (periods.route == Route.UNACCOMPANIED) & (periods.began >= view.since)
    yield "", number_in(np.asarray(periods.began[came]), spans)


UNACCOMPANIED_STARTS = count(
    "unaccompanied_starts",
    "Unaccompanied children starting to be looked after",
    "children",
    Better.NEITHER,
    "Unaccompanied asylum-seeking children who started to be looked after in the year; those passed on to another "
    "authority under the National Transfer Scheme are not among them.",
    f"{DFE}: unaccompanied asylum-seeking children starting to be looked after.",
    "Starts in the year of periods of care with this route.",
    unaccompanied_starts,
)
