"""Rows of measures as tables of a page show them, in words as they are read and in numbers as they were found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

VerdictWord: TypeAlias = Literal["better", "worse", "changed", "unclear"]
BetterWord: TypeAlias = Literal["lower", "higher", "neither"]


@dataclass(frozen=True, slots=True)
class FoundDifference:
    """The numbers behind a cell of differences, in the unit of its row; null where a number is not known."""

    mean: float | None
    low: float | None
    """Lower end of the interval of the mean: the simulation's error alone."""
    high: float | None
    probability_lower: float | None
    """Share of replications in which the measure is lower with the strategy, ties counted half."""
    expected_low: float | None
    """Lower end of the range of 8 of 10 expected effects, by what is not known of the inputs; where they were drawn."""
    expected_high: float | None
    probability_falls: float | None
    """How likely the expected effect is a fall; where inputs were drawn."""
    future_low: float | None
    """Lower end of the range of 8 of 10 single runs, in which chance is added; where inputs were drawn."""
    future_high: float | None
    from_inputs: float | None
    """Share of the variance of single runs that comes from inputs; where they were drawn."""


@dataclass(frozen=True, slots=True)
class DifferenceCell:
    """One cell of a table of differences."""

    mean: str
    interval: str
    verdict: VerdictWord
    verdict_words: str
    half_width: str
    probability_lower: str
    replications: int
    more_needed: str
    future: str
    """What a single run may bring; empty where inputs were not drawn."""
    direction: str
    """How likely the expected effect is a fall; empty likewise."""
    from_inputs: str
    found: FoundDifference


@dataclass(frozen=True, slots=True)
class HeadlineRow:
    """One measure in the tables of the page."""

    measure: str
    """As the tables of the folder call it."""
    category: str
    """Likewise; empty for a total."""
    title: str
    unit: str
    """With when it is taken."""
    base: str
    base_interval: str
    base_range: str
    base_mean: float | None
    """In the measure's own unit; null where it is not known."""
    cells: tuple[DifferenceCell, ...]
    """One for each strategy."""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that stand together under a title."""

    title: str
    rows: tuple[HeadlineRow, ...]


@dataclass(frozen=True, slots=True)
class PairedRows:
    """The same rows under two assumptions."""

    under_one: tuple[HeadlineRow, ...]
    under_other: tuple[HeadlineRow, ...]


@dataclass(frozen=True, slots=True)
class MeasureRuns:
    """A headline measure in every replication."""

    measure: str
    category: str
    title: str
    unit: str
    """With when it is taken."""
    counted_in: str
    """The measure's own unit, alone."""
    better: BetterWord
    values: tuple[tuple[float | None, ...], ...]
    """A list for each scenario, the base first; null where the measure is not defined."""
