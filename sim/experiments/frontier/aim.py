"""What is sought: less or more of a measure, for how much money, and what a unit of it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sim.measures.arrays import Numbers, Rows


class Against(StrEnum):
    """Which cost the measure is held against."""

    STRATEGIES = "strategies"
    """What the strategies themselves cost: the money that has to be found."""
    TOTAL = "total"
    """Placements, strategies and usual CAMHS together: what is saved elsewhere comes off."""


class Yardstick(StrEnum):
    """By what a mix may be called best."""

    MEASURE = "measure"
    TOTAL_COST = "total cost"
    NET_BENEFIT = "net benefit"
    """What the change of the measure is worth, less the change of total cost."""


@dataclass(frozen=True, slots=True)
class MixRuns:
    """What mixes gave on the same luck: one row a mix, one column a replication."""

    measure: Numbers
    strategies: Numbers
    """Cost of strategies a year."""
    total: Numbers
    """Total cost a year."""

    @property
    def replications(self) -> int:
        """Return how many replications there are."""
        return int(self.measure.shape[1])

    def means(self) -> Numbers:
        """Return the means of measure, cost of strategies and total cost, one row a mix."""
        return np.column_stack([part.mean(axis=1) for part in (self.measure, self.strategies, self.total)])

    def of(self, rows: Rows) -> MixRuns:
        """Return the runs of some of the mixes."""
        return MixRuns(self.measure[rows], self.strategies[rows], self.total[rows])

    def defined(self) -> MixRuns:
        """Return the replications in which the measure is defined for every mix."""
        inside = ~np.isnan(self.measure).any(axis=0)
        return MixRuns(self.measure[:, inside], self.strategies[:, inside], self.total[:, inside])


@dataclass(frozen=True, slots=True)
class FrontierAim:
    """What is sought of the mixes."""

    lower: bool
    """Whether less of the measure is wanted."""
    against: Against = Against.STRATEGIES
    budget: float | None = None
    """The most that strategies may cost a year, on average over the replications; None for no limit."""
    worth: float | None = None
    """What one unit of the measure is worth a year, in pounds; None where nobody says."""

    @property
    def yardsticks(self) -> tuple[Yardstick, ...]:
        """Return by what a mix may be called best."""
        net = () if self.worth is None else (Yardstick.NET_BENEFIT,)
        return (Yardstick.MEASURE, Yardstick.TOTAL_COST, *net)

    def cost(self, runs: MixRuns) -> Numbers:
        """Return the cost that the measure is held against."""
        return runs.strategies if self.against is Against.STRATEGIES else runs.total

    def loss(self, runs: MixRuns, yardstick: Yardstick = Yardstick.MEASURE) -> Numbers:
        """Return what is to be small by a yardstick."""
        measure = runs.measure if self.lower else -runs.measure
        match yardstick:
            case Yardstick.MEASURE:
                return measure
            case Yardstick.TOTAL_COST:
                return runs.total
            case Yardstick.NET_BENEFIT:
                return runs.total + (self.worth or 0.0) * measure
