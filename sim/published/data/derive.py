"""Derive the compact tables of published figures beside this file from the tidy pack of published statistics.

Run by hand when the pack changes, never by the program:

    python -m sim.published.data.derive PACK_FOLDER [FOLDER]

PACK_FOLDER holds `authorities.csv`, `sources.csv`, `flows.csv`, ...; the tables are written beside this file unless
another FOLDER is given. The same pack gives the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import nan
from pathlib import Path

from sim.published.authorities import ENGLAND, REGIONS
from sim.published.data.cells import Cell, CellTable, RowKey, Status
from sim.published.data.filling import imputed
from sim.published.data.margins import ADDED_UP
from sim.published.data.notes import NOTES
from sim.published.data.parts import FIRST_YEAR, LAST_YEAR, PARTS, Part

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
UNITS = {
    "n": "children",
    "pct": "percent",
    "gbp": "GBP",
    "gbp_week": "GBP per week",
    "fte": "full-time equivalents",
    "cases_per_fte": "cases per full-time equivalent",
    "days": "days",
    "months": "months",
    "per10k": "per 10,000 children",
    "per_child_year": "per child-year",
    "child_years": "child-years",
}
STATUSES = {"ok": Status.PUBLISHED, "suppressed": Status.SUPPRESSED}
AUTHORITY_COLUMNS = (
    "code",
    "name",
    "region",
    "kind",
    "neighbours_2021",
    "neighbours_2025",
    "first_year",
    "last_year",
    "note",
    "other_codes",
)


def read(pack: Path, parts: Iterable[Part] = PARTS) -> tuple[CellTable, dict[tuple[str, int], Counter[str]]]:
    """Return the cells that `parts` take from the pack, and how often each source gives a measure and year."""
    wanted: defaultdict[str, defaultdict[str, list[Part]]] = defaultdict(lambda: defaultdict(list))
    for part in parts:
        wanted[part.file][part.measure].append(part)
    found = CellTable()
    sources: defaultdict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for file, measures in wanted.items():
        for row in _rows(pack / file):
            for part in measures.get(row["measure"], ()):
                words, year = _words(part, row["category"]), int(row["year"])
                status = Status.PUBLISHED if row["status"] == "low" else STATUSES.get(row["status"])
                if words is None or status is None or not part.first <= year <= part.last:
                    continue
                key = RowKey(row["la_code"], part.name, words)
                value = float(row["value"] or (0.0 if row["status"] == "low" else nan))
                found.put(key, year, Cell(value, status), part.unit or UNITS[row["unit"]])
                sources[part.name, year][row["source"]] += 1
    return found, dict(sources)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a file of the pack; none when a small pack lacks it."""
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def _words(part: Part, category: str) -> str | None:
    """Return what a category is called here; None when the part leaves it out."""
    if part.categories is None:
        return category
    return part.categories.get(category)


def lines(table: CellTable) -> Iterator[tuple[str, ...]]:
    """Yield the table's lines: authorities in order of code, measures and categories in order of the parts."""
    measures, categories = _orders(PARTS)
    last = len(categories)

    def place(key: RowKey) -> tuple[str, int, int]:
        return key.code, measures.get(key.measure, last), categories.get((key.measure, key.category), last)

    yield ("code", "measure", "category", "unit", *map(str, YEARS))
    for key in sorted(table, key=place):
        cells = [table.cell(key, year) for year in YEARS]
        yield (key.code, key.measure, key.category, table.unit(key), *(cell.written if cell else "" for cell in cells))


def _orders(parts: Iterable[Part]) -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    """Return the place of each measure, and of each category in its measure."""
    measures: dict[str, int] = {}
    categories: dict[tuple[str, str], int] = {}
    for part in parts:
        measures.setdefault(part.name, len(measures))
        for words in (part.categories or {}).values():
            categories.setdefault((part.name, words), len(categories))
    return measures, categories


def publications(pack: Path, sources: dict[tuple[str, int], Counter[str]]) -> Iterator[tuple[str, str, str]]:
    """Yield for each measure and year the publication that gives most of its figures."""
    whole = {**sources, **{(to, year): count for (of, year), count in sources.items() for to in ADDED_UP.get(of, ())}}
    titles = {row["source"]: _title(row["publisher"], row["publication"]) for row in _rows(pack / "sources.csv")}
    yield ("measure", "year", "publication")
    for (measure, year), counts in sorted(whole.items()):
        named: Counter[str] = Counter()
        for source, count in counts.items():
            named[titles[source]] += count
        title = min(named, key=lambda title: (-named[title], title))
        yield (measure, str(year), title)


