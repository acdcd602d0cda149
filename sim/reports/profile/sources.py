"""Which publications the numbers of a profile are from."""

from __future__ import annotations

from collections.abc import Iterable

from sim.experiments.profile.council import CouncilProfile
from sim.experiments.profile.item import Item
from sim.published.table import publication


def publications(found: CouncilProfile, items: Iterable[Item]) -> dict[str, int]:
    """Return those of the latest year that each number has in any place, with that year."""
    named: dict[str, int] = {}
    for item in items:
        lines = found.lines(item)
        years = [year for line in (lines.own, *lines.neighbours, lines.england) for year, _ in line.published]
        for way in (*item.counted, *item.over) if years else ():
            for year in range(max(years), found.first - 1, -1):
                title = _publication(way.measure, year)
                if title:
                    named.setdefault(title, year)
                    break
    return named


def in_a_line(found: CouncilProfile, items: Iterable[Item]) -> str:
    """Return the publications as the foot of a figure names them."""
    return f"Source: {'; '.join(publications(found, items))}."


def _publication(measure: str, year: int) -> str:
    try:
        return publication(measure, year)
    except KeyError:
        return ""
