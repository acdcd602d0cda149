"""The table of many councils' bases held against what was published: row by row on a terminal, and in a document."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from pathlib import Path

from sim.experiments.likeness.councils import (
    FEWEST_OF_A_KIND,
    LARGE_FOR_DRIFT,
    LARGE_FOR_PLACEMENTS,
    MOST_DRIFT,
    MOST_MISS,
    YEARS_ON,
    CouncilLikeness,
    summary,
)
from sim.experiments.running.settings import Settings
from sim.foundations.counted import counted
from sim.reports.shared.marks import Marks
from sim.reports.shared.words import MINUS

MARKS = Marks("likeness of councils")
COLUMNS = (
    "Council",
    "Looked after",
    "First day",
    f"Largest change of a kind in {YEARS_ON} years",
    "NI62: model",
    "NI62: published",
    "Miss",
)
WIDTHS = (32, 12, 9, 36, 11, 15, 6)


def line(council: CouncilLikeness | None = None) -> str:
    """Return a council's row as it is printed when it is done; the head of the table without one."""
    shown = COLUMNS if council is None else cells(council)
    return "  ".join(cell.ljust(width) for cell, width in zip(shown, WIDTHS, strict=True)).rstrip()


def cells(council: CouncilLikeness) -> tuple[str, ...]:
    """Return the cells of one row."""
    name = council.authority.name
    size = "" if isnan(council.looked_after) else f"{council.looked_after:.0f}"
    if council.fault:
        return name, size, "no base", council.fault, "", "", ""
    change = council.change
    half = "" if isnan(change.half_width) else f" ±{100 * change.half_width:.0f}"
    changed = "" if isnan(change.share) else f"{change.kind} {100 * change.share:+.0f}%{half}"
    published = "" if isnan(council.published) else f"{council.published:.1f}"
    miss = "" if isnan(council.miss) else f"{council.miss:+.1f}"
    return (
        name,
        size,
        "exact" if council.exact else "not exact",
        changed.replace("-", MINUS),
        "" if isnan(council.three_or_more) else f"{council.three_or_more:.1f}",
        published,
        miss.replace("-", MINUS),
    )


def in_order(councils: Sequence[CouncilLikeness]) -> list[CouncilLikeness]:
    """Return the councils by size, the smallest first."""
    return sorted(councils, key=lambda one: (one.looked_after, one.authority.code))


def conclusion(councils: Sequence[CouncilLikeness]) -> str:
    """Return the medians beside their bounds, and how many first days are exact."""
    found = summary(councils)
    drift = "not known" if isnan(found.drift) else f"{100 * found.drift:.1f}%"
    miss = "not known" if isnan(found.miss) else f"{found.miss:.1f} points"
    return (
        f"Largest relative change after {YEARS_ON} years of any kind with {FEWEST_OF_A_KIND} children or more, "
        f"allowing for the change of the total: median {drift} of {counted(found.drifting, 'council')} with "
        f"{LARGE_FOR_DRIFT} "
        f"children or more (to reach: under {100 * MOST_DRIFT:.0f}%; {_within(found.drift, MOST_DRIFT)}). NI62: median "
        f"absolute miss {miss} of {counted(found.missing, 'council')} over {LARGE_FOR_PLACEMENTS} children (to "
        "reach: under "
        f"{MOST_MISS:.0f} points; {_within(found.miss, MOST_MISS)}). First day exact in every replication: "
        f"{found.exact} of {found.made}."
    )


def _within(value: float, bound: float) -> str:
    return "yes" if value < bound else "NO"


def markdown(councils: Sequence[CouncilLikeness], settings: Settings) -> str:
    """Return the table as Markdown, with how it was made."""
    year = councils[0].year
    rows = [COLUMNS, ("---",) * len(COLUMNS), *(cells(one) for one in in_order(councils))]
    made = (
        f"{counted(len(councils), 'council')} at even ranks of children looked after on 31 March {year}, each with "
        "the base that "
        f"run.py baseline makes of that date: {counted(settings.replications, 'replication')}, seed {settings.seed}. "
        f"{conclusion(councils)} Made by `run.py likeness --all-of {len(councils)} --write`. The largest of several "
        "changes is larger than it would be without chance: ± is half the 95% interval."
    )
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"{made}\n\n{table}\n\nSource of NI62: DfE, Children looked after in England, {year - 2} to {year}."


def check(document: Path) -> None:
    """Raise BadInput when `document` cannot take the table."""
    MARKS.check(document)


def replace(document: Path, councils: Sequence[CouncilLikeness], settings: Settings) -> None:
    """Put the table between its markers in `document`."""
    MARKS.replace(document, markdown(councils, settings))
