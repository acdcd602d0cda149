"""The record of all forecasts: scored one by one, and summed up for all authorities, by size, by region and for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

import numpy as np
from scipy.special import ndtri

from sim.experiments.backtest.benchmarks import Benchmark, EarlierErrors, persistence, stock_and_flow, trend
from sim.experiments.backtest.between import of_model, of_no_change
from sim.experiments.backtest.scores import COVERAGES, Scores, scored
from sim.forecasting.ageing import HORIZONS
from sim.forecasting.forecast import Forecaster, ForecastMeasure, outcome
from sim.forecasting.growth import drift, expected_drift
from sim.forecasting.record import PublishedRecord
from sim.measures.arrays import Flags, Integers, Numbers

ORIGINS = range(2016, 2024)

SMALLEST = 20
"""Children in care. An authority with fewer on any 31 March up to the origin is left out: percentages mislead there."""

SIZES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "Under 200 children": (0, 200),
        "200 to 399": (200, 400),
        "400 to 799": (400, 800),
        "800 and over": (800, np.inf),
    }
)


class Method(Enum):
    """Whose forecast it is."""

    MODEL = "This model"
    PERSISTENCE = "No change"
    """With the mean of its earlier errors, so that growth goes on as it has been on average."""
    STANDSTILL = "No change at all"
    """With its errors centred: no growth."""
    TREND = "Three-point trend"
    STOCK_AND_FLOW = "Stock and flow"


UNCHANGED = (Method.PERSISTENCE, Method.STANDSTILL)

BENCHMARKS: Mapping[Method, Benchmark] = MappingProxyType(
    {
        Method.PERSISTENCE: Benchmark(persistence),
        Method.STANDSTILL: Benchmark(persistence, EarlierErrors.CENTRED),
        Method.TREND: Benchmark(trend),
        Method.STOCK_AND_FLOW: Benchmark(stock_and_flow),
    }
)


@dataclass(frozen=True, slots=True)
class Cases:
    """One method's forecasts of one measure some years ahead, beside what came, in the same order for every method."""

    measure: ForecastMeasure
    method: Method
    years: int
    authority: Integers
    """Row of the record."""
    origin: Integers
    size: Numbers
    """Children in care at the origin."""
    scores: Scores


@dataclass(frozen=True, slots=True)
class ScoreSummary:
    """Scores of some forecasts together."""

    number: int
    crps_percent: float
    absolute_percent: float
    error_percent: float
    total_error_percent: float
    """Of the sum of all forecasts against the sum of all that came: large authorities count for more."""
    coverage: tuple[float, ...]
    """Percent of outcomes in each interval of `COVERAGES`."""


@dataclass(frozen=True, slots=True)
class England:
    """One forecast of England's number in care by its drift alone, with the central 80%, and what came."""

    origin: int
    years: int
    low: float
    median: float
    high: float
    actual: float


@dataclass(frozen=True, slots=True)
class BackTest:
    """Every forecast that was scored."""

    record: PublishedRecord
    cases: tuple[Cases, ...]
    england: tuple[England, ...]
    between: tuple[Cases, ...] = ()
    """Of the model and no change, England's growth given to both: what is left is the skill between authorities."""

    def of(self, measure: ForecastMeasure, method: Method, years: int) -> Cases:
        """Return the forecasts of one measure by one method; ValueError when there are none."""
        for cases in self.cases:
            if (cases.measure, cases.method, cases.years) == (measure, method, years):
                return cases
        raise ValueError(f"No forecasts of {measure.value} by {method.value}, {years} years ahead.")

    def between_authorities(self, measure: ForecastMeasure, method: Method, years: int) -> Cases:
        """Return likewise those to which England's growth is given."""
        for cases in self.between:
            if (cases.measure, cases.method, cases.years) == (measure, method, years):
                return cases
        raise ValueError(f"No forecasts between authorities of {measure.value}, {years} years ahead.")

    def methods(self, measure: ForecastMeasure) -> tuple[Method, ...]:
        """Return the methods that forecast a measure."""
        return tuple(dict.fromkeys(cases.method for cases in self.cases if cases.measure is measure))

    def sizes(self, cases: Cases) -> Iterator[tuple[str, Flags]]:
        """Yield each band of size with which cases are in it."""
        for words, (low, high) in SIZES.items():
            yield words, (cases.size >= low) & (cases.size < high)

    def regions(self, cases: Cases) -> Iterator[tuple[str, Flags]]:
        """Yield each region with which cases are in it."""
        regions = np.array(self.record.regions)
        for region in sorted(dict.fromkeys(self.record.regions)):
            yield region, regions[cases.authority] == region

    def origins(self, cases: Cases) -> Iterator[tuple[str, Flags]]:
        """Yield each 31 March from which forecasts were made, with which cases are of it."""
        for origin in np.unique(cases.origin):
            yield f"31 March {origin}", cases.origin == origin

    def authority(self, cases: Cases, code: str) -> Flags:
        """Return which cases are of one authority."""
        codes = np.array([authority.code for authority in self.record.authorities])
        chosen: Flags = codes[cases.authority] == code
        return chosen


