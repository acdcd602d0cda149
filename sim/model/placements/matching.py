"""Search and matching: from a request for a placement to a place, best kind first, and never to none.

In-house households that can accept are scored; otherwise the markets' answers count as they come; when nothing is
found by the day a place is needed, the child goes to an emergency place and the search goes on.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import age_band
from sim.foundations.codes import Kind, Location, Route, Skill
from sim.model.core.people import UNREGISTERED, Answer, Child, Household, PlaceFound, Placement, PlacementSearch
from sim.model.fostering.households import AGE_FLAG
from sim.model.placements.emergency import RESIDENTIAL_SOUGHT, EmergencyPlaces
from sim.model.placements.policy import preferences
from sim.model.placements.prices import WeeklyPrices
from sim.model.placements.providers import ROUNDS, Providers, drawn_location
from sim.model.placements.recording import note_kept
from sim.model.placements.siblings import could_join, lives_with
from sim.model.register.columns import NOBODY

if TYPE_CHECKING:
    from sim.model.core.run import Run
    from sim.model.core.service import Services
    from sim.model.fostering.households import Fostering
    from sim.model.placements.own_homes import OwnHomes


SIBLING_THERE: Final = 4.0
SKILLED: Final = 2.0
SPARE: Final = -0.5
"""What a household scores for a sibling already there, the skills needed, and each spare place left."""


WHERE: Final[tuple[float, ...]] = (1.0, 0.0, -1.0)
"""What a household scores for its `Location`."""


SAME_DAY: Final = 0.5
"""Days: an offer that comes within the day on which a place is needed is in time for it."""


RETRY: Final = 7.0
"""Days until a search that no market can answer looks in-house again."""


SIBLINGS: Final = int(Skill.SIBLINGS)
BEHAVIOUR: Final = int(Skill.BEHAVIOUR)


class Matching:
    """Makes requests, asks, chooses, places; the owner of the markets' counts."""

    __slots__ = (
        "_family_locations",
        "_fostering",
        "_homes",
        "_own_homes",
        "_run",
        "_services",
        "emergency",
        "markets",
        "prices",
    )

    def __init__(self, run: Run, fostering: Fostering, own_homes: OwnHomes, services: Services) -> None:
        self._run = run
        self._fostering = fostering
        self._own_homes = own_homes
        self._services = services
        self._homes = 0
        parameters = run.parameters
        self.prices = WeeklyPrices(parameters.prices)
        self._family_locations = {
            Kind.WITH_PARENTS: parameters.leaving.with_parents_location_shares.values(),
            Kind.ADOPTION: parameters.leaving.adoption_location_shares.values(),
        }
        if parameters.connected_persons is not None:
            self._family_locations[Kind.CONNECTED] = parameters.connected_persons.location_shares.values()
        present = {
            Kind.AGENCY: parameters.agency,
            Kind.CHILDRENS_HOME: parameters.childrens_homes,
            Kind.SECURE: parameters.secure,
            Kind.OTHER_RESIDENTIAL: parameters.other_residential,
            Kind.SUPPORTED: parameters.supported,
        }
        elasticity = dict(zip(present, parameters.prices.scarcity_elasticity.values(), strict=True))
        self.markets = {
            kind: Providers(kind, market, run.chance, elasticity[kind], parameters.living_alone)
            for kind, market in present.items()
            if market is not None
        }
        self.emergency = EmergencyPlaces(parameters.emergency, self.markets, run.chance)

    def request(
        self, children: list[Child], kinds: tuple[Kind, ...] | None = None, since: float = inf
    ) -> PlacementSearch:
        """Open a search now for `children` together (the first speaks for all), by policy or for the given `kinds`.

        A search that opened before the start has gone on `since` then.
        """
        run, first = self._run, children[0]
        now = run.lives.now
        if kinds is None:
            kinds = preferences(run.chance, run.parameters.policy, first, now)
        if any(now < child.sixteen for child in children):
            kinds = tuple([kind for kind in kinds if kind is not Kind.SUPPORTED])  # the law keeps it for those from 16
        kinds = tuple([kind for kind in kinds if kind is Kind.IN_HOUSE or kind in self.markets])
        placement = first.placement
        since = min(since, now)
        request = PlacementSearch(children, kinds, since, first.occasion, placement.household if placement else None)
        request.waited = placement is not None and placement.emergency
        self._ask_markets(request, since)
        return request

    def _ask_markets(self, request: PlacementSearch, day: float) -> None:
        """Ask every market anew on `day`."""
        request.turn += 1
        request.asked_again = day
        request.answers.clear()

    def _answer(self, request: PlacementSearch, kind: Kind) -> Answer:
        """Return the answer of one market in this round of asking: drawn by name, so it can wait until it matters."""
        answer = request.answers.get(kind)
        if answer is None:
            market = self.markets[kind]
            answer = market.asked(request.children, request.occasion, request.turn, request.asked_again)
            request.answers[kind] = answer
        return answer

    def found(self, request: PlacementSearch) -> bool:
        """Look for the best place that can be had now and keep it as the request's result; whether there is one."""
        request.result = self._best(request, self._run.lives.now)
        return request.result is not None

    def _best(self, request: PlacementSearch, now: float) -> PlaceFound | None:
        for rank, kind in enumerate(request.kinds):
            if kind is Kind.IN_HOUSE:
                household = self.household_for(request.children, request.leaving, request.redirected, request.reunites)
                found = PlaceFound(kind, rank, now, household) if household is not None else None
            else:
                found = self._offer(request, rank, kind, now)
                if kind is Kind.CHILDRENS_HOME and (found is not None or request.kinds[0] in RESIDENTIAL_SOUGHT):
                    found = self._own_home(request, rank, now) or found
            if found is not None:
                return found
        return None

    def _own_home(self, request: PlacementSearch, rank: int, now: float) -> PlaceFound | None:
        """Return a bed in a children's home of the council's own, which is asked before the homes of others.

        Where a family is sought first, it is asked only when a home of others would take the child.
        """
        home = self._own_homes.home_for(request.children)
        return PlaceFound(Kind.CHILDRENS_HOME, rank, now, own_home=home) if home is not None else None

    def _offer(self, request: PlacementSearch, rank: int, kind: Kind, now: float) -> PlaceFound | None:
        answer = self._answer(request, kind)
        if answer.offer and answer.when <= now + SAME_DAY and self._has_room(kind, request.children):
            return PlaceFound(kind, rank, answer.when)
        return None

    def _has_room(self, kind: Kind, children: list[Child]) -> bool:
        """Whether a market has places for all `children`, those counted that they would leave empty."""
        market = self.markets[kind]
        if not market.limited:
            return True
        places = 0
        for child in children:
            here = child.placement
            places += market.places_for(child)
            if here is not None and here.emergency and here.kind is kind:
                places -= here.places
        return market.has_room(places)

    def next_answer(self, request: PlacementSearch) -> float:
        """Return the day on which it is worth looking again, having asked the markets anew if all have answered."""
        now = self._run.lives.now
        for _ in range(2):
            answers = [self._answer(request, kind).when for kind in request.kinds if kind is not Kind.IN_HOUSE]
            coming = [when for when in answers if when > now]
            if coming:
                return min(coming)
            if request.turn >= ROUNDS and now < request.asked_again + RETRY:
                return request.asked_again + RETRY  # all have refused time and again: asking at once does not help
            self._ask_markets(request, now)
        return now + RETRY

    # --- in-house households

    def household_for(
        self,
        children: list[Child],
        leaving: Household | None = None,
        supported: bool = False,
        reunites: bool = False,
    ) -> Household | None:
        """Return the in-house household that suits `children` best of those that accept them all, if any.

        `supported` means that the placement comes with support, so carers without the skill agree as if they had it;
        so does one that `reunites` siblings.
        """
        now, number, family = self._run.lives.now, len(children), children[0].family
        ages = needed = 0
        needs: list[int] = []
        first = children[0].identity
        for child in children:
            skills = child.skills_needed(now)
            needs.append(skills)
            needed |= skills
            ages |= AGE_FLAG[age_band(now - child.born)]
            first = min(first, child.identity)
        behaviour = needed & BEHAVIOUR != 0
        suitable = []
        for household in self._fostering.with_room(children[0].area, ages):
            if household.free < number or household is leaving:
                continue
            related = family in household.families
            if household.occupants and not related and _does_not_fit(household, behaviour):
                continue
            score = WHERE[household.location] + SPARE * (household.free - number)
            if related:
                score += SIBLING_THERE
            if household.skills & needed == needed:
                score += SKILLED
            if number > 1 and household.skills & SIBLINGS:
                score += SKILLED
            suitable.append((score, household.identity, household))
        suitable.sort(reverse=True)
        for _, _, household in suitable:
            if self._agrees(household, first, family, [] if supported or reunites else needs, reunites):
                return household
        return None

    def _agrees(self, household: Household, first: int, family: int, needs: list[int], reunites: bool = False) -> bool:
        """Whether the carers agree to the children of a `family`, whom they are asked about together.

        `needs` are the skills that each child needs, for carers who get no support with them. The answer is drawn once,
        by the `first` of the children: asked again, it changes only if the probability has risen.
        """
        probability = household.agreement
        if family in household.families:
            probability = max(probability, self._fostering.parameters.sibling_agreement)
        else:
            kept = inf
            for need in needs:
                lacking = need & ~household.skills
                if lacking:
                    kept = min(kept, self._advised(household, lacking))
            if kept < inf:
                probability *= kept
        question = decisions.CARERS_AGREE_TO_SIBLINGS if reunites else decisions.CARERS_AGREE
        return self._run.chance.happens(probability, question, first, household.identity)

    def _advised(self, household: Household, lacking: int) -> float:
        """Return what multiplies agreement where skills are `lacking`, the better for support."""
        return max(self._fostering.parameters.unskilled_agreement, self._services.agreement(household, lacking))

    # --- placing

    def new_home(self) -> int:
        """Return the number of a home in which nobody has been placed before."""
        self._homes += 1
        return self._homes - 1

    def connected_person(self, children: list[Child]) -> bool:
        """Whether a relative or friend can take all `children`, who are entering care."""
        connected = self._run.parameters.connected_persons
        if connected is None:
            return False
        first = children[0]
        if first.route in (Route.REMAND, Route.UNACCOMPANIED):
            return False
        probability = connected.available[age_band(self._run.lives.now - first.born)]
        return self._run.chance.happens(probability, decisions.CONNECTED_PERSON, first.family, first.episode)

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
            market = self.markets[found.kind]
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
            redirected=request.redirected and household is not None,
            days_searched=max(0.0, found.day - request.asked),
            home=request.home,
            price=price,
        )
        if placement.redirected:
            placement.leaves_as = request.instead_of
        placement.own_home = home
        self._fill(child, placement)
        return placement

    def _fill(self, child: Child, placement: Placement) -> None:
        """Take the places that `child` fills or blocks in the market of the placement's kind, if it is of one."""
        market = self.markets.get(placement.kind)
        if market is not None and placement.own_home is None:
            placement.places = market.places_for(child)
            market.taken += placement.places

    def placed_in_emergency(self, child: Child, request: PlacementSearch) -> Placement:
        """Return an emergency placement of `child`: the council must accommodate, so there always is one."""
        run = self._run
        if request.emergency_home == NOBODY:
            request.emergency_home = self.new_home()
        request.waited = True
        place = self.emergency.take(child, request, run.lives.now)
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

    def could_keep(self, placement: Placement) -> bool:
        """Whether an emergency place could become the home: it is registered, and its market is not full without it."""
        market = self.markets.get(placement.kind)
        return placement.kind is not UNREGISTERED and (market is None or not market.limited or placement.places > 0)

    def keep(self, child: Child, placement: Placement) -> None:
        """Make an emergency place an ordinary one, at the price from now on of a place that took so long to find."""
        rounds = placement.search.turn + 1 if placement.search is not None else 1
        self.emergency.give_back(placement)
        placement.emergency = False
        if not placement.places:
            self._fill(child, placement)
        market = self.markets.get(placement.kind)
        dearer = market.dearer(rounds) if market is not None else 1.0
        placement.weekly_price = self.prices.of(child, placement.kind) * dearer
        note_kept(self._run, placement, placement.weekly_price)

    def goes_on(self, child: Child, placement: Placement) -> None:
        """Count the place that `child` has had since before the start, with providers or in an emergency."""
        if placement.emergency:
            self.emergency.goes_on(placement)
        else:
            self._fill(child, placement)

    def placed_with_family(self, child: Child, kind: Kind) -> Placement:
        """Return a placement that needs no search: with parents, with a connected person, or for adoption."""
        shares = self._family_locations[kind]
        location = drawn_location(self._run.chance, shares, decisions.FAMILY_LOCATION, child, child.occasion)
        return self._placement(child, kind, location, matched=True)

    def placed_where_needed(self, child: Child, kind: Kind) -> Placement:
        """Return a placement that is not searched for: the child is in hospital or custody, or must be kept secure."""
        market = self.markets[kind]
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

    def sibling_home(self, child: Child) -> Placement | None:
        """Return the placement of a sibling who lives apart, in whose home `child` can have a place; if there is one.

        Relatives who have one of the siblings take the other; foster carers if they have room and agree.
        """
        here = child.placement
        assert here is not None
        for sibling in child.siblings:
            there = sibling.placement
            if there is None or there.emergency or lives_with(here, there) or not there.kind.foster:
                continue
            if self._takes_too(child, sibling, there):
                return there
        return None

    def place_together(self, child: Child, since: float) -> PlacementSearch | None:
        """Return a search, gone on `since`, that has found an in-house household for `child` and siblings apart."""
        here = child.placement
        assert here is not None
        apart = [sibling for sibling in child.siblings if could_join(here, sibling)]
        if not apart:
            return None
        request = self.request([child, *apart], kinds=(Kind.IN_HOUSE,), since=since)
        request.reunites = True
        return request if self.found(request) else None

    def _takes_too(self, child: Child, sibling: Child, there: Placement) -> bool:
        now, household = self._run.lives.now, there.household
        if household is not None:
            flag = AGE_FLAG[age_band(now - child.born)]
            has_room = household.free > 0 and household.ages & flag == flag
            return has_room and self._agrees(household, child.identity, child.family, [])
        if there.kind is Kind.CONNECTED:
            return True
        market = self.markets.get(there.kind)
        if market is None:
            return False
        turn = child.placement.sibling_turn if child.placement is not None else 0
        return market.has_room(1) and market.takes_sibling(child, sibling, turn, now)

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
        redirected: bool = False,
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
            redirected=redirected,
            first_choice=first_choice,
            days_searched=days_searched,
            weekly_price=self.prices.of(child, kind, emergency) if price is None else price,
            home=self.new_home() if home == NOBODY else home,
        )

    def stepped_down(self, child: Child, left: Placement) -> Placement:
        """Return the placement of `child`, stepping down from residential care, in the place that was kept for them.

        The child goes on to leave care as from residential care: who lives in which kind is mostly selection, and a
        strategy that moves a child is not credited with what tells the kinds apart.
        """
        household = left.step_down_to
        assert household is not None
        self._fostering.unreserve(household)
        self._fostering.settle(household, child)
        needed = child.skills_needed(self._run.lives.now)
        matched = household.skills & needed == needed
        placement = self._placement(child, Kind.IN_HOUSE, household.location, matched, household=household)
        placement.step_down = True
        placement.leaves_as = left.kind
        return placement

    def vacate(self, child: Child, placement: Placement, staying_put_days: float = 0.0) -> None:
        """Give back the place of `child`."""
        if placement.household is not None:
            self._fostering.release(placement.household, child, staying_put_days)
        elif placement.own_home is not None:
            self._own_homes.release(placement.own_home, child)
        elif placement.places:
            self.markets[placement.kind].taken -= placement.places
        self.emergency.give_back(placement)


def _does_not_fit(household: Household, behaviour: bool) -> bool:
    """Whether unrelated children could not live together: a behaviour need on either side asks for the skill."""
    return not household.skills & BEHAVIOUR and (behaviour or household.with_behaviour > 0)
