"""How fast children leave in runs of a base against its cohorts, which know nothing of where they live."""

from __future__ import annotations

from scipy.optimize import brentq

from sim.fitting.years_ahead import YearsAhead
from sim.fitting.years_ahead_law import YEARS

SLOWEST, FASTEST = 0.75, 1.3
"""Limits: a base whose runs lie further off has another fault."""


def leaving_pace(ahead: YearsAhead, held: float) -> float:
    """Return the level of leaving at which the cohorts have, in the mean of the third year, as many children as runs.

    `held` is what runs at present levels have. Below 1 where children leave more slowly in runs than the cohorts say:
    leaving follows the kind of placement, and the first day's children are not spread over kinds as in the long run.
    """
    even = (1.0,) * YEARS

    def more(pace: float) -> float:
        years = ahead.years(even, (pace,) * YEARS)
        return (years[-2].looked_after + years[-1].looked_after) / 2 - held

    if more(SLOWEST) <= 0.0:
        return SLOWEST
    if more(FASTEST) >= 0.0:
        return FASTEST
    return float(brentq(more, SLOWEST, FASTEST, xtol=1e-4))
