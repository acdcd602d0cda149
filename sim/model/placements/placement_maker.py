"""How a place becomes a placement of a child: one found by a search, one that needs none, and its end.

When nothing is found by the day a place is needed, the child goes to an emergency place: there always is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.codes import Kind, Location
from sim.model.core.people import UNREGISTERED, Child, Household, Placement, PlacementSearch
from sim.model.placements.emergency import EmergencyPlaces
from sim.model.placements.prices import WeeklyPrices
from sim.model.placements.providers import Providers, drawn_location
from sim.model.placements.recording import note_kept
from sim.model.register.columns import NOBODY

if TYPE_CHECKING:
    from sim.model.core.run import Run
    from sim.model.fostering.households import Fostering
    from sim.model.placements.own_homes import OwnHomes


class PlacementMaker:
    """Takes places and gives them back, with whoever owns their count."""

    __slots__ = ("_emergency", "_family_locations", "_fostering", "_homes", "_markets", "_own_homes", "_run", "prices")

    def __init__(
        self,
        run: Run,
        fostering: Fostering,
        own_homes: OwnHomes,
        markets: Mapping[Kind, Providers],
        emergency: EmergencyPlaces,
    ) -> None:
        self._run = run
        self._fostering = fostering
        self._own_homes = own_homes
        self._markets = markets
        self._emergency = emergency
        self._homes = 0
        parameters = run.parameters
        self.prices = WeeklyPrices(parameters.prices)
        self._family_locations = {
            Kind.WITH_PARENTS: parameters.leaving.with_parents_location_shares.values(),
            Kind.ADOPTION: parameters.leaving.adoption_location_shares.values(),
        }
        if parameters.connected_persons is not None:
            self._family_locations[Kind.CONNECTED] = parameters.connected_persons.location_shares.values()

    def new_home(self) -> int:
        """Return the number of a home in which nobody has been placed before."""
        self._homes += 1
        return self._homes - 1

    def placed(self, child: Child, request: PlacementSearch) -> Placement:
        """Return the placement of `child` in the place that the search has found, which is now taken."""
        run, occasion, found = self._run, child.occasion, request.result
        assert found is not None
        household, home = found.household, found.own_home
        needed = child.skills_needed(run.lives.now)
        price = None
        if request.home == NOBODY:
            request.home = self.new_home()
        if household is not None:
            self._fostering.settle(household, child)
            location, matched = household.location, household.skills & needed == needed
        elif home is not None:
            self._own_homes.settle(home, child)
            location, matched = Location.INSIDE, not needed or self._own_homes.matched(child, occasion)
            price = self._own_homes.parameters.weekly_price
        else:
            market = self._markets[found.kind]
            location = market.location(child, request.occasion)
            matched = not needed or market.matched(child, occasion)
            price = self.prices.of(child, found.kind) * market.dearer(request.turn + 1)
        placement = self._placement(
            child,
            found.kind,
            location,
            sought=request.kinds[0],
            household=household,
            matched=matched,
            first_choice=found.rank == 0 and not request.waited,
            instead_of=request.instead_of if household is not None else None,
            days_searched=max(0.0, found.day - request.asked),
            home=request.home,
            price=price,
        )
        if placement.instead_of is not None and placement.instead_of.residential:
            placement.leaves_as = placement.instead_of
        placement.own_home = home
        self._fill(child, placement)
        return placement

    def placed_in_emergency(self, child: Child, request: PlacementSearch) -> Placement:
        """Return an emergency placement of `child`: the council must accommodate, so there always is one."""
        run = self._run
        if request.emergency_home == NOBODY:
            request.emergency_home = self.new_home()
        request.waited = True
        place = self._emergency.take(child, request, run.lives.now)
        placement = self._placement(
            child,
            place.kind,
            place.location,
            sought=request.kinds[0] if request.kinds else place.kind,
            matched=not child.skills_needed(run.lives.now),
            first_choice=False,
            emergency=True,
            days_searched=max(0.0, run.lives.now - request.asked),
            home=request.emergency_home,
        )
        placement.counted, placement.places = place.counted, place.places
        return placement

    def placed_with_family(self, child: Child, kind: Kind) -> Placement:
        """Return a placement that needs no search: with parents, with a connected person, or for adoption."""
        shares = self._family_locations[kind]
        location = drawn_location(self._run.chance, shares, decisions.FAMILY_LOCATION, child, child.occasion)
        return self._placement(child, kind, location, matched=True)

    def placed_where_needed(self, child: Child, kind: Kind) -> Placement:
        """Return a placement that is not searched for: the child is in hospital or custody, or must be kept secure."""
        market = self._markets[kind]
        matched = not child.skills_needed(self._run.lives.now) or market.matched(child, child.occasion)
        placement = self._placement(child, kind, market.location(child, child.occasion), matched)
        self._fill(child, placement)
        return placement

    def joined(self, child: Child, sibling: Placement) -> Placement:
        """Return a placement of `child` in the home of a sibling."""
        run, household = self._run, sibling.household
        matched = sibling.matched
        if household is not None:
            self._fostering.settle(household, child)
            needed = child.skills_needed(run.lives.now)
            matched = household.skills & needed == needed
        placement = self._placement(
            child, sibling.kind, sibling.location, matched, household=household, home=sibling.home
        )
        self._fill(child, placement)
        return placement

    def stepped_down(self, child: Child, left: Placement) -> Placement:
        """Return the placement of `child`, stepping down from residential care, in the place that was kept for them.

        The child goes on to leave care as from residential care: who lives in which kind is mostly selection, and a
        strategy that moves a child is not credited with what tells the kinds apart.
        """
        assert left.reserved is not None
        household = left.reserved.household
        self._fostering.unreserve(household)
        self._fostering.settle(household, child)
        needed = child.skills_needed(self._run.lives.now)
        matched = household.skills & needed == needed
        placement = self._placement(child, Kind.IN_HOUSE, household.location, matched, household=household)
        placement.step_down, placement.hazard = True, left.reserved.hazard
        placement.leaves_as = left.kind
        return placement

    def goes_on(self, child: Child, placement: Placement) -> None:
        """Count the place that `child` has had since before the start, with providers or in an emergency."""
        if placement.emergency:
            self._emergency.goes_on(placement)
        else:
            self._fill(child, placement)

    def could_keep(self, placement: Placement) -> bool:
        """Whether an emergency place could become the home: it is registered, and its market is not full without it."""
        market = self._markets.get(placement.kind)
        return placement.kind is not UNREGISTERED and (market is None or not market.limited or placement.places > 0)

    def keep(self, child: Child, placement: Placement) -> None:
        """Make an emergency place an ordinary one, at the price from now on of a place that took so long to find."""
        rounds = placement.search.turn + 1 if placement.search is not None else 1
        self._emergency.give_back(placement)
        placement.emergency = False
        if not placement.places:
            self._fill(child, placement)
        market = self._markets.get(placement.kind)
        dearer = market.dearer(rounds) if market is not None else 1.0
        placement.weekly_price = self.prices.of(child, placement.kind) * dearer
        note_kept(self._run, placement, placement.weekly_price)

    def vacate(self, child: Child, placement: Placement, staying_put_days: float = 0.0) -> None:
        """Give back the place of `child`."""
        if placement.household is not None:
            self._fostering.release(placement.household, child, staying_put_days)
        elif placement.own_home is not None:
            self._own_homes.release(placement.own_home, child)
        elif placement.places:
            self._markets[placement.kind].taken -= placement.places
        self._emergency.give_back(placement)

    def _fill(self, child: Child, placement: Placement) -> None:
        """Take the places that `child` fills or blocks in the market of the placement's kind, if it is of one."""
        market = self._markets.get(placement.kind)
        if market is not None and placement.own_home is None:
            placement.places = market.places_for(child)
            market.taken += placement.places

    def _placement(
        self,
        child: Child,
        kind: Kind,
        location: Location,
        matched: bool,
        sought: Kind | None = None,
        household: Household | None = None,
        first_choice: bool = True,
        emergency: bool = False,
        instead_of: Kind | None = None,
        days_searched: float = 0.0,
        home: int = NOBODY,
        price: float | None = None,
    ) -> Placement:
        return Placement(
            kind=kind,
            sought=kind if sought is None else sought,
            location=location,
            began=self._run.lives.now,
            occasion=child.occasion,
            household=household,
            matched=matched,
            split=False,
            emergency=emergency,
            instead_of=instead_of,
            first_choice=first_choice,
            days_searched=days_searched,
            weekly_price=self.prices.of(child, kind, emergency) if price is None else price,
            home=self.new_home() if home == NOBODY else home,
        )
