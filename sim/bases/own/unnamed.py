"""A council of which nothing is published, or which is not named: its returns alone, over England for all else."""

from __future__ import annotations

from math import isfinite

from sim.published.authorities import ENGLAND, Authority
from sim.published.table import FigureRow, Figures

NOBODY = ""
"""Its code: none, as of every base that is held against no published figures."""
USUAL_NAME = "Council"
CHILDREN = ("children aged 0 to 17, as first published", "children aged 0 to 17")
LOOKED_AFTER = "looked after"

LONGEST_COUNCIL = 60
"""Characters of its name."""

PLAIN_NAME = f"give the council a plain name of at most {LONGEST_COUNCIL} characters"
"""What is asked of whoever gives another."""

WARNING = (
    "It rests on its returns alone: nothing was held against publication, for the council is not named, or nothing is "
    "published of it. As many children are taken to live there as if they were looked after as often as in England; "
    "its own carers, prices and all else that returns do not tell are as of England, and so is how far off they may "
    "be. Put the council's own in their place, or name it when its returns are read."
)
"""Of a base that is made so."""


def is_plain(name: str) -> bool:
    """Whether a council can be called so."""
    return name.isprintable() and any(map(str.isalnum, name)) and len(name) <= LONGEST_COUNCIL


def unnamed(name: str, known: Figures) -> Authority:
    """Return a council of no code, region or neighbours."""
    return Authority(NOBODY, name, "", "", (), (), 0, known.known_until, "")


def with_children_living_there(known: Figures, year: int) -> Figures:
    """Return figures with how many children live in it, as if as many were looked after as in England in a year."""
    share = known.value(NOBODY, LOOKED_AFTER, year) / known.value(ENGLAND, LOOKED_AFTER, year)
    rows = [
        FigureRow(
            NOBODY, row.measure, row.category, row.unit, row.first_year, [_part(cell, share) for cell in row.cells]
        )
        for measure in CHILDREN
        for row in known.rows_of(ENGLAND, measure)
    ]
    return known.with_own(rows)


def _part(cell: str, share: float) -> str:
    number = float(cell.lstrip("~") or "nan")
    return f"{number * share:.0f}" if isfinite(number) else ""
