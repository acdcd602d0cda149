"""Small counts are hidden with another, so that no total gives them away."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.returns.privacy import rounded, shown

TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 40), min_size=width, max_size=width), min_size=1, max_size=6)
)


def test_rounding_by_hand() -> None:
    assert [rounded(number) for number in (0, 1, 5, 6, 7, 8, 12, 13)] == [0, None, None, 5, 5, 10, 10, 15]


def test_a_hidden_cell_is_never_alone_by_hand() -> None:
    assert shown([[3, 20, 40]]) == ((None, None, 40),)
    assert shown([[3, 20], [20, 30], [8, 0]]) == ((None, None), (20, 30), (None, None))
    assert shown([[0, 12]]) == ((0, 10),)


def test_a_cell_in_which_nobody_can_be_hides_nothing() -> None:
    assert shown([[3, 0, 40]], [(0, 1)]) == ((None, 0, None),)
    assert shown([[3, 0]], [(0, 1)]) == ((None, 0),)  # there is no other


@given(table=TABLES)
def test_no_row_and_no_column_hides_one_cell_alone(table: list[list[int]]) -> None:
    result = shown(table)
    lines = [*result, *zip(*result, strict=True)]
    assert not any(line.count(None) == 1 for line in lines if len(line) > 1)
    for row, numbers in zip(result, table, strict=True):
        for cell, number in zip(row, numbers, strict=True):
            assert cell is None or (cell % 5 == 0 and abs(cell - number) <= 2 and not 0 < number < 6)
