"""How long children stay in care in the mean, as a scenario's parameters have them come and leave."""

from __future__ import annotations

from dataclasses import replace

from sim.parameters.parameters import Parameters

TRIED = 100.0
"""Entries a year for which the population is worked out: it is in proportion to them."""


def mean_stay(parameters: Parameters) -> float:
    """Return how many years children stay in care, in the mean."""
    from sim.fitting.cohort_law import leavers_of
    from sim.fitting.courses import Courses
    from sim.fitting.entrants import of_demand
    from sim.fitting.steps import Grid

    demand = replace(parameters.demand, entries_per_year=TRIED)
    courses = Courses(leavers_of(parameters, Grid()), Grid(), growth=0.0)
    return courses.looked_after(of_demand(demand, Grid())) / TRIED
