"""What practice clinics cost."""

from __future__ import annotations

from sim.measures.arrays import Numbers
from sim.measures.spending import Spending, years_in_force
from sim.measures.value import Spans
from sim.measures.view import View


def clinics_cost(view: View, spans: Spans) -> Numbers | None:
    """Return what practice clinics cost in each span."""
    clinics = view.parameters.practice_clinics
    if clinics is None or not view.parameters.statutory:
        return None
    return clinics.cost_per_year * years_in_force(view, clinics.starts, 0.0, spans)


SPENDING = Spending("practice clinics", clinics_cost)
