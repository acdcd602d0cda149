"""The tornado: each number moved alone to the ends of its own range, on the same luck, and what that changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiments.sensitivity.design import Factor
from sim.experiments.statistics.difference import Difference, paired
from sim.experiments.statistics.luck_removed import without_luck
from sim.measures.arrays import Numbers
from sim.scenario.levers import Lever
from sim.scenario.quantities.drawing import HARD_ENDS

OF_A_POINT = 0.185
"""Weight of each of the points with 5% beyond them in a range of three points (Pearson and Tukey's approximation)."""

OF_A_TRIANGLE = 1 / 12
"""Weight of each end of a triangle, so that three points have its variance when its middle is halfway."""

OF_A_UNIFORM = 1 / 6
"""Weight of each end of a uniform range (Simpson's rule)."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What moving one number to either end changes, the others at their centre."""

    factor: int
    at_low: Difference
    at_high: Difference
    swing: Difference
    """At the high end, compared with the low end."""
    variance: float
    """That moving it over its range alone makes, about: luck taken out, so that it may be a little below 0."""

    @property
    def reach(self) -> float:
        """Return how far apart the number at the centre and at both ends are; 0 where undefined."""
        ends = (0.0, self.at_low.difference, self.at_high.difference)
        return float(np.nan_to_num(max(ends) - min(ends)))

    @property
    def clear(self) -> bool:
        """Whether either end is clearly different from the centre, or one end from the other."""
        return self.at_low.clear or self.at_high.clear or self.swing.clear


@dataclass(frozen=True, slots=True)
class Tornado:
    """What moves one number of the runs, the most powerful first."""

    centre: float
    bars: tuple[Bar, ...]

    @property
    def moved(self) -> bool:
        """Whether anything changes it at all."""
        return any(bar.reach > 0 for bar in self.bars)

    def share(self, bar: Bar) -> float:
        """Return about which share of the variance a number makes, of what all make one at a time."""
        variances = [one.variance for one in self.bars]
        whole = max(sum(variances), *variances)
        return bar.variance / whole if whole > 0 else 0.0


def tornado(factors: Sequence[Factor], centre: Numbers, ends: Numbers) -> Tornado:
    """Return the tornado of a number, from its values by replication at the centre, and by factor, end, replication."""
    bars = [
        Bar(
            factor=number,
            at_low=paired(centre, low),
            at_high=paired(centre, high),
            swing=paired(low, high),
            variance=_variance(weight(factor.lever), low - centre, high - centre),
        )
        for number, (factor, (low, high)) in enumerate(zip(factors, ends, strict=True))
    ]
    defined = centre[~np.isnan(centre)]
    middle = float(defined.mean()) if len(defined) else np.nan
    return Tornado(middle, tuple(sorted(bars, key=lambda bar: -bar.reach)))


def weight(lever: Lever) -> float:
    """Return which weight each end of a number's range has, when the centre and both ends stand for the whole range."""
    distribution = lever.source.distribution
    if distribution not in HARD_ENDS:
        return OF_A_POINT
    return OF_A_UNIFORM if distribution == "uniform" else OF_A_TRIANGLE


def _variance(weight: float, low: Numbers, high: Numbers) -> float:
    """Return the variance of the expected value over three points, from changes by replication."""
    defined = ~(np.isnan(low) | np.isnan(high))
    if defined.sum() < 2:
        return 0.0
    low, high = low[defined], high[defined]

    def of(low: Numbers, high: Numbers) -> Numbers:
        spread: Numbers = weight * (low**2 + high**2) - (weight * (low + high)) ** 2
        return spread

    return float(without_luck(of(low.mean(), high.mean()), of(low, high)))
