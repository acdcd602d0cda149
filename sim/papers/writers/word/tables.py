"""Tables of a Word paper: headings that repeat on each page, and a style that a council can change."""

from __future__ import annotations

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Emu
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from sim.papers.document.paper import PaperTable
from sim.papers.writers import widths
from sim.papers.writers.word import styles
from sim.papers.writers.word.parts import WORD

WIDTH = Cm(16)
"""Of the text, and so of tables and figures."""


def add_table(document: Document, table: PaperTable, description: str) -> None:
    """Add a table with its row of headings, and with what it holds said for those who cannot see it."""
    grid = document.add_table(rows=1, cols=len(table.columns))
    properties = grid._tbl.tblPr
    for old in (*properties.findall(qn("w:tblStyle")), *properties.findall(qn("w:tblLook"))):
        properties.remove(old)
    properties.insert(0, parse_xml(f'<w:tblStyle {WORD} w:val="{styles.TABLE}"/>'))
    grid.autofit = False
    properties.append(
        parse_xml(
            f'<w:tblLook {WORD} w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
            'w:noHBand="0" w:noVBand="1"/>'
        )
    )
    for name, text in (("w:tblCaption", table.caption), ("w:tblDescription", description)):
        said = OxmlElement(name)
        said.set(qn("w:val"), text)
        properties.append(said)
    to_right = [widths.to_the_right(table, place) for place in range(len(table.columns))]
    style = styles.SMALL_CELL if widths.is_wide(table) else styles.CELL
    _fill(grid.rows[0], table.columns, to_right, style)
    _mark(grid.rows[0], "w:tblHeader")
    for row in table.rows:
        _fill(grid.add_row(), [cell.text for cell in row], to_right, style)
    for row in grid.rows:
        _mark(row, "w:cantSplit")
    _set_widths(grid, table)
    _keep_together(grid, table)


def _fill(row: _Row, texts: tuple[str, ...] | list[str], to_right: list[bool], style: str) -> None:
    for cell, text, right in zip(row.cells, texts, to_right, strict=False):
        _write(cell, text, right, style)


def _write(cell: _Cell, text: str, right: bool, style: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.add_run(text)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _mark(row: _Row, name: str) -> None:
    """Mark a row: as one that no page break goes through, or as headings that repeat."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _keep_together(grid: WordTable, table: PaperTable) -> None:
    """Keep a small table on one page, and the notes under any table with its last row."""
    last = len(grid.rows) - 1
    for place, row in enumerate(grid.rows):
        if (place < last and last <= widths.KEPT_TOGETHER) or (place == last and table.notes):
            for paragraph in row._tr.iter(qn("w:p")):
                Paragraph(paragraph, row).paragraph_format.keep_with_next = True


def _set_widths(grid: WordTable, table: PaperTable) -> None:
    for place, share in enumerate(widths.shares(table)):
        width = Emu(int(WIDTH * share))
        grid.columns[place].width = width
        for row in grid.rows:
            row.cells[place].width = width
