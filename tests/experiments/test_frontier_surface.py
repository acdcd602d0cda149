"""The surface that says what mixes which were not run would have given."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from known_truth_council import Council

from sim.experiments.frontier.surface import columns, fewest_run, fitted, worth_running

SIZES = np.array(list(product((0, 0.5, 1, 2), (0, 1), (0, 1, 3))), dtype=float)


def test_a_surface_has_a_level_for_each_size_and_a_product_for_each_pair() -> None:
    assert columns(SIZES, 100).shape == (24, 1 + 3 + 1 + 2 + 3)
    assert columns(SIZES, 12).shape == (24, 1 + 3 + 1 + 2)
    assert fewest_run(SIZES) == 11
    assert columns(SIZES, 10) is None


def test_effects_that_add_up_and_work_in_pairs_are_told_of_mixes_that_were_not_run() -> None:
    made = columns(SIZES, 100)
    a, b, c = SIZES.T
    truth = np.sqrt(a) - 3 * b + np.where(c == 3, 7, c) + 0.5 * a * b - a * c
    futures = truth[:, None] * np.array([1.0, 2.0, -1.0]) + np.array([0.0, 100.0, 5.0])
    run = worth_running(made, 16)
    surface = fitted(made, run, futures[run])
    assert surface.filled == pytest.approx(futures)
    assert surface.misfit == pytest.approx(0, abs=1e-9)


def test_what_does_not_fit_a_surface_is_told_apart_from_luck() -> None:
    sizes = np.array(list(product((0, 1, 2), repeat=4)), dtype=float)
    made = columns(sizes, 81)
    run = worth_running(made, 60)
    additive = sizes.sum(axis=1)
    threefold = 2.0 * (sizes[:, 0] * sizes[:, 1] * sizes[:, 2] > 2)
    plain, odd = [], []
    for seed in range(10):
        luck = np.random.default_rng(seed).normal(0, 2, (81, 40))
        plain.append(fitted(made, run, (additive[:, None] + luck)[run]).misfit)
        odd.append(fitted(made, run, ((additive + threefold)[:, None] + luck)[run]).misfit)
    # luck alone makes mean residuals of 2 / sqrt(40), 0.32
    assert np.mean(plain) < 0.15
    beyond = (threefold - made @ np.linalg.lstsq(made[run], threefold[run], rcond=None)[0])[run]
    spare = len(run) - np.linalg.matrix_rank(made[run])
    assert np.mean(odd) == pytest.approx(np.sqrt((beyond**2).sum() / spare), rel=0.15)


def test_misfit_is_not_told_from_one_replication_or_without_mixes_to_spare() -> None:
    made = columns(SIZES, 100)
    run = worth_running(made, made.shape[1])
    assert fitted(made, run, np.ones((len(run), 5))).misfit == 0
    many = worth_running(made, 20)
    assert fitted(made, many, np.random.default_rng(1).normal(size=(20, 1))).misfit == 0


def test_the_mixes_worth_running_begin_with_the_first_and_tell_every_column() -> None:
    made = columns(SIZES, 100)
    run = worth_running(made, made.shape[1])
    assert run[0] == 0
    assert len(set(run.tolist())) == made.shape[1]
    assert np.linalg.matrix_rank(made[run]) == made.shape[1]
    assert len(worth_running(made, 1000)) == len(made)


def test_a_surface_from_few_runs_beats_the_runs_themselves() -> None:
    council = Council(3)
    made = columns(council.sizes, 62)
    run = worth_running(made, 62)
    surface = fitted(made, run, council(run.tolist(), range(32)).measure)
    error = np.std(surface.filled.mean(axis=1) - council.measure - (surface.filled.mean(axis=1) - council.measure)[0])
    each = council(range(len(council.sizes)), range(2)).measure.mean(axis=1) - council.measure
    assert error < 0.5 * np.std(each - each[0])
