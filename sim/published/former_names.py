"""Counties and districts that are no more, by name: what they were, until when, and where they lie now."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from sim.foundations.calendar import in_words
from sim.published.spelling import fits, plain


@dataclass(frozen=True, slots=True)
class FormerName:
    """A county or district that was reorganised."""

    name: str
    what: str
    until: date
    """Its last day."""
    became: tuple[str, ...]
    """Codes of the authorities in which it lies now."""
    source: str
    """The law that ended it."""

    @property
    def words(self) -> str:
        """Return what it was, to be followed by the names of what it is now."""
        return f"{self.name} was a {self.what} until {in_words(self.until)} ({self.source}), now in"


def former_names(text: str, *, part: bool = False) -> tuple[FormerName, ...]:
    """Return those of this name; with `part`, those whose words it begins."""
    wanted = plain(text)
    if not wanted:
        return ()
    return tuple(one for one in _table() if (fits(wanted, plain(one.name)) if part else plain(one.name) == wanted))


@cache
def _table() -> tuple[FormerName, ...]:
    text = (files("sim.published") / "data" / "former_names.csv").read_text(encoding="utf-8")
    return tuple(
        FormerName(
            line["name"],
            line["what"],
            date.fromisoformat(line["until"]),
            tuple(line["became"].split()),
            line["source"],
        )
        for line in csv.DictReader(text.splitlines())
    )
