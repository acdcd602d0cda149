"""Emergency places: where a child goes whom the council must accommodate when nothing has been found.

There always is one. It is with an agency, supported from 16, or often in a children's home where one is sought, and
takes one of the places of a market that has a limit. Of children for whom a children's or secure home is sought, a
share is taken by no registered place at all: they go to one that is not registered. When no emergency place is left,
they all do, and everyone else goes far away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.chance import Chance
from sim.foundations.codes import Kind, Location
from sim.model.core.people import UNREGISTERED, Child, Placement, PlacementSearch
from sim.model.placements.providers import Providers, drawn_location
from sim.parameters.markets import Emergency

RESIDENTIAL_SOUGHT: Final[tuple[Kind, ...]] = (Kind.CHILDRENS_HOME, Kind.SECURE)
"""First choices of children who may find no registered place."""


class EmergencyPlace:
    """An emergency place for one child."""

    __slots__ = ("counted", "kind", "location", "places")

    def __init__(self, kind: Kind, location: Location, counted: bool, places: int) -> None:
        self.kind = kind
        """Other residential, for a place that is not registered: as the return records it."""
        self.location = location
        self.counted = counted
        """It is one of the registered emergency places, which have a limit."""
        self.places = places
        """How many places of its kind's market it takes."""


class EmergencyPlaces:
    """The owner of the count of registered emergency places in use."""

    __slots__ = ("_chance", "_locations", "_markets", "_parameters", "taken")

    def __init__(self, parameters: Emergency, markets: Mapping[Kind, Providers], chance: Chance) -> None:
        self.taken = 0
        self._parameters = parameters
        self._locations = parameters.location_shares.values()
        self._markets = markets
        self._chance = chance

    def change(self, parameters: Emergency) -> None:
        """Give places by these from now on."""
        self._parameters = parameters

    def take(self, child: Child, request: PlacementSearch, now: float) -> EmergencyPlace:
        """Return a place for `child`, which is now taken."""
        kind = self._registered_kind(child, request, now)
        room = self._has_room(kind)
        location = drawn_location(self._chance, self._locations, decisions.EMERGENCY_LOCATION, child, request.occasion)
        if self._unregistered(request, room):
            return EmergencyPlace(UNREGISTERED, location, counted=False, places=0)
        if not room:
            return EmergencyPlace(kind, Location.FAR, counted=False, places=0)
        return self._taken(kind, location)

    def goes_on(self, placement: Placement) -> None:
        """Count a place that a child has had since before the start."""
        if placement.kind is not UNREGISTERED and self._has_room(placement.kind):
            taken = self._taken(placement.kind, placement.location)
            placement.counted, placement.places = taken.counted, taken.places

    def give_back(self, placement: Placement) -> None:
        """Take back the place that a child leaves, or that becomes the child's home."""
        if placement.counted:
            self.taken -= 1
            placement.counted = False

    def _has_room(self, kind: Kind) -> bool:
        market = self._markets.get(kind)
        return self.taken + 1 <= self._parameters.capacity and (market is None or market.has_room(1))

    def _taken(self, kind: Kind, location: Location) -> EmergencyPlace:
        self.taken += 1
        market = self._markets.get(kind)
        places = 1 if market is not None and market.limited else 0
        if market is not None:
            market.taken += places
        return EmergencyPlace(kind, location, counted=True, places=places)

    def _unregistered(self, request: PlacementSearch, room: bool) -> bool:
        """Whether no registered place takes the children of a request; alike for siblings looked for together."""
        if not request.kinds or request.kinds[0] not in RESIDENTIAL_SOUGHT:
            return False
        first = request.children[0]
        share = self._parameters.unregistered_share[first.behaviour]
        return not room or self._chance.happens(share, decisions.UNREGISTERED, first.identity, request.occasion)

    def _registered_kind(self, child: Child, request: PlacementSearch, now: float) -> Kind:
        """Return the kind of registered place that takes `child` tonight; a home only those who are to live in one."""
        first = request.children[0]
        if request.kinds and request.kinds[0] is Kind.CHILDRENS_HOME:
            share = self._parameters.in_home
            if self._chance.happens(share, decisions.EMERGENCY_IN_A_HOME, first.identity, request.occasion):
                return Kind.CHILDRENS_HOME
        return Kind.SUPPORTED if now >= child.sixteen and Kind.SUPPORTED in request.kinds else Kind.AGENCY
