"""Forecasts to which England's growth is given, so that only the skill between authorities is left."""

from __future__ import annotations

import numpy as np

from sim.experiments.backtest.benchmarks import Benchmark, EarlierErrors, persistence, shared_growth
from sim.forecasting.ageing import HORIZONS
from sim.forecasting.forecast import FIRST_FORECAST, Forecaster, ForecastMeasure, likely, outcome, spread_of
from sim.forecasting.levels import LEVELS
from sim.forecasting.record import PublishedRecord
from sim.measures.arrays import Numbers


def of_model(record: PublishedRecord, forecaster: Forecaster, measure: ForecastMeasure, origin: int) -> Numbers:
    """Return the model's values (authorities, 3 years, values), moved so that all together come to what came.

    What its earlier errors had in common, an origin each, is taken out of their spread too.
    """
    middles, sizes = forecaster.middle(origin).of(measure), forecaster.sizes(measure, origin)
    values = np.full((*middles.shape, len(LEVELS)), np.nan)
    for place, years in enumerate(HORIZONS):
        if origin + years > record.origin:
            continue
        earlier = range(FIRST_FORECAST, origin - years + 1)
        errors = np.concatenate([_apart(record, forecaster, measure, one, years) for one in earlier])
        width = spread_of(measure, errors, np.concatenate([forecaster.sizes(measure, one) for one in earlier]))
        given = middles[:, place] + _shared(record, forecaster, measure, origin, years)
        values[:, place] = likely(measure, given, width.deviation(sizes))
    return values


def of_no_change(record: PublishedRecord, measure: ForecastMeasure, origin: int) -> Numbers:
    """Return the values of no change to which England's growth is given in the same way."""
    values = Benchmark(persistence, EarlierErrors.BETWEEN_AUTHORITIES).forecast(record, measure, origin).values.copy()
    middle = persistence(record.until(origin), measure)
    for place, years in enumerate(HORIZONS):
        if origin + years > record.origin:
            values[:, place] = np.nan
            continue
        came = outcome(record, measure, origin + years)
        known = np.isfinite(came) & np.isfinite(middle[:, place])
        values[:, place] *= np.exp(shared_growth(middle[known, place], came[known]))
    return values


def _shared(
    record: PublishedRecord,
    forecaster: Forecaster,
    measure: ForecastMeasure,
    origin: int,
    years: int,
) -> float:
    """Return what an origin's forecasts of all authorities missed together: a logarithm, or percentage points."""
    came, middles = outcome(record, measure, origin + years), forecaster.middle(origin).of(measure)[:, years - 1]
    known = np.isfinite(came) & np.isfinite(middles)
    if measure is ForecastMeasure.MOVED:
        return float((came - middles)[known].mean())
    return shared_growth(np.exp(middles[known]), came[known])


def _apart(
    record: PublishedRecord,
    forecaster: Forecaster,
    measure: ForecastMeasure,
    origin: int,
    years: int,
) -> Numbers:
    """Return the errors of an origin's forecasts without what they had in common; nothing for an unpublished year."""
    errors = forecaster.errors(measure, origin, years)
    if not np.isfinite(errors).any():
        return errors
    return errors - _shared(record, forecaster, measure, origin, years)
