"""Who is looked after on the first day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.tables import ByAge, ByKind, ByLocation
from sim.parameters.units import CHILDREN, SHARES


@dataclass(frozen=True, slots=True)
class Opening:
    """The margins of the published count that the opening cohort is shaped to."""

    looked_after: Annotated[float, CHILDREN]
    age_shares: Annotated[ByAge, SHARES]
    kinds: Annotated[ByKind, CHILDREN]
    location_shares: Annotated[ByLocation, SHARES]
    unaccompanied: Annotated[float, CHILDREN]
