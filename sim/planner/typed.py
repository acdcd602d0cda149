"""Numbers and dates as people type them into a form."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from math import isfinite
from typing import Final

from sim.foundations.calendar import in_words
from sim.foundations.faults import BadInput, fault, shown

DAYS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
"""Ways in which a day is written, the first as files have it."""

LONGEST: Final = 40
"""Characters of a number or a date; what is longer is neither."""


def number(place: str, text: str) -> float:
    """Return the number that a text says, with commas and a pound sign or without. Raises BadInput for none."""
    plain = text.strip().replace(",", "").replace(" ", "").removeprefix("£")
    if len(plain) <= LONGEST and "_" not in plain:
        with suppress(ValueError):
            found = float(plain)
            if isfinite(found):
                return found
    raise BadInput([fault(place, "", f"is {shown(text)}, which is not a number", "give a number, such as 540 or 0.5")])


def day(place: str, text: str) -> date:
    """Return the day that a text says. Raises BadInput when it says none."""
    plain = " ".join(text.split())
    if len(plain) <= LONGEST:
        for form in DAYS:
            with suppress(ValueError):
                return datetime.strptime(plain, form).date()
    mend = f"give day, month and year, such as {in_words(date(2026, 3, 31))} or 31/3/2026"
    raise BadInput([fault(place, "", f"is {shown(text)}, which is not a date", mend)])
