"""What measures have in common is worked out once for a view, and anew for the same register with other parameters."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from handmade_registers import CALENDAR, parameters, register

from sim.measures.value import Spans, spans
from sim.measures.view import View, view_of


def year(until: float = 365.0) -> Spans:
    """Return one span from the first day on."""
    return spans(np.array([0.0]), np.array([until]))


def test_what_is_worked_out_for_a_view_is_worked_out_once_for_each_spans() -> None:
    asked: list[Spans] = []

    def noted(_view: View, within: Spans) -> int:
        asked.append(within)
        return len(asked)

    view, first, second = view_of(register(), CALENDAR, parameters()), year(), year(364.0)
    assert [view.once(noted, one) for one in (first, second, first, year())] == [1, 2, 1, 1]
    assert asked == [first, second]


def test_with_other_parameters_it_is_worked_out_anew() -> None:
    def rate(view: View, _within: Spans) -> float:
        return view.parameters.prices.discount_rate

    view, within = view_of(register(), CALENDAR, parameters(discount_rate=0.1)), year()
    assert view.once(rate, within) == 0.1
    told = view.with_parameters(replace(view.parameters, prices=replace(view.parameters.prices, discount_rate=0.0)))
    assert told.once(rate, within) == 0.0
    assert view.once(rate, within) == 0.1
