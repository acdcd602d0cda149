"""The placements panel (IPOP): what it hears, what it can do and what that changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.strategy import Strategy
from sim.parameters.units import (
    CASES_A_MEETING,
    DAYS,
    DAYS_AFTER_START,
    MULTIPLIER,
    POSITIVE_DAYS,
    POUNDS_A_YEAR,
    POUNDS_EACH,
    PROBABILITY,
    WEEKS,
    Unit,
)


@dataclass(frozen=True, slots=True)
class PlacementsPanel(Strategy):
    """IPOP, the independent placements overview panel."""

    starts: Annotated[float, DAYS_AFTER_START]
    interval: Annotated[float, POSITIVE_DAYS]
    agenda: Annotated[float, CASES_A_MEETING]
    """`inf` when every case is heard; 0 means that the panel never meets."""
    redirected: Annotated[float, PROBABILITY]
    """Of requests for a children's home or an agency that are heard, sent to look for an in-house family first."""
    stabilised: Annotated[float, PROBABILITY]
    """Of heard requests to move after notice, those that become a stabilisation plan."""
    stabilised_multiplier: Annotated[float, MULTIPLIER]
    """On disruption, while the plan lasts."""
    stabilised_weeks: Annotated[float, WEEKS]
    review_after: Annotated[float, DAYS]
    """In a residential placement before its first review, and between reviews."""
    ready: Annotated[float, PROBABILITY]
    """That a reviewed child is judged ready to step down to a family."""
    redirected_multiplier: Annotated[float, MULTIPLIER]
    """On disruption, in a family placement that the panel redirected to, which is given support."""
    transition_weeks: Annotated[float, WEEKS]
    breakdown_within_14_weeks: Annotated[float, Unit("probability", 0, 0.99)]
    breakdown_within_52_weeks: Annotated[float, Unit("probability", 0, 0.99)]
    """Of step-down placements, cumulative."""
    cost_per_year: Annotated[float, POUNDS_A_YEAR]
    support_per_child: Annotated[float, POUNDS_EACH]
    """For each child stepped down, redirected or stabilised."""
