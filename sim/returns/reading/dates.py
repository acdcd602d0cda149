"""Dates of a column: day before month or ISO; what could be read two ways, or not at all, is refused by column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from sim.foundations.counted import counted

DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?")
TWO_DIGITS = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2}(?!\d).*")
SERIAL = re.compile(r"\d{5}(?:\.0*)?")
EARLIEST, LATEST = 1900, 2100


class Trouble(Enum):
    """What is wrong with a date, and how it is put right."""

    TWO_DIGITS = "have a two-digit year; write the year in full"
    AMERICAN = "have a month over 12, as if the month stood first; write dates as dd/mm/yyyy"
    SERIAL = "are Excel's numbers of days; format the column as a date dd/mm/yyyy and save it again"
    NONE = "are no dates; write them as dd/mm/yyyy"
    FAR = f"lie before {EARLIEST} or after {LATEST}; write the year that is meant"
    BLANK = "are blank; fill them in"


@dataclass(slots=True)
class DateColumn:
    """Reads the dates of one column, and remembers what it met."""

    place: str
    """File and column."""
    blank_allowed: bool = True
    iso: int = 0
    day_first: int = 0
    cells: int = 0
    _known: dict[str, date | Trouble | None] = field(default_factory=dict)
    _troubles: Counter[Trouble] = field(default_factory=Counter)
    _first: dict[Trouble, int] = field(default_factory=dict)

    def read(self, text: str, row: int) -> date | None:
        """Return the date of a cell; None when it is blank or in trouble."""
        self.cells += 1
        if text not in self._known:
            self._known[text] = _read(text)
        found = self._known[text]
        if isinstance(found, date):
            self.iso += text[4:5] == "-"
            self.day_first += text[4:5] != "-"
            return found
        if found is None and self.blank_allowed:
            return None
        trouble = found or Trouble.BLANK
        self._troubles[trouble] += 1
        self._first.setdefault(trouble, row)
        return None

    def faults(self) -> Iterator[str]:
        """Yield a message for each kind of trouble; a cell's own text is not told, for it may be of a child."""
        for trouble, count in self._troubles.items():
            row = self._first[trouble]
            yield f"{self.place}: {count:,} of {counted(self.cells, 'date')} {trouble.value} (first in row {row})"

    @property
    def said(self) -> str:
        """Return what was assumed, empty when every date was as the return has it."""
        if not self.iso:
            return ""
        return f"{self.place}: {counted(self.iso, 'date')} in the form yyyy-mm-dd" + (
            f", {self.day_first:,} in the form dd/mm/yyyy" if self.day_first else ""
        )


def _read(text: str) -> date | Trouble | None:
    if not text:
        return None
    if match := DAY_FIRST.fullmatch(text):
        day, month, year = (int(piece) for piece in match.groups())
    elif match := ISO.fullmatch(text):
        year, month, day = (int(piece) for piece in match.groups())
    elif TWO_DIGITS.fullmatch(text):
        return Trouble.TWO_DIGITS
    else:
        return Trouble.SERIAL if SERIAL.fullmatch(text) else Trouble.NONE
    if month > 12:
        return Trouble.AMERICAN if day <= 12 else Trouble.NONE
    if not EARLIEST <= year <= LATEST:
        return Trouble.FAR
    try:
        return date(year, month, day)
    except ValueError:
        return Trouble.NONE


def on_31_march(day: date) -> date:
    """Return the 31 March on or after a day."""
    this = date(day.year, 3, 31)
    return this if day <= this else date(day.year + 1, 3, 31)


def birthday_18(born: date) -> date:
    """Return the day on which somebody is 18; born on 29 February, 1 March of a year without one."""
    try:
        return born.replace(year=born.year + 18)
    except ValueError:
        return date(born.year + 18, 3, 1)
