"""Numbers as the tables and the words of a paper show them: both from here, so that they are the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isnan
from typing import Final

from sim.papers.document.paper import PaperCell
from sim.papers.kept.differences import Known
from sim.papers.kept.spread import KeptSpread
from sim.papers.suppression import HIDDEN, NOTE, small
from sim.reports.run.words import effect_words
from sim.reports.run.words.money_words import thousands
from sim.reports.shared import words
from sim.reports.shared.words import MINUS, NOT_KNOWN

NONE: Final = PaperCell("")
UNKNOWN: Final = PaperCell(NOT_KNOWN)


def hidden_note(rows: Iterable[Sequence[PaperCell]]) -> tuple[str, ...]:
    """Return what is said under a table in which something is hidden; nothing where nothing is."""
    return (NOTE,) if any(cell.text == HIDDEN for row in rows for cell in row) else ()


def told(
    columns: Sequence[str], rows: Sequence[tuple[PaperCell, ...]]
) -> tuple[tuple[str, ...], tuple[tuple[PaperCell, ...], ...]]:
    """Return the columns of a table in which something is known of some row, and its rows without the others."""
    kept = [place for place in range(len(columns)) if any(row[place].text not in ("", NOT_KNOWN) for row in rows)]
    return tuple(columns[place] for place in kept), tuple(tuple(row[place] for place in kept) for row in rows)


def whole(value: float) -> str:
    """Return a number to the nearest whole, as a table shows it."""
    if isnan(value):
        return NOT_KNOWN
    rounded = round(value)
    return f"{MINUS}{-rounded:,}" if rounded < 0 else f"{rounded:,}"


def children(value: float, *, hide: bool = False) -> PaperCell:
    """Return a number of children, hidden where it is small or is asked to be."""
    if isnan(value):
        return UNKNOWN
    return PaperCell(HIDDEN) if hide or small(value) else PaperCell(whole(value), float(round(value)))


def children_range(spread: KeptSpread | None, *, hide: bool = False) -> PaperCell:
    """Return between what eight futures in ten lie, hidden where either end or the mean is small."""
    if spread is None or not spread.has_range:
        return UNKNOWN
    if hide or any(map(small, (spread.low, spread.mean, spread.high))):
        return PaperCell(HIDDEN)
    return PaperCell(f"{whole(spread.low)} to {whole(spread.high)}")


def number(value: float) -> PaperCell:
    """Return a number that counts no children."""
    return PaperCell(whole(value), None if isnan(value) else float(round(value)))


def unit_in_words(unit: str) -> str:
    """Return a unit as tables of a paper head it: money in thousands of pounds."""
    if words.is_money(unit):
        return unit.replace("GBP", "£ thousand").replace("per year", "a year")
    return "per cent" if unit == "percent" else words.unit_in_words(unit)


def said(value: float, unit: str, *, sign: bool = False) -> str:
    """Return a value with its unit, in a sentence: ``−£870 thousand a year``, ``+1.6 points``."""
    figures = amount(value, unit, sign=sign).text
    if words.is_money(unit):
        mark = figures[: len(figures) - len(figures.lstrip(f"+{MINUS}"))]
        return f"{mark}£{figures[len(mark) :]} {unit_in_words(unit).removeprefix('£ ')}"
    return f"{figures} {'points' if unit == 'percent' and sign else unit_in_words(unit)}"


def amount(value: float, unit: str, *, sign: bool = False) -> PaperCell:
    """Return a value in its unit, to one decimal or, of money, in thousands of pounds."""
    if words.is_money(unit):
        return thousand(value, sign=sign)
    return PaperCell(words.in_table(value, unit, sign=sign), None if isnan(value) else value)


def amount_range(low: float, high: float, unit: str, *, sign: bool = False) -> PaperCell:
    """Return a range in a unit."""
    if words.is_money(unit):
        return PaperCell(f"{thousands(low, sign=sign)} to {thousands(high, sign=sign)}")
    return PaperCell(words.between(low, high, unit) if sign else words.range_of(low, high, unit))


def percent(value: float) -> PaperCell:
    """Return a percentage."""
    return PaperCell(words.number(value, "percent"), None if isnan(value) else value)


def pounds(value: float) -> PaperCell:
    """Return a sum to the nearest pound below a thousand, else to the nearest hundred."""
    if isnan(value):
        return UNKNOWN
    return PaperCell(f"£{value:,.0f}" if abs(value) < 1000 else f"£{round(value, -2):,.0f}", value)


def thousand(value: float, *, sign: bool = True) -> PaperCell:
    """Return a sum in thousands of pounds."""
    return PaperCell(thousands(value, sign=sign), None if isnan(value) else value / 1000.0)


def expected(known: Known | None, unit: str) -> PaperCell:
    """Return between what eight in ten expected effects lie."""
    return UNKNOWN if known is None else amount_range(known.expected_low, known.expected_high, unit, sign=True)


def future(known: Known | None, unit: str) -> PaperCell:
    """Return between what the effect in eight of ten single futures lies."""
    return UNKNOWN if known is None else amount_range(known.future_low, known.future_high, unit, sign=True)


def chance(known: Known | None) -> PaperCell:
    """Return how likely the expected effect is a fall."""
    return PaperCell(NOT_KNOWN if known is None else effect_words.share(known.falls))
