"""All the returns at the paths that were given, as typed rows: each table of each year once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from sys import intern

from sim.foundations.counted import counted
from sim.foundations.faults import BadInput, Faults
from sim.foundations.private import Private
from sim.foundations.where import told_here
from sim.returns.privacy import rounded
from sim.returns.privacy import said as said_count
from sim.returns.reading.csv_table import RawTable, csv_table, heading_of
from sim.returns.reading.dates import DateColumn
from sim.returns.reading.parts import FilePart, gathered
from sim.returns.reading.rows import Episode, Person, ReturnRows, Score
from sim.returns.reading.tables import COLUMNS, TableKind
from sim.returns.reading.text import text_of
from sim.returns.reading.xml_tables import xml_tables
from sim.returns.reading.years import beyond, year_by_column, year_by_dates, year_by_name

BEYOND = 0.05
"""Share of a table's dates after the end of its year from which the year is taken to be wrong."""


@dataclass(slots=True)
class Said:
    """What is to be told of the reading, in order."""

    read: list[str] = field(default_factory=list)
    """What was taken in another form than the return's own."""
    not_used: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, repr=False)
class Placed(Private):
    """A table with the part it came from and the year that its names or its column tell."""

    table: RawTable
    part: FilePart
    year: int | None
    xml: bool


def read_rows(paths: Sequence[Path], year: int | None = None) -> tuple[ReturnRows, Said]:
    """Read every return at the paths; `year` overrides what names tell of a single return.

    Raises BadInput, without a word of any child, when a table is missing, cannot be read or contradicts another.
    """
    said = Said()
    found = gathered(paths)
    said.not_used += [f"{name} (no table)" for name in found.ignored]
    placed = [one for part in found.parts for one in _placed(part, year, said)]
    kinds = {one.table.kind for one in placed}
    if not kinds:
        looked = ", ".join(kind.value for kind in COLUMNS)
        raise BadInput([f"no table of the SSDA903 return is there (looked for: {looked}); give the return's own files"])
    lacking = [kind for kind in (TableKind.HEADER, TableKind.EPISODES) if kind not in kinds]
    if lacking:
        what = " and ".join(f"the {kind.value} table" for kind in lacking)
        with_dates = ", which holds the dates of birth" if TableKind.HEADER in lacking else ""
        raise BadInput([f"{what} is not there{with_dates}; give it as well, or the XML form of the return"])
    return _typed(_by_year(placed), said), said


def _placed(part: FilePart, year: int | None, said: Said) -> Iterator[Placed]:
    """Yield the tables of a file that are used."""
    if part.name.lower().endswith(".xml") or part.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        for table in xml_tables(part):
            said.read += table.said
            yield Placed(table, part, year or year_by_name(part), xml=True)
        return
    text = text_of(part)
    heading = heading_of(text.words)
    if heading is None or heading.kind is None:
        said.not_used.append(f"{part.shown} (no table of the return)")
        return
    if not heading.kind.used:
        said.not_used.append(f"{part.shown} ({heading.kind.value})")
        return
    table = csv_table(part, text.words, heading)
    if text.said:
        said.read.append(f"{part.shown}: read as {text.said}")
    if text.guessed and not all(cell.isascii() for row in table.rows for cell in row.cells):
        raise BadInput(
            [f"{part.shown}: some letters of the columns that are read cannot be told; save it as CSV UTF-8"]
        )
    said.read += table.said
    said.not_used += [f"column {name} of {part.shown}" for name in table.not_used]
    by_column = _year_in_column(table)
    by_name = year_by_name(part)
    if year is None and by_column and by_name and by_column != by_name:
        mend = told_here("give the right one with --year, or put the name right", "put the wrong one right")
        said_twice = f"its column YEAR says the year to 31 March {by_column}, its name or folder {by_name}"
        raise BadInput([f"{part.shown}: {said_twice}; {mend}"])
    yield Placed(table, part, year or by_column or by_name, xml=False)


def _year_in_column(table: RawTable) -> int | None:
    if "YEAR" not in table.columns:
        return None
    place = table.columns.index("YEAR")
    return year_by_column(row.cells[place] for row in table.rows)


