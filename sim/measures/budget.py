"""What the council spends in each financial year, by kind, and the NHS apart: in base-year prices and in cash.

Unlike the yearly measures, the first and the last financial year are given also where only a part of them is in the
run; and a budget is what is paid, so that nothing is discounted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from sim.measures import camhs, health, statutory_costs
from sim.measures.arrays import Numbers
from sim.measures.costs import LEGAL_PARTS, STRATEGIES_PAID, placements_by_where
from sim.measures.declaration import OWN, Better, by_financial_year
from sim.measures.placements import WHERE_PLACED
from sim.measures.price_levels import PriceKind, PriceLevels, in_cash, of_base_year
from sim.measures.value import Parts, Spans
from sim.measures.view import View


class BudgetHead(StrEnum):
    """Under which head of the budget a sum stands; of the council, but for the last."""

    PLACEMENTS = "placements"
    STRATEGIES = "running strategies"
    PAID_ONCE = "paid once for strategies"
    LEGAL = "courts and permanence"
    STATUTORY = "statutory services"
    NHS = "NHS"


OF_STRATEGIES = (BudgetHead.STRATEGIES, BudgetHead.PAID_ONCE)
"""What is put in: investment."""

OF_COUNCIL = tuple(head for head in BudgetHead if head is not BudgetHead.NHS)


def category(head: BudgetHead, name: str) -> str:
    """Return the category under which a part of a head stands."""
    return f"{head}: {name}"


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """What one thing costs in each span."""

    head: BudgetHead
    name: str
    pounds: Numbers


def _lines(view: View, spans: Spans, levels: PriceLevels) -> Iterator[BudgetLine]:
    """Yield every line at these levels of prices, in the order in which tables show them."""
    for where, pounds in zip(WHERE_PLACED, placements_by_where(view, spans, levels), strict=True):
        yield BudgetLine(BudgetHead.PLACEMENTS, where, pounds)
    staff, other = levels.of(PriceKind.STAFF), levels.of(PriceKind.OTHER)
    for spending in STRATEGIES_PAID:
        cost = spending.cost(view, spans)
        if cost is not None:
            once = np.zeros(len(cost)) if spending.paid_once is None else spending.paid_once(view, spans)
            yield BudgetLine(BudgetHead.STRATEGIES, spending.name, (cost - once) * staff)
            if spending.paid_once is not None:
                yield BudgetLine(BudgetHead.PAID_ONCE, spending.name, once * other)
    if view.parameters.legal_process:
        for name, legal in LEGAL_PARTS:
            yield BudgetLine(BudgetHead.LEGAL, name, legal(view, spans) * other)
    if view.parameters.statutory:
        for name, service in statutory_costs.PARTS:
            yield BudgetLine(BudgetHead.STATUTORY, name, service(view, spans) * staff)
    if view.parameters.camhs is not None:
        yield BudgetLine(BudgetHead.NHS, "usual CAMHS", camhs.usual_cost(view, spans) * staff)
    if view.parameters.health_assessments is not None:
        yield BudgetLine(BudgetHead.NHS, "initial health assessments", health.assessments_cost(view, spans) * staff)


def _spent(view: View, spans: Spans, levels: PriceLevels) -> Parts:
    """Yield the council's total, each head, and each line."""
    prices = view.parameters.prices
    if prices.discount_rate != 0:
        view = view.with_parameters(replace(view.parameters, prices=replace(prices, discount_rate=0.0)))
    lines = list(_lines(view, spans, levels))
    nothing = np.zeros(len(spans.since))
    heads = {head: sum((one.pounds for one in lines if one.head is head), nothing) for head in BudgetHead}
    yield "", sum((heads[head] for head in OF_COUNCIL), nothing)
    yield from ((str(head), pounds) for head, pounds in heads.items())
    yield from ((category(one.head, one.name), one.pounds) for one in lines)


def spending_real(view: View, spans: Spans) -> Parts:
    """Pounds spent in each span, in prices of the base year."""
    return _spent(view, spans, of_base_year(spans))


def spending_cash(view: View, spans: Spans) -> Parts:
    """Pounds spent in each span, in cash."""
    growth = view.parameters.price_growth
    return () if growth is None else _spent(view, spans, in_cash(growth, view.calendar, spans))


COUNCIL = (
    "What the council spends on placements, strategies, courts and permanence, and statutory services. What the NHS "
    "spends, on usual CAMHS and on initial health assessments, is no part of the total and stands under 'NHS'."
)
CATEGORIES = (
    "'placements' (and 'placements: ' with each kind), 'running strategies' and 'paid once for strategies' (and with "
    "each strategy), 'courts and permanence', 'statutory services', 'NHS' (and each with its parts)"
)


SPENDING_REAL = by_financial_year(
    "spending_real",
    "Spending by financial year, base-year prices",
    "GBP",
    Better.LOWER,
    f"{COUNCIL} In real terms: at the prices of the scenario, whatever the year.",
    f"{OWN}; prices and their sources are in the scenario.",
    "Sums paid from 1 April to 31 March, or in the part of the year that is in the run; never discounted.",
    spending_real,
    categories=CATEGORIES,
)

SPENDING_CASH = by_financial_year(
    "spending_cash",
    "Spending by financial year, cash",
    "GBP",
    Better.LOWER,
    f"{COUNCIL} In cash: prices grow on every 1 April, each kind at its own rate, from the base year of the scenario.",
    f"{OWN}; prices, their growth and their sources are in the scenario.",
    "As in base-year prices, each line times (1 + growth) to the number of years since the base year.",
    spending_cash,
    categories=CATEGORIES,
)
