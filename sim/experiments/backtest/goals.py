"""The goals set for the forecasts, and which of them were reached: skill against no change, and honest intervals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.experiments.backtest.assess import UNCHANGED, BackTest, Cases, Method, summary
from sim.experiments.backtest.scores import COVERAGES
from sim.forecasting.ageing import HORIZONS
from sim.forecasting.forecast import ForecastMeasure
from sim.measures.arrays import Flags

AGAINST_NO_CHANGE = (0.955, 0.92, 0.90)
AGAINST_BETTER = (0.96, 0.95, 0.97)
"""At most, one, two and three years ahead: the typical error over that of no change, and of the better no-change."""

HELD_OVER_ALL = (77.0, 83.0)
HELD_BY_SIZE = (75.0, 85.0)
"""Percent of outcomes that 80% intervals should hold, over all authorities and in each band of size."""

EIGHTY = COVERAGES.index(80)


@dataclass(frozen=True, slots=True)
class GoalRow:
    """How the forecasts of one measure some years ahead stand against the goals."""

    measure: ForecastMeasure
    years: int
    against_no_change: float
    against_better: float
    better: Method
    """The no-change with the smaller typical error in these cases."""
    held: float
    held_by_size: tuple[float, ...]

    @property
    def reached(self) -> tuple[bool, bool, bool, bool]:
        """Whether each goal was: against no change, against the better one, intervals over all, intervals by size."""
        place = HORIZONS.index(self.years)
        return (
            self.against_no_change <= AGAINST_NO_CHANGE[place],
            self.against_better <= AGAINST_BETTER[place],
            HELD_OVER_ALL[0] <= self.held <= HELD_OVER_ALL[1],
            all(HELD_BY_SIZE[0] <= one <= HELD_BY_SIZE[1] for one in self.held_by_size),
        )


def goal_rows(tested: BackTest) -> Iterator[GoalRow]:
    """Yield how every measure stands, one, two and three years ahead."""
    for measure in ForecastMeasure:
        for years in HORIZONS:
            cases = tested.of(measure, Method.MODEL, years)
            ratios = {method: ratio(cases, tested.of(measure, method, years)) for method in UNCHANGED}
            better = max(UNCHANGED, key=lambda method: ratios[method])
            yield GoalRow(
                measure,
                years,
                ratios[Method.PERSISTENCE],
                ratios[better],
                better,
                summary(cases.scores).coverage[EIGHTY],
                tuple(summary(cases.scores, chosen).coverage[EIGHTY] for _, chosen in tested.sizes(cases)),
            )


def ratio(model: Cases, other: Cases, chosen: Flags | None = None) -> float:
    """Return the model's typical error over another's in the same cases: below 1 is better."""
    return summary(model.scores, chosen).crps_percent / summary(other.scores, chosen).crps_percent
