"""Shares of children in care by age or kind of placement some years on, and how far out such shares were before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.fitting.cohorts import Curves, grown, in_bands
from sim.fitting.steps import Array
from sim.forecasting.ageing import HORIZONS, Course
from sim.forecasting.error_spread import ErrorSpread, beyond, spread
from sim.forecasting.forecast import FIRST_WITH_AGES, Forecaster
from sim.forecasting.record import FIRST, PublishedRecord


@dataclass(frozen=True, slots=True)
class ForecastShares:
    """One authority's shares, and the standard deviation of their logarithms."""

    shares: Array
    """Years ahead in rows, categories in columns; those of a year sum to 1."""
    deviation: Array


def by_age(record: PublishedRecord, forecaster: Forecaster, row: int, years: int) -> ForecastShares | None:
    """Return an authority's shares of the age bands: its children followed as cohorts, and those who come meanwhile.

    None where too little is known of it. From shares forecast in this way before, of all authorities, it is learned by
    how much each band is missed in the middle, which is put right, and how far out they are beside that.
    """
    origin = record.origin
    course = forecaster.courses(origin)[row]
    if course is None:
        return None
    aged = _aged(course, forecaster.law(origin), years)
    number = record.looked_after[row, -1]
    forecasts = {one: _all_aged(record, forecaster, one) for one in range(FIRST_WITH_AGES, origin)}
    spreads, missed = [], []
    for ahead in HORIZONS:
        known = [one for one in forecasts if one + ahead <= origin]
        then = np.concatenate([forecasts[one][:, ahead - 1] for one in known])
        came = np.concatenate([_published(record, one + ahead) for one in known])
        numbers = np.concatenate([record.until(one).looked_after[:, -1] for one in known])
        errors = _log_ratio(came, then)
        missed.append(np.nanmedian(errors, axis=0))
        spreads.append(_spreads(errors - missed[-1], then * numbers[:, None]))
    right = aged * np.exp([missed[min(ahead, len(missed)) - 1] for ahead in range(1, years + 1)])
    shares: Array = right / right.sum(axis=1, keepdims=True)
    return ForecastShares(shares, _deviation(spreads, number * shares))


def held(table: Array, now: Array, years: int) -> ForecastShares:
    """Return an authority's latest shares held, as far out as shares of all authorities have moved before.

    `table` has numbers by authority, year and category as far as published, `now` the authority's latest by category.
    """
    total = table.sum(axis=2, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        each = table / total
    spreads = []
    for ahead in HORIZONS:
        then, came = (part.reshape(-1, table.shape[2]) for part in (each[:, :-ahead], each[:, ahead:]))
        spreads.append(_spreads(_log_ratio(came, then), table[:, :-ahead].reshape(-1, table.shape[2])))
    counts = np.repeat(now[None], years, axis=0)
    return ForecastShares(counts / now.sum(), _deviation(spreads, counts))


def _aged(course: Course, law: Curves, years: int) -> Array:
    in_care = law.at(course.log_level)
    numbers = [in_bands(grown(course.cohort, in_care, course.entrants, ahead)) for ahead in range(1, years + 1)]
    return np.array([each / each.sum() for each in numbers])


def _all_aged(record: PublishedRecord, forecaster: Forecaster, origin: int) -> Array:
    """Return the shares of all authorities (authorities, 3 years, age bands) as forecast from an origin."""
    nothing = np.full((len(HORIZONS), record.ages.shape[2]), np.nan)
    law = forecaster.law(origin)
    every = [nothing if one is None else _aged(one, law, len(HORIZONS)) for one in forecaster.courses(origin)]
    return np.stack(every)


def _published(record: PublishedRecord, year: int) -> Array:
    """Return the shares of the age bands that came in a year, as far as published."""
    place = year - FIRST
    with np.errstate(invalid="ignore", divide="ignore"):
        shares: Array = record.ages[:, place] / record.looked_after[:, place, None]
    return shares


def _log_ratio(came: Array, then: Array) -> Array:
    """Return the logarithm of what came over what was forecast; not a number where either is nothing or not known."""
    with np.errstate(invalid="ignore", divide="ignore"):
        errors = np.log(came / then)
    return np.where(np.isfinite(errors), errors, np.nan)


def _spreads(errors: Array, counts: Array) -> list[ErrorSpread]:
    """Return of each category how far the logarithm of its share was out, by the number of children in it."""
    return [spread(error, count, chance=0.0) for error, count in zip(errors.T, counts.T, strict=True)]


def _deviation(spreads: list[list[ErrorSpread]], counts: Array) -> Array:
    """Return the deviation (years, categories) at counts, beyond the years that were learned as `beyond` tells.

    Never less than a year before: of few years it may happen to have been.
    """
    rows = []
    for ahead, count in enumerate(counts, start=1):
        each = [one[ahead - 1] if ahead <= len(one) else beyond(one, ahead) for one in zip(*spreads, strict=True)]
        rows.append([one.deviation(np.array([number]))[0] for one, number in zip(each, count, strict=True)])
    return np.maximum.accumulate(rows)
