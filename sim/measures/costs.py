"""What placements and strategies cost, from the register's rows and the scenario's prices, counted as they arise."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.foundations.codes import Kind
from sim.measures import (
    camhs,
    carer_development,
    edge_of_care,
    health,
    legal_costs,
    legal_strategies,
    life_stories,
    out_of_hours,
    own_homes,
    panel,
    practice_clinics,
    reviews,
    schooling,
    social_work,
)
from sim.measures.arrays import Numbers
from sim.measures.declaration import BY_KIND_AND_EMERGENCY, OWN, Better, count
from sim.measures.in_house_costs import fixed_costs, fixed_in_price
from sim.measures.placements import WHERE_PLACED, where_placed
from sim.measures.price_levels import PriceLevels, of_base_year
from sim.measures.spending import paid_days
from sim.measures.times import time_of_spells
from sim.measures.value import (
    Parts,
    Spans,
)
from sim.measures.view import View

STRATEGIES_PAID = (
    edge_of_care.SPENDING,
    panel.SPENDING,
    camhs.SPENDING,
    out_of_hours.SPENDING,
    carer_development.SPENDING,
    own_homes.SPENDING,
    *legal_strategies.SPENDING,
    health.SPENDING,
    reviews.SPENDING,
    *social_work.SPENDING,
    schooling.SPENDING,
    life_stories.SPENDING,
    practice_clinics.SPENDING,
)
"""In the order in which tables show them."""

PLACEMENTS, STRATEGIES, USUAL_CAMHS = "placements", "strategies", "usual CAMHS"
LEGAL_PARTS = (
    ("court cases", legal_costs.legal_cost),
    ("adoptive families from other agencies", legal_costs.permanence_cost),
    ("allowances for special guardians", legal_costs.allowances_cost),
)
"""Parts of the total where courts and plans of permanence decide when children leave care."""


def cost_placements(view: View, spans: Spans) -> Parts:
    """Pounds paid for placements in each span, in all and by kind, emergency places one of them."""
    by_where = view.once(_placements, spans)
    yield "", by_where.sum(axis=0)
    yield from zip(WHERE_PLACED, by_where, strict=True)


COST_PLACEMENTS = count(
    "cost_placements",
    "Cost of placements",
    "GBP",
    Better.LOWER,
    "What the council pays for placements, at the scenario's weekly prices with their uplifts.",
    f"{OWN}; prices and their sources are in the scenario.",
    "Days in placement in the year over 7, times the weekly price; discounted to the start if the scenario says. Where "
    "the scenario has fixed costs of the council's own households, these are taken out of the price in house and paid "
    "for every approved household.",
    cost_placements,
    categories=BY_KIND_AND_EMERGENCY,
)


def cost_strategies(view: View, spans: Spans) -> Parts:
    """Pounds spent on strategies in each span, in all and by strategy; those not in force are left out."""
    parts = tuple(_strategies(view, spans))
    yield "", sum((cost for _, cost in parts), np.zeros(len(spans.since)))
    yield from parts


COST_STRATEGIES = count(
    "cost_strategies",
    "Cost of strategies",
    "GBP",
    Better.LOWER,
    "What the strategies in force cost: staff in post, fixed yearly costs, and costs for each case.",
    f"{OWN}; prices and their sources are in the strategy's file.",
    "Staff and yearly costs from the start date, growing evenly over the ramp; families begun "
    "with, children supported after a panel decision, consultation hours given, training places "
    "taken, cases planned in parallel, placements with carers who may adopt, "
    "own children's homes opened and their years, filled or not, each times its cost. A service with no "
    "capacity costs nothing.",
    cost_strategies,
    categories="by strategy, those in force only",
    headline=True,
)


def cost_total(view: View, spans: Spans) -> Parts:
    """Pounds spent on placements, strategies, usual CAMHS and legal process in each span, in all and each."""
    placements = view.once(_placements, spans).sum(axis=0)
    strategies = sum((cost for _, cost in _strategies(view, spans)), np.zeros(len(spans.since)))
    usual = camhs.usual_cost(view, spans)
    legal = [(name, cost(view, spans)) for name, cost in LEGAL_PARTS if view.parameters.legal_process]
    yield "", sum((cost for _, cost in legal), placements + strategies + usual)
    yield PLACEMENTS, placements
    yield STRATEGIES, strategies
    yield USUAL_CAMHS, usual
    yield from legal


COST_TOTAL = count(
    "cost_total",
    "Total cost",
    "GBP",
    Better.LOWER,
    "Placements, strategies and usual CAMHS together, and court cases, fees for adoptive families and allowances for "
    "special guardians where the scenario has legal process. Usual CAMHS costs the same with every strategy.",
    OWN,
    "Sum of its categories.",
    cost_total,
    categories="'placements', 'strategies', 'usual CAMHS'; with legal process 'court cases', 'adoptive families from "
    "other agencies', 'allowances for special guardians'",
    headline=True,
)


def placements_by_where(view: View, spans: Spans, levels: PriceLevels) -> Numbers:
    """Return the pounds paid for placements at these levels of prices, by where children are (row), by span."""
    spells, shared, pounds = view.spells, time_of_spells(view, spans), view.once(_in_base_prices, spans)
    if not levels.are_of_base_year:
        pounds = pounds * levels.of_placements(spells.kind[shared.spell], shared.span)
    by_where = shared.in_each_by(where_placed(spells), len(WHERE_PLACED), pounds)
    by_where[Kind.IN_HOUSE] += fixed_costs(view, spans, levels)
    return by_where


def _in_base_prices(view: View, spans: Spans) -> Numbers:
    """Return the pounds paid for each pair of a placement and a span that share time, without fixed costs."""
    spells = view.spells
    fixed = fixed_in_price(view.parameters)
    in_house = (spells.kind == Kind.IN_HOUSE) & ~spells.emergency
    weekly = np.where(in_house, np.maximum(spells.weekly_price - fixed, 0.0), spells.weekly_price)
    shared = time_of_spells(view, spans)
    pounds: Numbers = paid_days(view, shared) * (weekly / 7)[shared.spell]
    return pounds


def _placements(view: View, spans: Spans) -> Numbers:
    return placements_by_where(view, spans, of_base_year(spans))


def _strategies(view: View, spans: Spans) -> Iterator[tuple[str, Numbers]]:
    """Yield what each strategy in force costs in each span, under its name."""
    for spending in STRATEGIES_PAID:
        cost = spending.cost(view, spans)
        if cost is not None:
            yield spending.name, cost