def summary(scores: Scores, chosen: Flags | None = None) -> ScoreSummary:
    """Return the scores of the chosen forecasts together; of all of them unless chosen."""
    which = np.ones(len(scores.actual), dtype=bool) if chosen is None else chosen
    if not which.any():
        return ScoreSummary(0, np.nan, np.nan, np.nan, np.nan, (np.nan,) * len(COVERAGES))
    return ScoreSummary(
        number=int(which.sum()),
        crps_percent=float(scores.crps_percent[which].mean()),
        absolute_percent=float(scores.absolute_percent[which].mean()),
        error_percent=float(scores.error_percent[which].mean()),
        total_error_percent=float(100 * (scores.median[which].sum() / scores.actual[which].sum() - 1)),
        coverage=tuple((100 * scores.covered[which].mean(axis=0)).tolist()),
    )


def back_test(
    record: PublishedRecord,
    forecaster: Forecaster,
    origins: Sequence[int] = ORIGINS,
    codes: frozenset[str] | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> BackTest:
    """Return forecasts from every origin beside what came up to the record's end, by every method.

    `codes` limits the authorities that are scored; lessons are always learned from all.
    """
    wanted = np.array([codes is None or authority.code in codes for authority in record.authorities])
    cases: list[Cases] = []
    between: list[Cases] = []
    for done, measure in enumerate(ForecastMeasure):
        # of moving a gap in the series leaves no trend, and it has no stock and flow
        simple = UNCHANGED if measure is ForecastMeasure.MOVED else tuple(BENCHMARKS)
        values = {
            (method, origin): _values(record, forecaster, measure, method, origin)
            for method in (Method.MODEL, *simple)
            for origin in origins
        }
        given = {(Method.MODEL, origin): of_model(record, forecaster, measure, origin) for origin in origins}
        given |= {(Method.PERSISTENCE, origin): of_no_change(record, measure, origin) for origin in origins}
        for years in HORIZONS:
            cases.extend(_cases(record, measure, (Method.MODEL, *simple), years, origins, wanted, values))
            between.extend(_cases(record, measure, (Method.MODEL, Method.PERSISTENCE), years, origins, wanted, given))
        progress(done + 1, len(ForecastMeasure))
    return BackTest(record, tuple(cases), tuple(_england(record, origins)), tuple(between))


def _values(
    record: PublishedRecord, forecaster: Forecaster, measure: ForecastMeasure, method: Method, origin: int
) -> Numbers:
    """Return one method's equally likely values (authorities, 3 years, values)."""
    if method is Method.MODEL:
        return forecaster.forecast(measure, origin).values
    return BENCHMARKS[method].forecast(record, measure, origin).values


def _cases(
    record: PublishedRecord,
    measure: ForecastMeasure,
    methods: Sequence[Method],
    years: int,
    origins: Sequence[int],
    wanted: Flags,
    values: Mapping[tuple[Method, int], Numbers],
) -> Iterator[Cases]:
    """Yield each method's scored forecasts, of the cases that every method could forecast."""
    rows, whence, actual = [], [], []
    chosen_values: dict[Method, list[Numbers]] = {method: [] for method in methods}
    for origin in origins:
        if origin + years > record.origin:
            continue
        came = outcome(record, measure, origin + years)
        held = record.until(origin).looked_after
        usable = wanted & np.isfinite(came) & (came > 0)
        usable &= np.nanmin(np.where(np.isnan(held), np.inf, held), axis=1) >= SMALLEST
        for method in methods:
            usable &= np.isfinite(values[method, origin][:, years - 1]).all(axis=1)
        which = np.flatnonzero(usable)
        rows.append(which)
        whence.append(np.full(len(which), origin))
        actual.append(came[which])
        for method in methods:
            chosen_values[method].append(values[method, origin][which, years - 1])
    if not rows:
        return
    authority, origin_of = np.concatenate(rows), np.concatenate(whence)
    size = record.looked_after[authority, origin_of - (record.origin - record.looked_after.shape[1] + 1)]
    for method in methods:
        found = scored(np.concatenate(chosen_values[method]), np.concatenate(actual))
        yield Cases(measure, method, years, authority, origin_of, size, found)


def _england(record: PublishedRecord, origins: Sequence[int]) -> Iterator[England]:
    """Yield the forecasts of England's number from each origin."""
    for origin in origins:
        known = record.until(origin).england_looked_after
        path, deviation = expected_drift(known), drift(known).deviation
        for place, years in enumerate(HORIZONS):
            if origin + years > record.origin:
                continue
            middle, half = path[place], deviation[place] * float(ndtri(0.9))
            low, median, high = (float(known[-1] * np.exp(middle + side * half)) for side in (-1, 0, 1))
            actual = float(record.england_looked_after[len(known) - 1 + years])
            yield England(origin, years, low, median, high, actual)
