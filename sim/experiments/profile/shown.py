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


class Status(Enum):
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
class Reading:
    """A number as it may be shown; not a number unless it was published."""

    value: float
    status: Status


NOTHING = Reading(nan, Status.NOT_PUBLISHED)


def reading(known: Figures, code: str, measure: str, year: int, category: str = "") -> Reading:
    """Return a number of the table as it may be shown: never one that was imputed."""
    return breakdown(known, code, measure, year).get(category, NOTHING)


def breakdown(known: Figures, code: str, measure: str, year: int) -> Mapping[str, Reading]:
    """Return a measure by category; where a hidden number could be worked out, the next smallest is hidden too."""
    cells = {row.category: _shown(row, row.cell(year)) for row in known.rows_of(code, measure) if row.cell(year)}
    total = known.find(code, _total(measure), year)
    if total is None or total.imputed:
        return cells
    while (second := _second(cells, total.value)) is not None:
        cells[second] = Reading(nan, Status.HIDDEN)
    return cells


def _second(cells: Mapping[str, Reading], total: float) -> str | None:
    """Return the category to hide as well; None when no hidden number can be worked out, or none is left to hide."""
    hidden = sum(one.status is Status.HIDDEN for one in cells.values())
    unlisted = sum(one.status is Status.UNLISTED for one in cells.values())
    rest = round(total - sum(one.value for one in cells.values() if one.status is Status.PUBLISHED))
    others = {name: one.value for name, one in cells.items() if one.status is Status.PUBLISHED and one.value > 0}
    if not others or not _told(rest, hidden, unlisted):
        return None
    return min(others, key=lambda name: others[name])


def _told(rest: int, hidden: int, unlisted: int) -> bool:
    """Whether what is left of the total tells a small number: of one cell alone, or of all as 1 or as 5 each."""
    if rest <= 0 or not hidden + unlisted:
        return False
    alone = hidden + unlisted == 1 and rest <= LARGEST_HIDDEN
    return alone or rest == hidden or (not hidden and rest == LARGEST_HIDDEN * unlisted)


def _shown(row: FigureRow, cell: str) -> Reading:
    """Return a cell as it may be shown: some publications of early years hid less than is due."""
    if cell.startswith(UNLISTED):
        return Reading(nan, Status.UNLISTED)
    if cell.startswith(SUPPRESSED) or (row.unit == CHILDREN and 0 < float(cell) <= LARGEST_HIDDEN):
        return Reading(nan, Status.HIDDEN)
    return Reading(float(cell), Status.PUBLISHED)


def _total(measure: str) -> str:
    """Return the total that a breakdown adds up to; nothing for what is none."""
    return next((f"{name}, as broken down" for name in TOTALS if measure.startswith(f"{name} by ")), "")
