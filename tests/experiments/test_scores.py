"""Scoring rules against closed forms: the normal distribution, known forecasters, hand-worked cases."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import norm

from sim.experiments.backtest.scores import COVERAGES, crps, fair_crps, scored
from sim.forecasting.levels import LEVELS

SEED = 20180815


def crps_of_a_normal(outcome: float, mean: float, deviation: float) -> float:
    """Gneiting and Raftery 2007, equation 21, with the sign that makes smaller better."""
    z = (outcome - mean) / deviation
    return deviation * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / np.sqrt(np.pi))


@pytest.mark.parametrize("outcome", [-3.0, -0.5, 0.0, 1.0, 2.5])
def test_crps_of_normal_quantiles_is_that_of_the_normal(outcome: float) -> None:
    values = 2.0 + 3.0 * norm.ppf(LEVELS)
    assert crps(values[None], np.array([outcome]))[0] == pytest.approx(crps_of_a_normal(outcome, 2.0, 3.0), rel=0.01)


def test_crps_of_a_point_is_the_absolute_error() -> None:
    assert crps(np.full((1, 7), 4.0), np.array([6.5]))[0] == pytest.approx(2.5)


def test_crps_worked_by_hand() -> None:
    """Values 0 and 2, outcome 1: mean distance 1, half the mean distance between two of them 0.5 x (0+2+2+0)/4."""
    assert crps(np.array([[0.0, 2.0]]), np.array([1.0]))[0] == pytest.approx(0.5)
    assert fair_crps(np.array([[0.0, 2.0]]), np.array([1.0]))[0] == pytest.approx(0.0)


def test_the_fair_score_of_few_values_is_on_average_that_of_many() -> None:
    draws = np.random.default_rng(SEED).normal(size=(40_000, 5))
    exact = crps_of_a_normal(0.7, 0.0, 1.0)
    outcomes = np.full(len(draws), 0.7)
    assert fair_crps(draws, outcomes).mean() == pytest.approx(exact, rel=0.02)
    assert crps(draws, outcomes).mean() > 1.1 * exact


@given(
    arrays(float, (3, 9), elements=st.floats(-100, 100)),
    arrays(float, 3, elements=st.floats(-100, 100)),
    st.floats(-50, 50),
    st.floats(0.1, 10),
)
def test_crps_moves_and_stretches_with_its_unit(values, outcomes, shift, scale) -> None:
    plain = crps(values, outcomes)
    assert (plain >= -1e-9).all()
    np.testing.assert_allclose(crps(values * scale + shift, outcomes * scale + shift), plain * scale, atol=1e-6)


def test_a_forecaster_who_knows_the_distribution_covers_as_much_as_its_intervals_say() -> None:
    generator = np.random.default_rng(SEED)
    means = generator.normal(100, 20, 20_000)
    outcomes = means + 5 * generator.normal(size=len(means))
    found = scored(means[:, None] + 5 * norm.ppf(LEVELS), outcomes)
    for place, level in enumerate(COVERAGES):
        assert 100 * found.covered[:, place].mean() == pytest.approx(level, abs=1.0)
    heights, _ = np.histogram(found.pit, bins=10, range=(0, 1))
    assert heights / len(outcomes) == pytest.approx(np.full(10, 0.1), abs=0.01)


def test_one_who_claims_half_the_spread_covers_too_little_and_is_scored_worse() -> None:
    outcomes = np.random.default_rng(SEED).normal(size=5_000)
    right, narrow = (
        scored(np.broadcast_to(scale * norm.ppf(LEVELS), (len(outcomes), len(LEVELS))), outcomes)
        for scale in (1.0, 0.5)
    )
    assert 100 * narrow.covered[:, 1].mean() == pytest.approx(100 * (2 * norm.cdf(0.5 * 1.2816) - 1), abs=2.0)
    assert narrow.crps.mean() > right.crps.mean()


def test_percentages_and_bias_by_hand() -> None:
    found = scored(np.array([[90.0, 100.0, 110.0], [45.0, 50.0, 55.0]]), np.array([125.0, 40.0]))
    assert found.median.tolist() == [100.0, 50.0]
    assert found.error_percent.tolist() == [-20.0, 25.0]
    assert found.absolute_percent.tolist() == [20.0, 25.0]
    assert found.pit.tolist() == [1.0, 0.0]
