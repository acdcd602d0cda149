"""Leaving care otherwise than by a court's order or an adoption: how soon, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.tables import ByAge, ByCause, ByDuration, ByRoute
from sim.parameters.units import MULTIPLIER, PER_YEAR, SHARES


@dataclass(frozen=True, slots=True)
class ResidualLeaving:
    """Rates of leaving that stand in place of `leaving.hazard_by_time_in_care` and its multipliers and causes."""

    pending_multiplier: Annotated[float, MULTIPLIER]
    """On the rate, for children who come to court, until the final order."""
    after_order_multiplier: Annotated[float, MULTIPLIER]
    """On the rate, under a final care order."""
    hazard_by_time_in_care: Annotated[ByDuration, PER_YEAR]
    age_multiplier: Annotated[ByAge, MULTIPLIER]
    route_multiplier: Annotated[ByRoute, MULTIPLIER]
    """For children who do not come to court."""
    causes_before_under_10: Annotated[ByCause, SHARES]
    """Of leaving without a final order; the next two likewise."""
    causes_before_10_to_15: Annotated[ByCause, SHARES]
    causes_before_from_16: Annotated[ByCause, SHARES]
    causes_after_under_10: Annotated[ByCause, SHARES]
    """Of leaving under a final care order; the next two likewise."""
    causes_after_10_to_15: Annotated[ByCause, SHARES]
    causes_after_from_16: Annotated[ByCause, SHARES]
