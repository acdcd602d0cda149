"""Who is looked after on the first day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.tables import ByAge, ByKind, ByLegalStatus, ByLocation
from sim.parameters.units import CHILDREN, SHARES


@dataclass(frozen=True, slots=True)
class OpeningLaw:
    """Under which law the children of the published count are looked after."""

    statuses: Annotated[ByLegalStatus, CHILDREN]
    """The opening cohort has these in the mean of replications, and about as many in each."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The margins of the published count that the opening cohort is shaped to."""

    looked_after: Annotated[float, CHILDREN]
    age_shares: Annotated[ByAge, SHARES]
    kinds: Annotated[ByKind, CHILDREN]
    location_shares: Annotated[ByLocation, SHARES]
    unaccompanied: Annotated[float, CHILDREN]
    law: OpeningLaw | None = None
    """Only read where the legal process decides about leaving care."""
