"""Rounding to whole numbers that keep their sum: by largest remainders, with ties to the first."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.foundations.rounding import whole


def by_hand(percent: list[int], total: int) -> tuple[int, ...]:
    """The same in fractions, in which ties are exact."""
    exact = [Fraction(part * total, sum(percent)) for part in percent]
    found = [int(value) for value in exact]
    for which in sorted(range(len(exact)), key=lambda one: (found[one] - exact[one], one))[: total - sum(found)]:
        found[which] += 1
    return tuple(found)


@pytest.mark.parametrize(("percent", "total"), [([2, 14, 84], 10), ([62, 29, 9], 60)])
def test_what_is_a_tie_in_fractions_goes_to_the_first(percent: list[int], total: int) -> None:
    assert whole([part / 100 for part in percent], total) == by_hand(percent, total)


@given(st.lists(st.integers(1, 100), min_size=1, max_size=6), st.integers(0, 500))
def test_it_is_as_in_fractions(percent: list[int], total: int) -> None:
    assert whole([part / 100 for part in percent], total) == by_hand(percent, total)
