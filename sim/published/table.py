"""Published figures of every English authority, region and England, and what was known of them at a date.

Official statistics under the Open Government Licence v3.0; measures, breaks, suppression and imputation are told in
`data/README.md`. The table ends at 31 March 2024.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from math import nan
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

LABELS = ("code", "measure", "category", "unit")
SUPPRESSED, UNLISTED = "~", "?"
"""Marks of a cell that was hidden, and of one that was left out as 0 or hidden; the number behind a mark is imputed."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the table, and whether it was imputed."""

    value: float
    imputed: bool


class FigureRow(NamedTuple):
    """One line of the table: what it counts, and its cells as written, from `first_year` on."""

    code: str
    measure: str
    category: str
    unit: str
    first_year: int
    cells: Sequence[str]
    """Of consecutive years: a number, a number behind a mark, a mark alone (hidden, not imputed) or nothing."""

    def cell(self, year: int) -> str:
        """Return a year's cell as written, empty when there is none."""
        place = year - self.first_year
        return self.cells[place] if 0 <= place < len(self.cells) else ""


NO_ROWS: Mapping[str, Mapping[str, FigureRow]] = MappingProxyType({})


class Figures:
    """Published figures by authority, measure, category and year ending 31 March; cannot be changed."""

    __slots__ = ("_table", "known_until")

    def __init__(self, rows: Iterable[FigureRow] | FigureTable, known_until: int | None = None) -> None:
        """Take the rows of a table, each (code, measure, category) once, and the last year that is known of."""
        self._table = rows if isinstance(rows, FigureTable) else _grouped(rows)
        last = self._table.last_year
        self.known_until = last if known_until is None else min(last, known_until)

    def __iter__(self) -> Iterator[FigureRow]:
        """Iterate over the rows; they end with the last year that is known of."""
        for code in self._table.codes:
            yield from self.rows(code)

    def rows(self, code: str) -> Iterator[FigureRow]:
        """Iterate over the rows of one authority, region or England, in the order of the table."""
        for measure in self._table.rows(code):
            yield from self.rows_of(code, measure)

    def rows_of(self, code: str, measure: str) -> Iterator[FigureRow]:
        """Iterate over the rows of one measure of it."""
        for row in self._table.rows(code).get(measure, {}).values():
            yield row._replace(cells=row.cells[: max(0, self.known_until - row.first_year + 1)])

    def find(self, code: str, measure: str, year: int, category: str = "") -> Figure | None:
        """Return a figure, or None when it is not known."""
        row = self._table.rows(code).get(measure, {}).get(category)
        return _figure(row.cell(year)) if row and year <= self.known_until else None

    def value(self, code: str, measure: str, year: int, category: str = "") -> float:
        """Return a figure's number, imputed or not; nan when it is not known."""
        figure = self.find(code, measure, year, category)
        return figure.value if figure else nan

    def suppressed(self, code: str, measure: str, year: int, category: str = "") -> bool:
        """Whether a figure was hidden in its publication, imputed here or not."""
        row = self._table.rows(code).get(measure, {}).get(category)
        return row is not None and year <= self.known_until and row.cell(year).startswith(SUPPRESSED)

    def breakdown(self, code: str, measure: str, year: int) -> Mapping[str, Figure]:
        """Return the figures of a measure by category, in the order of the table; empty when none is known."""
        categories = self._table.rows(code).get(measure, {}) if year <= self.known_until else {}
        found = {name: figure for name, row in categories.items() if (figure := _figure(row.cell(year)))}
        return MappingProxyType(found)

    def series(self, code: str, measure: str, first: int, last: int, category: str = "") -> NDArray[float64]:
        """Return a figure's numbers for the years from `first` to `last`, both included; nan where not known."""
        import numpy

        return numpy.array([self.value(code, measure, year, category) for year in range(first, last + 1)], dtype=float)

    def until(self, year: int) -> Figures:
        """Return a copy that has forgotten every figure of a later year."""
        return Figures(self._table, min(year, self.known_until))

    def with_own(self, rows: Iterable[FigureRow]) -> Figures:
        """Return a copy in which a council's own figures stand in the place of published ones, cell by cell.

        A cell of `rows` that is empty leaves the published one; a measure or category that is not published is added,
        and so are later years, of which nothing is known of others.
        """
        own = _grouped(rows)
        readers = {code: partial(self._table.laid_over, code, own) for code in own.codes}
        return Figures(self._table.with_readers(readers, own.last_year), max(self.known_until, own.last_year))