def _by_year(placed: Sequence[Placed]) -> dict[int, dict[TableKind, RawTable]]:
    """Return the tables by year, each kind once. Raises BadInput when a year has two, or cannot be told."""
    years = _settled(placed)
    grouped: dict[int, dict[TableKind, Placed]] = defaultdict(dict)
    for one in placed:
        at = years[id(one)]
        before = grouped[at].setdefault(one.table.kind, one)
        if before is one or before.part.data == one.part.data:
            continue
        if before.xml != one.xml:
            raise BadInput([f"{before.part.shown} and {one.part.shown}: both forms of one return; give one of them"])
        raise BadInput(
            [
                f"{before.part.shown} and {one.part.shown}: two different {one.table.kind.value} tables of the year to "
                f"31 March {at}; give one of them, or put each year in a folder such as {at}"
            ]
        )
    for at, tables in grouped.items():
        for kind in (TableKind.HEADER, TableKind.EPISODES):
            if kind not in tables:
                raise BadInput(
                    [f"year to 31 March {at}: there is no {kind.value} table; give it as well, or leave the year out"]
                )
    told = sorted(grouped)
    for missing in range(told[0], told[-1]):
        if missing not in grouped:
            raise BadInput(
                [
                    f"the return of the year to 31 March {missing} is not there, between {told[0]} and {told[-1]}; "
                    "give it as well, or only the years after it"
                ]
            )
    return {at: {kind: one.table for kind, one in grouped[at].items()} for at in told}


def _settled(placed: Sequence[Placed]) -> dict[int, int]:
    """Return the year of each table; those without a name for it are of the year of the tables beside them."""
    beside: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for one in placed:
        if one.year:
            beside[one.part.folders].add(one.year)
    settled: dict[int, int] = {}
    for one in placed:
        told = one.year
        if told is None:
            near = beside[one.part.folders] or {at for found in beside.values() for at in found}
            if len(near) > 1:
                raise BadInput(
                    [
                        f"{one.part.shown}: of which year it is cannot be told, for there are several; put each year "
                        "in a folder such as 2024"
                    ]
                )
            told = next(iter(near), None) or _year_by_content(placed)
        settled[id(one)] = told
    return settled


def _year_by_content(placed: Iterable[Placed]) -> int:
    dates: list[date] = []
    faults = Faults()
    for one in placed:
        if one.table.kind is TableKind.EPISODES:
            for name in ("DECOM", "DEC"):
                column = DateColumn(f"{one.table.shown}, {name}")
                place = one.table.columns.index(name)
                dates += [day for row in one.table.rows if (day := column.read(row.cells[place], row.number))]
                faults.add(*column.faults())
    if faults:
        raise BadInput(faults)
    told = year_by_dates(dates)
    if told is None:
        mend = told_here("say it with --year", "put it in a folder that is called after it, such as 2024")
        raise BadInput([f"of which year the return is cannot be told; {mend}"])
    return told


@dataclass(slots=True, repr=False)
class _Reader(Private):
    """Reads one table by the names of its columns."""

    table: RawTable
    faults: Faults
    said: Said
    dates: dict[str, DateColumn] = field(default_factory=dict)

    def places(self, *names: str) -> list[int]:
        """Return where columns stand, -1 for one that is not there."""
        return [self.table.columns.index(name) if name in self.table.columns else -1 for name in names]

    def column(self, name: str, blank_allowed: bool = True) -> DateColumn:
        """Return the reader of a column of dates."""
        return self.dates.setdefault(name, DateColumn(f"{self.table.shown}, {name}", blank_allowed))

    def close(self) -> None:
        """Tell what the columns of dates met."""
        for column in self.dates.values():
            self.faults.add(*column.faults())
            if column.said:
                self.said.read.append(column.said)


def _typed(by_year: Mapping[int, Mapping[TableKind, RawTable]], said: Said) -> ReturnRows:
    faults = Faults()
    rows = ReturnRows([], {}, {}, {}, {}, {}, tuple(by_year), False)
    births: dict[str, set[date]] = defaultdict(set)
    placed: dict[str, set[date]] = defaultdict(set)
    for year, tables in by_year.items():
        for kind, table in tables.items():
            reader = _Reader(table, faults, said)
            if kind is TableKind.HEADER:
                _people(reader, year, rows)
            elif kind is TableKind.EPISODES:
                _episodes(reader, year, rows)
            elif kind is TableKind.UASC:
                rows.has_unaccompanied_table = True
                _unaccompanied(reader, rows, births)
            elif kind is TableKind.HEALTH:
                _scores(reader, year, rows, births)
            else:
                _placed_for_adoption(reader, placed, births)
            reader.close()
    if faults:
        raise BadInput(faults)
    rows.births_elsewhere = {child: frozenset(days) for child, days in births.items()}
    rows.placed_for_adoption = {child: tuple(sorted(days)) for child, days in placed.items()}
    said.read += _told_years(by_year)
    return rows


