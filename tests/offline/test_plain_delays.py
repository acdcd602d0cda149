"""Delays in whole numbers are those of numpy's transforms, and both are the sum over all ways to come to a step."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from sim.fitting.putting_off import delayed
from sim.offline import plain_delays
from sim.offline import plain_numpy as plain


def by_hand(events: list[float], delays: list[float]) -> list[float]:
    """Each event on each delay, as far as it is still within the steps."""
    return [sum(events[at - late] * delays[late] for late in range(at + 1)) for at in range(len(events))]


@pytest.mark.parametrize("length", [1, 2, 9, 100, 471])
def test_they_are_the_sum_over_all_ways(length: int) -> None:
    luck = Random(length)
    lines = [[luck.random() / length for _ in range(length)] for _ in range(3)]
    lines[1] = [0.0] * length
    late = sorted((luck.random() / length for _ in range(length)), reverse=True)
    expected = [by_hand(line, late) for line in lines]
    plainly = plain_delays.delayed(plain.array(lines), plain.array(late))
    assert plainly.shape == (3, length)
    assert [plainly[at].tolist() for at in range(3)] == [pytest.approx(line, rel=1e-12, abs=1e-15) for line in expected]
    assert delayed(np.array(lines), np.array(late)).tolist() == [pytest.approx(line, abs=1e-14) for line in expected]


def test_a_delay_of_no_step_changes_nothing_and_one_of_two_moves_all_by_two() -> None:
    events = plain.array([[0.25, 0.5, 0.125, 0.0]])
    assert plain_delays.delayed(events, plain.array([1.0, 0.0, 0.0, 0.0])).tolist() == events.tolist()
    assert plain_delays.delayed(events, plain.array([0.0, 0.0, 1.0, 0.0])).tolist() == [[0.0, 0.0, 0.25, 0.5]]


def test_all_of_everybody_in_every_step_still_fits() -> None:
    length = 471
    everybody = plain.array([1.0] * length)
    assert plain_delays.delayed(everybody, everybody).tolist() == [float(at + 1) for at in range(length)]
