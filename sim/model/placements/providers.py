"""Providers: markets that answer a search with an offer, after a while, at a price and a distance.

A market holds a count of the places that this authority's children fill or block; a market of finite capacity makes no
offer while it is full. A child who must live alone in a children's home blocks further places. Scarcity can be answered
in price: a place that took more rounds of asking than usual is the dearer for it, up to a bound.
"""

from __future__ import annotations

from math import inf
from typing import Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import age_band
from sim.foundations.chance import Chance, Decision
from sim.foundations.codes import Kind, Location
from sim.foundations.distributions import index, lognormal
from sim.model.core.people import Child, ProviderAnswer
from sim.parameters.markets import LivingAlone, Market

LOCATIONS: Final = tuple(Location)


ROUNDS: Final = 64
"""More rounds of asking than a search ever has."""


USUAL_ROUNDS: Final = 2
"""Rounds of asking up to which a place costs what it usually does."""


DEAREST: Final = 3.0
"""Scarcity never multiplies a price by more."""


class Providers:
    """The providers of one kind of placement."""

    __slots__ = (
        "_alone",
        "_chance",
        "_decisions",
        "_locations",
        "_offer",
        "_parameters",
        "elasticity",
        "kind",
        "taken",
    )

    def __init__(
        self,
        kind: Kind,
        parameters: Market,
        chance: Chance,
        elasticity: float = 0.0,
        living_alone: LivingAlone | None = None,
    ) -> None:
        self.kind = kind
        self.taken = 0
        """Places that children of this authority fill or block."""
        self.elasticity = elasticity
        self._parameters = parameters
        self._alone = living_alone if kind is Kind.CHILDRENS_HOME else None
        self._offer = parameters.offer.values()
        self._locations = parameters.location_shares.values()
        self._chance = chance
        self._decisions = decisions.of_market(kind)

    def change(self, parameters: Market) -> None:
        """Answer by these from now on."""
        self._parameters = parameters
        self._offer = parameters.offer.values()
        self._locations = parameters.location_shares.values()

    @property
    def limited(self) -> bool:
        """Whether only so many places are open to this authority."""
        return self._parameters.capacity < inf

    def has_room(self, places: int) -> bool:
        """Whether that many more places could be filled or blocked today."""
        return self.taken + places <= self._parameters.capacity

    def places_for(self, child: Child) -> int:
        """Return how many places `child` fills and, living alone, blocks."""
        alone = self._alone
        if alone is None or not lives_alone(self._chance, alone, child):
            return 1
        return 1 + int(alone.blocks)

    def dearer(self, rounds: int) -> float:
        """Return what multiplies the price of a place found in that many rounds of asking."""
        if rounds <= USUAL_ROUNDS:
            return 1.0
        return float(min(DEAREST, (rounds / USUAL_ROUNDS) ** self.elasticity))

    def asked(self, children: list[Child], occasion: int, turn: int, now: float) -> ProviderAnswer:
        """Return the answer to a search for all `children` together, asked `now` for the `turn`-th time."""
        parameters = self._parameters
        eldest, behaviour = children[0], False
        for child in children:
            behaviour = behaviour or child.behaviour_known
            if child.born < eldest.born:
                eldest = child
        probability = self._offer[age_band(now - eldest.born)]
        if behaviour:
            probability *= parameters.behaviour_multiplier
        if len(children) > 1:
            probability *= parameters.sibling_multiplier ** (len(children) - 1)
        name = eldest.identity
        which = occasion * ROUNDS + turn
        u = self._chance.uniform(self._decisions.delay, name, which)
        delay = lognormal(u, parameters.delay_median, parameters.delay_spread)
        return ProviderAnswer(now + delay, self._chance.happens(probability, self._decisions.offers, name, which))

    def takes_sibling(self, child: Child, sibling: Child, turn: int, now: float) -> bool:
        """Whether the home in which `sibling` lives takes `child` too, asked for the `turn`-th time."""
        probability = self._offer[age_band(now - child.born)] * self._parameters.sibling_multiplier
        which = sibling.identity << 8 | turn
        return self._chance.happens(probability, self._decisions.takes_sibling, child.identity, which)

    def matched(self, child: Child, occasion: int) -> bool:
        """Whether the place offered has the skills that `child` needs."""
        return self._chance.happens(self._parameters.matched, self._decisions.matched, child.identity, occasion)

    def location(self, child: Child, occasion: int) -> Location:
        """Return where the place offered to `child` is."""
        return drawn_location(self._chance, self._locations, self._decisions.location, child, occasion)


def lives_alone(chance: Chance, alone: LivingAlone, child: Child) -> bool:
    """Whether `child` is one with whom no other can live in a children's home."""
    return child.behaviour and chance.happens(alone.share, decisions.LIVES_ALONE, child.identity)


def drawn_location(
    chance: Chance, shares: tuple[float, ...], decision: Decision, child: Child, occasion: int
) -> Location:
    """Return the location that `child`'s luck gives for a place, siblings who move together alike."""
    return LOCATIONS[index(chance.uniform(decision, child.family, occasion), shares)]
