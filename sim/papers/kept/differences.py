"""What strategies change, read from `comparison.csv`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import isnan
from pathlib import Path

from sim.papers.kept.lines import KeptLine, lines, number

LIKELY = 0.9
"""Probability from which a direction is called likely: a judgement, the same as on the page of results."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a change: where eight in ten expected effects and single futures lie, and how likely a fall is.

    At central values, or where draws are too few, none of this is known.
    """

    expected_low: float
    expected_high: float
    falls: float
    future_low: float
    future_high: float
    draws: int

    @property
    def likely(self) -> bool:
        """Whether the direction is likely."""
        return self.falls >= LIKELY or self.falls <= 1.0 - LIKELY


@dataclass(frozen=True, slots=True)
class KeptDifference:
    """What one scenario changes in one measure, against another."""

    scenario: str
    base: str
    measure: str
    category: str
    span: str
    when: date
    unit: str
    base_mean: float
    difference: float
    low: float
    """Of the interval of the mean by simulation error alone."""
    high: float
    futures: int
    known: Known | None

    @property
    def unchanged(self) -> bool:
        """Whether nothing changes at all."""
        return self.difference == 0.0 and self.low == 0.0 and self.high == 0.0


@dataclass(frozen=True, slots=True)
class KeptDifferences:
    """All differences of a comparison; none of a run that compares nothing."""

    rows: tuple[KeptDifference, ...]

    def strategies(self, base: str) -> tuple[str, ...]:
        """Return the scenarios that are held against a base, in order."""
        return tuple(dict.fromkeys(row.scenario for row in self.rows if row.base == base))

    def of(self, scenario: str, base: str, measure: str, category: str, span: str) -> KeptDifference | None:
        """Return the last difference of a span; None where there is none or it is not defined."""
        key = (scenario, base, measure, category, span)
        found = [
            row
            for row in self.rows
            if (row.scenario, row.base, row.measure, row.category, row.span) == key and not isnan(row.difference)
        ]
        return max(found, key=lambda row: row.when, default=None)


def differences(folder: Path) -> KeptDifferences:
    """Return the differences of a results folder."""
    return KeptDifferences(tuple(_rows(lines(folder / "comparison.csv", "scenario", "base", "span", "expected_low"))))


def known_of(line: KeptLine) -> Known | None:
    """Return what a line tells of its effect; None where it is not told."""
    if not line["draws"]:
        return None
    return Known(
        expected_low=number(line["expected_low"]),
        expected_high=number(line["expected_high"]),
        falls=number(line["expected_falls"]),
        future_low=number(line["future_low"]),
        future_high=number(line["future_high"]),
        draws=int(line["draws"]),
    )


def _rows(read: Iterable[KeptLine]) -> Iterable[KeptDifference]:
    for line in read:
        yield KeptDifference(
            scenario=line["scenario"],
            base=line["base"],
            measure=line["measure"],
            category=line["category"],
            span=line["span"],
            when=date.fromisoformat(line["date"]),
            unit=line["unit"],
            base_mean=number(line["base_mean"]),
            difference=number(line["difference"]),
            low=number(line["low"]),
            high=number(line["high"]),
            futures=int(line["replications"]),
            known=known_of(line),
        )
