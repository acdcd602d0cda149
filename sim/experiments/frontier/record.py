"""The record of a search: how much may be run, what each round ran and left out, and what was found of each mix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import nan

import numpy as np

from sim.experiments.frontier.aim import MixRuns
from sim.measures.arrays import Numbers, Rows

NONE = 0
"""The number of the mix without any of the strategies; it always stays."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much may be run."""

    runs: int
    """In all, at most: one is a replication of a mix."""
    last: int
    """Replications of those mixes that stay to the end."""
    first: int = 32
    """Replications of the first round: a judgement; of fewer the spread is hardly known."""

    @property
    def rounds(self) -> tuple[int, ...]:
        """Return the replications of each round: twice those of the round before."""
        found = [min(self.first, self.last)]
        while found[-1] < self.last:
            found.append(min(2 * found[-1], self.last))
        return tuple(found)


class Fate(StrEnum):
    """What became of a mix in the search."""

    STAYED = "stayed to the end"
    OVER_BUDGET = "over the budget"
    BEHIND = "clearly behind"
    CROWDED_OUT = "left out for want of runs"
    """Not clearly behind; those that were nearest the front stayed."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round of the search."""

    mixes: int
    """That were run in it."""
    replications: int
    """That each of them has had at its end."""
    runs: int
    """That it took."""
    fates: Mapping[Fate, int]
    """How many mixes it left out, and why."""
    by_surface: bool = False


@dataclass(slots=True)
class SearchRecord:
    """What was found about each of `count` mixes, by its number."""

    count: int
    fates: list[Fate] = field(init=False)
    seen: Rows = field(init=False)
    """Replications of each mix that were run."""
    changes: Numbers = field(init=False)
    """What each mix changes in the mean of the measure, of the cost of strategies and of total cost, beside the mix
    without any in the same replications: by its own runs, or by the surface where it had none."""
    rounds: list[Round] = field(default_factory=list)
    misfit: float = nan
    """By how much the surface missed the mean measure of mixes that were run after it (root of the mean square)."""
    stayed: Rows = field(default_factory=lambda: np.empty(0, dtype=np.intp))
    runs: MixRuns | None = None
    """Of those that stayed, in their order."""

    def __post_init__(self) -> None:
        """Start with nothing run."""
        self.fates = [Fate.STAYED] * self.count
        self.seen = np.zeros(self.count, dtype=np.intp)
        self.changes = np.full((self.count, 3), nan)

    @property
    def runs_in_all(self) -> int:
        """Return how many runs the search took."""
        return sum(one.runs for one in self.rounds)

    def note(self, mixes: Rows, runs: MixRuns, replications: int) -> int:
        """Take down what was run, doing nothing among it; return how many runs were new."""
        fresh = np.maximum(0, replications - self.seen[mixes])
        self.seen[mixes] = np.maximum(self.seen[mixes], replications)
        self.changes[mixes] = runs.means() - runs.means()[mixes == NONE]
        return int(fresh.sum())

    def leave_out(self, mixes: Rows, why: Fate) -> None:
        """Take down why mixes are left out."""
        for mix in mixes.tolist():
            self.fates[mix] = why

    def counted(self, mixes: Rows) -> Mapping[Fate, int]:
        """Return how many of the mixes met each fate but staying."""
        met = Counter(self.fates[mix] for mix in mixes.tolist())
        return {fate: met[fate] for fate in Fate if fate is not Fate.STAYED and met[fate]}
