"""The council's own children's homes: beds, when they open, whom they take and what they cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.strategy import Strategy
from sim.parameters.tables import ByNeed
from sim.parameters.units import (
    DAYS,
    DAYS_AFTER_START,
    POUNDS_A_WEEK,
    POUNDS_A_YEAR,
    POUNDS_EACH,
    PROBABILITY,
    SHARE,
    Unit,
)


@dataclass(frozen=True, slots=True)
class OwnHomes(Strategy):
    """Children's homes of the council's own, inside its area; nobody lives in them when the run starts."""

    starts: Annotated[float, DAYS_AFTER_START]
    """When the first home opens."""
    ramp: Annotated[float, DAYS]
    """Over which the homes open, evenly."""
    homes: Annotated[float, Unit("homes", 0, 1000, whole=True)]
    beds: Annotated[float, Unit("beds", 1, 100, whole=True)]
    """In each home."""
    youngest: Annotated[float, Unit("years", 0, 18)]
    """Age from which children are taken."""
    agreement: Annotated[ByNeed, PROBABILITY]
    """That a home with a bed free takes a child for whom residential care is sought, when asked."""
    behaviour_together: Annotated[float, Unit("children", 0, whole=True)]
    """Most children with a behaviour or mental-health need who can live in one home together."""
    matched: Annotated[float, SHARE]
    """Of children with needs whom a home takes, those for whom it has the skills."""
    weekly_price: Annotated[float, POUNDS_A_WEEK]
    """For each child living there: what an empty bed does not cost."""
    cost_per_home: Annotated[float, POUNDS_A_YEAR]
    """Staff and building, from the opening on, whether beds are filled or not."""
    cost_of_opening: Annotated[float, POUNDS_EACH]
    """Of one home, on the day it opens."""
