"""What the council's own foster households cost whether a child lives with them or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.parameters.units import POUNDS_A_YEAR, Unit

WEEK = 7.0
"""Days."""


@dataclass(frozen=True, slots=True)
class InHouseCosts:
    """Fixed costs of each approved household. The weekly price of in-house placements has them in it.

    They are taken out of the price at the occupancy of the first day: with as many children to a household as then,
    placements cost what they would cost by the price alone, with fewer more, with more less.
    """

    supervision: Annotated[float, POUNDS_A_YEAR]
    """Of the supervising social worker, for each approved household."""
    retainer: Annotated[float, POUNDS_A_YEAR]
    """Paid to carers whether a child lives with them or not, on average over all approved households."""
    children_per_household: Annotated[float, Unit("children per household", 0.05, 10)]
    """On the first day of the base: what the price spreads these costs over."""

    @property
    def a_week_for_each_child(self) -> float:
        """Return the pounds a week of the price of an in-house placement that are fixed costs of its household."""
        return (self.supervision + self.retainer) / self.children_per_household * WEEK / DAYS_PER_YEAR
