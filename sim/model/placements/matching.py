"""Search and matching: from a request for a placement to a place, the kinds asked in the order preferred.

In-house households that can accept are scored (`carers.py`); otherwise the markets' answers count as they come.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import TYPE_CHECKING, Final

from sim.foundations.codes import Kind
from sim.model.core.people import Child, PlaceFound, PlacementSearch, ProviderAnswer
from sim.model.placements.carers import Carers
from sim.model.placements.emergency import RESIDENTIAL_SOUGHT
from sim.model.placements.policy import preferences
from sim.model.placements.providers import ROUNDS, Providers
from sim.model.placements.siblings import could_join

if TYPE_CHECKING:
    from sim.model.core.run import Run
    from sim.model.placements.own_homes import OwnHomes


SAME_DAY: Final = 0.5
"""Days: an offer that comes within the day on which a place is needed is in time for it."""


RETRY: Final = 7.0
"""Days until a search that no market can answer looks in-house again."""


class Matching:
    """Makes requests, asks and chooses."""

    __slots__ = ("_carers", "_markets", "_own_homes", "_run")

    def __init__(self, run: Run, carers: Carers, own_homes: OwnHomes, markets: Mapping[Kind, Providers]) -> None:
        self._run = run
        self._carers = carers
        self._own_homes = own_homes
        self._markets = markets

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
        kinds = tuple([kind for kind in kinds if kind is Kind.IN_HOUSE or kind in self._markets])
        placement = first.placement
        since = min(since, now)
        request = PlacementSearch(children, kinds, since, first.occasion, placement.household if placement else None)
        request.waited = placement is not None and placement.emergency
        self._ask_markets(request, since)
        return request

    def found(self, request: PlacementSearch) -> bool:
        """Look for the best place that can be had now and keep it as the request's result; whether there is one."""
        request.result = self._best(request, self._run.lives.now)
        return request.result is not None

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

    def _ask_markets(self, request: PlacementSearch, day: float) -> None:
        """Ask every market anew on `day`."""
        request.turn += 1
        request.asked_again = day
        request.answers.clear()

    def _answer(self, request: PlacementSearch, kind: Kind) -> ProviderAnswer:
        """Return the answer of one market in this round of asking: drawn by name, so it can wait until it matters."""
        answer = request.answers.get(kind)
        if answer is None:
            market = self._markets[kind]
            answer = market.asked(request.children, request.occasion, request.turn, request.asked_again)
            request.answers[kind] = answer
        return answer

    def _best(self, request: PlacementSearch, now: float) -> PlaceFound | None:
        for rank, kind in enumerate(request.kinds):
            if kind is Kind.IN_HOUSE:
                household = self._carers.household_for(
                    request.children, request.leaving, request.instead_of is not None, request.reunites
                )
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
        market = self._markets[kind]
        if not market.limited:
            return True
        places = 0
        for child in children:
            here = child.placement
            places += market.places_for(child)
            if here is not None and here.emergency and here.kind is kind:
                places -= here.places
        return market.has_room(places)
