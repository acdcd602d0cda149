"""How precise results are beside what was asked for, in words and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sim.experiments.running.precision import PrecisionGoal, PrecisionTarget
from sim.experiments.statistics.stopping import next_look


class PrecisionStanding(StrEnum):
    """How a mean or difference stands against what was asked for."""

    REACHED = "reached"
    UNCHANGED = "no change in any replication"
    """The strategy changed nothing so far, in enough replications."""
    NOT_REACHED = "not reached"
    UNDEFINED = "not defined in any replication"


@dataclass(frozen=True, slots=True)
class Reached:
    """What was reached for one target, of the mean of one scenario or of the difference that it makes."""

    target: PrecisionTarget
    scenario: str
    asked: float
    """The half-width asked for, in the measure's unit."""
    half_width: float
    """The half-width of the interval as it is; not a number with fewer than two replications."""
    wanted: int | None
    """Replications that it takes in all, as far as can be judged; None when beyond reach."""
    standing: PrecisionStanding

    @property
    def settled(self) -> bool:
        """Whether no more replications are wanted for it."""
        return self.standing is not PrecisionStanding.NOT_REACHED


@dataclass(frozen=True, slots=True)
class Precision:
    """What was asked for and what was reached."""

    asked: PrecisionGoal
    reached: tuple[Reached, ...]
    replications: int

    @property
    def enough(self) -> bool:
        """Whether all that was asked for is reached, as far as it is defined."""
        return all(one.settled for one in self.reached)

    @property
    def next_look(self) -> int | None:
        """Return after how many replications to look again; None when it ends here."""
        if self.enough or self.replications >= self.asked.most:
            return None
        open_still = [one.wanted for one in self.reached if not one.settled]
        known = [number for number in open_still if number is not None]
        farthest = max(known) if len(known) == len(open_still) else None
        return next_look(self.replications, farthest, self.asked.most)
