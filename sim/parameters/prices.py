"""What placements cost, by kind, need and scarcity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.tables import ByKind, ByMarket
from sim.parameters.units import MULTIPLIER, POUNDS_A_WEEK, READ_WHEN_USED, Unit


@dataclass(frozen=True, slots=True)
class Prices:
    """What placements cost the council."""

    weekly: Annotated[ByKind, POUNDS_A_WEEK, READ_WHEN_USED]
    behaviour_uplift: Annotated[float, MULTIPLIER, READ_WHEN_USED]
    """On agency and children's home prices, for a child with a behaviour or mental-health need."""
    emergency_uplift: Annotated[float, MULTIPLIER, READ_WHEN_USED]
    unregistered: Annotated[float, POUNDS_A_WEEK, READ_WHEN_USED]
    """Of an emergency place that is not registered, whatever the child's need."""
    scarcity_elasticity: Annotated[ByMarket, Unit("elasticity", 0, 2)]
    """How much the price rises with the rounds of asking that a search took beyond the usual."""
    discount_rate: Annotated[float, Unit("share per year", 0, 0.2)]
