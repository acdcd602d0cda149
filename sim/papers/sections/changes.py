"""What each option changes in the measures that a planner reads first, as its table and its words show it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sim.experiments.asking.headlines import HEADLINES, Choice
from sim.measures.catalogue import by_id
from sim.measures.declaration import Better
from sim.papers.kept.differences import KeptDifference
from sim.papers.kept.folder import KeptRun

AT_DATE, WHOLE_RUN = "at date", "whole run"

AVERAGE = Choice("Looked after on average", "looked_after", subject="Children looked after on average")
RESIDENTIAL = Choice("In residential care", "in_residential")
COST = Choice("Total cost", "cost_total")

LEAST_FOR_CLEAR = 5
"""Futures below which nothing is said of a change by luck alone. A judgement."""


class DirectionSaid(Enum):
    """What is said of a direction: of what inputs leave open, or at central values of luck alone."""

    BETTER = "likely better"
    WORSE = "likely worse"
    LOWER = "likely lower"
    HIGHER = "likely higher"
    BETTER_BEYOND_LUCK = "better, by more than luck"
    WORSE_BEYOND_LUCK = "worse, by more than luck"
    LOWER_BEYOND_LUCK = "lower, by more than luck"
    HIGHER_BEYOND_LUCK = "higher, by more than luck"
    NO_CHANGE = "no change"
    NOT_KNOWN = "direction not known"

    @property
    def is_worse(self) -> bool:
        """Whether it says that things get worse."""
        return self in (DirectionSaid.WORSE, DirectionSaid.WORSE_BEYOND_LUCK)


@dataclass(frozen=True, slots=True)
class OptionChange:
    """What an option changes in one measure."""

    choice: Choice
    found: KeptDifference

    @property
    def subject(self) -> str:
        """Return what sentences call the measure."""
        return self.choice.subject or by_id(self.choice.measure).title

    @property
    def better(self) -> Better:
        """Return which way the measure should go."""
        return by_id(self.choice.measure).better

    @property
    def falls(self) -> bool:
        """Whether the mean is a fall."""
        return self.found.difference < 0.0

    @property
    def told(self) -> bool:
        """Whether its direction is likely, or at central values beyond what luck makes."""
        if self.found.unchanged:
            return False
        if self.found.known is not None:
            return self.found.known.likely and (self.found.known.falls >= 0.5) == self.falls
        beyond = self.found.low > 0.0 or self.found.high < 0.0
        return beyond and self.found.futures >= LEAST_FOR_CLEAR

    @property
    def verdict(self) -> DirectionSaid:
        """Return what is said of its direction."""
        if self.found.unchanged:
            return DirectionSaid.NO_CHANGE
        if not self.told:
            return DirectionSaid.NOT_KNOWN
        drawn = self.found.known is not None
        if self.better is Better.NEITHER and self.falls:
            return DirectionSaid.LOWER if drawn else DirectionSaid.LOWER_BEYOND_LUCK
        if self.better is Better.NEITHER:
            return DirectionSaid.HIGHER if drawn else DirectionSaid.HIGHER_BEYOND_LUCK
        if self.falls == (self.better is Better.LOWER):
            return DirectionSaid.BETTER if drawn else DirectionSaid.BETTER_BEYOND_LUCK
        return DirectionSaid.WORSE if drawn else DirectionSaid.WORSE_BEYOND_LUCK


def changes(run: KeptRun, strategy: str) -> tuple[OptionChange, ...]:
    """Return what an option changes against the base."""
    found = ((choice, difference(run, strategy, run.manifest.base.name, choice)) for choice in HEADLINES)
    return tuple(OptionChange(choice, one) for choice, one in found if one is not None)


def difference(run: KeptRun, scenario: str, base: str, choice: Choice) -> KeptDifference | None:
    """Return the difference of one scenario from another in a measure; None where it is not defined."""
    span = AT_DATE if choice.at_end else WHOLE_RUN
    return run.differences.of(scenario, base, choice.measure, choice.category, span)
