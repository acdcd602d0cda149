"""Errors of forecasts together: the two parts that made them are found again, and nothing later is looked at."""

from __future__ import annotations

import numpy as np
import pytest

from sim.forecasting.forecast import Forecaster, ForecastMeasure
from sim.forecasting.joint_errors import NUMBERS, fitted_parts, joint_errors
from sim.forecasting.record import record
from sim.published.table import figures


def test_the_parts_that_made_errors_are_found_again() -> None:
    luck = np.random.default_rng(1)
    sizes = np.exp(luck.uniform(np.log(60), np.log(1500), 40_000))
    root = np.tril(np.full((NUMBERS, NUMBERS), 0.02)) + 0.03 * np.eye(NUMBERS)
    everywhere = luck.standard_normal((len(sizes), NUMBERS)) @ root.T
    chance = luck.standard_normal((len(sizes), NUMBERS)) / np.sqrt(sizes)[:, None]
    found = fitted_parts((everywhere + chance).T, sizes)
    assert found.covariance(400.0) == pytest.approx(root @ root.T + np.eye(NUMBERS) / 400.0, rel=0.1, abs=2e-4)
    assert np.diag(found.by_size) == pytest.approx(np.ones(NUMBERS), rel=0.1)


def test_they_are_as_wide_as_each_forecast_alone_is_and_grow_with_the_years() -> None:
    known = record(figures()).until(2019)
    forecaster = Forecaster(known)
    together = np.sqrt(np.diag(joint_errors(forecaster, 2019).covariance(400.0)))
    for place in range(3):
        alone = forecaster.spread(ForecastMeasure.LOOKED_AFTER, 2019, place + 1).deviation(np.array([400.0]))
        assert together[place] == pytest.approx(alone[0], rel=0.05)
    assert (np.diff(together[:3]) > 0).all()


def test_what_came_later_changes_nothing() -> None:
    everything = record(figures())
    before, after = Forecaster(everything.until(2017)), Forecaster(everything)
    assert joint_errors(before, 2017).everywhere == pytest.approx(joint_errors(after, 2017).everywhere)
