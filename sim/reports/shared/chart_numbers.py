"""Numbers as charts hold them: with no more digits than can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import Final

from sim.measures.arrays import Numbers

DIGITS: Final = 6
"""Of a number in a chart: more cannot be seen, and differ from one machine to the next."""


def shown_number(value: float) -> float:
    """Return a number with the digits that a chart needs."""
    return float(f"{value:.{DIGITS}g}")


def shown_numbers(values: Sequence[float] | Numbers) -> tuple[float, ...]:
    """Return numbers with the digits that a chart needs."""
    return tuple(shown_number(float(value)) for value in values)


def known_numbers(values: Sequence[float]) -> tuple[float | None, ...]:
    """Return numbers likewise; what is not a number is not known."""
    return tuple(None if isnan(value) else shown_number(value) for value in values)
