"""What out-of-hours support of carers costs; what it changes shows in the measures of stability."""

from __future__ import annotations

from sim.measures.arrays import Numbers
from sim.measures.spending import Spending, years_in_force
from sim.measures.value import Spans
from sim.measures.view import View


def cost(view: View, spans: Spans) -> Numbers | None:
    """The service's year, unless it covers no household."""
    service = view.parameters.out_of_hours
    if service is None:
        return None
    a_year = service.cost_per_year if service.coverage > 0 else 0.0
    return a_year * years_in_force(view, service.starts, service.ramp, spans)


SPENDING = Spending("out of hours", cost)