class FigureTable:
    """Rows by code, measure and category; those of a code are read when first asked for, to save time."""

    __slots__ = ("_readers", "_rows", "last_year")

    def __init__(self, readers: Mapping[str, Callable[[], Iterable[FigureRow]]], last_year: int) -> None:
        """Take what gives the rows of each code, and the last year they reach to."""
        self._readers = readers
        self._rows: dict[str, Mapping[str, Mapping[str, FigureRow]]] = {}
        self.last_year = last_year

    @property
    def codes(self) -> Iterable[str]:
        """The codes, in the order of the table."""
        return self._readers.keys()

    def with_readers(self, readers: Mapping[str, Callable[[], Iterable[FigureRow]]], last_year: int) -> FigureTable:
        """Return a table in which other readers give the rows of some codes, perhaps of later years."""
        return FigureTable({**self._readers, **readers}, max(self.last_year, last_year))

    def laid_over(self, code: str, own: FigureTable) -> Iterator[FigureRow]:
        """Yield the rows of a code with the filled cells of another table laid over them."""
        over = own.rows(code)
        published = self.rows(code)
        for measure, categories in published.items():
            for category, row in categories.items():
                above = over.get(measure, {}).get(category)
                yield row if above is None else _laid_over(row, above)
        for measure, categories in over.items():
            for category, row in categories.items():
                if category not in published.get(measure, {}):
                    yield row

    def rows(self, code: str) -> Mapping[str, Mapping[str, FigureRow]]:
        """Return the rows of a code by measure and category; ValueError when one is given twice."""
        if code not in self._readers:
            return NO_ROWS
        if code not in self._rows:
            self._rows[code] = _by_measure(self._readers[code]())
        return self._rows[code]


def _by_measure(rows: Iterable[FigureRow]) -> Mapping[str, Mapping[str, FigureRow]]:
    measures: dict[str, dict[str, FigureRow]] = {}
    for row in rows:
        categories = measures.setdefault(row.measure, {})
        if row.category in categories:
            raise ValueError(f"{row.code}: {row.measure}, {row.category} is given twice")
        categories[row.category] = row
    return measures


def _grouped(rows: Iterable[FigureRow]) -> FigureTable:
    """Return a table of rows in any order."""
    groups: dict[str, list[FigureRow]] = {}
    for row in rows:
        groups.setdefault(row.code, []).append(row)
    last = max((row.first_year + len(row.cells) - 1 for group in groups.values() for row in group), default=0)
    table = FigureTable({code: partial(list, group) for code, group in groups.items()}, last)
    for code in table.codes:
        table.rows(code)
    return table


def _laid_over(below: FigureRow, above: FigureRow) -> FigureRow:
    """Return a row with the filled cells of another laid over it."""
    first = min(below.first_year, above.first_year)
    last = max(row.first_year + len(row.cells) for row in (below, above))
    cells = [above.cell(year) or below.cell(year) for year in range(first, last)]
    return below._replace(first_year=first, cells=cells)


def _figure(cell: str) -> Figure | None:
    """Return the figure in a cell, None when there is none."""
    number = cell.lstrip(SUPPRESSED + UNLISTED)
    return Figure(float(number), len(number) < len(cell)) if number else None


@cache
def figures() -> Figures:
    """Return the figures of the table in `data/`."""
    packed = (files("sim.published") / "data" / "figures.csv.gz").read_bytes()
    return Figures(parse(gzip.decompress(packed).decode("utf-8")))


def last_published_year() -> int:
    """Return the last year of the table, without reading more of it than its heading."""
    with (files("sim.published") / "data" / "figures.csv.gz").open("rb") as packed, gzip.open(packed, "rt") as text:
        return int(text.readline().rstrip().rpartition(",")[2])


def parse(text: str) -> FigureTable:
    """Return a table given as CSV text; ValueError tells what cannot be read, here or when its line is first used."""
    head, *lines = text.splitlines() or [""]
    header = head.split(",")
    years = header[len(LABELS) :]
    if tuple(header[: len(LABELS)]) != LABELS or not years or not all(year.isdecimal() for year in years):
        raise ValueError(f"the columns must be {', '.join(LABELS)}, then years")
    groups: dict[str, list[str]] = {}
    for line in lines:
        groups.setdefault(line.partition(",")[0], []).append(line)
    first = int(years[0])
    return FigureTable(
        {code: partial(_read, group, len(header), first) for code, group in groups.items()}, int(years[-1])
    )


def _read(lines: Iterable[str], width: int, first_year: int) -> Iterator[FigureRow]:
    """Yield the rows on lines of CSV."""
    for cells in csv.reader(lines):
        if len(cells) != width:
            raise ValueError(f"{','.join(cells)}: {len(cells)} cells where {width} are wanted")
        code, measure, category, unit, *values = cells
        yield FigureRow(code, measure, category, unit, first_year, values)


def publication(measure: str, year: int) -> str:
    """Return the publication, with its publisher, that gives most figures of a measure and year; KeyError if none."""
    try:
        return _publications()[measure, year]
    except KeyError:
        raise KeyError(f"No publication of {measure}, year to 31 March {year}.") from None


@cache
def _publications() -> Mapping[tuple[str, int], str]:
    text = (files("sim.published") / "data" / "publications.csv").read_text(encoding="utf-8")
    lines = csv.DictReader(text.splitlines())
    return MappingProxyType({(line["measure"], int(line["year"])): line["publication"] for line in lines})