def _told_years(by_year: Mapping[int, Mapping[TableKind, RawTable]]) -> list[str]:
    return [
        f"return of 1 April {year - 1} to 31 March {year}: "
        + ", ".join(f"{kind.value} ({said_count(rounded(len(table.rows)))} rows)" for kind, table in tables.items())
        for year, tables in by_year.items()
    ]


def _people(reader: _Reader, year: int, rows: ReturnRows) -> None:
    child, born, sex = reader.places("CHILD", "DOB", "SEX")
    dates = reader.column("DOB")
    for row in reader.table.rows:
        cells = row.cells
        person = Person(dates.read(cells[born], row.number), cells[sex].upper() if sex >= 0 else "", year)
        rows.people[cells[child]] = person


def _episodes(reader: _Reader, year: int, rows: ReturnRows) -> None:
    names = ("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE")
    where = ("HOME_POST", "PL_POST", "PL_LA", "PL_LOCATION", "PL_DISTANCE")
    child, begins, rne, law, need, place, provider, ends, rec, reason, *about = reader.places(*names, *where)
    home, placed, council, inside, distance = about
    began, ended = reader.column("DECOM", blank_allowed=False), reader.column("DEC")
    days: list[date] = []
    for row in reader.table.rows:
        cells = row.cells

        def code(at: int, cells: tuple[str, ...] = cells) -> str:
            return intern(cells[at].upper()) if at >= 0 else ""

        first = began.read(cells[begins], row.number)
        last = ended.read(cells[ends], row.number)
        if first is None:
            continue
        days.append(first)
        rows.episodes.append(
            Episode(
                child=cells[child],
                begins=first,
                why_begun=code(rne),
                law=code(law),
                need=code(need),
                place=code(place),
                provider=code(provider),
                ends=last,
                why_ended=code(rec),
                why_moved=code(reason),
                home_postcode=code(home),
                placed_postcode=code(placed),
                placed_council=code(council),
                inside=code(inside),
                distance=_miles(cells[distance]) if distance >= 0 else None,
                year=year,
            )
        )
    late = beyond(days, year)
    if days and late > BEYOND * len(days):
        mend = f"put the year in the name right{told_here(', or give it with --year', '')}"
        reader.faults.add(
            f"{reader.table.shown}: {late:,} of {counted(len(days), 'episode')} begin after 31 March {year}, the end "
            f"of its year; {mend}"
        )


def _miles(text: str) -> float | None:
    try:
        miles = float(text)
    except ValueError:
        return None
    return miles if 0.0 <= miles < 10_000.0 else None


def _unaccompanied(reader: _Reader, rows: ReturnRows, births: dict[str, set[date]]) -> None:
    child, born = reader.places("CHILD", "DOB")
    dates = reader.column("DOB")
    for row in reader.table.rows:
        day = dates.read(row.cells[born], row.number) if born >= 0 else None
        rows.unaccompanied[row.cells[child]] = day
        if day:
            births[row.cells[child]].add(day)


def _scores(reader: _Reader, year: int, rows: ReturnRows, births: dict[str, set[date]]) -> None:
    child, score, born = reader.places("CHILD", "SDQ_SCORE", "DOB")
    dates = reader.column("DOB")
    for row in reader.table.rows:
        text = row.cells[score]
        if born >= 0 and (day := dates.read(row.cells[born], row.number)):
            births[row.cells[child]].add(day)
        if text.removesuffix(".0").isdecimal() and 0 <= (found := int(text.removesuffix(".0"))) <= 40:
            rows.scores[row.cells[child]] = Score(found, year)


def _placed_for_adoption(reader: _Reader, placed: dict[str, set[date]], births: dict[str, set[date]]) -> None:
    child, on, born = reader.places("CHILD", "DATE_PLACED", "DOB")
    dates, dates_of_birth = reader.column("DATE_PLACED"), reader.column("DOB")
    for row in reader.table.rows:
        if day := dates.read(row.cells[on], row.number):
            placed[row.cells[child]].add(day)
        if born >= 0 and (birth := dates_of_birth.read(row.cells[born], row.number)):
            births[row.cells[child]].add(birth)
