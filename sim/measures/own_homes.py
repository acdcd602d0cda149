"""Measures of the council's own children's homes: beds, by the register's count of them over time; and their cost."""

from __future__ import annotations

import numpy as np

from sim.measures.arrays import Numbers
from sim.measures.declaration import OWN, Better, stock
from sim.measures.shared_time import time_from_each
from sim.measures.spending import Spending, paid_events, years_in_force
from sim.measures.value import (
    Parts,
    Spans,
)
from sim.measures.view import View
from sim.model.placements.own_homes import opening_days


def _at(view: View, numbers: Numbers, at: Numbers) -> Parts:
    yield "", np.append(0.0, numbers)[np.searchsorted(view.beds.day, at, "left")]


def _on_average(view: View, numbers: Numbers, spans: Spans) -> Parts:
    shared = time_from_each(view.beds.day, spans)
    yield "", shared.in_each(shared.days * numbers[shared.spell]) / spans.days


def beds_open(view: View, at: Numbers) -> Parts:
    """Beds in the homes that have opened, at each moment."""
    return _at(view, view.beds.open, at)


def beds_open_on_average(view: View, spans: Spans) -> Parts:
    """Beds in the homes that have opened, on any day of each span."""
    return _on_average(view, view.beds.open, spans)


OWN_HOME_BEDS_OPEN = stock(
    "own_home_beds_open",
    "Beds in the council's own children's homes: open",
    "beds",
    Better.NEITHER,
    "Beds in the council's own children's homes that have opened since the run started.",
    OWN,
    "Beds in homes opened by the close of the date. Average: bed-days over days.",
    beds_open,
    beds_open_on_average,
)


def beds_filled(view: View, at: Numbers) -> Parts:
    """Beds in which a child lives, at each moment."""
    return _at(view, view.beds.filled, at)


def beds_filled_on_average(view: View, spans: Spans) -> Parts:
    """Beds in which a child lives, on any day of each span."""
    return _on_average(view, view.beds.filled, spans)


OWN_HOME_BEDS_FILLED = stock(
    "own_home_beds_filled",
    "Beds in the council's own children's homes: filled",
    "beds",
    Better.HIGHER,
    "Beds in the council's own children's homes in which a child lives; the return has the child in a children's home.",
    OWN,
    "Beds filled at the close of the date. Average: bed-days over days.",
    beds_filled,
    beds_filled_on_average,
)


def cost(view: View, spans: Spans) -> Numbers | None:
    """Opening each home, and its year from then on, whether beds are filled or not."""
    homes = view.parameters.own_homes
    if homes is None:
        return None
    opened = opening_days(homes)
    years = sum((years_in_force(view, day, 0.0, spans) for day in opened), np.zeros(len(spans.since)))
    return opening_cost(view, spans) + homes.cost_per_home * years


def opening_cost(view: View, spans: Spans) -> Numbers:
    """Return what opening the homes costs in each span."""
    homes = view.parameters.own_homes
    if homes is None:
        return np.zeros(len(spans.since))
    opened = np.array(opening_days(homes), dtype=np.float64)
    return homes.cost_of_opening * paid_events(view, opened, spans)


SPENDING = Spending("own children's homes", cost, opening_cost)
