"""How wide the columns of a table are, and on which side what stands in them stands."""

from __future__ import annotations

import re
from math import ceil

from sim.papers.document.paper import PaperTable

FIGURES = re.compile(r"[-−+]?£?[0-9]|\[")
"""How a number, a range of numbers, or the mark of one that is hidden begins."""

WIDE = 7
"""Columns from which on a table is written smaller."""

ROOM, ROOM_IN_SMALL = 84, 98
"""Characters that a line of a table holds, with the space between columns."""

BETWEEN, BETWEEN_IN_SMALL = 2.0, 1.75
"""Characters of space beside a column."""

MOST = 40
"""Characters beyond which a column is not made wider for what it holds: that goes on in lines below."""

KEPT_WHOLE = 13
"""Characters of a text that is not broken, such as a date, where there is room."""

LONGEST_WORD = 20
"""Characters of a word, such as an address, beyond which it is broken."""

FIRST_LEAST = 14
"""Characters of the headings at the left."""

KEPT_TOGETHER = 12
"""Rows of a table that is not torn between two pages."""


def shares(table: PaperTable) -> tuple[float, ...]:
    """Return the share of the width for each column; all together they are 1."""
    places = range(len(table.columns))
    least, wished = [_least(table, place) for place in places], [_wished(table, place) for place in places]
    room = max((ROOM_IN_SMALL if is_wide(table) else ROOM) - sum(least), 0) / max(sum(wished) - sum(least), 1)
    # where there is room for all that is wished, each has it; otherwise what is left beside the least is shared
    weights = [low + min(room, 1) * (high - low) for low, high in zip(least, wished, strict=True)]
    return tuple(weight / sum(weights) for weight in weights)


def is_wide(table: PaperTable) -> bool:
    """Whether a table has so many columns that it is written smaller."""
    return len(table.columns) >= WIDE


def to_the_right(table: PaperTable, place: int) -> bool:
    """Whether what a column holds stands to the right: numbers and ranges of numbers."""
    cells = [row[place] for row in table.rows if place < len(row)]
    figures = sum(cell.value is not None or FIGURES.match(cell.text) is not None for cell in cells)
    return place > 0 and 2 * figures >= len(cells) > 0


def _least(table: PaperTable, place: int) -> float:
    """Return how many characters a column needs so that no word of it is broken."""
    words = [word for heading in (table.columns[place],) for word in heading.split()]
    for text in _texts(table, place):
        words += [text] if len(text) <= KEPT_WHOLE else text.split()
    longest = min(max(map(len, words), default=1), LONGEST_WORD)
    return max(FIRST_LEAST if place == 0 else 0, longest) + _between(table)


def _wished(table: PaperTable, place: int) -> float:
    """Return how many characters a column would have so that what it holds stands in one line, its heading in two."""
    in_two_lines = ceil(len(table.columns[place]) / 2) + 2
    longest = max([in_two_lines, *map(len, _texts(table, place))])
    return max(min(longest, MOST) + _between(table), _least(table, place))


def _between(table: PaperTable) -> float:
    return BETWEEN_IN_SMALL if is_wide(table) else BETWEEN


def _texts(table: PaperTable, place: int) -> list[str]:
    return [row[place].text for row in table.rows if place < len(row)]
