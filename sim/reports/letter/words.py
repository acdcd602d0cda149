"""Numbers of the replay of the letter as its tables and sentences say them."""

from __future__ import annotations

from math import isnan

from sim.reports.shared.words import MINUS, NOT_KNOWN


def value(number: float, unit: str) -> str:
    """Return a number: a percentage to one place, children and families whole."""
    if isnan(number):
        return NOT_KNOWN
    return f"{number:.1f}" if unit.startswith("%") else count(number)


def count(number: float) -> str:
    """Return a whole number, halves rounded up; with a true minus sign."""
    if isnan(number):
        return NOT_KNOWN
    whole = int((abs(number) + 0.5) // 1)
    return f"{MINUS}{whole}" if number < 0 and whole else f"{whole}"


def change_of(number: float, unit: str = "%") -> str:
    """Return a change with its sign: one place, or none for a change counted in whole children."""
    if isnan(number):
        return NOT_KNOWN
    size = f"{abs(number):.1f}" if unit.startswith("%") else count(abs(number))
    if float(size) == 0:
        return size
    return f"{MINUS if number < 0 else '+'}{size}"


def share(number: float) -> str:
    """Return a percentage in whole figures."""
    return NOT_KNOWN if isnan(number) else f"{count(number)}%"


def one_place(number: float) -> str:
    """Return a mean of counts to one place."""
    return NOT_KNOWN if isnan(number) else f"{number:.1f}"
