"""What knowing more is worth: against closed forms of linear choices with normal inputs, and for useless numbers."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

import numpy as np
import pytest

from sim.experiments.frontier.information import Information, of_everything, of_knowing
from sim.experiments.frontier.question import FUTURES, REPLICATIONS
from sim.experiments.statistics.splines import basis, smoother

NORMAL = NormalDist()
SEEDS = 8
BOTH = sqrt(0.6**2 + 0.3**2)
"""Standard deviation of what two inputs do together."""


def closed_form(mean: float, deviation: float) -> float:
    """What is worth knowing a gain with this normal law before choosing between it and nothing."""
    z = mean / deviation
    return deviation * NORMAL.pdf(z) + mean * NORMAL.cdf(z) - max(0.0, mean)


def two_choices(
    seed: int, futures: int, mean: float = 0.2, slopes: tuple[float, float] = (0.6, 0.3), luck: float = 0.7
) -> tuple[np.ndarray, np.ndarray]:
    """Nothing, or a gain that hangs on two inputs and on luck; with what the inputs were, and a useless third."""
    random = np.random.default_rng(seed)
    inputs = random.normal(size=(futures, 3))
    gain = mean + inputs[:, :2] @ slopes + luck * random.normal(size=futures)
    year = random.normal(0, 5, futures)  # luck that both share
    return np.column_stack([year, year + gain]), inputs


def averaged(known: list[int], seeds: range, futures: int) -> list[Information]:
    found = []
    for seed in seeds:
        values, inputs = two_choices(seed, futures)
        found.append(of_knowing(values, inputs[:, known], seed))
    return found


def test_the_usual_number_of_futures_is_as_near_to_the_closed_form_as_twice_as_many() -> None:
    usual = FUTURES * REPLICATIONS
    assert usual == 256
    for known, deviation in (([0], 0.6), ([0, 1], BOTH)):
        few, many = (averaged(known, range(12), futures) for futures in (usual, 2 * usual))
        errors = [
            sqrt(np.mean([(one.value - closed_form(0.2, deviation)) ** 2 for one in found])) for found in (few, many)
        ]
        assert errors[0] < 0.04
        assert errors[0] < errors[1] + 0.01
        assert all(one.told for one in few)


@pytest.mark.parametrize(("known", "deviation"), [([0], 0.6), ([1], 0.3), ([0, 1], BOTH), ([0, 1, 2], BOTH)])
def test_a_linear_choice_with_normal_inputs(known: list[int], deviation: float) -> None:
    found = averaged(known, range(SEEDS), 400)
    values = [one.value for one in found]
    assert np.mean(values) == pytest.approx(closed_form(0.2, deviation), abs=3 * np.std(values) / sqrt(SEEDS) + 0.005)
    # the standard error is about how far the values lie from one another
    assert np.mean([one.error for one in found]) == pytest.approx(np.std(values, ddof=1), rel=0.7)
    assert all(one.told for one in found) or deviation == 0.3


def test_knowing_all_inputs_is_the_ceiling_when_there_is_no_luck() -> None:
    values, inputs = two_choices(1, 4000, luck=0.0)
    everything = of_everything(values)
    assert everything.value == pytest.approx(closed_form(0.2, BOTH), abs=3 * everything.error)
    assert of_knowing(values, inputs[:, :2], 1).value == pytest.approx(everything.value, rel=0.02)
    assert of_knowing(values, inputs[:, :1], 1).value < everything.value


def test_no_knowledge_is_worth_more_than_the_whole_future() -> None:
    for seed in range(3):
        values, inputs = two_choices(seed, 256)
        assert of_knowing(values, inputs, seed).value < of_everything(values).value


def test_a_useless_number_is_worth_about_nothing_and_never_less() -> None:
    found = averaged([2], range(20), 150)
    assert min(one.value for one in found) >= 0
    assert np.mean([one.value for one in found]) < 0.1 * closed_form(0.2, 0.6)
    # one in twenty stands out by luck: more than four of twenty would happen once in 400 tries
    assert sum(one.told for one in found) <= 4
    assert all(one.noise > 0 for one in found)


def test_among_many_choices_against_numbers_worked_out_by_drawing() -> None:
    slopes = np.array([0.0, 0.5, -0.4, 0.2, -0.1])
    means = np.array([0.1, 0.0, 0.1, 0.05, 0.12])
    x = np.random.default_rng(0).normal(size=1_000_000)
    truth = (means + np.outer(x, slopes)).max(axis=1).mean() - means.max()
    found = []
    for seed in range(6):
        random = np.random.default_rng(seed + 1)
        known = random.normal(size=400)
        values = means + np.outer(known, slopes) + 0.5 * random.normal(size=(400, 5))
        found.append(of_knowing(values, known[:, None], seed).value)
    assert np.mean(found) == pytest.approx(truth, rel=0.1)


def test_a_bent_effect_is_found() -> None:
    # a gain where the number is far from the middle on either side: a straight line would see nothing
    random = np.random.default_rng(4)
    known = random.uniform(-1, 1, 600)
    values = np.column_stack([np.zeros(600), known**2 - 0.5 + 0.3 * random.normal(size=600)])
    # gain above 0 from sqrt(0.5) on: the integral of x^2 - 0.5 from there to 1
    truth = (1 / 3 - 0.5) - (sqrt(0.5) ** 3 / 3 - 0.5 * sqrt(0.5))
    assert of_knowing(values, known[:, None], 1).value == pytest.approx(truth, abs=0.02)


def test_who_knows_changes_the_choice_as_often_as_the_gain_is_negative() -> None:
    values, inputs = two_choices(2, 3000, luck=0.0)
    found = of_knowing(values, inputs[:, :2], 1)
    assert found.changes == pytest.approx(NORMAL.cdf(-0.2 / BOTH), abs=0.03)


def test_units_and_shared_luck_change_nothing() -> None:
    values, inputs = two_choices(3, 300)
    one = of_knowing(values, inputs[:, :1], 1)
    other = of_knowing(1000 * values + np.arange(300)[:, None], 7 * inputs[:, :1] - 2, 1)
    assert other.value == pytest.approx(1000 * one.value)
    assert other.noise == pytest.approx(1000 * one.noise)


def test_what_never_varies_or_has_few_values_can_be_known_too() -> None:
    values, inputs = two_choices(5, 300)
    assert of_knowing(values, np.ones((300, 1)), 1).value == 0
    coarse = np.sign(inputs[:, :1])
    assert 0 < of_knowing(values, coarse, 1).value < of_knowing(values, inputs[:, :1], 1).value
    assert of_knowing(np.zeros((300, 3)), inputs, 1) == Information(0.0, 0.0, 0.0, 0.0)


# The regression under it


def test_a_fit_is_flat_for_noise_and_close_for_a_curve() -> None:
    random = np.random.default_rng(6)
    x = random.uniform(0, 10, 500)
    truth = np.sin(x / 2)
    noise = random.normal(size=(500, 60))
    outcomes = np.column_stack([truth + 0.3 * random.normal(size=500), noise])
    fitted = smoother(basis(x[:, None])).fit(outcomes)
    assert np.sqrt(np.mean((fitted[:, 0] - truth) ** 2)) < 0.08
    assert fitted.mean(axis=0) == pytest.approx(outcomes.mean(axis=0))
    # an unpenalised fit of four columns would follow noise by sqrt(4 / 500), 0.089; most fits are flat
    assert fitted[:, 1:].std(axis=0).mean() < 0.05
    assert np.median(fitted[:, 1:].std(axis=0)) < 0.03


def test_a_straight_line_without_luck_is_fitted_exactly() -> None:
    x = np.random.default_rng(7).normal(size=(100, 2))
    outcomes = (3 + x @ np.array([2.0, -1.0]))[:, None]
    assert smoother(basis(x)).fit(outcomes) == pytest.approx(outcomes, abs=0.02)
