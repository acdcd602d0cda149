"""The reduced model as this project writes: lives that yield a day, places as a count, draws fixed by their names."""

from __future__ import annotations

from collections.abc import Generator
from itertools import accumulate, count
from typing import Final

from sim.foundations.chance import Chance, Decision
from sim.foundations.distributions import geometric
from sim.foundations.hazards import Hazard
from sim.model.engine.life import Life, Lives, Story, Wake
from tests.benchmarks.reduced import ADULT, DAYS, LARGEST_FAMILY, OLDEST, Bands, Case, Log

CHILD_BITS: Final = 3
"""A child's identity is the family's followed by which child it is."""

Stage = Generator[float, Wake | None, None]


FAMILY: Final = Decision("family")
CHILDREN: Final = Decision("children")
AGE: Final = Decision("age")
BEHAVIOUR: Final = Decision("behaviour")
LEAVING: Final = Decision("leaving")
COMES_BACK: Final = Decision("comes back")
COMING_BACK: Final = Decision("coming back")
DISRUPTION: Final = Decision("disruption")


class Child:
    """A child, and what it needs to be woken."""

    __slots__ = ("adult", "identity", "life", "multiplier", "occasion")

    def __init__(self, identity: int, adult: float, multiplier: float) -> None:
        self.identity = identity
        self.adult = adult
        self.multiplier = multiplier
        self.occasion = 0
        """Counts the placements; names their chances."""
        self.life: Life | None = None


class Places:
    """So many places and a waiting line: whoever is first has a place that comes free, and is woken."""

    def __init__(self, lives: Lives, free: int) -> None:
        self._lives = lives
        self._free = free
        self._line: dict[int, Child] = {}

    def take(self) -> bool:
        """Take a place if one is free."""
        if self._free == 0:
            return False
        self._free -= 1
        return True

    def wait(self, child: Child) -> None:
        """Join the line."""
        self._line[child.identity] = child

    def give_up(self, child: Child) -> None:
        """Leave the line."""
        del self._line[child.identity]

    def give_back(self) -> None:
        """Return a place, which goes to the first in line."""
        if not self._line:
            self._free += 1
            return
        first = self._line.pop(next(iter(self._line)))
        assert first.life is not None
        self._lives.wake(first.life, Wake.SLOT_GRANTED)


class OwnAuthority:
    """One run of the reduced model."""

    def __init__(self, case: Case, seed: int, replication: int) -> None:
        self.case = case
        self.lives = Lives(horizon=case.until)
        self.chance = Chance(seed, replication)
        self.places = Places(self.lives, case.places)
        self.leaving = hazard(case.leaving)
        self.disruption = hazard(case.disruption)
        self.log = Log()

    def run(self) -> Log:
        """Let everything happen until the end."""
        self.lives.begin(self.families())
        self.lives.run()
        return self.log

    def families(self) -> Story:
        """Bring families, and begin the life of each child."""
        chance, case = self.chance, self.case
        for family in count():
            yield self.lives.now + chance.exponential(FAMILY, family) * DAYS / case.families
            for which in range(geometric(chance.uniform(CHILDREN, family), case.children, LARGEST_FAMILY)):
                child = self.child(family << CHILD_BITS | which)
                child.life = Life(self.follow(child))
                self.lives.resume(child.life)

    def child(self, identity: int) -> Child:
        """Return a child who comes into care now."""
        born = self.lives.now - self.chance.uniform(AGE, identity) * OLDEST
        behaviour = self.chance.happens(self.case.behaviour, BEHAVIOUR, identity)
        return Child(identity, born + ADULT, self.case.behaviour_multiplier if behaviour else 1.0)

    def follow(self, child: Child) -> Story:
        """Follow a child through care, and back into it."""
        lives, chance, case = self.lives, self.chance, self.case
        for episode in count():
            threshold = chance.exponential(LEAVING, child.identity, episode)
            care = self.log.care.begin(lives.now)
            yield from self.in_care(child, min(lives.now + self.leaving.time_to(threshold, 0.0, ADULT), child.adult))
            self.log.care.end(care, lives.now)
            if not chance.happens(case.returns, COMES_BACK, child.identity, episode):
                return
            comes_back = lives.now + chance.exponential(COMING_BACK, child.identity, episode) * case.returns_after
            if comes_back >= child.adult:
                return
            yield comes_back

    def in_care(self, child: Child, leaves: float) -> Stage:
        """Follow a child from placement to placement until the day on which it leaves."""
        lives, places = self.lives, self.places
        while lives.now < leaves:
            breaks_down = self.breakdown(child)
            if not places.take():
                emergency = self.log.emergency.begin(lives.now)
                places.wait(child)
                woken = yield min(breaks_down, leaves)
                self.log.emergency.end(emergency, lives.now)
                if woken is not Wake.SLOT_GRANTED:
                    places.give_up(child)
                    if breaks_down < leaves:
                        self.log.breakdowns.append(lives.now)
                    continue
                breaks_down = self.breakdown(child)
            yield min(breaks_down, leaves)
            places.give_back()
            if breaks_down < leaves:
                self.log.breakdowns.append(lives.now)

    def breakdown(self, child: Child) -> float:
        """Return the day on which a placement that begins now breaks down."""
        threshold = self.chance.exponential(DISRUPTION, child.identity, child.occasion)
        child.occasion += 1
        return self.lives.now + self.disruption.time_to(threshold, 0.0, ADULT, child.multiplier)


def hazard(bands: Bands) -> Hazard:
    """Return the hazard of these bands. It is the same at any age, so it is asked for at the last."""
    starts = accumulate((length for length, _ in bands[:-1]), initial=0.0)
    return Hazard([rate for _, rate in bands], list(starts))
