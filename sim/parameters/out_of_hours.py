"""Out-of-hours support of carers: whom it covers and what it changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.strategy import Strategy
from sim.parameters.units import DAYS, DAYS_AFTER_START, MULTIPLIER, POUNDS_A_YEAR, SHARE


@dataclass(frozen=True, slots=True)
class OutOfHours(Strategy):
    """A line and visits for in-house carers outside office hours."""

    starts: Annotated[float, DAYS_AFTER_START]
    ramp: Annotated[float, DAYS]
    coverage: Annotated[float, SHARE]
    """Of in-house households."""
    hazard_multiplier: Annotated[float, MULTIPLIER]
    """On disruption, in households that are covered."""
    deregistration_multiplier: Annotated[float, MULTIPLIER]
    """On the rate at which households that are covered stop fostering."""
    cost_per_year: Annotated[float, POUNDS_A_YEAR]
