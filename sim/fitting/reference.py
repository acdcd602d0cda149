"""The rate of entries that keeps up the opening cohort, of the long runs from which it is drawn."""

from __future__ import annotations

from sim.fitting.stays import mean_stay
from sim.foundations.faults import BadInput, fault
from sim.parameters.parameters import Parameters

SHORTEST_STAY = 0.05
"""Years in care, in the mean, below which a long run would have more children in it than can be simulated."""


def reference_entries(parameters: Parameters) -> float:
    """Return the entries a year that keep as many children in care as are looked after on the first day.

    Raises BadInput where nobody stays.
    """
    return entries_for(parameters, mean_stay(parameters))


def entries_for(parameters: Parameters, stay: float) -> float:
    """Return the same for children who stay so many years in the mean.

    To six digits, so that the last bit of a library's arithmetic decides nothing. Raises BadInput where nobody stays.
    """
    assert parameters.opening is not None
    if not stay >= SHORTEST_STAY:
        problem = f"leave so fast (after {stay:.3f} years in the mean) that the first day's children cannot be made"
        mend = "give lower leaving.hazard_by_time_in_care or multipliers, or younger demand.age_shares"
        raise BadInput([fault("leaving and demand", "", problem, mend)])
    return float(f"{parameters.opening.looked_after / stay:.6g}")
