"""The numbers that a run rests on, each with its source, read from `assumptions.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sim.papers.kept.lines import lines, number


@dataclass(frozen=True, slots=True)
class KeptAssumption:
    """One number, and what it rests on."""

    scenario: str
    """The base, or the strategy that brings or changes it."""
    quantity: str
    category: str
    value: float
    unit: str
    kind: str
    low: float
    high: float
    as_of: date
    source: str
    note: str
    link: str


def assumptions(folder: Path) -> tuple[KeptAssumption, ...]:
    """Return the numbers of a results folder: all of the base, of strategies those that differ."""
    return tuple(
        KeptAssumption(
            line["scenario"],
            line["quantity"],
            line["category"],
            number(line["value"]),
            line["unit"],
            line["kind"],
            number(line["low"]),
            number(line["high"]),
            date.fromisoformat(line["as_of"]),
            line["source"],
            line["note"],
            line["link"],
        )
        for line in lines(folder / "assumptions.csv", "scenario", "quantity", "kind", "source", "as_of", "link")
    )
