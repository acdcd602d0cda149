"""What statutory services cost as they are, beside placements and strategies: the same whatever strategy is tried."""

from __future__ import annotations

import numpy as np

from sim.measures import life_stories, reviews, schooling, social_work
from sim.measures.declaration import OWN, Better, count
from sim.measures.value import Parts, Spans
from sim.measures.view import View

PARTS = (
    ("independent reviewing officers", reviews.base_cost),
    ("social work", social_work.base_cost),
    ("virtual school", schooling.base_cost),
    ("life-story work", life_stories.base_cost),
)
"""In the order in which tables show them."""


def cost_statutory(view: View, spans: Spans) -> Parts:
    """Pounds spent on those who work in statutory services in each span, in all and by service."""
    parts = [(name, cost(view, spans)) for name, cost in PARTS]
    yield "", sum((cost for _, cost in parts), np.zeros(len(spans.since)))
    yield from parts


COST_STATUTORY = count(
    "cost_statutory",
    "Cost of statutory services",
    "GBP",
    Better.NEITHER,
    "Pay of those who work in the statutory services of the scenario, as they are: not a part of the total cost, which "
    "strategies are compared by. What strategies add to them is among the cost of strategies.",
    f"{OWN}; prices and their sources are in the scenario.",
    "Whole-time workers times a year's cost, for the year.",
    cost_statutory,
    categories="by service",
)
