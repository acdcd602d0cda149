"""Among many differences, few are called clear by chance."""

from __future__ import annotations

import numpy as np
import pytest

from sim.experiments.statistics.difference import Difference, paired
from sim.experiments.statistics.many import chance_of_so_large, clear_together


def drawn(generator: np.random.Generator, mean: float = 0.0, count: int = 24) -> Difference:
    return paired(np.zeros(count), generator.normal(mean, 1.0, count))


def test_a_chance_is_that_of_students_interval() -> None:
    one = paired(np.zeros(10), np.arange(10.0) - 3.0)
    found = chance_of_so_large(one)
    at_its_edge = paired(np.zeros(10), np.arange(10.0) - 3.0, confidence=1.0 - found)
    assert at_its_edge.low == pytest.approx(0.0, abs=1e-9)


def test_hand_worked() -> None:
    """Three chances of 0.5, 0.024 and 0.02: each of the latter is clear alone, the least is not below 0.05 / 3."""
    generator = np.random.default_rng(3)
    wanted, made = [0.5, 0.024, 0.02], []
    for chance in wanted:
        values = generator.normal(0.0, 1.0, 12)
        values -= values.mean()
        lower, upper = 0.0, 5.0
        for _ in range(80):
            middle = (lower + upper) / 2
            if chance_of_so_large(paired(np.zeros(12), values + middle)) > chance:
                lower = middle
            else:
                upper = middle
        made.append(paired(np.zeros(12), values + lower))
    assert [one.clear for one in made] == [False, True, True]
    assert clear_together(made, 0.95) == [False, False, False]
    assert clear_together(made[1:], 0.95) == [True, True]
    assert clear_together(made, 0.90) == [False, True, True]


def test_where_nothing_changes_hardly_ever_is_anything_clear() -> None:
    generator = np.random.default_rng(4)
    alone = together = 0
    for _ in range(400):
        differences = [drawn(generator) for _ in range(50)]
        alone += any(one.clear for one in differences)
        together += any(clear_together(differences, 0.95))
    assert alone > 0.85 * 400
    assert together <= (0.05 + 3 * (0.05 * 0.95 / 400) ** 0.5) * 400


def test_what_changes_much_is_found_among_many() -> None:
    generator = np.random.default_rng(5)
    differences = [drawn(generator) for _ in range(40)] + [drawn(generator, mean=2.0)]
    assert clear_together(differences, 0.95)[-1]


def test_what_never_varies_is_as_clear_as_alone() -> None:
    same, fixed = paired(np.zeros(12), np.zeros(12)), paired(np.zeros(12), np.ones(12))
    assert clear_together([same, fixed], 0.95) == [same.clear, fixed.clear] == [False, True]
