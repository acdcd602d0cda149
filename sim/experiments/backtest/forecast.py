"""The forecast of children in care, starting, ceasing and moving, for every authority from one origin.

Everything is learned from the record up to the origin: the law of leaving, how growth goes on, and, from forecasts
made in the same way at earlier origins, how far out they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from scipy.special import ndtri

from sim.experiments.backtest.ageing import HORIZONS, Course, ageing, courses, national_law
from sim.experiments.backtest.error_spread import ErrorSpread, spread
from sim.experiments.backtest.growth import Lessons, changes, expected_growth, lessons
from sim.experiments.backtest.record import FIRST, PublishedRecord
from sim.experiments.backtest.scores import LEVELS
from sim.fitting.cohorts import Curves
from sim.measures.arrays import Numbers

FIRST_WITH_AGES = 2014
"""The first year for which ages are published for authorities: before, ageing is left out."""

FIRST_FORECAST = 2013
"""The first origin from whose forecasts errors are learned: three years of growth are known."""

MEMORY = 0.5
"""Weight of a year's flow against the next one's: judgement. Four years are looked at."""

YEARS_REMEMBERED = 4


class ForecastMeasure(Enum):
    """What is forecast."""

    LOOKED_AFTER = "Children looked after on 31 March"
    STARTED = "Children starting in the year"
    CEASED = "Children ceasing in the year"
    MOVED = "Three or more placements in the year, percent"


FLOWS = (ForecastMeasure.STARTED, ForecastMeasure.CEASED)


@dataclass(frozen=True, slots=True)
class Middle:
    """The medians forecast from one origin: logarithms of numbers (authorities, 3 years); percent for moving."""

    looked_after: Numbers
    started: Numbers
    ceased: Numbers
    moved: Numbers

    def of(self, measure: ForecastMeasure) -> Numbers:
        """Return the medians of a measure."""
        match measure:
            case ForecastMeasure.LOOKED_AFTER:
                return self.looked_after
            case ForecastMeasure.STARTED:
                return self.started
            case ForecastMeasure.CEASED:
                return self.ceased
            case ForecastMeasure.MOVED:
                return self.moved


@dataclass(frozen=True, slots=True)
class Forecast:
    """Equally likely values (authorities, 3 years, values) of one measure from one origin."""

    measure: ForecastMeasure
    origin: int
    values: Numbers


class Forecaster:
    """Makes forecasts from origins up to a record's own, each from what was known then; keeps what it has worked out.

    A forecast from an origin looks at `record.until(origin)` and at nothing else.
    """

    def __init__(self, record: PublishedRecord) -> None:
        """Take the record; origins may be its own year and earlier ones."""
        self._record = record
        self._ageing: dict[int, Numbers] = {}
        self._laws: dict[int, Curves] = {}
        self._courses: dict[int, tuple[Course | None, ...]] = {}
        self._middles: dict[int, Middle] = {}

    def forecast(self, measure: ForecastMeasure, origin: int) -> Forecast:
        """Return the forecast of a measure from an origin."""
        middle = self.middle(origin)
        middles = middle.of(measure)
        values = np.empty((*middles.shape, len(LEVELS)))
        for place, years in enumerate(HORIZONS):
            deviation = self.spread(measure, origin, years).deviation(self._sizes(measure, origin))
            values[:, place] = middles[:, place, None] + deviation[:, None] * ndtri(LEVELS)
        values = np.clip(values, 0.0, 100.0) if measure is ForecastMeasure.MOVED else np.exp(values)
        return Forecast(measure, origin, values)

    def spread(self, measure: ForecastMeasure, origin: int, years: int) -> ErrorSpread:
        """Return how far forecasts some years ahead, made before, were out by what came up to the origin."""
        errors, sizes = [], []
        for earlier in range(FIRST_FORECAST, origin - years + 1):
            came = outcome(self._record, measure, earlier + years)
            if measure is not ForecastMeasure.MOVED:
                with np.errstate(divide="ignore"):
                    came = np.log(came)
            error = came - self.middle(earlier).of(measure)[:, years - 1]
            errors.append(np.where(np.isfinite(error), error, np.nan))
            sizes.append(self._sizes(measure, earlier))
        if measure is ForecastMeasure.MOVED:
            return spread(np.concatenate(errors), np.concatenate(sizes), largest=20.0)
        return spread(np.concatenate(errors), np.concatenate(sizes))

    def middle(self, origin: int) -> Middle:
        """Return the medians forecast from an origin."""
        if origin not in self._middles:
            self._middles[origin] = self._middle(self._record.until(origin))
        return self._middles[origin]

    def law(self, origin: int) -> Curves:
        """Return the law of leaving as known at an origin."""
        if origin not in self._laws:
            self._laws[origin] = national_law(self._record.until(origin))
        return self._laws[origin]

    def courses(self, origin: int) -> tuple[Course | None, ...]:
        """Return each authority's children in care, and their law, as known at an origin."""
        if origin not in self._courses:
            self._courses[origin] = courses(self._record.until(origin), self.law(origin))
        return self._courses[origin]

    def lessons(self, origin: int) -> Lessons:
        """Return what growth up to the origin has taught."""
        years = range(FIRST + 2, origin + 1)
        return lessons([changes(self._record.until(year), self._ageing_from(year - 1)[:, 0]) for year in years])

    def _middle(self, known: PublishedRecord) -> Middle:
        now = np.log(np.where(known.looked_after[:, -1] > 0, known.looked_after[:, -1], np.nan))
        growth = expected_growth(known, self._ageing_from(known.origin), self.lessons(known.origin))
        looked_after = now[:, None] + growth
        started, ceased = flows(known, now, looked_after)
        return Middle(looked_after, started, ceased, moved(known))

    def _ageing_from(self, origin: int) -> Numbers:
        """Return the growth that ages bring from an origin; nothing where no ages were known."""
        if origin not in self._ageing:
            known = self._record.until(origin)
            nothing = np.zeros((len(known.authorities), len(HORIZONS)))
            with_ages = origin >= FIRST_WITH_AGES
            self._ageing[origin] = ageing(known, self.law(origin), self.courses(origin)) if with_ages else nothing
        return self._ageing[origin]

    def _sizes(self, measure: ForecastMeasure, origin: int) -> Numbers:
        """Return what the variance of a measure's errors falls with: the number itself, or children in care."""
        if measure in FLOWS:
            sizes: Numbers = np.exp(self.middle(origin).of(measure)[:, 0])
            return sizes
        return self._record.until(origin).looked_after[:, -1]


