"""The first cell of each row of a table marked as the heading of the row, for those who hear the table."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf


def with_row_headings(content: bytes) -> bytes:
    """Return the PDF with its rows' headings marked, which what sets the page marks in the row at the top alone."""
    out = BytesIO()
    with Pdf.open(BytesIO(content)) as document:
        for row in _parts(document.Root.StructTreeRoot, "/TR"):
            cells = [cell for cell in _children(row) if cell.get("/S") in ("/TH", "/TD")]
            if cells and cells[0].get("/S") == "/TD":
                cells[0].S = Name.TH
                _say_scope(cells[0])
        document.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,
            fix_metadata_version=False,
        )
    return out.getvalue()


def _say_scope(cell: Object) -> None:
    """Say that a heading is of its row."""
    scope = Dictionary(O=Name.Table, Scope=Name.Row)
    said = cell.get("/A")
    if said is None:
        cell.A = scope
    elif isinstance(said, Array):
        said.append(scope)
    elif said.get("/O") == "/Table":
        said.Scope = Name.Row
    else:
        cell.A = Array([said, scope])


def _parts(top: Object, kind: str) -> Iterator[Object]:
    """Yield every part of this kind below the top of the tree, in order."""
    waiting = [top]
    while waiting:
        one = waiting.pop()
        if one.get("/S") == kind:
            yield one
        waiting.extend(reversed([*_children(one)]))


def _children(part: Object) -> Iterator[Object]:
    """Yield the parts within a part, but for the content of the page itself."""
    held = part.get("/K")
    for one in held if isinstance(held, Array) else (held,):
        if isinstance(one, Dictionary) and ("/S" in one or "/K" in one):
            yield one
