"""A council's own figures in the shape of published ones, with where they are from, and as the text of a file."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import StringIO

from sim.published.table import LABELS, FigureRow


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """What a council knows of itself, year by year."""

    rows: tuple[FigureRow, ...]
    as_of: date
    """The last 31 March that they tell of, which is the day before the base begins."""
    source: str
    """In words, as a base's sources give it: ``Own figures of the council``."""

    def has(self, measures: Iterable[str], years: Iterable[int]) -> bool:
        """Whether they tell anything of some measures in some years."""
        wanted, when = frozenset(measures), tuple(years)
        return any(row.measure in wanted and any(row.cell(year) for year in when) for row in self.rows)

    def tells_all_of(self, measure: str, year: int) -> bool:
        """Whether they tell of a measure in a year."""
        return any(row.measure == measure and row.cell(year) for row in self.rows)

    @property
    def text(self) -> str:
        """Return them as CSV, in the form of the published table."""
        first = min((row.first_year for row in self.rows), default=self.as_of.year)
        years = range(first, self.as_of.year + 1)
        text = StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow((*LABELS, *years))
        writer.writerows((row.code, row.measure, row.category, row.unit, *map(row.cell, years)) for row in self.rows)
        return text.getvalue()

    def moved(self, years: int) -> OwnFigures:
        """Return them with every year moved on by so many, so that they stand beside others' of that time."""
        if not years:
            return self
        rows = tuple(row._replace(first_year=row.first_year + years) for row in self.rows)
        return OwnFigures(rows, self.as_of, self.source)