def _title(publisher: str, publication: str) -> str:
    """Return one title for a publication, whatever its table."""
    if publisher == "this pack":
        return "derived from DfE, Children looked after in England, year to 31 March 2019"
    title = publication.split(", underlying data")[0].split(", via ")[0].split(", LA level data")[0]
    return f"{publisher.split(' (')[0]}, {title.replace(' (EES)', '').removeprefix('DfE ').removeprefix('ONS ')}"


def england_before(pack: Path, year: int = FIRST_YEAR) -> Iterator[tuple[str, ...]]:
    """Yield England's children looked after on each 31 March before a year, for the growth that a long series tells."""
    titles = {row["source"]: _title(row["publisher"], row["publication"]) for row in _rows(pack / "sources.csv")}
    yield "year", "looked after", "publication"
    rows = (row for row in _rows(pack / "flows.csv") if row["la_code"] == ENGLAND and row["measure"] == "stock")
    for row in sorted((row for row in rows if int(row["year"]) < year), key=lambda row: int(row["year"])):
        yield row["year"], row["value"], titles[row["source"]]


def authorities(pack: Path, table: CellTable) -> Iterator[tuple[str, ...]]:
    """Yield the authorities with their neighbours as ONS codes, in order of name."""
    rows = list(_rows(pack / "authorities.csv"))
    codes = {row["old_code"]: row["la_code"] for row in rows}
    held = Counter(row["la_name"] for row in rows)

    def name(row: dict[str, str]) -> str:
        ended = row["valid_to"][:4]
        return f"{row['la_name']} (to {ended})" if ended and held[row["la_name"]] > 1 else row["la_name"]

    yield AUTHORITY_COLUMNS
    for row in sorted(rows, key=name):
        stock = RowKey(row["la_code"], "looked after", "")
        years = [year for year in YEARS if (cell := table.cell(stock, year)) and cell.status is Status.PUBLISHED]
        others = [row["old_code"], *filter(None, row["other_ons_codes"].split(";"))]
        yield (
            row["la_code"],
            name(row),
            row["region"],
            row["la_type"],
            *(
                " ".join(codes[old] for old in row[model].split(";") if old in codes)
                for model in ("sn2021_old", "sn2025_old")
            ),
            str(years[0]),
            str(years[-1]),
            NOTES.get(row["la_code"], row["note"]),
            " ".join(others),
        )


def regions(pack: Path) -> dict[str, str]:
    """Return the region's code of each authority."""
    return {row["la_code"]: REGIONS[row["region"]] for row in _rows(pack / "authorities.csv")}


def text(table: Iterable[Sequence[str]]) -> str:
    """Return a table as CSV text."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(table)
    return buffer.getvalue()


def squeezed(content: str) -> bytes:
    """Return text as gzip that holds no name and no time, so that the same text gives the same bytes."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as file:
        file.write(content.encode("utf-8"))
    return buffer.getvalue()


def derive(pack: Path, into: Path) -> dict[str, int]:
    """Write all tables; return the bytes of each."""
    table, sources = read(pack)
    full = imputed(table, regions(pack))
    contents = {
        "figures.csv.gz": squeezed(text(lines(full))),
        "authorities.csv": text(authorities(pack, table)).encode("utf-8"),
        "publications.csv": text(publications(pack, sources)).encode("utf-8"),
        "england_before_2009.csv": text(england_before(pack)).encode("utf-8"),
    }
    for name, content in contents.items():
        (into / name).write_bytes(content)
    return {name: len(content) for name, content in contents.items()}


def main(arguments: list[str]) -> int:
    """Derive the tables from the pack named on the command line."""
    if len(arguments) not in (1, 2) or not (Path(arguments[0]) / "sources.csv").is_file():
        print(
            "usage: derive.py PACK_FOLDER [FOLDER] (flows.csv, stock.csv, ..., sources.csv are in it)", file=sys.stderr
        )
        return 2
    into = Path(arguments[1]) if len(arguments) == 2 else Path(__file__).parent
    for name, size in derive(Path(arguments[0]), into).items():
        print(f"{name}: {size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
