"""Borrowing strength: closed forms, and what must hold for any counts."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.bases.pooling import MOST_MOVED, Rates, Shares, between_variance, prior_sample

LONELY = np.zeros((4, 4), dtype=bool)
"""Nobody is anybody's neighbour."""


def test_variance_between_authorities_with_equal_noise_is_what_exceeds_it():
    """With equal variances the squares of residuals average to noise plus spread."""
    residuals = np.array([0.3, -0.3, 0.5, -0.5])
    assert between_variance(residuals, np.full(4, 0.04)) == pytest.approx((0.09 + 0.25) / 2 - 0.04)


def test_residuals_no_larger_than_chance_show_no_variance_between():
    assert between_variance(np.array([0.1, -0.1]), np.full(2, 0.04)) == 0.0
    assert between_variance(np.array([]), np.array([])) == 0.0


def test_variance_between_solves_its_equation_with_unequal_noise():
    residuals, noise = np.array([0.4, -0.2, 0.6, -0.7]), np.array([0.01, 0.2, 0.05, 0.02])
    found = between_variance(residuals, noise)
    assert (residuals**2 / (noise + found)).sum() == pytest.approx(4)


def test_a_rate_is_the_precision_weighted_mean_of_own_and_england():
    """Nobody has neighbours, so that the closed form of two normals holds."""
    counts, exposures = np.array([400.0, 90.0, 160.0, 250.0]), np.full(4, 1000.0)
    found = Rates(counts, exposures, LONELY).pooled(1)
    england = log((counts.sum() + 0.5) / 4000)
    own, noise = np.log((counts + 0.5) / 1000), 1 / (counts + 0.5)
    between = between_variance(own - england, noise)
    weight = between / (between + noise[1])
    assert found.value == pytest.approx(exp(weight * own[1] + (1 - weight) * england))
    assert found.weights.own == pytest.approx(weight)
    assert found.weights.own + found.weights.neighbours + found.weights.england == pytest.approx(1)
    assert found.deviation == pytest.approx((1 / between + 1 / noise[1]) ** -0.5)
    assert found.low() < found.value < found.high()


def test_an_authority_without_figures_gets_what_is_expected_of_it():
    near = np.zeros((5, 5), dtype=bool)
    near[0, 1:3] = near[1, 2] = near[2, 1] = near[3, 4] = near[4, 3] = True
    counts = np.array([np.nan, 400.0, 420.0, 100.0, 90.0])
    found = Rates(counts, np.full(5, 1000.0), near).pooled(0)
    assert found.weights.own == 0.0
    # neighbours tell all there is to tell here, so it is as they are
    assert found.value == pytest.approx(0.41, rel=0.02)
    assert found.weights.neighbours > 0.9


def test_many_children_outweigh_the_others_and_few_do_not():
    counts = np.array([4000.0, 4.0, 2000.0, 2500.0])
    exposures = np.array([10_000.0, 10.0, 9000.0, 8000.0])
    rates = Rates(counts, exposures, LONELY)
    assert rates.pooled(0).weights.own > 0.9
    assert rates.pooled(1).weights.own < 0.2


def test_one_unlike_all_others_is_moved_at_most_one_of_its_own_deviations():
    counts, exposures = np.array([60.0, 500.0, 510.0, 490.0]), np.array([100.0, 10_000.0, 10_000.0, 10_000.0])
    found = Rates(counts, exposures, LONELY).pooled(0)
    own, noise = log(60.5 / 100), (1 / 60.5) ** 0.5
    assert own - log(found.value) <= MOST_MOVED * noise * (1 + 1e-9)


def test_shares_are_counts_with_a_sample_of_the_expected_added():
    counts = np.array([[80.0, 20.0], [30.0, 70.0], [50.0, 50.0], [6.0, 4.0]])
    found = Shares(counts, LONELY).pooled(3)
    england = counts.sum(axis=0) / counts.sum()
    shares = counts / counts.sum(axis=1, keepdims=True)
    prior = prior_sample(shares, np.tile(england, (4, 1)), counts.sum(axis=1))
    assert found.sample == pytest.approx(10 + prior)
    assert found.values[0] == pytest.approx((6 + prior * england[0]) / (10 + prior))


def test_a_prior_is_worth_what_dirichlet_shares_spread():
    """Shares drawn from a Dirichlet worth 50 children, seen without chance, give 50 back."""
    generator = np.random.default_rng(1)
    expected = np.array([0.5, 0.3, 0.2])
    shares = generator.dirichlet(expected * 50, size=4000)
    found = prior_sample(shares, np.tile(expected, (4000, 1)), np.full(4000, 1e7))
    assert found == pytest.approx(50, rel=0.05)


def test_shares_alike_everywhere_are_borrowed_almost_whole():
    counts = np.tile(np.array([50.0, 50.0]), (4, 1))
    counts[0] = 6.0, 4.0
    assert Shares(counts, LONELY).pooled(0).weights.own < 0.01


def test_shares_of_nobody_are_the_expected():
    counts = np.array([[np.nan, np.nan], [30.0, 70.0], [50.0, 50.0], [60.0, 40.0]])
    found = Shares(counts, LONELY).pooled(0)
    assert found.values == pytest.approx((140 / 300, 160 / 300))
    assert found.weights.own == 0.0


number = st.floats(0, 1e4)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(number, st.floats(1, 1e5)), min_size=2, max_size=12), st.integers(0, 11))
def test_a_pooled_rate_lies_within_what_is_known(pairs, row):
    counts, exposures = np.array(pairs).T
    near = ~np.eye(len(pairs), dtype=bool)
    found = Rates(counts, exposures, near).pooled(row % len(pairs))
    rates = (counts + 0.5) / exposures
    assert min(rates.min(), (counts.sum() + 0.5) / exposures.sum()) * 0.1 <= found.value <= rates.max() * 10
    assert sum((found.weights.own, found.weights.neighbours, found.weights.england)) == pytest.approx(1)
    assert found.deviation > 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(number, number, number), min_size=2, max_size=12), st.integers(0, 11))
def test_pooled_shares_are_shares(rows, row):
    counts = np.array(rows)
    found = Shares(counts, ~np.eye(len(rows), dtype=bool)).pooled(row % len(rows))
    assert sum(found.values) == pytest.approx(1)
    assert min(found.values) >= -1e-12
    assert found.sample > 0
