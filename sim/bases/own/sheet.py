"""A council's sheet of figures, read from CSV or Excel: a row a figure, as few or as many as they have."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from math import isfinite
from pathlib import Path

from sim.bases.own.known_figures import AS_PUBLISHED, KNOWN_FIGURES, TOLD_ONLY, KnownFigure
from sim.foundations.faults import BadInput, Faults, did_you_mean, listed
from sim.published.table import FigureRow

COLUMNS = ("figure", "category", "31 March", "value", "unit", "source", "meaning")
NEEDED = COLUMNS[:4]
NOT_KNOWN = ("", "c", "k", "x", "z", ":", "..", "-", "n/a", "na", "not known")
"""Marks of a figure that is hidden, not collected or not known: the row is as if it were not there."""
LARGEST = 5 * 2**20
"""Bytes of a file."""
MOST_ROWS = 20_000
LARGEST_VALUE = 1e7
HEADING_WITHIN = 20
"""Rows in which the heading must stand."""
DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
MARCH = re.compile(r"31 march (\d{4})", re.IGNORECASE)

SheetRows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the sheet that gives a figure."""

    number: int
    """On the sheet, the heading's among them."""
    figure: KnownFigure
    category: str
    year: int
    """Of the 31 March."""
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet gives, and the day of the last figures on it."""

    name: str
    rows: tuple[SheetRow, ...]

    def value(self, figure: str, year: int, category: str = "") -> float | None:
        """Return a figure, None where the sheet has none."""
        found = (one for one in self.rows if one.figure.name == figure and one.year == year)
        return next((one.value for one in found if one.category == category), None)

    def figures(self, code: str) -> tuple[FigureRow, ...]:
        """Return its figures as rows of the published table, those that no base uses left out."""
        keys = dict.fromkeys((one.figure, one.category) for one in self.rows if one.figure.name not in TOLD_ONLY)
        years = [one.year for one in self.rows]
        first, last = min(years, default=0), max(years, default=0)
        found = {(one.figure.name, one.category, one.year): one.value for one in self.rows}
        return tuple(
            FigureRow(
                code,
                AS_PUBLISHED.get(figure.name, figure.name),
                category,
                figure.unit,
                first,
                [_cell(found.get((figure.name, category, year))) for year in range(first, last + 1)],
            )
            for figure, category in keys
        )


def _cell(number: float | None) -> str:
    return "" if number is None else f"{number:g}" if abs(number) < 1e6 else repr(number)


def read_sheet(path: Path) -> Sheet:
    """Read a sheet. Raises BadInput with every row that cannot be used, and how to mend it."""
    rows = list(_excel(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv(path))
    heading = _heading(path, rows)
    faults = Faults()
    found = list(_read(path.name, rows, heading, faults))
    seen: dict[tuple[str, str, int], SheetRow] = {}
    for one in found:
        before = seen.setdefault((one.figure.name, one.category, one.year), one)
        if before is not one:
            faults.add(
                f"{path.name}, row {one.number}: {_named(one)} of 31 March {one.year} stands in row {before.number} "
                "as well; leave one of them out"
            )
    if faults:
        raise BadInput(faults)
    if not found:
        raise BadInput([f"{path.name}: gives no figure; fill in the column value"])
    return Sheet(path.name, tuple(found))


def _named(one: SheetRow) -> str:
    return f"{one.figure.name}, {one.category}" if one.category else one.figure.name


# --- files


def _csv(path: Path) -> Iterator[list[str]]:
    try:
        data = _bytes(path)
    except OSError as error:
        raise BadInput([f"{path.name}: cannot be read ({error.strerror})"]) from None
    if data.startswith(b"PK"):
        raise BadInput([f"{path.name}: an Excel workbook; name it .xlsx, or save it as CSV"])
    text = _text(path.name, data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max((",", ";", "\t"), key=first.count)
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=separator)
    except csv.Error:
        raise BadInput([f"{path.name}: no table that can be read; save it as CSV UTF-8"]) from None


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise BadInput([f"{path}: there is no such file; give one, such as the sheet to fill in"])
    if path.stat().st_size > LARGEST:
        raise BadInput([f"{path.name}: larger than {LARGEST // 2**20} MB; a sheet of figures has some hundred rows"])
    return path.read_bytes()


def _text(name: str, data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        pass
    if b"\0" in data:
        raise BadInput([f"{name}: no text that can be read; save it as CSV UTF-8"])
    return data.decode("cp1252", errors="replace")


def _excel(path: Path) -> Iterator[list[str]]:
    _bytes(path)
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError:
        raise BadInput([f"{path.name}: Excel files need openpyxl (pip install openpyxl); or save it as CSV"]) from None
    from zipfile import BadZipFile

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheets = [sheet for sheet in book.worksheets if _any_figure(sheet.iter_rows(values_only=True))]
        if len(sheets) > 1:
            raise BadInput([f"{path.name}: two sheets have a column figure; leave one of them"])
        for row in sheets[0].iter_rows(values_only=True, max_row=MOST_ROWS + 1) if sheets else ():
            yield [_shown(cell) for cell in row]
    except (BadZipFile, KeyError, ValueError, OSError):
        raise BadInput([f"{path.name}: no Excel workbook that can be read; save it again, or as CSV"]) from None


def _any_figure(rows: Iterable[Sequence[object]]) -> bool:
    for number, row in enumerate(rows):
        if number >= HEADING_WITHIN:
            return False
        if any(str(cell).strip().lower() == COLUMNS[0] for cell in row if cell is not None):
            return True
    return False


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


# --- rows


@dataclass(frozen=True, slots=True)
class _Heading:
    row: int
    """Its place among the rows, from 0."""
    places: tuple[int, ...]
    """Of `COLUMNS`; -1 of one that is not there."""


def _heading(path: Path, rows: SheetRows) -> _Heading:
    if len(rows) > MOST_ROWS:
        raise BadInput([f"{path.name}: more than {MOST_ROWS:,} rows; give this council's figures alone"])
    for number, row in enumerate(rows[:HEADING_WITHIN]):
        names = [cell.strip().lower() for cell in row]
        if COLUMNS[0] not in names:
            continue
        wanted = [name.lower() for name in COLUMNS]
        places = tuple(names.index(name) if name in names else -1 for name in wanted)
        missing = [name for name, place in zip(NEEDED, places, strict=False) if place < 0]
        if missing:
            mend = f"the columns are those of the sheet to fill in: {', '.join(COLUMNS)}"
            raise BadInput([f"{path.name}, row {number + 1}: no column {listed(missing)}; {mend}"])
        return _Heading(number, places)
    raise BadInput([f"{path.name}: no heading with a column figure; begin with the sheet to fill in"])


def _read(name: str, rows: SheetRows, heading: _Heading, faults: Faults) -> Iterator[SheetRow]:
    known = {figure.name: figure for figure in KNOWN_FIGURES}
    for number, row in enumerate(rows[heading.row + 1 :], start=heading.row + 2):
        figure_name, category, day, value, unit, source, _ = (
            row[place].strip() if 0 <= place < len(row) else "" for place in heading.places
        )
        if not figure_name or value.lower() in NOT_KNOWN:
            continue
        with faults.gather(f"{name}, row {number}: "):
            figure = _figure(figure_name.lower(), known)
            yield SheetRow(
                number, figure, _category(figure, category), _year(day), _number(value, figure, unit), source
            )


def _figure(name: str, known: dict[str, KnownFigure]) -> KnownFigure:
    if name not in known:
        mend = did_you_mean(name, known, "the sheet to fill in has all that there are")
        raise BadInput([f'there is no figure "{_cut(name)}"; {mend}'])
    return known[name]


def _category(figure: KnownFigure, text: str) -> str:
    by_name = {category.lower(): category for category in figure.categories}
    if text.lower() in by_name:
        return by_name[text.lower()]
    if not text:
        raise BadInput([f"{figure.name} needs a category: {listed(figure.categories)}"])
    if figure.categories == ("",):
        raise BadInput([f'{figure.name} has no categories, but "{_cut(text)}" is given; leave the cell empty'])
    mend = did_you_mean(text.lower(), by_name, f"it has {listed(each for each in figure.categories if each)}")
    raise BadInput([f'{figure.name} has no category "{_cut(text)}"; {mend}'])


def _year(text: str) -> int:
    """Return the year of a 31 March, written as the year or the day."""
    if text.removesuffix(".0").isdecimal() and len(text.removesuffix(".0")) == 4:
        year = int(text.removesuffix(".0"))
    elif match := MARCH.fullmatch(text):
        year = int(match[1])
    else:
        day = _day(text)
        if day is None:
            raise BadInput([f'"{_cut(text)}" is no 31 March; write the year, such as 2026'])
        if (day.month, day.day) != (3, 31):
            raise BadInput([f'"{_cut(text)}" is no 31 March; figures are of a 31 March, or of the year up to it'])
        year = day.year
    if not 2010 <= year <= 2100:
        raise BadInput([f"31 March {year} is too far from now; write the year, such as 2026"])
    return year


def _day(text: str) -> date | None:
    try:
        if match := DAY.fullmatch(text):
            day, month, year = (int(piece) for piece in match.groups())
            return date(year, month, day)
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _number(text: str, figure: KnownFigure, unit: str) -> float:
    if unit and unit.lower() != figure.unit.lower():
        raise BadInput([f'{figure.name} is in {figure.unit}, not "{_cut(unit)}"'])
    plain = text.replace(",", "").replace("£", "").replace(" ", "")
    try:
        number = float(plain)
    except ValueError:
        raise BadInput([f'"{_cut(text)}" is no number; write digits, or leave the cell empty']) from None
    if "%" in text or not isfinite(number):
        raise BadInput([f'"{_cut(text)}" is no number of {figure.unit}'])
    if number < 0:
        raise BadInput([f"{figure.name} is below 0"])
    if number > LARGEST_VALUE:
        raise BadInput([f"{figure.name} is over {LARGEST_VALUE:,.0f}, more than any council has"])
    if figure.unit == "children" and number != round(number):
        raise BadInput([f"{_cut(text)} children: write a whole number"])
    return number


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
