"""The measures of plans for adoption: who waits for adopters, which plans are given up, which placements break down."""

from __future__ import annotations

from typing import Final

import numpy as np

from sim.foundations.codes import Kind, PlacementEnd
from sim.measures.adoption import MONTH, SCORECARDS
from sim.measures.arrays import Numbers
from sim.measures.averages import percent_in
from sim.measures.counting import average_number, number_at, number_in
from sim.measures.declaration import OWN, Better, count, rate, stock
from sim.measures.legal_view import PermanenceView
from sim.measures.value import Parts, Spans
from sim.measures.view import View

LEADERSHIP_BOARD: Final = "Adoption and Special Guardianship Leadership Board, quarterly survey"

EIGHTEEN_MONTHS: Final = 18 * MONTH


def _no_longer_waits(rows: PermanenceView) -> Numbers:
    """Return when each child is placed, or is not to be adopted any more, or has left care."""
    return np.minimum(np.minimum(rows.placed, rows.reversed), rows.left)


def waiting_with_placement_order(view: View, at: Numbers) -> Parts:
    """Children at each moment under a placement order and not placed."""
    rows = view.legal.permanence
    since = rows.placement_order
    yield "", number_at(since, np.maximum(since, _no_longer_waits(rows)), at)


def waiting_with_placement_order_on_average(view: View, spans: Spans) -> Parts:
    """Children on any day of each span under a placement order and not placed."""
    rows = view.legal.permanence
    yield "", average_number(rows.placement_order, _no_longer_waits(rows), spans)


WAITING_WITH_PLACEMENT_ORDER = stock(
    "waiting_with_placement_order",
    "Children with a placement order who are not placed",
    "children",
    Better.LOWER,
    "Children about whom a court has made a placement order and who have not been placed with adopters.",
    f"{LEADERSHIP_BOARD}: children with a placement order not yet placed.",
    "Placement orders made by the close of the date; not placed, given up or out of care by it. Average: child-days "
    "over days.",
    waiting_with_placement_order,
    waiting_with_placement_order_on_average,
)


def waiting_over_18_months(view: View, at: Numbers) -> Parts:
    """Those of them at each moment who entered care over 18 months before."""
    rows = view.legal.permanence
    since = np.maximum(rows.placement_order, rows.entered + EIGHTEEN_MONTHS)
    yield "", number_at(since, np.maximum(since, _no_longer_waits(rows)), at)


WAITING_OVER_18_MONTHS_SINCE_ENTRY = stock(
    "waiting_with_placement_order_over_18_months_since_entry",
    "Of these, children who entered care over 18 months before",
    "children",
    Better.LOWER,
    "Children about whom a court has made a placement order, who have not been placed with adopters and who came into "
    "care more than 18 months before the date.",
    f"{LEADERSHIP_BOARD}: of children with a placement order not yet placed, time since entering care.",
    "As `waiting_with_placement_order`, with an entry 18 months or more before the close of the date.",
    waiting_over_18_months,
)


def plans_changed_from_adoption(view: View, spans: Spans) -> Parts:
    """Children whose plan was changed away from adoption in each span."""
    yield "", number_in(view.legal.permanence.reversed, spans)


PLANS_CHANGED_FROM_ADOPTION = count(
    "plans_changed_from_adoption",
    "Children whose plan was changed away from adoption (A5)",
    "children",
    Better.LOWER,
    "Children for whom the decision that they should be placed for adoption was reversed.",
    f"{SCORECARDS}: A5, permanence decision changed away from adoption.",
    "Reversals in the year.",
    plans_changed_from_adoption,
)


def adopters_disrupted(view: View, spans: Spans) -> Parts:
    """Percentage of placements with adopters ended in each span that broke down before the adoption order."""
    stays = view.stays
    with_adopters = stays.kind == Kind.ADOPTION
    ended, why = stays.ended[with_adopters], stays.why[with_adopters]
    yield "", percent_in(ended, why == PlacementEnd.DISRUPTED, spans)


ADOPTIVE_PLACEMENTS_DISRUPTED_PERCENT = rate(
    "adoptive_placements_disrupted_percent",
    "Placements with adopters that broke down before the order",
    "percent",
    Better.LOWER,
    "Of placements with adopters that came to an end in the year, by the adoption order or otherwise, those that broke "
    "down. Of placements since 2019 about 2.5% have been found to end before the order (University of East Anglia, "
    "2025). The model has them break down as all placements do, by time in placement, age and need.",
    OWN,
    "Placements with adopters that ended as unplanned over placements with adopters that ended.",
    adopters_disrupted,
)
