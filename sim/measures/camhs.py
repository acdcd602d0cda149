"""The measures of CAMHS: how long children wait, how many wait and how many are seen, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.measures.arrays import Flags, Numbers
from sim.measures.averages import median_in
from sim.measures.columns import days
from sim.measures.counting import number_at, number_in
from sim.measures.declaration import OWN, Better, count, rate, stock
from sim.measures.spending import Spending, clinicians, days_paid
from sim.measures.value import (
    Parts,
    Spans,
)
from sim.measures.view import View

CAMHS_ROUTES = ("usual route", "co-located")


def camhs_wait(view: View, spans: Spans) -> Parts:
    """Median days from referral to the first appointment, of children first seen in each span."""
    seen = view.referrals.seen
    waited = seen - view.referrals.referred
    for category, which in _by_route(view):
        yield category, median_in(seen[which], waited[which], spans)


CAMHS_WAIT_DAYS_MEDIAN = rate(
    "camhs_wait_days_median",
    "Median wait for CAMHS",
    "days",
    Better.LOWER,
    "Median days from an accepted referral to the first appointment, of children first seen in the year.",
    OWN,
    "Median of first appointment less referral.",
    camhs_wait,
    categories="by route: usual or co-located",
)


def camhs_seen(view: View, spans: Spans) -> Parts:
    """Children first seen by CAMHS."""
    for category, which in _by_route(view):
        yield category, number_in(view.referrals.seen[which], spans)


CAMHS_SEEN = count(
    "camhs_seen",
    "Children first seen by CAMHS",
    "children",
    Better.HIGHER,
    "Children who had a first appointment with CAMHS in the year; one referred anew is counted anew.",
    OWN,
    "First appointments in the year.",
    camhs_seen,
    categories="by route: usual or co-located",
)


def camhs_waiting(view: View, at: Numbers) -> Parts:
    """Children referred to CAMHS and not yet seen at each moment."""
    waited_until = np.minimum(view.referrals.seen, view.referrals.ended)
    for category, which in _by_route(view):
        yield category, number_at(view.referrals.referred[which], waited_until[which], at)


CAMHS_WAITING = stock(
    "camhs_waiting",
    "Children waiting for CAMHS",
    "children",
    Better.LOWER,
    "Children whose referral to CAMHS was accepted and who have not had a first appointment.",
    OWN,
    "Referrals made by the close of the date, not seen and not ended by it.",
    camhs_waiting,
    categories="by route: usual or co-located",
)


def _by_route(view: View) -> Iterator[tuple[str, Flags]]:
    colocated = view.referrals.colocated
    yield "", np.ones_like(colocated)
    yield from zip(CAMHS_ROUTES, (~colocated, colocated), strict=True)


def usual_cost(view: View, spans: Spans) -> Numbers:
    """What the usual CAMHS clinicians cost, which is the same with every strategy."""
    camhs = view.parameters.camhs
    return np.zeros(len(spans.since)) if camhs is None else clinicians(view, camhs.usual, spans)


def cost(view: View, spans: Spans) -> Numbers | None:
    """Clinicians beside the usual ones, and the hours in which they advise carers."""
    support = view.parameters.camhs_support
    if support is None:
        return None
    advice = support.consultation.hours_per_household * support.consultation.cost_per_hour
    consultations = view.register.consultations
    weeks = days_paid(view, days(consultations.began), days(consultations.ended), spans) / 7
    return clinicians(view, support.colocated, spans) + advice * weeks


SPENDING = Spending("CAMHS support", cost)
