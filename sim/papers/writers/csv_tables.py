"""The tables of a paper as CSV files, cells as they are read: where each number of its words can be found."""

from __future__ import annotations

import csv
from io import StringIO

from sim.papers.document.paper import Paper, PaperTable


def csv_files(paper: Paper) -> dict[str, bytes]:
    """Return the content of a CSV file for each table, by the name of the file."""
    return {f"{table.name}.csv": _csv(table) for table in paper.tables}


def _csv(table: PaperTable) -> bytes:
    text = StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(table.columns)
    out.writerows([cell.text for cell in row] for row in table.rows)
    return text.getvalue().encode()
