"""The law of leaving of a scenario's parameters: tracks through the courts where legal process generates leaving."""

from __future__ import annotations

from sim.fitting.case_time import case_times
from sim.fitting.entrants import together_under_order, youngest_bands
from sim.fitting.hazard_law import by_hazard
from sim.fitting.leavers import Leavers
from sim.fitting.order_times import order_times
from sim.fitting.steps import Grid
from sim.fitting.tracks import tracks
from sim.parameters.parameters import Parameters


def leavers_of(parameters: Parameters, grid: Grid) -> Leavers:
    """Return who leaves in each step, by route and age at entry."""
    legal = parameters.legal
    if legal is None or legal.generates == 0:
        return by_hazard(parameters.leaving, grid)
    together = together_under_order(parameters.demand, legal.same_order_for_siblings)
    times = order_times(legal, case_times(legal), grid, together)
    return tracks(legal, parameters.leaving, times, youngest_bands(parameters.demand, grid), grid).leavers
