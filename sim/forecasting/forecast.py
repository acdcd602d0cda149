"""The forecast of children in care, starting, ceasing and moving, for every authority from one origin.

Everything is learned from the record up to the origin: the law of leaving, how growth goes on, and, from forecasts
made in the same way at earlier origins, how far out they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from scipy.special import stdtrit

from sim.fitting.cohorts import Curves
from sim.fitting.steps import Array
from sim.forecasting.ageing import HORIZONS, Course, ageing, courses, national_law
from sim.forecasting.error_spread import ErrorSpread, beyond, spread
from sim.forecasting.flows import flows, moved
from sim.forecasting.growth import Lessons, changes, expected_growth, lessons
from sim.forecasting.levels import LEVELS
from sim.forecasting.record import FIRST, PublishedRecord

FIRST_WITH_AGES = 2014
"""The first year for which ages are published for authorities: before, ageing is left out."""

FIRST_FORECAST = 2013
"""The first origin from whose forecasts errors are learned: three years of growth are known."""

TAILS = 8.0
"""Degrees of freedom of Student's t, the shape of errors: a few authorities are far out where most are not."""

LARGEST_MOVED_ERROR = 20.0
"""Percentage points: a larger error of the share with three or more placements is cut to this."""

MOVED_CHANCE = 900.0
"""Least variance by chance of that percentage times the number in care: each of a tenth of them moves or not."""


class ForecastMeasure(Enum):
    """What is forecast."""

    LOOKED_AFTER = "Children looked after on 31 March"
    STARTED = "Children starting in the year"
    CEASED = "Children ceasing in the year"
    MOVED = "Three or more placements in the year, percent"


FLOWS = (ForecastMeasure.STARTED, ForecastMeasure.CEASED)


@dataclass(frozen=True, slots=True)
class Middle:
    """The medians forecast from one origin: logarithms of numbers (authorities, years); percent for moving."""

    looked_after: Array
    started: Array
    ceased: Array
    moved: Array

    def of(self, measure: ForecastMeasure) -> Array:
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
    """Equally likely values (authorities, years, values) of one measure from one origin."""

    measure: ForecastMeasure
    origin: int
    values: Array


class Forecaster:
    """Makes forecasts from origins up to a record's own, each from what was known then; keeps what it has worked out.

    A forecast from an origin looks at `record.until(origin)` and at nothing else.
    """

    def __init__(self, record: PublishedRecord, years: int = len(HORIZONS)) -> None:
        """Take the record, and for how many years to forecast; origins may be its own year and earlier ones."""
        self._record = record
        self._years = years
        self._ageing: dict[int, Array] = {}
        self._laws: dict[int, Curves] = {}
        self._courses: dict[int, tuple[Course | None, ...]] = {}
        self._middles: dict[int, Middle] = {}

    def forecast(self, measure: ForecastMeasure, origin: int) -> Forecast:
        """Return the forecast of a measure from an origin."""
        middles, sizes = self.middle(origin).of(measure), self.sizes(measure, origin)
        each = [
            likely(measure, middles[:, years - 1], self.spread(measure, origin, years).deviation(sizes))
            for years in range(1, self._years + 1)
        ]
        return Forecast(measure, origin, np.stack(each, axis=1))

    def spread(self, measure: ForecastMeasure, origin: int, years: int) -> ErrorSpread:
        """Return how far forecasts some years ahead, made before, were out by what came up to the origin.

        Further ahead than forecasts are scored, the spread goes on growing as it has up to there.
        """
        if years > len(HORIZONS):
            return beyond([self.spread(measure, origin, ahead) for ahead in HORIZONS], years)
        earlier = range(FIRST_FORECAST, origin - years + 1)
        errors = np.concatenate([self.errors(measure, one, years) for one in earlier])
        return spread_of(measure, errors, np.concatenate([self.sizes(measure, one) for one in earlier]))

    def errors(self, measure: ForecastMeasure, origin: int, years: int) -> Array:
        """Return what came some years after an origin less what was forecast; not a number where it is not known."""
        came = outcome(self._record, measure, origin + years)
        if measure is not ForecastMeasure.MOVED:
            with np.errstate(divide="ignore"):
                came = np.log(came)
        error = came - self.middle(origin).of(measure)[:, years - 1]
        return np.where(np.isfinite(error), error, np.nan)

    def sizes(self, measure: ForecastMeasure, origin: int) -> Array:
        """Return what the variance of a measure's errors falls with: the number itself, or children in care."""
        if measure in FLOWS:
            sizes: Array = np.exp(self.middle(origin).of(measure)[:, 0])
            return sizes
        return self._record.until(origin).looked_after[:, -1]

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
        return Middle(looked_after, started, ceased, moved(known, self._years))

    def _ageing_from(self, origin: int) -> Array:
        """Return the growth that ages bring from an origin; nothing where no ages were known."""
        if origin not in self._ageing:
            known = self._record.until(origin)
            nothing = np.zeros((len(known.authorities), self._years))
            with_ages = origin >= FIRST_WITH_AGES
            self._ageing[origin] = (
                ageing(known, self.law(origin), self.courses(origin), self._years) if with_ages else nothing
            )
        return self._ageing[origin]


def likely(measure: ForecastMeasure, middles: Array, deviation: Array) -> Array:
    """Return equally likely values (authorities, values) around medians: logarithms, or percent for moving."""
    standard = stdtrit(TAILS, LEVELS) * np.sqrt((TAILS - 2) / TAILS)  # of deviation 1
    values: Array = middles[:, None] + deviation[:, None] * standard
    return np.clip(values, 0.0, 100.0) if measure is ForecastMeasure.MOVED else np.exp(values)


def spread_of(measure: ForecastMeasure, errors: Array, sizes: Array) -> ErrorSpread:
    """Return the variance that a measure's errors have had at their sizes."""
    if measure is ForecastMeasure.MOVED:
        return spread(errors, sizes, LARGEST_MOVED_ERROR, MOVED_CHANCE)
    return spread(errors, sizes)


def outcome(record: PublishedRecord, measure: ForecastMeasure, year: int) -> Array:
    """Return what came in a year; not a number where it was not published."""
    known = record.until(year)
    table = {
        ForecastMeasure.LOOKED_AFTER: known.looked_after,
        ForecastMeasure.STARTED: known.started,
        ForecastMeasure.CEASED: known.ceased,
        ForecastMeasure.MOVED: known.moved_percent,
    }[measure]
    return table[:, -1]
