"""One table from the text of a CSV file: its separator, its heading wherever it stands, its rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from sim.foundations.faults import BadInput
from sim.foundations.private import Private
from sim.returns.reading.parts import FilePart
from sim.returns.reading.tables import COLUMNS, KNOWN, TableKind, column_name, kind_by, lacking

SEPARATORS = (",", ";", "\t", "|")
HEADING_WITHIN = 10
"""Lines in which the heading must stand: some programs write a title above it."""
LONGEST_CELL = 10_000
"""Characters; the return has none of a hundred."""


@dataclass(frozen=True, slots=True, repr=False)
class CsvRow(Private):
    """A row of a table: the columns that are read, in the order of `RawTable.columns`."""

    number: int
    """Of its line in the file, the heading being 1 where it stands first."""
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class RawTable(Private):
    """A table as read: what it is, and the columns that are used."""

    kind: TableKind
    shown: str
    """The file's name as messages give it."""
    columns: tuple[str, ...]
    rows: tuple[CsvRow, ...]
    not_used: tuple[str, ...] = ()
    """Columns that nobody knows."""
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CsvHeading:
    """Where the heading of a table stands, and what it says."""

    line: int
    separator: str
    names: tuple[str, ...]
    kind: TableKind | None


def heading_of(text: str) -> CsvHeading | None:
    """Return the heading of a CSV file, None when no line of the first few names columns of the return."""
    best: CsvHeading | None = None
    best_known = 1
    for number, line in enumerate(_lines(text)):
        for separator in SEPARATORS:
            names = tuple(column_name(cell) for cell in next(csv.reader([line], delimiter=separator), []))
            known = sum(name in KNOWN for name in names)
            if known > best_known:
                best, best_known = CsvHeading(number, separator, names, kind_by(names)), known
    return best


def _lines(text: str) -> Iterator[str]:
    """Yield the first lines, each cut where no heading is so long."""
    reader = StringIO(text, newline=None)
    for _ in range(HEADING_WITHIN):
        line = reader.readline(LONGEST_CELL)
        if not line:
            return
        yield line.rstrip("\n")


def csv_table(part: FilePart, text: str, heading: CsvHeading) -> RawTable:
    """Return the table of a CSV file that is used. Raises BadInput where columns are missing or rows do not fit."""
    kind = heading.kind
    assert kind is not None
    missing = lacking(kind, heading.names)
    if missing:
        found = ", ".join(name for name in heading.names if name in KNOWN) or "none of the return"
        raise BadInput(
            [
                f"{part.shown}: no column {', '.join(missing)}, which the {kind.value} table must have (columns found: "
                f"{found}); export it with all its columns"
            ]
        )
    doubled = sorted({name for name in heading.names if name in KNOWN and heading.names.count(name) > 1})
    if doubled:
        raise BadInput([f"{part.shown}: column {', '.join(doubled)} stands twice; leave one of them out"])
    columns = tuple(name for name in (*COLUMNS[kind].needed, *COLUMNS[kind].wanted) if name in heading.names)
    places = [heading.names.index(name) for name in columns]
    width, last = len(heading.names), max(places)
    rows: list[CsvRow] = []
    short = repeated = 0
    reader = csv.reader(StringIO(text, newline=""), delimiter=heading.separator)
    try:
        for index, cells in enumerate(reader):
            if index <= heading.line or not any(map(str.strip, cells)):
                continue
            if len(cells) > width and any(cell.strip() for cell in cells[width:]):
                raise BadInput([_too_wide(part, reader.line_num, len(cells), width)])
            if len(cells) <= last:
                short += 1
                cells = [*cells, *("" for _ in range(last + 1 - len(cells)))]
            kept = tuple(cells[place].strip() for place in places)
            if column_name(kept[0]) == columns[0] and column_name(kept[1]) == columns[1]:
                repeated += 1
                continue
            rows.append(CsvRow(reader.line_num, kept))
    except csv.Error:
        raise BadInput(
            [f"{part.shown}: line {reader.line_num + 1} is no line of a table; export the table again"]
        ) from None
    return RawTable(kind, part.shown, columns, tuple(rows), _unknown(heading), _said(part, heading, short, repeated))


def _too_wide(part: FilePart, line: int, cells: int, width: int) -> str:
    return (
        f"{part.shown}: row {line} has {cells} cells, the heading {width} columns; a comma inside a cell must stand in "
        "quotes: export the table again"
    )


def _unknown(heading: CsvHeading) -> tuple[str, ...]:
    """Return the columns that nobody knows; their names are words of a file, and so are shown only if they look so."""
    names = (name for name in heading.names if name and name not in KNOWN)
    return tuple(name if name.replace("_", "").isalnum() and len(name) <= 40 else "a column" for name in names)


def _said(part: FilePart, heading: CsvHeading, short: int, repeated: int) -> tuple[str, ...]:
    said = []
    if heading.line:
        said.append(f"{part.shown}: the heading stands in line {heading.line + 1}")
    if short:
        said.append(f"{part.shown}: {short} rows end before the last column: what is missing was taken as blank")
    if repeated:
        said.append(f"{part.shown}: the heading stands {repeated} more times among the rows")
    return tuple(said)
