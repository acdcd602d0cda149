"""Forecasts: nothing later is seen, flows agree with growth, and spreads are as wide as errors and chance make them."""

from __future__ import annotations

import numpy as np
import pytest
from later_figures import shuffled_after

from sim.forecasting.error_spread import CHANCE, spread
from sim.forecasting.flows import flows, moved, recent
from sim.forecasting.forecast import Forecaster, ForecastMeasure, likely
from sim.forecasting.record import PublishedRecord, record
from sim.published.table import figures

ORIGIN = 2016
SEED = 7


@pytest.fixture(scope="module")
def known() -> PublishedRecord:
    return record(figures())


@pytest.fixture(scope="module")
def forecaster(known: PublishedRecord) -> Forecaster:
    return Forecaster(known)


def row_of(known: PublishedRecord, name: str) -> int:
    return [authority.name for authority in known.authorities].index(name)


# Leakage


@pytest.mark.parametrize("origin", [2016, 2020, 2022])
def test_no_forecast_changes_when_figures_after_its_origin_do(
    known: PublishedRecord, forecaster: Forecaster, origin: int
) -> None:
    other = record(shuffled_after(figures(), origin))
    assert not np.array_equal(other.looked_after[:, -1], known.looked_after[:, -1])
    others = Forecaster(other)
    for measure in ForecastMeasure:
        mine, theirs = (one.forecast(measure, origin).values for one in (forecaster, others))
        np.testing.assert_array_equal(mine, theirs)


def test_the_leak_test_would_notice(known: PublishedRecord) -> None:
    """A forecaster that looks a year ahead does change."""
    other = record(shuffled_after(figures(), ORIGIN))
    mine, theirs = (recent(one.until(ORIGIN + 1).looked_after) for one in (known, other))
    assert not np.array_equal(mine, theirs, equal_nan=True)


# Flows, moves and spreads


def test_starts_less_ceases_are_the_growth(known: PublishedRecord) -> None:
    now = np.log(np.maximum(known.looked_after[:, -1], 1.0))
    later = now[:, None] + np.array([0.02, 0.05, 0.06])
    started, ceased = flows(known, now, later)
    numbers = np.exp(np.column_stack([now, later]))
    usable = np.isfinite(started).all(axis=1) & (numbers[:, 0] > 100)
    difference = (np.exp(started) - np.exp(ceased))[usable]
    assert difference == pytest.approx(np.diff(numbers, axis=1)[usable], rel=1e-6)


def test_recent_years_count_double_the_ones_before() -> None:
    assert recent(np.array([[9.0, 1.0, 2.0, 3.0, 4.0]]))[0] == pytest.approx((1 + 2 * 2 + 3 * 4 + 4 * 8) / 15)
    assert recent(np.array([[np.nan, np.nan, 2.0, np.nan]]))[0] == 2.0
    assert np.isnan(recent(np.array([[np.nan]]))[0])


def test_moves_lie_between_the_authoritys_own_and_the_mean(known: PublishedRecord) -> None:
    found = moved(known, 3)[:, 0]
    own = recent(known.moved_percent)
    middle = np.nanmean(known.moved_percent[:, -2:])
    high = own > np.nanmean(own) + 1
    assert (found[high] < own[high] + middle - np.nanmean(own) + 0.5).all()
    assert found[high].mean() > np.nanmean(found)


@pytest.mark.parametrize(("by_size", "chance"), [(1.3, CHANCE), (0.8, 0.0)])
def test_a_spread_of_both_parts_is_found_again(by_size: float, chance: float) -> None:
    generator = np.random.default_rng(SEED)
    sizes = np.exp(generator.uniform(np.log(50), np.log(1500), 60_000))
    errors = generator.normal(size=len(sizes)) * np.sqrt(0.003 + by_size / sizes)
    found = spread(errors, sizes, chance=chance)
    assert found.everywhere == pytest.approx(0.003, rel=0.1)
    assert found.by_size == pytest.approx(by_size, rel=0.1)
    assert found.deviation(np.array([100.0]))[0] == pytest.approx(np.sqrt(0.003 + by_size / 100), rel=0.03)


def test_a_spread_is_never_less_than_chance() -> None:
    sizes = np.linspace(50.0, 1500.0, 500)
    found = spread(np.full(500, 0.001), sizes)
    assert (found.everywhere, found.by_size) == (0.0, 0.9)
    assert found.deviation(np.array([90.0]))[0] == pytest.approx(0.1)


def test_intervals_are_as_wide_as_students_t_of_the_same_deviation() -> None:
    """Quantiles of t with 8 degrees of freedom from printed tables: 0.706, 1.397, 2.306; its variance is 8/6."""
    values = np.log(likely(ForecastMeasure.LOOKED_AFTER, np.array([np.log(300.0)]), np.array([0.1]))[0])
    for tail, quantile in ((0.25, 0.7064), (0.1, 1.3968), (0.025, 2.3060)):
        low, middle, high = np.quantile(values, [tail, 0.5, 1 - tail], method="hazen")
        assert middle == pytest.approx(np.log(300.0))
        assert high - middle == pytest.approx(middle - low)
        assert high - middle == pytest.approx(0.1 * quantile * np.sqrt(6 / 8), rel=0.01)


def test_a_forecast_for_more_years_begins_with_that_for_three(known: PublishedRecord, forecaster: Forecaster) -> None:
    middles = Forecaster(known, years=5).middle(ORIGIN)
    for measure in ForecastMeasure:
        found = middles.of(measure)
        assert found.shape[1] == 5
        np.testing.assert_array_equal(found[:, :3], forecaster.middle(ORIGIN).of(measure))
