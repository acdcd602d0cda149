"""What legal process and permanence cost beside placements and strategies: cases, fees for adopters, allowances."""

from __future__ import annotations

import numpy as np

from sim.foundations.calendar import ADULT
from sim.foundations.codes import LeavingCause
from sim.measures.arrays import Numbers
from sim.measures.declaration import OWN, Better, count
from sim.measures.spending import days_paid, paid_events
from sim.measures.value import Parts, Spans
from sim.measures.view import View


def legal_cost(view: View, spans: Spans) -> Numbers:
    """Return the pounds for applications issued in each span."""
    legal = view.parameters.legal
    if legal is None:
        return np.zeros(len(spans.since))
    each = legal.costs.court_fee + legal.costs.per_application
    return each * paid_events(view, view.legal.cases.issued, spans)


def permanence_cost(view: View, spans: Spans) -> Numbers:
    """Return the pounds for adoptive families of other agencies, matched in each span."""
    legal = view.parameters.legal
    if legal is None:
        return np.zeros(len(spans.since))
    each = legal.costs.interagency_fee * legal.costs.interagency_share
    return each * paid_events(view, view.legal.permanence.matched, spans)


def allowances_cost(view: View, spans: Spans) -> Numbers:
    """Return the pounds paid in each span to special guardians of children who have left care since the run began."""
    legal, periods = view.parameters.legal, view.periods
    if legal is None:
        return np.zeros(len(spans.since))
    weekly = legal.costs.guardianship_allowance * legal.costs.guardianship_allowance_share
    paid = (periods.cause == LeavingCause.SPECIAL_GUARDIANSHIP) & (periods.ended >= view.since)
    since = periods.ended[paid]
    until = np.maximum(since, np.minimum(periods.born[paid] + ADULT, _comes_back(view)[paid]))
    return weekly / 7 * days_paid(view, since, until, spans)


def _comes_back(view: View) -> Numbers:
    """Return when the child of each period of care comes into care again; infinite where it has not."""
    periods = view.periods
    again = np.full(len(periods.child), np.inf)
    in_order = np.lexsort((periods.began, periods.child))
    follows = np.diff(periods.child[in_order]) == 0
    again[in_order[:-1][follows]] = periods.began[in_order[1:][follows]]
    return again


def cost_legal(view: View, spans: Spans) -> Parts:
    """Pounds spent on court cases in each span."""
    yield "", legal_cost(view, spans)


COST_LEGAL = count(
    "cost_legal",
    "Cost of court cases",
    "GBP",
    Better.LOWER,
    "The court's fee, and what counsel, experts and social work cost the council, for each application. The second is "
    "a judgement with a wide range, and nearly all of the sum.",
    f"{OWN}; prices and their sources are in the scenario.",
    "Applications in the year times the fee and the cost of a case.",
    cost_legal,
)


def cost_permanence(view: View, spans: Spans) -> Parts:
    """Pounds spent on adoptive families of other agencies in each span."""
    yield "", permanence_cost(view, spans)


COST_PERMANENCE = count(
    "cost_permanence",
    "Cost of adoptive families from other agencies",
    "GBP",
    Better.LOWER,
    "Fees for the share of matches that are with families whom another agency has approved. The council's own family "
    "finders, assessors and meetings are the same with every strategy and are not counted; what strategies add to them "
    "is in `cost_strategies`.",
    f"{OWN}; prices and their sources are in the scenario.",
    "Matches with an adoptive family in the year times the share and the fee.",
    cost_permanence,
)


def cost_allowances(view: View, spans: Spans) -> Parts:
    """Pounds paid to special guardians in each span."""
    yield "", allowances_cost(view, spans)


COST_ALLOWANCES = count(
    "cost_allowances",
    "Cost of allowances for special guardians",
    "GBP",
    Better.LOWER,
    "Allowances for the share of special guardians who are paid one, from the day on which the child leaves care until "
    "the child is 18, comes back into care or the run ends. Children who left before the run began are not counted: "
    "they cost the same with every strategy. Without this, guardianship would look free.",
    f"{OWN}; prices and their sources are in the scenario.",
    "Days since leaving care by a special guardianship order over 7, times the share and the weekly allowance.",
    cost_allowances,
)
