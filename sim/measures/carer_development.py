"""The measure of the development of carers: the training that in-house households complete."""

from __future__ import annotations

from sim.measures.counting import number_in
from sim.measures.declaration import OWN, Better, count
from sim.measures.value import Parts, Spans
from sim.measures.view import View, days


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
