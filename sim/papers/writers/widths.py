"""How wide the columns of a table are, by what stands in them."""

from __future__ import annotations

from sim.papers.document.paper import Table

LEAST, MOST = 6, 34
"""Characters that a column is taken to have room for, however few or many it holds."""

FIRST_LEAST = 14
"""Of the headings at the left."""


def shares(table: Table) -> tuple[float, ...]:
    """Return the share of the width for each column; all together they are 1."""
    weights = [_weight(table, place) for place in range(len(table.columns))]
    return tuple(weight / sum(weights) for weight in weights)


def has_numbers(table: Table, place: int) -> bool:
    """Whether a column holds numbers, which stand to the right."""
    return place > 0 and any(row[place].value is not None for row in table.rows if place < len(row))


def _weight(table: Table, place: int) -> int:
    cells = [row[place].text for row in table.rows if place < len(row)]
    longest_word = max((len(word) for word in table.columns[place].split()), default=0)
    longest = max([longest_word, *map(len, cells)])
    return max(FIRST_LEAST if place == 0 else LEAST, min(longest, MOST))
