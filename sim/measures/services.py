"""The measures of what services did: edge-of-care team, placements panel, CAMHS, training of carers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.measures.counting import number_at, number_in
from sim.measures.value import Flags, Floats, Parts, Spans
from sim.measures.view import View, days
from sim.model.register.services import PanelDecision

CAMHS_ROUTES = ("usual route", "co-located")

# The edge-of-care team


def families_worked_with(view: View, spans: Spans) -> Parts:
    """Families with whom the edge-of-care team began to work."""
    yield "", number_in(view.families.started, spans)


def _children(view: View, which: Flags, spans: Spans) -> Floats:
    """Return how many children are in the families worked with, of those marked, by their crisis date."""
    families = view.families
    which = which & np.isfinite(families.started)
    return number_in(families.crisis[which], spans, families.children[which])


def children_worked_with(view: View, spans: Spans) -> Parts:
    """Children of families the team worked with whose crisis date came."""
    yield "", _children(view, np.ones_like(view.families.entered), spans)


def children_not_entering(view: View, spans: Spans) -> Parts:
    """Of those children, the ones who did not enter care at the crisis."""
    yield "", _children(view, ~view.families.entered, spans)


def entries_averted(view: View, spans: Spans) -> Parts:
    """Entries to care averted against what would have happened without help, net, and the net's parts."""
    families = view.families
    averted = families.would_enter & ~families.entered
    at_crisis = _children(view, averted, spans)
    postponed = _children(view, averted & np.isfinite(families.postponed_until), spans)
    added = _children(view, families.entered & ~families.would_enter, spans)
    yield "", at_crisis - postponed - added
    yield "averted at the crisis", at_crisis
    yield "only postponed", postponed
    yield "added by the help", added


def returned_home_with_support(view: View, spans: Spans) -> Parts:
    """Planned returns home made with the team's support, and those of them that it brought about."""
    returned = days(view.register.returns.returned)
    yield "", number_in(returned, spans)
    yield "brought about by the team", number_in(returned[np.array(view.register.returns.extra, dtype=bool)], spans)


# The placements panel


def _decided(view: View, decision: PanelDecision, spans: Spans) -> Parts:
    yield "", number_in(view.panel.day[view.panel.decision == decision], spans)


def redirected(view: View, spans: Spans) -> Parts:
    """Requests that the panel sent to look for an in-house family first."""
    return _decided(view, PanelDecision.REQUEST_REDIRECTED, spans)


def redirected_placed(view: View, spans: Spans) -> Parts:
    """Children placed in-house after the panel had the search look there first."""
    yield "", number_in(view.stays.began[view.stays.redirected], spans)


def stabilised(view: View, spans: Spans) -> Parts:
    """Requests to move that the panel turned into a plan to stabilise the placement."""
    return _decided(view, PanelDecision.MOVE_STABILISED, spans)


def residential_stepped_down(view: View, spans: Spans) -> Parts:
    """Children who moved from residential care to a family through the panel."""
    yield "", number_in(view.stays.began[view.stays.step_down], spans)


# CAMHS and the training of carers


def camhs_wait(view: View, spans: Spans) -> Parts:
    """Median days from referral to the first appointment, of children first seen in each span."""
    seen = view.referrals.seen
    waited = seen - view.referrals.referred
    for category, which in _by_route(view):
        medians = [
            np.median(waited[in_span]) if in_span.any() else np.nan
            for since, until in zip(spans.since, spans.until, strict=True)
            for in_span in [which & (seen >= since) & (seen < until)]
        ]
        yield category, np.array(medians, dtype=np.float64)


def camhs_seen(view: View, spans: Spans) -> Parts:
    """Children first seen by CAMHS."""
    for category, which in _by_route(view):
        yield category, number_in(view.referrals.seen[which], spans)


def camhs_waiting(view: View, at: Floats) -> Parts:
    """Children referred to CAMHS and not yet seen at each moment."""
    waited_until = np.minimum(view.referrals.seen, view.referrals.ended)
    for category, which in _by_route(view):
        yield category, number_at(view.referrals.referred[which], waited_until[which], at)


def _by_route(view: View) -> Iterator[tuple[str, Flags]]:
    colocated = view.referrals.colocated
    yield "", np.ones_like(colocated)
    yield from zip(CAMHS_ROUTES, (~colocated, colocated), strict=True)


def trained(view: View, spans: Spans) -> Parts:
    """Training places completed by in-house households."""
    yield "", number_in(days(view.register.training.completed), spans)
