"""The edge-of-care team: whom it works with, for how long, and what that changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.strategy import Strategy
from sim.parameters.units import (
    DAYS,
    DAYS_AFTER_START,
    POUNDS_A_YEAR,
    POUNDS_EACH,
    PROBABILITY,
    SHARE,
    SPREAD,
    WEEKS,
    WORKERS,
    Unit,
)


@dataclass(frozen=True, slots=True)
class EdgeOfCare(Strategy):
    """A team that works with families at the edge of care, and with planned returns home."""

    starts: Annotated[float, DAYS_AFTER_START]
    ramp: Annotated[float, DAYS]
    workers: Annotated[float, WORKERS]
    families_per_worker: Annotated[float, Unit("families per worker", 1e-6)]
    weeks_median: Annotated[float, Unit("weeks", 1e-6)]
    weeks_spread: Annotated[float, SPREAD]
    entry_risk_ratio: Annotated[float, Unit("risk ratio", 0)]
    """Risk of entering at the crisis with help over without (the counterfactual RR), when help had its full effect."""
    weeks_to_full_effect: Annotated[float, WEEKS]
    """Of help before the crisis, after which it works in full; before that in proportion."""
    postponed_share: Annotated[float, SHARE]
    """Of averted entries, those that happen after all within `postponed_within`."""
    postponed_within: Annotated[float, DAYS]
    priority_age: Annotated[float, Unit("years", 0, 18)]
    """Families whose eldest child is at least this old go first."""
    return_support_share: Annotated[float, SHARE]
    """Of planned returns home, those for which the team is asked."""
    return_sooner: Annotated[float, SHARE]
    """By which support shortens the time from decision to return."""
    return_extra: Annotated[float, PROBABILITY]
    """That a return home is decided, with support, for a child considered for one where nothing was decided."""
    return_extra_within: Annotated[float, DAYS]
    """Of entering care: a child on a route with warning is considered once, on some day within it."""
    reentry_risk_ratio: Annotated[float, Unit("risk ratio", 0)]
    """On the hazard of re-entry after a supported return."""
    cost_per_worker: Annotated[float, POUNDS_A_YEAR]
    cost_per_family: Annotated[float, POUNDS_EACH]
