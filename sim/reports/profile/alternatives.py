"""A profile's figures in words, for those who cannot see them."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiments.profile.council import CouncilProfile
from sim.experiments.profile.line import ItemLines, PlaceLine
from sim.experiments.profile.shown import ShownStatus
from sim.reports.profile.numbers import number, unit_in_words


def trends_in_words(found: CouncilProfile, lines: Sequence[ItemLines]) -> str:
    """Return the first and last number of the council and England for each panel."""
    return " ".join(_trend(found.authority.name, one) for one in lines)


def beside_in_words(found: CouncilProfile, lines: Sequence[ItemLines]) -> str:
    """Return each number of the council and England."""
    each = (f"{one.item.title} {number(one.own.last.value, one.item.unit)}{_england(one)}" for one in lines)
    return f"Percent of {found.authority.name}, with England's: {'; '.join(each)}."


def _england(one: ItemLines) -> str:
    if one.england.last.status is not ShownStatus.PUBLISHED:
        return ""
    return f" ({number(one.england.last.value, one.item.unit)})"


def _trend(name: str, one: ItemLines) -> str:
    told = [
        f"{who} {words}" for who, line in ((name, one.own), ("England", one.england)) if (words := _ends(line, one))
    ]
    return f"{one.item.title}, {unit_in_words(one.item.unit)}: {'; '.join(told) or 'nothing is published'}."


def _ends(line: PlaceLine, one: ItemLines) -> str:
    known = line.published
    ends = known[:1] if len(known) == 1 else (known[0], known[-1]) if known else ()
    return ", ".join(f"{number(value, one.item.unit)} in {year}" for year, value in ends)
