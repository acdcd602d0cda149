"""Where axes are marked, and in what words: round numbers, and the 31 Marches of years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, isfinite, log10
from typing import Final

MINUS: Final = "\N{MINUS SIGN}"

STEPS: Final = (1.0, 2.0, 2.5, 5.0)
"""By which a marked number may be after another, and ten, a hundred or a tenth times them."""

SMALLEST: Final = 1e-9
"""Of the larger end, below which two ends are one."""


@dataclass(frozen=True, slots=True)
class Ticks:
    """Marked values, in ascending order, the first and last of which hold all that is shown."""

    values: tuple[float, ...]
    decimals: int

    def words(self, *, signed: bool = False) -> tuple[str, ...]:
        """Return them as they are written, with their sign where they are differences."""
        return tuple(in_figures(value, self.decimals, signed=signed) for value in self.values)


def in_figures(value: float, decimals: int, *, signed: bool = False) -> str:
    """Return a number with thousands parted: ``1,250``, ``−0.5``, ``+3``."""
    figures = f"{abs(value):,.{decimals}f}"
    if not any(digit in figures for digit in "123456789"):
        return "0"
    return f"{MINUS if value < 0 else '+' if signed else ''}{figures}"


def round_numbers(low: float, high: float, most: int) -> Ticks:
    """Return at most so many round numbers, or three, that hold everything from low to high between them."""
    assert isfinite(low)
    assert isfinite(high)
    assert low <= high
    size = max(abs(low), abs(high))
    if high - low <= SMALLEST * size or high == low:
        room = size * 0.5 or 1.0
        low, high = low - (room if low else 0.0), high + room
    most = max(most, 3)
    power = floor(log10((high - low) / (most - 1)))
    for exponent in range(power - 1, power + 3):
        for part in STEPS:
            if part == 2.5 and exponent < 1:
                continue  # halves of tens are read at once, halves of units are not
            step = part * 10.0**exponent
            first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
            if last - first + 1 <= most:
                decimals = max(0, -exponent)
                return Ticks(tuple(round(place * step, decimals + 2) for place in range(first, last + 1)), decimals)
    raise AssertionError(f"no round numbers between {low} and {high}")


@dataclass(frozen=True, slots=True)
class DayTicks:
    """Marked days, each in two lines of words."""

    days: tuple[date, ...]

    def words(self) -> tuple[tuple[str, str], ...]:
        """Return them as they are written: day and month, and the year below."""
        return tuple((f"{day.day} {day:%B}", str(day.year)) for day in self.days)


def marches(since: date, until: date, most: int) -> DayTicks:
    """Return at most so many days, the last among them: each 31 March, with 30 September where there is room."""
    assert since <= until
    most = max(most, 1)
    found = [
        date(year, month, day)
        for year in range(since.year, until.year + 1)
        for month, day in ((3, 31), (9, 30))
        if since <= date(year, month, day) <= until
    ]
    if len(found) > most:
        found = [day for day in found if day.month == 3]
    if len(found) > most:
        found = found[::-1][:: -(-len(found) // most)][::-1]  # the last is kept
    if len(found) < 2:
        found = [since, until] if most > 1 and since < until else [until]
    return DayTicks(tuple(found))


def thinned_years(since: date, until: date, most: int) -> list[date]:
    """Return the same day of at most so many years, the last among them, evenly apart."""
    found = [until.replace(year=year) for year in range(since.year, until.year + 1)]
    return found[::-1][:: -(-len(found) // max(most, 1))][::-1]


def number_of(where: date | float) -> float:
    """Return a place along the bottom as a number: days are counted."""
    return float(where.toordinal()) if isinstance(where, date) else where


def ends_of(values: Sequence[float]) -> tuple[float, float]:
    """Return the least and the largest; nought where there are none."""
    return min(values, default=0.0), max(values, default=0.0)
