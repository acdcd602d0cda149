"""The measure of the development of carers: the training that in-house households complete, and what it costs."""

from __future__ import annotations

from sim.measures.arrays import Numbers
from sim.measures.columns import days
from sim.measures.counting import number_in
from sim.measures.declaration import OWN, Better, count
from sim.measures.spending import Spending, paid_events, years_in_force
from sim.measures.value import (
    Parts,
    Spans,
)
from sim.measures.view import View


def trained(view: View, spans: Spans) -> Parts:
    """Training places completed by in-house households."""
    yield "", number_in(days(view.register.training.completed), spans)


TRAINED = count(
    "trained",
    "Foster households trained",
    "training places",
    Better.HIGHER,
    "Training places that in-house foster households completed.",
    OWN,
    "Courses completed in the year.",
    trained,
)


def cost(view: View, spans: Spans) -> Numbers | None:
    """Each training place taken, and the year of a recruitment campaign that brings enquiries."""
    development = view.parameters.carer_development
    if development is None:
        return None
    campaign = development.cost_of_recruitment if development.extra_enquiries > 0 else 0.0
    places = paid_events(view, days(view.register.training.began), spans)
    recruitment = campaign * years_in_force(view, development.starts, 0.0, spans)
    return development.cost_per_training_place * places + recruitment


SPENDING = Spending("carer development", cost)
