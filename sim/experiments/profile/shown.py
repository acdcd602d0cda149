"""What may be shown of a table of counts: small numbers stay hidden, and so does what would give them away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from math import nan

from sim.published.table import SUPPRESSED, UNLISTED, FigureRow, Figures

LARGEST_HIDDEN = 5
"""Counts of 1 to this are hidden."""

CHILDREN = "children"
"""The unit of numbers of which small ones are hidden."""

TOTALS = ("looked after", "started", "ceased")
"""Each begins the names of breakdowns, and of the total that they add up to."""


class ShownStatus(Enum):
    """Whether a number stands in the profile, or why it does not."""

    PUBLISHED = "published"
    HIDDEN = "hidden"
    """1 to 5, or hidden so that such a number cannot be worked out."""
    UNLISTED = "0 or hidden"
    """Left out of the publication, which does so with 0 and with hidden numbers of rare categories."""
    NOT_PUBLISHED = "not published"
    NOBODY = "nobody"
    """A share of no children."""
    TOO_FEW = "too few"
    """A median of fewer numbers than one is taken of."""


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A number as it may be shown; not a number unless it was published."""

    value: float
    status: ShownStatus


NOTHING = ShownCell(nan, ShownStatus.NOT_PUBLISHED)


def reading(known: Figures, code: str, measure: str, year: int, category: str = "") -> ShownCell:
    """Return a number of the table as it may be shown: never one that was imputed."""
    return breakdown(known, code, measure, year).get(category, NOTHING)


def breakdown(known: Figures, code: str, measure: str, year: int) -> Mapping[str, ShownCell]:
    """Return a measure by category; where a hidden number could be worked out, the next smallest is hidden too."""
    cells = {row.category: _shown(row, row.cell(year)) for row in known.rows_of(code, measure) if row.cell(year)}
    total = known.find(code, _total(measure), year)
    if total is None or total.imputed:
        return cells
    while (second := _second(cells, total.value)) is not None:
        cells[second] = ShownCell(nan, ShownStatus.HIDDEN)
    return cells


def _second(cells: Mapping[str, ShownCell], total: float) -> str | None:
    """Return the category to hide as well; None when no hidden number can be worked out, or none is left to hide."""
    hidden = sum(one.status is ShownStatus.HIDDEN for one in cells.values())
    unlisted = sum(one.status is ShownStatus.UNLISTED for one in cells.values())
    rest = round(total - sum(one.value for one in cells.values() if one.status is ShownStatus.PUBLISHED))
    others = {name: one.value for name, one in cells.items() if one.status is ShownStatus.PUBLISHED and one.value > 0}
    if not others or not _told(rest, hidden, unlisted):
        return None
    return min(others, key=lambda name: others[name])


def _told(rest: int, hidden: int, unlisted: int) -> bool:
    """Whether what is left of the total tells a small number: of one cell alone, or of all as 1 or as 5 each."""
    if rest <= 0 or not hidden + unlisted:
        return False
    alone = hidden + unlisted == 1 and rest <= LARGEST_HIDDEN
    return alone or rest == hidden or (not hidden and rest == LARGEST_HIDDEN * unlisted)


def _shown(row: FigureRow, cell: str) -> ShownCell:
    """Return a cell as it may be shown: some publications of early years hid less than is due."""
    if cell.startswith(UNLISTED):
        return ShownCell(nan, ShownStatus.UNLISTED)
    if cell.startswith(SUPPRESSED) or (row.unit == CHILDREN and 0 < float(cell) <= LARGEST_HIDDEN):
        return ShownCell(nan, ShownStatus.HIDDEN)
    return ShownCell(float(cell), ShownStatus.PUBLISHED)


def _total(measure: str) -> str:
    """Return the total that a breakdown adds up to; nothing for what is none."""
    return next((f"{name}, as broken down" for name in TOTALS if measure.startswith(f"{name} by ")), "")
