"""How wide the columns of a table are, and on which side what stands in them stands."""

from __future__ import annotations

import re
from math import ceil

from sim.papers.document.paper import Table

FIGURES = re.compile(r"[-−+]?£?[0-9]|\[")
"""How a number, a range of numbers, or the mark of one that is hidden begins."""

LEAST, MOST = 6, 34
"""Characters that a column is taken to have room for, however few or many it holds."""

FIRST_LEAST = 14
"""Of the headings at the left."""


def shares(table: Table) -> tuple[float, ...]:
    """Return the share of the width for each column; all together they are 1."""
    weights = [_weight(table, place) for place in range(len(table.columns))]
    return tuple(weight / sum(weights) for weight in weights)


def to_the_right(table: Table, place: int) -> bool:
    """Whether what a column holds stands to the right: numbers and ranges of numbers."""
    cells = [row[place] for row in table.rows if place < len(row)]
    figures = sum(cell.value is not None or FIGURES.match(cell.text) is not None for cell in cells)
    return place > 0 and 2 * figures > len(cells)


def _weight(table: Table, place: int) -> int:
    cells = [row[place].text for row in table.rows if place < len(row)]
    heading = table.columns[place]
    longest_word = max((len(word) for word in heading.split()), default=0)
    in_two_lines = ceil(len(heading) / 2) + 2
    longest = max([longest_word, in_two_lines, *map(len, cells)])
    return max(FIRST_LEAST if place == 0 else LEAST, min(longest, MOST))
