"""Who is looked after on the first day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.tables import ByAge, ByDuration, ByKind, ByLegalStatus, ByLocation
from sim.parameters.units import CHILDREN, SHARES


@dataclass(frozen=True, slots=True)
class OpeningLaw:
    """Under which law the children of the published count are looked after."""

    statuses: Annotated[ByLegalStatus, CHILDREN]
    """The opening cohort has these in the mean of replications, and about as many in each."""


@dataclass(frozen=True, slots=True)
class OpeningTimeInCare:
    """How many children of each age had been in care for how long, as a council's own returns tell.

    Shares of each age: the numbers need not come to those of the count. An age without any is left as it comes.
    """

    under_1: Annotated[ByDuration, CHILDREN]
    from_1_to_4: Annotated[ByDuration, CHILDREN]
    from_5_to_9: Annotated[ByDuration, CHILDREN]
    from_10_to_15: Annotated[ByDuration, CHILDREN]
    from_16: Annotated[ByDuration, CHILDREN]

    def by_age(self) -> tuple[tuple[float, ...], ...]:
        """Return the numbers by age, then time in care."""
        ages = (self.under_1, self.from_1_to_4, self.from_5_to_9, self.from_10_to_15, self.from_16)
        return tuple(age.values() for age in ages)


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
    time_in_care: OpeningTimeInCare | None = None
    """The opening cohort has these in the mean of replications, and about as many in each; else as the model makes."""
