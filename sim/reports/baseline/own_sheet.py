"""The sheet on which a council writes its own figures, with what was published of it filled in."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from math import isfinite
from pathlib import Path

from sim.bases.own.known_figures import AS_PUBLISHED, KNOWN_FIGURES
from sim.bases.own.sheet import COLUMNS
from sim.foundations.faults import BadInput
from sim.published.authorities import Authority
from sim.published.table import Figures, publication
from sim.reports.shared.folder import replace_file

YEARS = 3
"""Years to fill in: what a base takes together."""


def template_rows(authority: Authority, known: Figures, last: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the sheet for the years up to `last`, figures that were hidden or not published left empty."""
    yield COLUMNS
    for figure in KNOWN_FIGURES:
        name = AS_PUBLISHED.get(figure.name, figure.name)
        for year in range(last - YEARS + 1, last + 1):
            for category in figure.categories:
                found = known.find(authority.code, name, year, category)
                there = found is not None and not found.imputed and isfinite(found.value)
                value = f"{found.value:g}" if found is not None and there else ""
                source = publication(name, year) if there else ""
                yield (figure.name, category, str(year), value, figure.unit, source, figure.means)


def write_template(path: Path, authority: Authority, known: Figures, last: int, *, force: bool) -> None:
    """Write the sheet, CSV or Excel by its name. Raises BadInput when a file is there, or none can be written."""
    if path.exists() and not force:
        raise BadInput([f"{path}: is there already; give another name, or --force to write over it"])
    rows = list(template_rows(authority, known, last))
    if path.suffix.lower() == ".xlsx":
        _excel(path, rows)
        return
    if path.suffix.lower() != ".csv":
        raise BadInput([f"{path}: give a name that ends in .csv or .xlsx"])
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    replace_file(path, "\ufeff" + text.getvalue())


def _excel(path: Path, rows: list[tuple[str, ...]]) -> None:
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Font
    except ModuleNotFoundError:
        raise BadInput([f"{path}: Excel files need openpyxl (pip install openpyxl); or give a name in .csv"]) from None
    book = Workbook()
    sheet = book.active
    sheet.title = "Figures"
    for number, row in enumerate(rows):
        sheet.append([float(cell) if number and place in (2, 3) and cell else cell for place, cell in enumerate(row)])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFG", (36, 44, 10, 12, 14, 50, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    book.save(path)
