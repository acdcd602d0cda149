"""Who is behind whom, against brute force and by hand."""

from __future__ import annotations

from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiments.frontier.dominance import (
    behind_best,
    behind_each,
    behind_frontier,
    best_of,
    efficient,
    snapped,
    thinned,
)

PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=12)


def beats(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one != other and one[0] <= other[0] and one[1] <= other[1]


@given(PAIRS)
def test_the_frontier_is_that_of_brute_force(pairs: list[tuple[int, int]]) -> None:
    first, second = np.array(pairs, dtype=float).T
    expected = [not any(beats(other, one) for other in pairs) for one in pairs]
    assert efficient(first, second).tolist() == expected


@given(PAIRS, st.integers(1, 1000))
def test_the_frontier_does_not_hang_on_the_units(pairs: list[tuple[int, int]], factor: int) -> None:
    first, second = np.array(pairs, dtype=float).T
    assert (efficient(first, second) == efficient(first * factor, second / factor + 3)).all()


def test_rounding_of_sums_makes_no_frontier() -> None:
    assert efficient(np.array([0.1 + 0.2, 0.3]), np.array([2.0, 1.0])).tolist() == [False, True]
    assert snapped(np.array([16e6 + 1e-6, 16e6, 15e6])).tolist() == [16e6, 16e6, 15e6]
    assert snapped(np.array([1.0, 1.001])).tolist() == [1.0, 1.001]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=9), st.integers(0, 2**32 - 1))
def test_what_rounding_did_is_undone_wherever_it_fell(values: list[float], seed: int) -> None:
    exact = np.array([*values, *values])
    shaken = exact * (1 + np.random.default_rng(seed).uniform(-1e-14, 1e-14, len(exact)))
    found = snapped(shaken)
    assert (found[: len(values)] == found[len(values) :]).all()
    assert found == pytest.approx(exact, abs=1e-7 * max(1.0, np.abs(exact).max()))


FIRST = np.array([[1.0, 1.0, 1.0], [2.0, 3.0, 4.0], [0.0, 1.0, 5.0]])
SECOND = np.array([[5.0, 4.0, 6.0], [6.0, 7.0, 5.0], [9.0, 9.0, 9.0]])


def test_a_gap_is_the_smaller_of_two_in_standard_errors_by_hand() -> None:
    # the second mix is behind the first by 1, 2, 3 and by 1, 3, -1: means 2 and 1, deviations 1 and 2
    gaps = behind_each((FIRST, SECOND), [0], (0, 0))
    assert gaps[1, 0] == pytest.approx(min(2 / (1 / sqrt(3)), 1 / (2 / sqrt(3))))
    # the third by -1, 0, 4 and by 4, 5, 3
    assert gaps[2, 0] == pytest.approx(min(1 / (sqrt(7) / sqrt(3)), 4 / (1 / sqrt(3))))
    assert gaps[0, 0] == -inf
    assert behind_frontier(FIRST, SECOND) == pytest.approx([-inf, gaps[1, 0], gaps[2, 0]])


def test_a_third_loss_in_which_a_mix_is_ahead_saves_it() -> None:
    third = np.array([[9.0, 9.0, 8.0], [8.0, 8.0, 8.5], [9.0, 9.0, 9.0]])
    gaps = behind_each((FIRST, SECOND, third), [0], (0, 0, 0))
    assert gaps[1, 0] < 0 < behind_each((FIRST, SECOND), [0], (0, 0))[1, 0]


def test_what_is_unsure_beyond_luck_widens_the_gap_of_both() -> None:
    gaps = behind_each((FIRST, SECOND), [0], (0.5, 2.0))
    assert gaps[1, 0] == pytest.approx(min(2 / sqrt(1 / 3 + 2 * 0.25), 1 / sqrt(4 / 3 + 2 * 4)))


def test_equals_at_a_certain_higher_cost_are_behind_without_end() -> None:
    measure = np.array([[3.0, 5.0, 4.0], [3.0, 5.0, 4.0]])
    cost = np.array([[10.0, 10.0, 10.0], [12.0, 12.0, 12.0]])
    assert behind_frontier(cost, measure).tolist() == [-inf, inf]
    assert behind_best(measure, cost).tolist() == [0.0, inf]
    assert behind_best(measure, measure).tolist() == [0.0, 0.0]
    assert best_of(measure, cost[::-1]) == 1


def test_twins_are_not_behind_one_another() -> None:
    measure = np.array([[3.0, 5.0], [3.0, 5.0]])
    assert behind_frontier(measure, measure).tolist() == [-inf, -inf]


@given(PAIRS.filter(lambda pairs: len(pairs) > 1), st.integers(0, 2**32 - 1))
def test_those_on_the_frontier_of_means_are_not_behind_it_and_all_others_are(
    pairs: list[tuple[int, int]], seed: int
) -> None:
    random = np.random.default_rng(seed)
    first, second = (column[:, None] + random.normal(0, 0.1, (len(pairs), 5)) for column in np.array(pairs).T)
    ahead = efficient(first.mean(axis=1), second.mean(axis=1))
    behind = behind_frontier(first, second)
    assert (behind[ahead] <= 0).all()
    assert (behind[~ahead] > 0).all()


def test_of_mixes_that_stand_for_one_another_one_stays() -> None:
    # two pairs of near twins and one alone, along a frontier
    first = np.array([0.0, 0.1, 5.0, 5.1, 10.0])[:, None] + np.zeros((5, 4))
    second = np.array([10.0, 9.9, 5.0, 4.9, 0.0])[:, None] + np.array([0.0, 0.3, -0.2, 0.1])
    luck = np.random.default_rng(1).normal(0, 0.5, (5, 4))
    behind = behind_each((first + luck / 10, second + luck), range(5), (0, 0))
    kept = thinned(behind, 3)
    assert len(kept) == 3
    assert 4 in kept
    assert len({0, 1} & set(kept)) == 1
    assert len({2, 3} & set(kept)) == 1


def test_the_last_of_those_that_stand_for_one_another_is_not_held_against_those_that_went() -> None:
    far = -9.0
    behind = np.array([[-inf, -0.1, far, far], [-0.2, -inf, far, far], [far, far, -inf, -1.0], [far, far, -1.1, -inf]])
    assert thinned(behind, 2) == [1, 3]


@given(st.integers(2, 8), st.integers(1, 8), st.integers(0, 2**32 - 1))
def test_thinning_leaves_what_there_is_room_for_and_what_must_stay(count: int, room: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    behind = behind_each(random.normal(size=(2, count, 6)), range(count), (0, 0))
    stay = random.choice(count, size=min(2, count), replace=False).tolist()
    kept = thinned(behind, room, stay)
    assert set(stay) <= set(kept)
    assert len(kept) == min(count, max(room, len(stay)))
