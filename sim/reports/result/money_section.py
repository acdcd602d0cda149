"""The section of the page on money, in words and figures as they are read."""

from __future__ import annotations

from dataclasses import dataclass

from sim.reports.result.figure import PageFigure
from sim.reports.result.headline_row import VerdictWord


@dataclass(frozen=True, slots=True)
class MoneyCell:
    """A change of what is spent, with what is known of it."""

    mean: str
    verdict: VerdictWord = "unclear"
    expected: str = ""
    """Range of the expected effects; at central values the interval of the mean."""
    saves: str = ""
    future: str = ""


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One financial year of one strategy, or all years."""

    year: str
    cells: tuple[MoneyCell, ...]


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """What one strategy costs and saves, year by year."""

    label: str
    terms: str
    columns: tuple[str, ...]
    rows: tuple[MoneyRow, ...]


@dataclass(frozen=True, slots=True)
class SpendingTable:
    """What a council spends in each financial year, by kind: means over the replications, in £ thousand."""

    terms: str
    years: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    """The total among them."""


@dataclass(frozen=True, slots=True)
class MoneyOnPage:
    """The section of the page on money."""

    sentences: tuple[str, ...]
    what: str
    """What the tables hold, in words."""
    tables: tuple[MoneyTable, ...]
    """In cash where that is known."""
    in_real_terms: tuple[MoneyTable, ...]
    """Where the others are in cash."""
    spending: SpendingTable
    notes: tuple[str, ...]
    figures: tuple[PageFigure, ...] = ()
