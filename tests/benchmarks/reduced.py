"""The reduced model that is written two ways: what happens in it, and what is kept of a run.

Families come at random and bring children into care. A child lives in one of so many in-house places or, while none is
free, in an emergency place, and moves in when its turn comes. Placements break down and the child is placed anew; it
leaves under a hazard by time in care, or at 18; some come back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf

DAYS = 365.25
ADULT = 18 * DAYS
OLDEST = 17 * DAYS
"""Age at entry is spread evenly from birth to this."""

LARGEST_FAMILY = 6

Bands = tuple[tuple[float, float], ...]
"""A hazard by time since a start: (length of the band in days, rate a year) from the first band to the last."""


@dataclass(frozen=True, slots=True)
class Case:
    """The numbers of one reduced authority."""

    families: float = 50.0
    """A year."""
    children: float = 1.4
    """In a family, on average, before the largest are cut."""
    places: int = 170
    leaving: Bands = ((182.0, 0.9), (548.0, 0.45), (inf, 0.25))
    disruption: Bands = ((91.0, 1.6), (274.0, 0.7), (inf, 0.3))
    behaviour: float = 0.35
    """Share of children with a behaviour need."""
    behaviour_multiplier: float = 1.8
    """Of the hazard of disruption."""
    returns: float = 0.25
    """Share of those who leave that come back."""
    returns_after: float = 300.0
    """Days, on average."""
    since: float = 18 * DAYS
    """From when what happens counts: whoever was there at the start has left by then."""
    until: float = 28 * DAYS


TEXTBOOK = Case(families=90.0, children=1.0, disruption=((inf, 0.0),), returns=0.0)
"""The case that theory covers: each child comes alone, no placement breaks down, and nobody comes back."""


@dataclass(slots=True)
class Spells:
    """When something began and ended, each time; infinite while it goes on."""

    began: list[float] = field(default_factory=list)
    ended: list[float] = field(default_factory=list)

    def begin(self, now: float) -> int:
        """Keep that one begins; return its row."""
        self.began.append(now)
        self.ended.append(inf)
        return len(self.began) - 1

    def end(self, row: int, now: float) -> None:
        """Keep that one ends."""
        self.ended[row] = now


@dataclass(slots=True)
class Log:
    """What is kept of a run, in columns: the same for both ways of writing."""

    care: Spells = field(default_factory=Spells)
    emergency: Spells = field(default_factory=Spells)
    """In emergency places."""
    breakdowns: list[float] = field(default_factory=list)
