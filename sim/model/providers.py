"""Providers: markets that answer a search with an offer, after a while, at a price and a distance.

A market holds a count of the places it has given to this authority; a market of finite capacity makes no offer while
it is full.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from sim.foundations.calendar import age_band
from sim.foundations.chance import Chance
from sim.foundations.codes import Kind, Location
from sim.foundations.distributions import index, lognormal
from sim.inputs.parameters import Market

if TYPE_CHECKING:
    from sim.model.children import Child

LOCATIONS = tuple(Location)

ROUNDS = 64
"""More rounds of asking than a search ever has."""


class Answer(NamedTuple):
    """What a market will answer to a search, and when."""

    when: float
    offer: bool


class Providers:
    """The providers of one kind of placement."""

    __slots__ = ("_chance", "_locations", "_names", "_offer", "_parameters", "kind", "taken")

    def __init__(self, kind: Kind, parameters: Market, chance: Chance) -> None:
        self.kind = kind
        self.taken = 0
        self._parameters = parameters
        self._offer = parameters.offer.values()
        self._locations = parameters.location_shares.values()
        self._chance = chance
        name = kind.name.lower()
        self._names = (f"{name} offers", f"{name} delay", f"{name} matched", f"{name} location")

    def has_room(self, children: int) -> bool:
        """Whether that many more children could be placed today."""
        return self.taken + children <= self._parameters.capacity

    def asked(self, children: list[Child], occasion: int, turn: int, now: float) -> Answer:
        """Return the answer to a search for all `children` together, asked `now` for the `turn`-th time."""
        parameters = self._parameters
        eldest = min(children, key=lambda child: child.born)
        probability = self._offer[age_band(now - eldest.born)]
        if any(child.behaviour for child in children):
            probability *= parameters.behaviour_multiplier
        if len(children) > 1:
            probability *= parameters.sibling_multiplier ** (len(children) - 1)
        name = eldest.identity
        which = occasion * ROUNDS + turn
        offers, delays, _, _ = self._names
        delay = lognormal(self._chance.uniform(delays, name, which), parameters.delay_median, parameters.delay_spread)
        return Answer(now + delay, self._chance.happens(probability, offers, name, which))

    def takes_sibling(self, child: Child, sibling: Child, turn: int, now: float) -> bool:
        """Whether the home in which `sibling` lives takes `child` too, asked for the `turn`-th time."""
        probability = self._offer[age_band(now - child.born)] * self._parameters.sibling_multiplier
        name = f"{self.kind.name.lower()} takes sibling"
        return self._chance.happens(probability, name, child.identity, sibling.identity << 8 | turn)

    def matched(self, child: Child, occasion: int) -> bool:
        """Whether the place offered has the skills that `child` needs."""
        return self._chance.happens(self._parameters.matched, self._names[2], child.identity, occasion)

    def location(self, child: Child, occasion: int) -> Location:
        """Return where the place offered to `child` is."""
        return drawn_location(self._chance, self._locations, self._names[3], child, occasion)


def drawn_location(chance: Chance, shares: Sequence[float], decision: str, child: Child, occasion: int) -> Location:
    """Return the location that `child`'s luck gives for a place, siblings who move together alike."""
    return LOCATIONS[index(chance.uniform(decision, child.family, occasion), shares)]