def outcome(record: PublishedRecord, measure: ForecastMeasure, year: int) -> Numbers:
    """Return what came in a year; not a number where it was not published."""
    known = record.until(year)
    table = {
        ForecastMeasure.LOOKED_AFTER: known.looked_after,
        ForecastMeasure.STARTED: known.started,
        ForecastMeasure.CEASED: known.ceased,
        ForecastMeasure.MOVED: known.moved_percent,
    }[measure]
    return table[:, -1]


def flows(known: PublishedRecord, now: Numbers, looked_after: Numbers) -> tuple[Numbers, Numbers]:
    """Return the logarithms of starts and ceases (authorities, 3 years): as lately, pooled, and such that they agree.

    What an authority's starts and ceases were lately, against children in care, is drawn towards all authorities'
    as far as such differences have gone back before; then both give way so that starts less ceases is the growth.
    """
    levels = [_pooled_turnover(known, table, now) for table in (known.started, known.ceased)]
    numbers = np.exp(np.column_stack([now, looked_after]))
    started, ceased = (np.exp(level)[:, None] * numbers[:, :-1] / numbers[:, :1] for level in levels)
    excess = started - ceased - np.diff(numbers, axis=1)
    share = started / (started + ceased)
    least = 0.2 * (started + ceased) / 2
    return (
        np.log(np.maximum(started - share * excess, least)),
        np.log(np.maximum(ceased + (1 - share) * excess, least)),
    )


def _pooled_turnover(known: PublishedRecord, table: Numbers, now: Numbers) -> Numbers:
    """Return the logarithm of a flow's level: recent years', its ratio to children in care drawn to the mean ratio."""
    ratios = [
        recent(np.log(np.where(table[:, : year + 1] > 0, table[:, : year + 1], np.nan)))
        - np.log(np.where(known.looked_after[:, year] > 0, known.looked_after[:, year], np.nan))
        for year in range(1, table.shape[1])
    ]
    came = [np.log(np.where(table[:, year] > 0, table[:, year], np.nan)) for year in range(2, table.shape[1])]
    before = [np.log(np.where(held > 0, held, np.nan)) for held in known.looked_after[:, 1:-1].T]
    kept = _kept([(ratio, flow - held) for ratio, flow, held in zip(ratios, came, before, strict=False)])
    latest = ratios[-1]
    middle = np.nanmean(latest)
    level: Numbers = now + middle + kept * (latest - middle)
    return level


def moved(known: PublishedRecord) -> Numbers:
    """Return the percentage with three or more placements (authorities, 3 years): England's lately, and what is own.

    An authority's difference from the mean is kept as far as such differences have been kept from year to year.
    """
    table = known.moved_percent
    pairs = [
        (recent(table[:, :year]), table[:, year])
        for year in range(2, table.shape[1])
        if np.isfinite(table[:, year]).any() and np.isfinite(table[:, :year]).any()
    ]
    kept = _kept(pairs)
    latest = recent(table)
    with_numbers = [np.nanmean(column) for column in table.T if np.isfinite(column).any()]
    middle = float(np.mean(with_numbers[-2:])) if with_numbers else np.nan
    return np.repeat((middle + kept * (latest - np.nanmean(latest)))[:, None], len(HORIZONS), axis=1)


def recent(table: Numbers) -> Numbers:
    """Return a mean of the latest years that counts each half as much as the next."""
    latest = table[:, -YEARS_REMEMBERED:]
    weights = MEMORY ** np.arange(latest.shape[1])[::-1]
    known = np.isfinite(latest)
    total = known @ weights
    sums = np.where(known, latest, 0.0) @ weights
    means: Numbers = np.divide(sums, total, out=np.full(len(latest), np.nan), where=total > 0)
    return means


def _kept(pairs: list[tuple[Numbers, Numbers]]) -> float:
    """Return the share of authorities' differences from the mean that was still there a year later."""
    above = below = 0.0
    for before, later in pairs:
        usable = np.isfinite(before) & np.isfinite(later)
        apart = before[usable] - before[usable].mean()
        above += float(apart @ (later[usable] - later[usable].mean()))
        below += float(apart @ apart)
    return float(np.clip(above / below, 0.0, 1.0)) if below > 0 else 0.5
