"""What is hidden cannot be worked out from what is shown."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from sim.papers.suppression import MOST_HIDDEN, HiddenColumn, hidden_in, small

COLUMNS = st.lists(st.integers(0, 14), min_size=1, max_size=5)


def solutions(parts: list[int], hidden: HiddenColumn) -> list[tuple[int, ...]]:
    """Return every column that a reader who knows the rule, and why each was hidden, cannot tell from the true one."""
    places = [place for place, is_hidden in enumerate(hidden.parts) if is_hidden]
    in_all = sum(parts[place] for place in places)
    shown = [part for part, is_hidden in zip(parts, hidden.parts, strict=True) if not is_hidden and part > MOST_HIDDEN]
    most = min(shown, default=in_all)
    ranges = [
        range(1, MOST_HIDDEN + 1) if small(parts[place]) else range(MOST_HIDDEN + 1, most + 1) for place in places
    ]
    return [one for one in product(*ranges) if sum(one) == in_all]


@given(COLUMNS)
def test_every_small_number_is_hidden_and_no_nought_is(parts: list[int]) -> None:
    hidden = hidden_in(parts, sum(parts))
    for part, is_hidden in zip(parts, hidden.parts, strict=True):
        assert is_hidden or not small(part)
        assert not (is_hidden and part == 0)


@given(COLUMNS)
def test_with_its_total_shown_no_hidden_number_has_one_value_alone(parts: list[int]) -> None:
    hidden = hidden_in(parts, sum(parts))
    if hidden.total or not any(hidden.parts):
        return
    found = solutions(parts, hidden)
    assert tuple(part for part, is_hidden in zip(parts, hidden.parts, strict=True) if is_hidden) in found
    for values in zip(*found, strict=True):
        assert len(set(values)) > 1


@given(COLUMNS)
def test_a_column_without_small_numbers_is_shown_whole(parts: list[int]) -> None:
    large = [part + MOST_HIDDEN + 1 for part in parts]
    assert hidden_in(large, sum(large)) == HiddenColumn((False,) * len(large), False)


def test_one_small_number_takes_the_next_with_it() -> None:
    assert hidden_in([3, 0, 20, 40], 63) == HiddenColumn((True, False, True, False), False)


def test_a_second_number_that_would_give_the_first_away_is_not_enough() -> None:
    # 7 in all, of which one is 6 or more: the small one could only be 1
    assert hidden_in([1, 6, 30, 40], 77) == HiddenColumn((True, True, True, False), False)


def test_small_numbers_that_their_sum_gives_away_take_another_with_them() -> None:
    assert hidden_in([1, 1, 20], 22) == HiddenColumn((True, True, True), False)
    assert hidden_in([5, 5, 20], 30) == HiddenColumn((True, True, True), False)


def test_two_small_numbers_hide_one_another() -> None:
    assert hidden_in([2, 3, 20], 25) == HiddenColumn((True, True, False), False)


def test_a_small_number_alone_takes_the_total_with_it() -> None:
    assert hidden_in([3, 0], 3) == HiddenColumn((True, False), True)
