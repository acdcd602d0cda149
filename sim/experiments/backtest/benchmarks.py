"""Simple forecasts to stand beside the model's: no change, a trend, and stock and flow; spread by their own errors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

import numpy as np

from sim.forecasting.ageing import HORIZONS
from sim.forecasting.error_spread import spread
from sim.forecasting.forecast import Forecast, ForecastMeasure, outcome
from sim.forecasting.levels import LEVELS
from sim.forecasting.record import FIRST, PublishedRecord
from sim.measures.arrays import Numbers

Simple: TypeAlias = Callable[[PublishedRecord, ForecastMeasure], Numbers]
"""Gives the numbers (authorities, 3 years) forecast from a record."""

SMALLEST = 0.5
"""Children: a trend or a rate is not followed below this."""


def persistence(known: PublishedRecord, measure: ForecastMeasure) -> Numbers:
    """Return the latest number, unchanged."""
    return np.repeat(outcome(known, measure, known.origin)[:, None], len(HORIZONS), axis=1)


def trend(known: PublishedRecord, measure: ForecastMeasure) -> Numbers:
    """Return the line through the latest three numbers, drawn on."""
    points = np.column_stack([outcome(known, measure, known.origin - back) for back in (2, 1, 0)])
    slope = (points[:, 2] - points[:, 0]) / 2
    middle = points.mean(axis=1)
    line: Numbers = np.maximum(middle[:, None] + np.outer(slope, 1 + np.array(HORIZONS)), SMALLEST)
    return line


def stock_and_flow(known: PublishedRecord, measure: ForecastMeasure) -> Numbers:
    """Return next = number x (1 - ceased / mean number) + mean of two years' starts, and the flows that this has."""
    number, before = known.looked_after[:, -1], known.looked_after[:, -2]
    held = (number + before) / 2
    rate = np.divide(known.ceased[:, -1], held, out=np.full_like(held, np.nan), where=held > 0)
    starts = known.started[:, -2:].mean(axis=1)
    forecast = np.empty((len(number), len(HORIZONS)))
    for place in range(len(HORIZONS)):
        ceased, number = number * rate, np.maximum(number * (1 - rate) + starts, SMALLEST)
        forecast[:, place] = {ForecastMeasure.STARTED: starts, ForecastMeasure.CEASED: ceased}.get(measure, number)
    return forecast


class EarlierErrors(Enum):
    """What a simple forecast takes from how far it was out before: their spread always, and their mean or not."""

    WITH_MEAN = "With their mean: growth goes on as it has been on average."
    CENTRED = "Without their middle: no growth at all."
    BETWEEN_AUTHORITIES = "Without what all authorities shared in each year: England's growth is given."


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A simple forecast, and what it takes from its earlier errors."""

    simple: Simple
    earlier: EarlierErrors = EarlierErrors.WITH_MEAN

    def forecast(self, record: PublishedRecord, measure: ForecastMeasure, origin: int) -> Forecast:
        """Return the forecast with the spread of its own errors at earlier origins, in proportion to the number.

        The errors of all authorities together stand around each number as they fell; they are stretched where numbers
        are small, as the model's are.
        """
        first = FIRST + (0 if self.simple is persistence else 2)
        middle = self.simple(record.until(origin), measure)
        values = np.full((*middle.shape, len(LEVELS)), np.nan)
        for place, years in enumerate(HORIZONS):
            errors, sizes = [], []
            for earlier in range(first, origin - years + 1):
                forecast = self.simple(record.until(earlier), measure)[:, place]
                with np.errstate(divide="ignore", invalid="ignore"):
                    error = np.log(outcome(record, measure, earlier + years) / forecast)
                usable = np.isfinite(error)
                shared = 0.0
                if self.earlier is EarlierErrors.BETWEEN_AUTHORITIES and usable.any():
                    shared = shared_growth(forecast[usable], outcome(record, measure, earlier + years)[usable])
                errors.append(error[usable] - shared)
                sizes.append(forecast[usable])
            found, pooled = np.concatenate(errors), np.concatenate(sizes)
            if self.earlier is EarlierErrors.CENTRED:
                found = found - np.median(found)
            width = spread(found, pooled, chance=0.0)
            standard = np.quantile(found / width.deviation(pooled), LEVELS, method="hazen")
            values[:, place] = middle[:, place, None] * np.exp(width.deviation(middle[:, place])[:, None] * standard)
        return Forecast(measure, origin, values)


def shared_growth(forecast: Numbers, came: Numbers) -> float:
    """Return the logarithm by which all authorities' sum came to more than was forecast of it."""
    return float(np.log(came.sum() / forecast.sum()))
