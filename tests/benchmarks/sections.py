"""What a benchmark says: a title, sentences and a table, for a terminal or for a page; and ratios of paired rounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from textwrap import fill

WIDTH = 110


@dataclass(frozen=True, slots=True)
class Section:
    """What one benchmark found."""

    title: str
    sentences: tuple[str, ...]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    def text(self) -> str:
        """Return it for a terminal."""
        widths = [max(map(len, column)) for column in zip(self.columns, *self.rows, strict=True)]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in self._table]
        return "\n".join([self.title, *(fill(line, WIDTH) for line in self.sentences), *(f"  {row}" for row in lines)])

    def markdown(self) -> str:
        """Return it for a page."""
        lines = [f"| {' | '.join(row)} |" for row in self._table]
        if lines:
            lines.insert(1, "|---" * len(self.columns) + "|")
        return "\n\n".join([f"## {self.title}", *self.sentences, *(["\n".join(lines)] if lines else [])])

    @property
    def _table(self) -> list[tuple[str, ...]]:
        return [self.columns, *self.rows] if self.columns else []


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio measured in many rounds, in each of which both things were measured one after the other."""

    middle: float
    lowest: float
    highest: float

    def __str__(self) -> str:
        """Say the median, and the lowest and highest of any round."""
        return f"{_short(self.middle)} ({_short(self.lowest)} to {_short(self.highest)})"


def ratio(over: Sequence[float], under: Sequence[float]) -> Ratio:
    """Return the ratio of what was measured in the same rounds."""
    found = [one / other for one, other in zip(over, under, strict=True)]
    return Ratio(median(found), min(found), max(found))


def _short(number: float) -> str:
    return f"{number:.0f}" if number >= 10 else f"{number:.2f}"
