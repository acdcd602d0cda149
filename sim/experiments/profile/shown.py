"""What may be shown of a table of counts: small numbers stay hidden, and so does what would give them away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from math import nan

from sim.published.table import Figures

LARGEST_HIDDEN = 5
"""Counts of 1 to this are hidden."""

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


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as it may be shown; not a number unless it was published."""

    value: float
    status: Status


NOTHING = Reading(nan, Status.NOT_PUBLISHED)


def reading(known: Figures, code: str, measure: str, year: int, category: str = "") -> Reading:
    """Return a number of the table as it may be shown: never one that was imputed."""
    if category and _total(measure):
        return breakdown(known, code, measure, year).get(category, NOTHING)
    return _as_published(known, code, measure, year, category)


def breakdown(known: Figures, code: str, measure: str, year: int) -> Mapping[str, Reading]:
    """Return a breakdown by category; where a hidden number could be worked out the smallest beside it is hidden too."""
    categories = dict.fromkeys(row.category for row in known.rows_of(code, measure) if row.cell(year))
    cells = {name: _as_published(known, code, measure, year, name) for name in categories}
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
    """Whether what published numbers leave of the total tells a small number: of one cell, or of all as 1 or as 5 each."""
    if rest <= 0 or not hidden + unlisted:
        return False
    alone = hidden + unlisted == 1 and rest <= LARGEST_HIDDEN
    return alone or rest == hidden or (not hidden and rest == LARGEST_HIDDEN * unlisted)


def _as_published(known: Figures, code: str, measure: str, year: int, category: str) -> Reading:
    figure = known.find(code, measure, year, category)
    if known.suppressed(code, measure, year, category):
        return Reading(nan, Status.HIDDEN)
    if figure is None:
        return NOTHING
    return Reading(nan, Status.UNLISTED) if figure.imputed else Reading(figure.value, Status.PUBLISHED)


def _total(measure: str) -> str:
    """Return the total that a breakdown adds up to; nothing for what is none."""
    return next((f"{name}, as broken down" for name in TOTALS if measure.startswith(f"{name} by ")), "")
