"""The rate of entries that keeps up the opening cohort, of the long runs from which it is drawn."""

from __future__ import annotations

from dataclasses import replace

from sim.foundations.faults import BadInput, fault
from sim.parameters.parameters import Parameters

TRIED = 100.0
"""Entries a year for which the population is worked out: it is in proportion to them."""

SHORTEST_STAY = 0.05
"""Years in care, in the mean, below which a long run would have more children in it than can be simulated."""


def reference_entries(parameters: Parameters) -> float:
    """Return the entries a year that keep as many children in care as are looked after on the first day.

    To six digits, so that the last bit of a library's arithmetic decides nothing. Raises BadInput where nobody stays.
    """
    assert parameters.opening is not None
    stay = mean_stay(parameters)
    if not stay >= SHORTEST_STAY:
        problem = f"leave so fast (after {stay:.3f} years in the mean) that no opening cohort can be made"
        mend = "give lower leaving.hazard_by_time_in_care or multipliers, or younger demand.age_shares"
        raise BadInput([fault("leaving and demand", "", problem, mend)])
    return float(f"{parameters.opening.looked_after / stay:.6g}")


def mean_stay(parameters: Parameters) -> float:
    """Return how many years children stay in care, in the mean."""
    from sim.fitting.cohort_law import leavers_of
    from sim.fitting.entrants import of_demand
    from sim.fitting.stationary import Courses
    from sim.fitting.steps import Grid

    demand = replace(parameters.demand, entries_per_year=TRIED)
    courses = Courses(leavers_of(parameters, Grid()), Grid(), growth=0.0)
    return courses.population(of_demand(demand, Grid())).looked_after / TRIED
