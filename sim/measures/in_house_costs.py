"""What the council's own foster households cost whether a child lives with them or not: supervision and retainers."""

from __future__ import annotations

import numpy as np

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.measures.arrays import Numbers
from sim.measures.price_levels import PriceKind, PriceLevels
from sim.measures.spending import paid_days
from sim.measures.times import time_of_places
from sim.measures.value import Spans
from sim.measures.view import View
from sim.parameters.parameters import Parameters


def fixed_in_price(parameters: Parameters) -> float:
    """Return the pounds a week of an in-house placement's price that are fixed costs of households."""
    costs = parameters.in_house_costs
    return 0.0 if costs is None else costs.a_week_for_each_child


def fixed_costs(view: View, spans: Spans, levels: PriceLevels) -> Numbers:
    """Return what approved households cost in each span, empty or not, at these levels of prices."""
    costs, places = view.parameters.in_house_costs, view.places
    if costs is None:
        return np.zeros(len(spans.since))
    shared = time_of_places(view, spans)
    years = shared.in_each(paid_days(view, shared) * places.households[shared.spell]) / DAYS_PER_YEAR
    result: Numbers = years * (
        costs.supervision * levels.of(PriceKind.STAFF) + costs.retainer * levels.of(PriceKind.FOSTERING)
    )
    return result
