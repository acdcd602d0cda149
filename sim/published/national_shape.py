"""England's shape: how placements turn over and where children leave from, for no such tables of authorities exist.

Official statistics under the Open Government Licence v3.0, from the table of figures: rates are in the order, and under
the words, of the measures with which they are compared.
"""

from __future__ import annotations

from math import isnan, nan

from sim.published.authorities import ENGLAND
from sim.published.table import Figures

CHANGES = "changes of placement by time in placement and reason"
CHILD_YEARS = "child-years in placement by time in placement"
ENDED = "placements ended by duration"
CEASED, LOOKED_AFTER = "ceased by placement in detail", "looked after by placement in detail"
NUMBERS_OF_PLACEMENTS = "looked after by number of placements and unaccompanied"

BANDS = (
    "under 2 weeks",
    "2 to 8 weeks",
    "8 weeks to 6 months",
    "6 months to 1 year",
    "1 to 2 years",
    "2 to 3 years",
    "3 to 5 years",
    "5 to 10 years",
)
"""Times in placement; those of ten years and over are left out, for no child-years of theirs are derived."""

DURATIONS = (
    "0 to 7 days",
    "8 days to 1 month",
    "1 to 3 months",
    "3 to 6 months",
    "6 to 12 months",
    "1 to 2 years",
    "2 to 5 years",
    "5 years and over",
)

LIVED_IN: dict[str, tuple[str, ...]] = {
    "relatives and friends": ("1a.1 ", "1b.1 "),
    "other foster carers": ("1a.2 ", "1b.2 "),
    "children's homes": ("5c Total children's homes",),  # from 2024 "5c" is supported accommodation
    "with parents": ("3 ",),
    "placed for adoption": ("2 ",),
    "supported or independent": ("4 ", "5d "),
    "other residential": ("6 ", "7 ", "8 "),
}
"""Kinds of placement, and how the lines of the tables in detail begin that each is the sum of (definition to 2019)."""


def moves_per_child_year(known: Figures, year: int, band: str) -> float:
    """Return changes of placement, those of legal status alone left out, over child-years in placement of a band.

    Child-years are derived from the lengths of placements ended (`data/README.md`): of 2019 alone.
    """
    changes = _value(known, CHANGES, year, f"{band}: all") - _value(
        known, CHANGES, year, f"{band}: change of status only"
    )
    return changes / _value(known, CHILD_YEARS, year, band)


def ended_percent(known: Figures, year: int, duration: str) -> float:
    """Return the percentage of placements ended in the year that had lasted so long."""
    everyone = sum(_value(known, ENDED, year, f"all: {one}") for one in DURATIONS)
    return 100 * _value(known, ENDED, year, f"all: {duration}") / everyone


def leaving_per_child_year(known: Figures, year: int, kind: str) -> float:
    """Return children ceasing to be looked after in the year over children looked after at its end, of a kind."""
    lines = LIVED_IN[kind]
    return _of_detail(known, CEASED, year, lines) / _of_detail(known, LOOKED_AFTER, year, lines)


def placements_percent(known: Figures, year: int, time: str, number: str) -> float:
    """Return the percentage of children looked after for a `time` with a `number` of placements in the year."""
    children = _value(known, NUMBERS_OF_PLACEMENTS, year, f"{time}: all: all")
    return 100 * _value(known, NUMBERS_OF_PLACEMENTS, year, f"{time}: all: {number}") / children


def _value(known: Figures, measure: str, year: int, category: str) -> float:
    found = known.find(ENGLAND, measure, year, category)
    return nan if found is None or found.imputed else found.value


def _of_detail(known: Figures, measure: str, year: int, lines: tuple[str, ...]) -> float:
    """Return the sum of lines of a table of placements in detail; not a number where one is not there just once."""
    table = {_plain(name): figure.value for name, figure in known.breakdown(ENGLAND, measure, year).items()}
    found = [[value for name, value in table.items() if name.startswith(line)] for line in lines]
    total = sum(one[0] if len(one) == 1 else nan for one in found)
    return nan if isnan(total) else total


def _plain(line: str) -> str:
    """Return a line of a table whose number ends without a full stop, which some years have and others not."""
    number, _, words = line.partition(" ")
    return f"{number.rstrip('.')} {words}"
