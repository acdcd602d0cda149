"""In which years' returns a code may stand."""

from __future__ import annotations

from dataclasses import dataclass

FIRST_YEAR, LAST_YEAR = 2013, 2026
"""Years ending 31 March whose codes are known."""


@dataclass(frozen=True, slots=True)
class Validity:
    """The years ending 31 March of the first and the last return that knew a code."""

    first: int = FIRST_YEAR
    last: int = LAST_YEAR

    def holds(self, year: int) -> bool:
        """Whether the return of a year knew the code; years beyond those known are taken as the nearest."""
        return self.first <= min(max(year, FIRST_YEAR), LAST_YEAR) <= self.last


ALWAYS = Validity()
