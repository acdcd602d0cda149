"""Placements that are bought: what is on offer, where, and in an emergency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.tables import ByAge, ByLocation, ByNeed
from sim.parameters.units import DAYS, MULTIPLIER, PLACES, PROBABILITY, READ_WHEN_USED, SHARE, SHARES, SPREAD, Unit


@dataclass(frozen=True, slots=True)
class Market:
    """Providers of one kind of placement, who answer a search with an offer."""

    capacity: Annotated[float, PLACES, READ_WHEN_USED]
    """Places open to this authority; `inf` when the market stretches at its price."""
    offer: Annotated[ByAge, PROBABILITY, READ_WHEN_USED]
    """That a search brings an offer in one round of asking."""
    behaviour_multiplier: Annotated[float, MULTIPLIER, READ_WHEN_USED]
    sibling_multiplier: Annotated[float, MULTIPLIER, READ_WHEN_USED]
    """On the chance of an offer, for each further child to be placed together."""
    delay_median: Annotated[float, DAYS, READ_WHEN_USED]
    """Of one round of asking."""
    delay_spread: Annotated[float, SPREAD, READ_WHEN_USED]
    matched: Annotated[float, SHARE, READ_WHEN_USED]
    """Of offers for a child with needs, those with the skills."""
    location_shares: Annotated[ByLocation, SHARES, READ_WHEN_USED]


@dataclass(frozen=True, slots=True)
class Emergency:
    """Places for a child whom the council must accommodate when nothing has been found."""

    capacity: Annotated[float, PLACES, READ_WHEN_USED]
    """Registered places open to this authority at once; `inf` when one can always be had."""
    location_shares: Annotated[ByLocation, SHARES]
    hazard_multiplier: Annotated[float, MULTIPLIER]
    """On disruption."""
    kept: Annotated[float, SHARE, READ_WHEN_USED]
    """Of emergency places behind which the search finds another, those in which the child stays all the same."""
    in_home: Annotated[float, SHARE, READ_WHEN_USED]
    """Of emergency places for children for whom a children's home is sought, those that are in one."""
    unregistered_share: Annotated[ByNeed, SHARE, READ_WHEN_USED]
    """Of children for whom a children's or secure home is sought, those whom no registered place takes either."""


@dataclass(frozen=True, slots=True)
class LivingAlone:
    """Children in a children's home with whom no other child can live."""

    share: Annotated[float, SHARE]
    """Of children with a behaviour or mental-health need."""
    blocks: Annotated[float, Unit("places", 0, 20, whole=True)]
    """Further places that such a child takes from others, in a market of finite capacity."""
