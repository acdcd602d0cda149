"""Probabilities that a mix is best: against every resample there is, and a closed form."""

from __future__ import annotations

from itertools import product
from math import sqrt
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiments.frontier.best import leaders, on_frontier, resamples, shares, single_futures
from sim.experiments.frontier.dominance import efficient

LOSS = np.array([[3.0, 1.0, 2.0, 5.0], [2.0, 2.0, 2.0, 2.0], [1.0, 4.0, 1.0, 3.0], [2.0, 2.0, 2.0, 2.0]])
COST = np.array([[9.0, 9.0, 9.0, 9.0], [5.0, 5.0, 5.0, 5.0], [1.0, 2.0, 3.0, 4.0], [4.0, 4.0, 4.0, 4.0]])


def every_resample(replications: int) -> np.ndarray:
    """The weights of every resample that can be drawn: 256 of four replications."""
    drawn = product(range(replications), repeat=replications)
    return np.array([np.bincount(one, minlength=replications) / replications for one in drawn])


def by_brute_force(weights: np.ndarray) -> list[float]:
    counts = [0] * len(LOSS)
    for one in weights:
        ranked = sorted(
            range(len(LOSS)), key=lambda mix: (round(float(LOSS[mix] @ one), 9), round(float(COST[mix] @ one), 9))
        )
        counts[ranked[0]] += 1
    return [count / len(weights) for count in counts]


def test_the_probability_is_that_over_every_resample() -> None:
    weights = every_resample(4)
    exact = shares(leaders(LOSS, COST, weights), 4)
    assert exact.tolist() == pytest.approx(by_brute_force(weights))
    assert exact[1] == 0  # the last gives the same for less
    drawn = shares(leaders(LOSS, COST, resamples(4, seed=1, count=20_000)), 4)
    assert drawn == pytest.approx(exact, abs=4 * sqrt(0.25 / 20_000))


def test_shares_of_futures_are_those_of_single_replications() -> None:
    found = shares(leaders(LOSS, COST, single_futures(4)), 4)
    # the last is cheaper than its equal; the third is cheapest of those with the least loss
    assert found.tolist() == [0.25, 0.0, 0.5, 0.25]


@given(st.integers(1, 6), st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_probabilities_sum_to_one(mixes: int, replications: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    loss, cost = random.integers(0, 3, (2, mixes, replications)).astype(float)
    for weights in (resamples(replications, seed, 50), single_futures(replications)):
        found = shares(leaders(loss, cost, weights), mixes)
        assert found.sum() == pytest.approx(1)
        assert (found >= 0).all()


def test_of_two_mixes_it_is_what_the_normal_law_says_of_their_mean_difference() -> None:
    random = np.random.default_rng(3)
    loss = random.normal(0, 1, (2, 400)) + random.normal(0, 5, 400)
    difference = loss[1] - loss[0]
    found = shares(leaders(loss, np.zeros((2, 400)), resamples(400, seed=1, count=20_000)), 2)
    expected = NormalDist().cdf(difference.mean() / (difference.std() / sqrt(400)))
    assert found[0] == pytest.approx(expected, abs=0.02)


def test_the_chance_to_be_on_the_frontier_is_that_over_every_resample() -> None:
    weights = every_resample(4)
    found = on_frontier(COST, LOSS, weights)
    expected = np.mean([efficient(COST @ one, LOSS @ one) for one in weights], axis=0)
    assert found == pytest.approx(expected)
    assert found[1] == 0  # its equal is cheaper
    assert found[2] == 255 / 256  # the cheapest, unless the last replication alone is drawn: the last mix costs as much


def test_resamples_are_fixed_by_the_seed_and_weigh_all_replications() -> None:
    assert (resamples(5, 7) == resamples(5, 7)).all()
    assert (resamples(5, 7) != resamples(5, 8)).any()
    assert resamples(5, 7).sum(axis=1) == pytest.approx(1)
    assert resamples(5, 7).mean(axis=0) == pytest.approx(0.2, abs=0.02)
