"""The bounds of a unit: what is wrong with a number by itself, and the nearest number that lies within."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, isfinite, isnan
from typing import TypeAlias

from sim.foundations.faults import shown
from sim.parameters.units import Unit

Problem: TypeAlias = tuple[str, str, str]
"""Path, what is wrong, and the mend."""

LEAST = 1e-100
"""Below which a number other than 0 is a slip of the pen, and its square can no longer be told from 0."""


def of_bounds(unit: Unit, path: str, value: float) -> Iterator[Problem]:
    """Yield the problem of a number at `path` in `unit`, if it has one."""
    if isnan(value):
        yield path, "is nan, which is not a number", f"give a number in {unit.name}"
    elif value == inf and not unit.endless:
        yield path, "is endless", f"give a finite number in {unit.name}"
    elif not unit.minimum <= value <= unit.maximum:
        percent = unit.maximum == 1 and not unit.whole and 2 <= value <= 100
        mend = f"it must be {bounds_in_words(unit)}"
        yield path, f"is {shown(value)}", f"{mend} (write {value:g}% as {value / 100:g})" if percent else mend
    elif 0.0 < abs(value) < LEAST:
        yield path, f"is {shown(value)}", "give 0 or a larger number"
    elif unit.whole and isfinite(value) and value != round(value):
        yield path, f"is {shown(value)}", "it must be a whole number"


def bounds_in_words(unit: Unit) -> str:
    """Return the bounds of a unit in words: ``from 0 to 1``, ``0 or more``."""
    if unit.maximum == inf:
        return f"{unit.minimum:g} or more" if unit.minimum in (0, 1) else f"at least {unit.minimum:g}"
    return f"from {unit.minimum:g} to {unit.maximum:g}"


def within(unit: Unit, value: float) -> float:
    """Return the number moved into the bounds of its unit, and whole where that must be."""
    clipped = float(min(max(value, unit.minimum), unit.maximum))
    return float(round(clipped)) if unit.whole and clipped < 1e15 else clipped
