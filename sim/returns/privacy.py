"""What may leave of counts of children: small ones hidden, others rounded to five, nothing to be had by taking away.

As the Department for Education publishes: 1 to 5 are hidden, and with a hidden cell another in its row and its column,
so that neither can be had from a total.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import floor

SMALLEST_SHOWN = 6
ROUNDED_TO = 5
HIDDEN = "c"
FEWEST_FOR_SHARES = 10
"""Children below which no share is written."""

CountTable = Sequence[Sequence[int]]
CellPlace = tuple[int, int]
ShownCounts = tuple[tuple[int | None, ...], ...]


def rounded(number: int) -> int | None:
    """Return a count as it may be shown: None where it is hidden, 0 as it is, others rounded to the nearest five."""
    if 0 < number < SMALLEST_SHOWN:
        return None
    return ROUNDED_TO * floor(number / ROUNDED_TO + 0.5)


def shown(table: CountTable, nobody: Collection[CellPlace] = ()) -> ShownCounts:
    """Return a table of counts as it may be shown: every row and column with a hidden cell has two or none.

    The other is one that a crossing line needs as well, else the smallest that is left, so that the most is still told.
    Cells in which `nobody` can be hide nothing, for everybody knows what is in them.
    """
    hidden = [[0 < number < SMALLEST_SHOWN for number in row] for row in table]
    rows, columns = _rows(table), _columns(table)

    def alone(line: Sequence[CellPlace]) -> bool:
        able = [at for at in line if at not in nobody]
        return len(able) > 1 and sum(hidden[row][column] for row, column in able) == 1

    def cost(at: CellPlace, crossing: Sequence[CellPlace]) -> tuple[bool, bool, int, CellPlace]:
        number = table[at[0]][at[1]]
        return (not alone(crossing), number == 0, number, at)

    while line := next((line for line in (*rows, *columns) if alone(line)), None):
        across = line in rows
        row, column = min(
            (at for at in line if not hidden[at[0]][at[1]] and at not in nobody),
            key=lambda at: cost(at, columns[at[1]] if across else rows[at[0]]),
        )
        hidden[row][column] = True
    return tuple(
        tuple(
            None if hidden[row][column] else ROUNDED_TO * floor(number / ROUNDED_TO + 0.5)
            for column, number in enumerate(numbers)
        )
        for row, numbers in enumerate(table)
    )


def _rows(table: CountTable) -> list[list[CellPlace]]:
    return [[(row, column) for column in range(len(numbers))] for row, numbers in enumerate(table)]


def _columns(table: CountTable) -> list[list[CellPlace]]:
    return [[(row, column) for row in range(len(table))] for column in range(len(table[0]) if table else 0)]


def said(number: int | None) -> str:
    """Return a count as it is written."""
    return HIDDEN if number is None else f"{number:,}"
