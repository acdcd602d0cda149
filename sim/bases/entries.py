"""Content of one quantity of a base for an authority, with what a reader is told of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import floor, log10
from typing import TypeVar

import numpy as np

from sim.bases.pooling import Weights
from sim.parameters.tables import Table
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.drawing import Distribution
from sim.scenario.quantities.quantity import EvidenceKind, Plain, Quantity

SomeTable = TypeVar("SomeTable", bound=Table)


@dataclass(frozen=True, slots=True)
class Entry:
    """A quantity of the base and how it is known."""

    path: str
    quantity: Quantity
    title: str
    """In plain words."""
    imputed: bool = False
    """Whether a suppressed figure that was filled in is part of it."""
    weights: Weights | None = None
    """How much is borrowed; None when it is not a matter of borrowing."""
    before: str = ""
    """In words, the forerunners' figures that stand for the authority's own; empty when all are its own."""


def entry(
    path: str,
    value: Plain,
    title: str,
    kind: EvidenceKind,
    source: str,
    as_of: date,
    *,
    low: float | None = None,
    high: float | None = None,
    distribution: Distribution = "fixed",
    sample: float | None = None,
    note: str = "",
    imputed: bool = False,
    weights: Weights | None = None,
) -> Entry:
    """Return an entry, its unit as declared and its numbers rounded to what they are worth."""
    quantity = Quantity(
        value=value,
        unit=declared()[path].unit.name,
        kind=kind,
        source=source,
        as_of=as_of,
        low=None if low is None else plain(low),
        high=None if high is None else plain(high),
        distribution=distribution,
        note=note,
        effective_sample=None if sample is None else float(max(1, round(sample))),
    )
    return Entry(path, quantity, title, imputed, weights)


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries in the order of the parameters."""
    order = {path: place for place, path in enumerate(declared())}
    return tuple(sorted(entries, key=lambda each: order[each.path]))


def plain(value: float, digits: int = 3) -> float:
    """Return a number rounded to some significant digits."""
    if value == 0 or not np.isfinite(value):
        return float(value)
    return round(value, digits - 1 - floor(log10(abs(value))))


def table(kind: type[SomeTable], values: object, digits: int = 3) -> SomeTable:
    """Return a table of numbers rounded to some significant digits."""
    return kind(*(plain(float(value), digits) for value in np.asarray(values, dtype=np.float64)))


def shares(kind: type[SomeTable], values: object, places: int = 4) -> SomeTable:
    """Return a table of shares, rounded, that sum to exactly 1."""
    numbers = np.asarray(values, dtype=np.float64)
    return kind(*(float(number) for number in whole_numbers(numbers, 10**places) / 10**places))


def whole_numbers(values: object, total: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return whole numbers in proportion to the values that sum to the total (largest remainders)."""
    numbers = np.clip(np.asarray(values, dtype=np.float64), 0.0, None)
    exact = numbers / numbers.sum() * total if numbers.sum() > 0 else np.full(len(numbers), total / len(numbers))
    result: np.ndarray[tuple[int], np.dtype[np.float64]] = np.floor(exact)
    short = round(total - float(result.sum()))
    result[np.argsort(result - exact, kind="stable")[:short]] += 1
    return result
