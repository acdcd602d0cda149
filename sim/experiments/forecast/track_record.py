"""How good forecasts made in the same way before were: of councils of one size, and of one council."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.experiments.backtest.assess import SIZES, BackTest, Method
from sim.experiments.backtest.scores import COVERAGES
from sim.forecasting.ageing import HORIZONS
from sim.forecasting.forecast import ForecastMeasure

FIFTY, EIGHTY = COVERAGES.index(50), COVERAGES.index(80)

SCORED = (ForecastMeasure.LOOKED_AFTER, ForecastMeasure.STARTED, ForecastMeasure.CEASED)


@dataclass(frozen=True, slots=True)
class SizeRecord:
    """The record of forecasts of one measure some years ahead, for councils of one size."""

    measure: ForecastMeasure
    years: int
    size: str
    number: int
    """Of forecasts."""
    held_50: int
    held_80: int
    """How many outcomes were in the 50 and the 80% interval."""
    mean_miss: float
    """Of the middle, as a percentage of what came."""


@dataclass(frozen=True, slots=True)
class OwnForecast:
    """One forecast of the council's number in care, made before, and what came."""

    origin: int
    year: int
    middle: float
    came: float
    held_80: bool


def of_size(tested: BackTest, number: float) -> tuple[SizeRecord, ...]:
    """Return the record of councils in the same band of size as one with this number in care."""
    size = next(name for name, (low, high) in SIZES.items() if low <= number < high)
    found = []
    for measure in SCORED:
        for years in HORIZONS:
            cases = tested.of(measure, Method.MODEL, years)
            chosen = dict(tested.sizes(cases))[size]
            held = cases.scores.covered[chosen].sum(axis=0)
            miss = float(cases.scores.absolute_percent[chosen].mean())
            found.append(SizeRecord(measure, years, size, int(chosen.sum()), int(held[FIFTY]), int(held[EIGHTY]), miss))
    return tuple(found)


def of_council(tested: BackTest, code: str) -> tuple[OwnForecast, ...]:
    """Return the forecasts of one council's number in care that were scored."""
    found = []
    for years in HORIZONS:
        cases = tested.of(ForecastMeasure.LOOKED_AFTER, Method.MODEL, years)
        for place in np.flatnonzero(tested.authority(cases, code)):
            origin, scores = int(cases.origin[place]), cases.scores
            found.append(
                OwnForecast(
                    origin,
                    origin + years,
                    float(scores.median[place]),
                    float(scores.actual[place]),
                    bool(scores.covered[place, EIGHTY]),
                )
            )
    return tuple(found)
