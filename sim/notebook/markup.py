"""The headline table of a page as HTML that stands in a notebook."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from sim.reports.shared.page import Column, Page, PageTable

LEFT = 'style="text-align:left"'

MOST_ROWS = 60
"""Of a table in a notebook."""


def headline(page: Page) -> str:
    """Return title, scope, first finding and first table of a page, and what is to be read with care."""
    return "\n".join(
        (
            f"<p><strong>{escape(page.title)}</strong><br>{escape(page.scope)}</p>",
            *(f"<p>{escape(sentence)}</p>" for sentence in page.findings[:1]),
            *(line for one in page.tables[:1] for line in table(one)),
            *_with_care(page),
        )
    )


def table(one: PageTable) -> Iterator[str]:
    """Yield the lines of a table, of which the first rows are shown."""
    yield "<table>"
    yield f"<caption {LEFT}>{escape(f'{one.title}. {one.note}' if one.note else one.title)}</caption>"
    yield f"<thead><tr>{''.join(map(_heading, one.columns))}</tr></thead>"
    yield "<tbody>"
    for row in one.rows[:MOST_ROWS]:
        if len(row) == 1:
            yield f'<tr><th {LEFT} scope="colgroup" colspan="{len(one.columns)}">{_lines(row[0])}</th></tr>'
        else:
            first, *others = row
            cells = "".join(f"<td {LEFT}>{_lines(cell)}</td>" for cell in others)
            yield f'<tr><th {LEFT} scope="row">{_lines(first)}</th>{cells}</tr>'
    yield "</tbody>"
    yield "</table>"
    if len(one.rows) > MOST_ROWS:
        yield f"<p>and {len(one.rows) - MOST_ROWS:,} rows more, which frame() has</p>"


def _heading(column: Column) -> str:
    unit = f"<br><small>{escape(column.unit)}</small>" if column.unit else ""
    return f'<th {LEFT} scope="col">{escape(column.title)}{unit}</th>'


def _lines(cell: str) -> str:
    first, *more = cell.split("\n")
    return "".join((escape(first), *(f"<br><small>{escape(line)}</small>" for line in more)))


def _with_care(page: Page) -> Iterator[str]:
    if page.caveats:
        points = "".join(f"<li>{escape(caveat)}</li>" for caveat in page.caveats)
        yield f"<details><summary>Read with care</summary><ul>{points}</ul></details>"
