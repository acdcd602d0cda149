"""Which year a table is of: from its column YEAR, the name of its file or folder, or its latest date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from sim.returns.codes.validity import FIRST_YEAR
from sim.returns.reading.dates import on_31_march
from sim.returns.reading.parts import FilePart

NAMED = re.compile(r"(?<!\d)(20\d\d)(?:[-_/ .]?(?:20)?(\d\d))?(?!\d)")
LATEST = 2100


def years_named(text: str) -> Iterator[int]:
    """Yield the years ending 31 March that a name tells: `2024`, `2023-24`, `2023_24`, `202324`, `2023-2024`."""
    for match in NAMED.finditer(text):
        first, second = int(match[1]), match[2]
        if second is not None and int(second) == (first + 1) % 100:
            yield first + 1
        elif second is None and FIRST_YEAR <= first <= LATEST:
            yield first


def year_by_name(part: FilePart) -> int | None:
    """Return the year that a file's name tells, else the folder next to it that tells one alone."""
    for name in (part.name, *reversed(part.folders)):
        told = set(years_named(name))
        if len(told) == 1:
            return told.pop()
    return None


def year_by_column(cells: Iterable[str]) -> int | None:
    """Return the year that a column YEAR tells, None when it tells none or several."""
    told: set[int] = set()
    for cell in set(cells):
        told |= set(years_named(cell))
    return told.pop() if len(told) == 1 else None


def year_by_dates(dates: Iterable[date]) -> int | None:
    """Return the year of the latest date."""
    latest = max(dates, default=None)
    return on_31_march(latest).year if latest else None


def beyond(dates: Iterable[date], year: int) -> int:
    """Return how many dates lie after the end of a year."""
    return sum(day > date(year, 3, 31) for day in dates)
