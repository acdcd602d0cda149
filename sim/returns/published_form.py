"""Returns in the form in which counts may leave the council: rounded to five, small ones hidden and filled in.

A hidden number is written as the table of published figures writes one that was filled in: a mark, then what is left of
its whole, shared out evenly. So whatever is made of it knows that it was hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sim.published.table import SUPPRESSED, FigureRow
from sim.returns.privacy import SMALLEST_SHOWN, rounded, shown

MIDDLE = 3
"""Of 1 to 5, what is taken where nothing tells of a hidden number."""


def published_form(rows: Iterable[FigureRow]) -> tuple[FigureRow, ...]:
    """Return rows of exact counts with each cell as it may be shown; breakdowns hide at least two cells or none."""
    together: dict[tuple[str, str], list[FigureRow]] = defaultdict(list)
    for row in rows:
        together[row.measure, row.unit].append(row)
    return tuple(one for group in together.values() for one in _shown(group))


def _shown(group: list[FigureRow]) -> list[FigureRow]:
    """Return the rows of a measure as they may be shown, year by year."""
    width = len(group[0].cells)
    columns = [[round(float(row.cells[year])) for row in group] for year in range(width)]
    cells = [[_total(column[0])] if len(group) == 1 else _parts(column) for column in columns]
    return [row._replace(cells=[cells[year][place] for year in range(width)]) for place, row in enumerate(group)]


def _total(number: int) -> str:
    found = rounded(number)
    return f"{SUPPRESSED}{MIDDLE}" if found is None else str(found)


def _parts(numbers: list[int]) -> list[str]:
    """Return a breakdown of one year; what is hidden is shared out of what is left of the rounded whole."""
    (cells,) = shown([numbers])
    hidden = [place for place, cell in enumerate(cells) if cell is None]
    left = (rounded(sum(numbers)) or 0) - sum(cell for cell in cells if cell is not None)
    each = min(max(left / len(hidden), 1.0), float(max(SMALLEST_SHOWN, left))) if hidden else 0.0
    return [f"{SUPPRESSED}{each:g}" if cell is None else str(cell) for cell in cells]
