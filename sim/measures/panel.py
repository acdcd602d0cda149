"""The measures of the placements panel: what it decided, and children moved through it, and what it costs."""

from __future__ import annotations

import numpy as np

from sim.measures.arrays import Numbers
from sim.measures.counting import number_in
from sim.measures.declaration import OWN, Better, count
from sim.measures.spending import Spending, paid_events, years_in_force
from sim.measures.value import (
    Parts,
    Spans,
)
from sim.measures.view import View
from sim.model.register.services import PanelDecision


def _decided(view: View, decision: PanelDecision, spans: Spans) -> Parts:
    yield "", number_in(view.panel.day[view.panel.decision == decision], spans)


def redirected(view: View, spans: Spans) -> Parts:
    """Requests that the panel sent to look for an in-house family first."""
    return _decided(view, PanelDecision.REQUEST_REDIRECTED, spans)


REDIRECTED = count(
    "redirected",
    "Requests sent to look in-house first",
    "requests",
    Better.NEITHER,
    "Requests for a children's home or an agency placement that the panel sent to look for an "
    "in-house family first; not all find one.",
    OWN,
    "Decisions of the panel in the year.",
    redirected,
)


def redirected_placed(view: View, spans: Spans) -> Parts:
    """Children placed in-house after the panel had the search look there first."""
    yield "", number_in(view.stays.began[view.stays.redirected], spans)


REDIRECTED_PLACED = count(
    "redirected_placed",
    "Of these, children placed in-house",
    "children",
    Better.HIGHER,
    "Children placed with an in-house family after the panel had sent the request to look there first; a request "
    "may be for several children.",
    OWN,
    "Placements begun in the year that were found so.",
    redirected_placed,
)


def stabilised(view: View, spans: Spans) -> Parts:
    """Requests to move that the panel turned into a plan to stabilise the placement."""
    return _decided(view, PanelDecision.MOVE_STABILISED, spans)


STABILISED = count(
    "stabilised",
    "Requests to move turned into a stabilisation plan",
    "requests",
    Better.NEITHER,
    "Requests to move, after notice, that the panel turned into a plan to keep the placement.",
    OWN,
    "Decisions of the panel in the year.",
    stabilised,
)


def residential_stepped_down(view: View, spans: Spans) -> Parts:
    """Children who moved from residential care to a family through the panel."""
    yield "", number_in(view.stays.began[view.stays.step_down], spans)


RESIDENTIAL_STEPPED_DOWN = count(
    "residential_stepped_down",
    "Children stepped down from residential care",
    "children",
    Better.HIGHER,
    "Children who moved from a residential placement to a family through the placements panel.",
    OWN,
    "Placements begun in the year that were a step down.",
    residential_stepped_down,
)


def cost(view: View, spans: Spans) -> Numbers | None:
    """The panel's year, unless it never meets, and support for each child stabilised, redirected or stepped down.

    A redirected request that found no household, and a step-down that did not come about, get no support.
    """
    panel = view.parameters.ipop
    if panel is None:
        return None
    fixed = panel.cost_per_year if panel.agenda > 0 else 0.0
    stabilised = view.panel.day[view.panel.decision == PanelDecision.MOVE_STABILISED]
    moved = view.stays.began[view.stays.step_down | view.stays.redirected]
    children = paid_events(view, np.concatenate((stabilised, moved)), spans)
    return fixed * years_in_force(view, panel.starts, 0.0, spans) + panel.support_per_child * children


SPENDING = Spending("placements panel", cost)
