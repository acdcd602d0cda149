"""What is said of an effect is so, where its distribution over inputs and luck is known in closed form."""

from __future__ import annotations

from collections.abc import Callable
from math import erf, isclose, log, nan, sqrt

import numpy as np
import pytest

from sim.experiments.statistics.effect import Effect, effect
from sim.measures.arrays import Numbers

MEAN, INPUTS, CHANCE = -0.25, 0.20, 0.35
"""Of an effect: its mean, and its standard deviations over inputs and over luck; much like a panel's cost."""

RUNS = 200


def normal(value: float) -> float:
    """Return the share of a standard normal distribution below a value."""
    return 0.5 * (1.0 + erf(value / sqrt(2.0)))


def planted(draws: int, expected: Numbers, generator: np.random.Generator, chance: float = CHANCE) -> Effect:
    """Return what is found of effects whose expected values are known, seen with two turns of luck each."""
    seen = np.repeat(expected, 2) + generator.normal(0.0, chance, 2 * draws)
    found = effect(seen, 2)
    assert found is not None
    return found


def average(draws: int, told: Callable[[Effect], float], chance: float = CHANCE) -> float:
    """Return the average over runs of what is told of an effect that is normal over the inputs."""
    generator = np.random.default_rng(14)
    return float(
        np.mean(
            [told(planted(draws, generator.normal(MEAN, INPUTS, draws), generator, chance)) for _ in range(RUNS)],
        )
    )


def covered(found: Effect) -> float:
    """Return the share of expected effects that lies in the range said to hold 80% of them."""
    return normal((found.expected.high - MEAN) / INPUTS) - normal((found.expected.low - MEAN) / INPUTS)


@pytest.mark.parametrize("draws", [50, 100, 400])
def test_the_range_of_the_expected_effect_holds_what_it_says(draws: int) -> None:
    assert average(draws, covered) == pytest.approx(0.80, abs=0.03)


def test_the_range_of_a_skewed_effect_holds_what_it_says() -> None:
    generator, held, spread = np.random.default_rng(15), [], 0.8
    for _ in range(RUNS):
        found = planted(100, generator.lognormal(0.0, spread, 100), generator, chance=0.3)
        ends = (found.expected.low, found.expected.high)
        low, high = (normal(log(end) / spread) if end > 0.0 else 0.0 for end in ends)
        held.append(high - low)
    assert np.mean(held) == pytest.approx(0.80, abs=0.03)


def test_the_range_does_not_shrink_with_more_draws() -> None:
    few, many = (average(draws, lambda found: found.expected.high - found.expected.low) for draws in (100, 1000))
    assert many > 0.92 * few  # a mean's interval would shrink to 0.32 of it
    assert many == pytest.approx(2.0 * 1.2816 * INPUTS, rel=0.03)


@pytest.mark.parametrize("draws", [100, 400])
def test_the_probability_of_a_fall_is_calibrated(draws: int) -> None:
    assert average(draws, lambda found: found.falls) == pytest.approx(normal(-MEAN / INPUTS), abs=0.03)
    both = sqrt(INPUTS**2 + CHANCE**2)
    assert average(draws, lambda found: found.falls_in_one_future) == pytest.approx(normal(-MEAN / both), abs=0.03)


def test_few_draws_make_nothing_certain() -> None:
    sure = effect(np.full(24, -1.0) - np.arange(24.0) / 100.0, 2)
    assert sure is not None
    assert 0.9 < sure.falls < 0.97
    told = average(24, lambda found: found.falls)
    assert 0.75 < told < normal(-MEAN / INPUTS)


def test_one_future_spreads_by_inputs_and_by_chance() -> None:
    both = sqrt(INPUTS**2 + CHANCE**2)
    width = average(400, lambda found: found.one_future.high - found.one_future.low)
    assert width == pytest.approx(2.0 * 1.2816 * both, rel=0.03)
    assert average(400, lambda found: found.from_inputs) == pytest.approx(INPUTS**2 / both**2, abs=0.03)


@pytest.mark.parametrize("draws", [5, 12, 30])
def test_a_single_future_is_never_surer_than_what_is_expected(draws: int) -> None:
    generator = np.random.default_rng(18)
    for chance in (0.0, 0.05, CHANCE):
        for _ in range(RUNS):
            found = planted(draws, generator.normal(MEAN, INPUTS, draws), generator, chance)
            assert found.one_future.low <= found.expected.low
            assert found.one_future.high >= found.expected.high


@pytest.mark.parametrize("draws", [12, 30])
def test_the_range_of_a_single_future_holds_what_it_says_or_somewhat_more(draws: int) -> None:
    both = sqrt(INPUTS**2 + CHANCE**2)

    def held(found: Effect) -> float:
        return normal((found.one_future.high - MEAN) / both) - normal((found.one_future.low - MEAN) / both)

    assert 0.79 < average(draws, held) < 0.88


def test_where_inputs_do_nothing_what_few_draws_leave_open_is_said() -> None:
    generator = np.random.default_rng(16)
    widths = [
        found.expected.high - found.expected.low
        for found in (planted(24, np.zeros(24), generator) for _ in range(RUNS))
    ]
    error = CHANCE / sqrt(48)
    assert min(widths) >= 2.0 * error
    falls = [planted(24, np.zeros(24), generator).falls for _ in range(RUNS)]
    assert np.mean(falls) == pytest.approx(0.5, abs=0.05)
    assert np.mean(np.array(falls) > 0.9) < 0.25


def test_effects_that_never_change_have_no_spread() -> None:
    found = effect(np.full(20, -3.0), 2)
    assert found is not None
    assert (found.expected.low, found.expected.high, found.one_future.low, found.one_future.high) == (-3.0,) * 4
    assert (found.falls, found.falls_in_one_future, found.from_inputs) == (10.5 / 11, 20.5 / 21, 0.0)
    nothing = effect(np.zeros(20), 2)
    assert nothing is not None
    assert (nothing.falls, nothing.falls_in_one_future) == (0.5, 0.5)


def test_draws_in_which_it_is_not_defined_are_left_out_and_few_tell_nothing() -> None:
    differences = np.arange(14.0)
    differences[3] = nan
    found = effect(differences, 2)
    assert found is not None
    assert found.draws == 6
    assert isclose(found.mean, float(np.delete(np.arange(14.0), [2, 3]).mean()))
    assert effect(np.arange(8.0), 2) is None
    assert effect(np.arange(20.0), 1) is None


def test_a_last_turn_without_its_fellow_is_left_out() -> None:
    even, odd = effect(np.arange(20.0), 2), effect(np.arange(21.0), 2)
    assert even == odd


def test_shrinking_by_the_whole_share_would_hold_too_few() -> None:
    """The square root is why: with chance twice as large as inputs, shrinking by the share itself holds some 60%."""
    generator, held = np.random.default_rng(17), []
    for _ in range(RUNS):
        seen = np.repeat(generator.normal(MEAN, INPUTS, 100), 2) + generator.normal(0.0, CHANCE, 200)
        means = seen.reshape(-1, 2).mean(axis=1)
        share = INPUTS**2 / (INPUTS**2 + CHANCE**2 / 2)
        low, high = np.quantile(MEAN + (means - MEAN) * share, [0.1, 0.9])
        held.append(normal((high - MEAN) / INPUTS) - normal((low - MEAN) / INPUTS))
    assert np.mean(held) < 0.68
