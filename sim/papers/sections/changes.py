"""What each option changes in the measures that a planner reads first, as its table and its words show it."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Change:
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
    def verdict(self) -> str:
        """Return what is said of its direction."""
        if self.found.unchanged:
            return "no change"
        if not self.told:
            return "direction not known"
        if self.better is Better.NEITHER:
            return "likely lower" if self.falls else "likely higher"
        return "likely better" if self.falls == (self.better is Better.LOWER) else "likely worse"


def changes(run: KeptRun, strategy: str) -> tuple[Change, ...]:
    """Return what an option changes against the base."""
    found = ((choice, difference(run, strategy, run.manifest.base.name, choice)) for choice in HEADLINES)
    return tuple(Change(choice, one) for choice, one in found if one is not None)


def difference(run: KeptRun, scenario: str, base: str, choice: Choice) -> KeptDifference | None:
    """Return the difference of one scenario from another in a measure; None where it is not defined."""
    span = AT_DATE if choice.at_end else WHOLE_RUN
    return run.differences.of(scenario, base, choice.measure, choice.category, span)
