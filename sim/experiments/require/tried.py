"""What was tried: capacities in order, and how each of the possible futures came out at each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations

import numpy as np

from sim.experiments.asking.standard import Standard
from sim.experiments.statistics.difference import CONFIDENCE, paired
from sim.experiments.statistics.shares import rising, share_interval
from sim.measures.arrays import Numbers

CLEAR_PART = 0.1
"""Part of all that the lever changes that a change back must be for the measure to go both ways: a judgement."""

Runs = Callable[[Sequence[int]], Numbers]
"""Gives the standard's measure at capacities: one row each, one column for each replication."""


class ResponseWay(Enum):
    """How the measure answers to more capacity."""

    MORE_HELPS = "more helps"
    LESS_HELPS = "less helps"
    NEITHER = "neither"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Two capacities, and the change of the measure's mean from the lower to the higher."""

    since: int
    until: int
    change: float


@dataclass(frozen=True, slots=True)
class Tried:
    """Capacities tried so far, in steps and in order, with the standard's measure in each future."""

    standard: Standard
    numbers: tuple[int, ...]
    values: Numbers
    """One row for each capacity, one column for each replication; not a number where undefined."""

    @property
    def of(self) -> Numbers:
        """Return in how many futures the measure is defined at each capacity."""
        return np.asarray((~np.isnan(self.values)).sum(axis=1), dtype=np.float64)

    @property
    def met(self) -> Numbers:
        """Return in how many futures the standard is met at each capacity."""
        return np.asarray(np.nansum(self.standard.met(self.values), axis=1), dtype=np.float64)

    @property
    def shares(self) -> Numbers:
        """Return the share of futures that meet the standard at each capacity, as they came out."""
        return _ratio(self.met, self.of, 0.0)

    @property
    def intervals(self) -> tuple[tuple[float, float], ...]:
        """Return the exact interval of each of these shares."""
        return tuple(share_interval(met, int(of)) for met, of in zip(self.met, self.of, strict=True))

    @property
    def means(self) -> Numbers:
        """Return the measure's mean at each capacity; not a number where it is never defined."""
        totals: Numbers = np.nansum(self.values, axis=1)
        return _ratio(totals, self.of, np.nan)

    def row(self, number: int) -> Numbers:
        """Return the measure in each future at a capacity that was tried."""
        return np.asarray(self.values[self.numbers.index(number)])

    def way(self) -> ResponseWay:
        """Return how the measure answers to more capacity, as far as its paired differences are clear.

        Each pair of capacities has its part of the confidence (Bonferroni).
        """
        pairs = list(combinations(range(len(self.numbers)), 2))
        confidence = 1 - (1 - CONFIDENCE) / max(1, len(pairs))
        better = self.standard.better(self.values)
        changes = (paired(better[one], better[other], confidence) for one, other in pairs)
        clear = [change.difference for change in changes if change.clear]
        gain, loss = max(clear, default=0.0), -min(clear, default=0.0)
        if max(gain, loss) <= 0:
            return ResponseWay.NEITHER
        if min(gain, loss) > CLEAR_PART * float(np.nanmax(self.means) - np.nanmin(self.means)):
            return ResponseWay.BOTH
        return ResponseWay.MORE_HELPS if gain > loss else ResponseWay.LESS_HELPS

    def turns(self) -> tuple[Stretch, Stretch]:
        """Return the stretch over which the measure rises most, and that over which it falls most."""
        means = self.means
        changes = [
            Stretch(self.numbers[lower], self.numbers[higher], float(means[higher] - means[lower]))
            for lower, higher in combinations(range(len(means)), 2)
            if not np.isnan(means[higher] - means[lower])
        ]
        return max(changes, key=_change), min(changes, key=_change)

    def more(self, numbers: Sequence[int], runs: Runs) -> Tried:
        """Return what has been tried with these capacities too."""
        fresh = sorted(set(numbers) - set(self.numbers))
        if not fresh:
            return self
        values = np.vstack([self.values, runs(fresh)])
        every = (*self.numbers, *fresh)
        order = sorted(range(len(every)), key=every.__getitem__)
        return Tried(self.standard, tuple(every[place] for place in order), values[order])


def nothing_tried(standard: Standard, replications: int) -> Tried:
    """Return that nothing has been tried yet."""
    return Tried(standard, (), np.empty((0, replications)))


def _change(stretch: Stretch) -> float:
    return stretch.change


def _ratio(part: Numbers, whole: Numbers, otherwise: float) -> Numbers:
    """Return `part` over `whole`, `otherwise` where the whole is nothing."""
    result: Numbers = np.divide(part, whole, out=np.full(len(whole), otherwise), where=whole > 0)
    return result


@dataclass(frozen=True, slots=True)
class Ladder:
    """What was tried, from the capacity that helps least to the one that helps most."""

    numbers: tuple[int, ...]
    shares: Numbers
    """Of futures that meet the standard, fitted so that they never fall."""
    of: Numbers
    better: Numbers
    """The measure's mean, turned so that more is nearer to what is asked, and fitted likewise."""


def ladder(tried: Tried, way: ResponseWay) -> Ladder:
    """Return what was tried in order of what helps."""
    turn = slice(None, None, -1) if way is ResponseWay.LESS_HELPS else slice(None)
    of, better = tried.of[turn], tried.standard.better(tried.means)[turn]
    known = ~np.isnan(better)
    fitted = np.full(len(better), np.nan)
    fitted[known] = rising(better[known], of[known])
    return Ladder(tried.numbers[turn], rising(tried.shares[turn], of), of, fitted)
