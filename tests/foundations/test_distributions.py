"""Inverse distributions: against scipy's, monotone, and through the points that they are said to pass."""

from __future__ import annotations

from math import exp, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.foundations.distributions import (
    exponential,
    gamma_probability,
    gamma_quantile,
    geometric,
    index,
    lognormal,
    lognormal_beyond,
    weibull,
    weibull_through,
)

U = st.floats(1e-6, 1 - 1e-6)
TWO = st.tuples(U, U).map(sorted)
MEDIAN, SPREAD = st.floats(0.1, 1000), st.floats(0.01, 2)


@given(U, MEDIAN, SPREAD)
def test_lognormal_is_scipys(u: float, median: float, spread: float):
    assert lognormal(u, median, spread) == pytest.approx(stats.lognorm.ppf(u, spread, scale=median), rel=1e-6)


@given(U, st.floats(0.1, 1000))
def test_exponential_is_scipys(u: float, mean: float):
    assert exponential(u, mean) == pytest.approx(stats.expon.ppf(u, scale=mean), rel=1e-9)


@given(U, st.floats(0.1, 1000), st.floats(0.2, 5))
def test_weibull_is_scipys(u: float, scale: float, shape: float):
    assert weibull(u, scale, shape) == pytest.approx(stats.weibull_min.ppf(u, shape, scale=scale), rel=1e-9)


@given(U, st.floats(0.05, 200))
def test_gamma_is_scipys(u: float, shape: float):
    assert gamma_quantile(u, shape) == pytest.approx(stats.gamma.ppf(u, shape) / shape, rel=1e-8, abs=1e-12)


@given(st.floats(0.01, 100), st.floats(0, 300))
def test_the_gamma_probability_is_scipys(shape: float, x: float):
    assert gamma_probability(shape, x) == pytest.approx(stats.gamma.cdf(x, shape), rel=1e-9, abs=1e-12)


@given(TWO, MEDIAN, SPREAD, st.floats(0.2, 5))
def test_every_inverse_rises_with_its_uniform_number(us, median: float, spread: float, shape: float):
    low, high = us
    assert lognormal(low, median, spread) <= lognormal(high, median, spread)
    assert lognormal_beyond(low, median, spread, 30.0) <= lognormal_beyond(high, median, spread, 30.0)
    assert exponential(low, median) <= exponential(high, median)
    assert weibull(low, median, shape) <= weibull(high, median, shape)
    assert gamma_quantile(low, shape) <= gamma_quantile(high, shape) * (1 + 1e-12)
    assert geometric(low, 1 + shape, 6) <= geometric(high, 1 + shape, 6)


def test_without_spread_a_lognormal_is_its_median():
    assert lognormal(0.01, 28.0, 0.0) == lognormal(0.99, 28.0, 0.0) == 28.0


@given(U, MEDIAN, SPREAD, st.floats(-10, 5000))
def test_what_is_known_to_exceed_a_bound_does(u: float, median: float, spread: float, least: float):
    assert least <= lognormal_beyond(u, median, spread, least) < inf


@given(U, MEDIAN, SPREAD, st.floats(0.2, 3))
def test_beyond_a_bound_the_lognormal_is_the_conditional_one(u: float, median: float, spread: float, part: float):
    least = median * part
    value = lognormal_beyond(u, median, spread, least)
    whole = stats.lognorm(spread, scale=median)
    if whole.sf(least) > 1e-6:
        assert 1 - whole.sf(value) / whole.sf(least) == pytest.approx(u, abs=1e-5)


def test_beyond_nothing_the_lognormal_is_itself():
    assert lognormal_beyond(0.3, 0.0, 0.5, 7.0) == 7.0  # of nothing there is nothing left
    assert lognormal_beyond(0.3, 28.0, 0.5, 0.0) == lognormal_beyond(0.3, 28.0, 0.5, -3.0) == lognormal(0.3, 28.0, 0.5)


@given(st.floats(1, 400), st.floats(1.1, 10), st.floats(0.01, 0.6), st.floats(0.01, 0.35))
def test_a_weibull_passes_through_both_points(first: float, ratio: float, low: float, more: float):
    points = (first, low), (first * ratio, low + more)
    scale, shape = weibull_through(*points)
    for when, probability in points:
        assert 1 - exp(-((when / scale) ** shape)) == pytest.approx(probability, rel=1e-9)
        assert weibull(probability, scale, shape) == pytest.approx(when, rel=1e-9)


@pytest.mark.parametrize("mean", [1.0, 1.4, 2.5])
def test_the_geometric_starts_at_one_and_has_its_mean(mean: float):
    us = [(number + 0.5) / 20000 for number in range(20000)]
    values = [geometric(u, mean, 10**6) for u in us]
    assert min(values) == 1
    assert sum(values) / len(values) == pytest.approx(mean, rel=0.01)


def test_the_geometric_is_cut_at_the_most():
    assert geometric(0.999999, 3.0, 6) == 6


@given(U, st.lists(st.floats(0.01, 1), min_size=1, max_size=8))
def test_an_index_falls_on_each_in_proportion_to_its_share(u: float, parts: list[float]):
    shares = tuple(part / sum(parts) for part in parts)
    which = index(u, shares)
    assert sum(shares[:which]) <= u + 1e-12
    assert u <= sum(shares[: which + 1]) + 1e-12


def test_what_has_no_share_is_never_chosen():
    assert {index(u / 1000, (0.0, 0.5, 0.0, 0.5, 0.0)) for u in range(1, 1000)} == {1, 3}
