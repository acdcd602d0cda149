"""What would have happened anyway: what follows a high value when nothing is done about it.

A number that is looked at because it was high tends to be lower the next time (regression to the mean). Replications
without any strategy show by how much: those that began as high as the observed number, and the line through all.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np

from sim.experiments.statistics.distribution import Spread, spread
from sim.measures.arrays import Flags, Numbers


@dataclass(frozen=True, slots=True)
class Afterwards:
    """Replications picked by how they began, and how they went on."""

    picked: int
    replications: int
    """From how many they were picked."""
    before: Spread
    after: Spread
    change: Spread
    fell_as_far: float
    """Percentage of those picked whose change is at least the observed fall; not a number when none is picked."""


def began_at_least(before: Numbers, least: float) -> Flags:
    """Return which replications began at `least` or higher."""
    flags: Flags = before >= least
    return flags


def afterwards(before: Numbers, after: Numbers, picked: Flags, change: float) -> Afterwards:
    """Return how the picked replications went on, against an observed `change` (negative for a fall)."""
    began, ended = before[picked], after[picked]
    moved = ended - began
    as_far = 100.0 * float((moved <= change + 1e-9).mean()) if len(moved) else nan
    return Afterwards(len(moved), len(before), spread(began), spread(ended), spread(moved), as_far)


@dataclass(frozen=True, slots=True)
class RegressionLine:
    """The least-squares line of what came after on what was before, over all replications."""

    slope: float
    """Of each unit above the average before, how much is left after: 1 if all of it lasts, 0 if none."""
    before: float
    after: float
    """The averages, through which the line goes."""

    def expected(self, before: float) -> float:
        """Return what is expected after when it was `before`."""
        return self.after + self.slope * (before - self.before)


def line(before: Numbers, after: Numbers) -> RegressionLine:
    """Return the line through the replications; flat when all began alike."""
    both = ~(np.isnan(before) | np.isnan(after))
    x, y = before[both], after[both]
    if len(x) == 0:
        return RegressionLine(nan, nan, nan)
    varied = float(((x - x.mean()) ** 2).sum())
    slope = float(((x - x.mean()) * (y - y.mean())).sum()) / varied if varied else 0.0
    return RegressionLine(slope, float(x.mean()), float(y.mean()))
