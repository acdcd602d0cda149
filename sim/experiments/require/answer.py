"""The answer: how much of the lever it takes, how well that is known, or plainly that it cannot be had so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sim.experiments.asking.standard import Standard
from sim.experiments.require.capacity import Capacities
from sim.experiments.require.tried import ResponseWay, Tried, ladder
from sim.measures.arrays import Numbers


class SearchOutcome(Enum):
    """What the search came to."""

    FOUND = "found"
    ALWAYS = "always"
    """Met with the probability at every capacity looked at."""
    OUT_OF_REACH = "out of reach"
    """Not met with the probability at any."""
    NO_MATTER = "no matter"
    """The measure does not clearly answer to the lever."""
    BOTH_WAYS = "both ways"
    """The measure answers to the lever, but not one way only: there is no least capacity to be searched for."""
    UNDEFINED = "undefined"
    """The measure had no value in any run."""


@dataclass(frozen=True, slots=True)
class RequiredCapacity:
    """The least capacity with which a standard is met with a probability, and what stands behind it."""

    standard: Standard
    probability: float
    capacities: Capacities
    tried: Tried
    outcome: SearchOutcome
    way: ResponseWay
    capacity: float
    """The least that is enough (where less helps, the most); not a number when there is none to be told."""
    low: float
    """The least that is not clearly too little: one end of the interval. Infinite beyond what was looked at."""
    high: float
    """The least that is clearly enough: the other end."""
    best: int
    """In steps: the capacity tried at which the largest share of futures meets the standard."""
    reachable: float
    """The value of the measure that is had, or bettered, with the probability at the best capacity."""
    levels_off: float
    """From where on more does no more for the measure, to speak of; not a number when that is not asked."""

    @property
    def present(self) -> float:
        """Return the present capacity, to the nearest step."""
        return self.capacities.at(self.capacities.present)

    @property
    def fitted(self) -> Numbers:
        """Return the share of futures at each capacity tried: as one way only, where that is how the measure goes."""
        if self.way not in (ResponseWay.MORE_HELPS, ResponseWay.LESS_HELPS):
            return self.tried.shares
        shares = ladder(self.tried, self.way).shares
        return shares if self.more_helps else shares[::-1]

    @property
    def undefined(self) -> int:
        """Return how many of the runs gave no value."""
        return int(self.tried.values.size - self.tried.of.sum())

    def place(self, number: int) -> int:
        """Return where a capacity stands among those tried."""
        return self.tried.numbers.index(number)

    @property
    def more_helps(self) -> bool:
        """Whether more of the lever helps, so that the answer is a least capacity and not a most."""
        return self.way is not ResponseWay.LESS_HELPS
