"""The council's own carers, and relatives and friends: how many, for whom, and how they come and go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.tables import ByAge, ByLocation, ByPlaces
from sim.parameters.units import (
    DAYS,
    MULTIPLIER,
    PER_YEAR,
    POSITIVE_DAYS,
    PROBABILITY,
    READ_WHEN_USED,
    SHARE,
    SHARES,
    SPREAD,
    Unit,
)


@dataclass(frozen=True, slots=True)
class InHouseFostering:
    """The council's own foster households."""

    households: Annotated[float, Unit("households", 0, whole=True)]
    places_shares: Annotated[ByPlaces, SHARES]
    location_shares: Annotated[ByLocation, SHARES]
    accepts_under_5: Annotated[float, SHARE]
    accepts_5_to_9: Annotated[float, SHARE]
    accepts_from_10: Annotated[float, SHARE]
    """Of places, those whose carers take children of the age; a household takes at least one of the ages."""
    skilled_adolescents: Annotated[float, SHARE]
    skilled_disability: Annotated[float, SHARE]
    skilled_behaviour: Annotated[float, SHARE]
    skilled_siblings: Annotated[float, SHARE]
    agreement: Annotated[float, PROBABILITY]
    """Mean probability that carers agree to a child whom their approval allows, when asked."""
    agreement_variation: Annotated[float, Unit("coefficient of variation", 0, 3)]
    """Between households: some say yes often, some hardly ever."""
    unskilled_agreement: Annotated[float, MULTIPLIER]
    """Of agreement, when the child has a need for which the carers have no skill."""
    sibling_agreement: Annotated[float, PROBABILITY]
    """That carers who have a child's sibling, and a place, agree to the child as well."""
    unavailable_share: Annotated[float, Unit("share", 0, 0.9)]
    """Of time, in spells in which a household takes no new child."""
    unavailable_mean: Annotated[float, Unit("days", 1)]
    deregistration: Annotated[float, PER_YEAR, READ_WHEN_USED]
    closes_when_empty: Annotated[float, SHARE]
    """Of households that stop with children in them, those that wait until the last has left of their own."""
    enquiries: Annotated[float, PER_YEAR, READ_WHEN_USED]
    enquiries_assessed: Annotated[float, PROBABILITY, READ_WHEN_USED]
    assessments_approved: Annotated[float, PROBABILITY, READ_WHEN_USED]
    enquiry_days: Annotated[float, DAYS]
    """From enquiry to the start of assessment."""
    assessment_median: Annotated[float, POSITIVE_DAYS]
    assessment_spread: Annotated[float, SPREAD]
    panel_interval: Annotated[float, POSITIVE_DAYS]
    households_per_area: Annotated[float, Unit("households", 1, whole=True)]
    """A duty team searches among the households of its own area; small authorities are one area."""


@dataclass(frozen=True, slots=True)
class ConnectedPersons:
    """Relatives and friends who can foster a child of theirs."""

    available: Annotated[ByAge, PROBABILITY, READ_WHEN_USED]
    """That the search at entry finds one able to take the child or group."""
    location_shares: Annotated[ByLocation, SHARES]
