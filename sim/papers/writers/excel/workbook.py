"""A paper's tables as an Excel file: a sheet of contents, a sheet a table with notes and sources, and the sources."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from re import sub
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from sim.foundations.calendar import in_words
from sim.papers.document.paper import Paper, PaperTable
from sim.papers.writers import colours, widths
from sim.papers.writers.archive import at_midnight, settled
from sim.papers.writers.excel.formats import excel_number
from sim.papers.writers.labelled import labelled, marks_in_words, source_in_words
from sim.papers.writers.words import CONTENTS, SOURCES, is_web_address

FONT = "Arial"
LONGEST_SHEET_NAME = 31
WIDEST, NARROWEST = 60, 11
"""Of columns, in characters."""

HEADINGS_ROW = 3
"""Of a table's sheet: above it stand the caption and the way back."""

CORE = "docProps/core.xml"


def excel(paper: Paper) -> bytes:
    """Return the tables of the paper as an Excel file."""
    book = Workbook()
    contents = book.worksheets[0]
    contents.title = CONTENTS
    names = _sheet_names(paper.tables)
    for one in labelled(paper):
        if isinstance(one.block, PaperTable):
            sheet = book.create_sheet(names[one.block.name])
            _table(sheet, one.block, f"{one.label}: {one.block.caption}", one.marks)
    _contents(contents, paper, names)
    if paper.sources:
        _sources(book.create_sheet(SOURCES), paper)
    for sheet in book.worksheets:
        _for_print(sheet, paper)
    moment = datetime.combine(paper.written, time())
    book.properties.title, book.properties.creator = paper.title[:255], paper.council[:255]
    book.properties.subject, book.properties.language = paper.subtitle[:255], "en-GB"
    book.properties.lastModifiedBy = paper.council[:255]
    book.properties.created = moment
    out = BytesIO()
    book.save(out)
    return _without_the_hour(out.getvalue(), paper)


def _without_the_hour(content: bytes, paper: Paper) -> bytes:
    """Return the file with the day of writing in place of the moment, which the library puts in whatever it is told."""
    with ZipFile(BytesIO(content)) as archive:
        core = archive.read(CORE).decode()
    moment = rf"\g<1>{at_midnight(paper.written)}<"
    return settled(content, {CORE: sub(r"(<dcterms:modified[^>]*>)[^<]*<", moment, core).encode()})


def _sheet_names(tables: tuple[PaperTable, ...]) -> dict[str, str]:
    """Return a sheet's name for each table, as Excel allows them: short, plain, and no two alike."""
    names: dict[str, str] = {}
    taken = {CONTENTS.lower(), SOURCES.lower()}
    for number, table in enumerate(tables, start=1):
        name = sub(r"[^A-Za-z0-9_ -]", "_", table.name)[:LONGEST_SHEET_NAME] or f"table_{number}"
        if name.lower() in taken:
            name = f"{name[: LONGEST_SHEET_NAME - 4]}_{number}"
        taken.add(name.lower())
        names[table.name] = name
    return names


def _table(sheet: Worksheet, table: PaperTable, title: str, marks: tuple[tuple[int, int], ...]) -> None:
    _write(sheet.cell(1, 1), title, Font(FONT, 14, bold=True, color=colours.HEADING))
    _link(sheet.cell(2, 1), "Back to the contents", CONTENTS)
    for place, heading in enumerate(table.columns, start=1):
        cell = sheet.cell(HEADINGS_ROW, place)
        _write(cell, heading, Font(FONT, 11, bold=True, color=colours.INK))
        cell.fill = PatternFill("solid", fgColor=colours.SHADE)
        cell.border = Border(bottom=Side("thin", color=colours.RULE))
        right = widths.to_the_right(table, place - 1)
        cell.alignment = Alignment(horizontal="right" if right else "left", vertical="bottom", wrap_text=True)
    row = HEADINGS_ROW
    for cells in table.rows:
        row += 1
        for place, said in enumerate(cells, start=1):
            cell = sheet.cell(row, place)
            number = excel_number(said)
            if number is None:
                _write(cell, said.text)
                if widths.to_the_right(table, place - 1):
                    cell.alignment = Alignment(horizontal="right")
            else:
                cell.value, cell.number_format = number
                cell.font = Font(FONT, 11, color=colours.INK)
    sources = f"Sources: {marks_in_words(marks)}; see the sheet {SOURCES}." if marks else ""
    for note in (*table.notes, sources):
        if note:
            row += 1
            _write(sheet.cell(row + 1, 1), note, Font(FONT, 10, color=colours.QUIET))
    for place, heading in enumerate(table.columns, start=1):
        texts = [heading, *(cells[place - 1].text for cells in table.rows if place <= len(cells))]
        width = min(max(NARROWEST, *(len(text) + 3 for text in texts)), WIDEST)
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = sheet.cell(HEADINGS_ROW + 1, 2)
    sheet.print_title_rows = f"{HEADINGS_ROW}:{HEADINGS_ROW}"


def _contents(sheet: Worksheet, paper: Paper, names: dict[str, str]) -> None:
    _write(sheet.cell(1, 1), paper.title, Font(FONT, 18, bold=True, color=colours.HEADING))
    _write(sheet.cell(2, 1), paper.subtitle, Font(FONT, 12, color=colours.QUIET))
    _write(sheet.cell(3, 1), f"{paper.council}, {in_words(paper.written)}", Font(FONT, 11, color=colours.QUIET))
    row = 5
    for one in labelled(paper):
        if isinstance(one.block, PaperTable):
            _link(sheet.cell(row, 1), f"{one.label}: {one.block.caption}", names[one.block.name])
            row += 1
    if paper.sources:
        _link(sheet.cell(row, 1), SOURCES, SOURCES)
        row += 1
    _write(sheet.cell(row + 1, 1), paper.footer, Font(FONT, 10, color=colours.QUIET))
    sheet.column_dimensions["A"].width = 110


def _sources(sheet: Worksheet, paper: Paper) -> None:
    _write(sheet.cell(1, 1), SOURCES, Font(FONT, 14, bold=True, color=colours.HEADING))
    _link(sheet.cell(2, 1), "Back to the contents", CONTENTS)
    for place, heading in enumerate(("Number", "Source", "Address"), start=1):
        _write(sheet.cell(HEADINGS_ROW, place), heading, Font(FONT, 11, bold=True, color=colours.INK))
        sheet.cell(HEADINGS_ROW, place).fill = PatternFill("solid", fgColor=colours.SHADE)
    for number, source in enumerate(paper.sources, start=1):
        row = HEADINGS_ROW + number
        _write(sheet.cell(row, 1), f"[{number}]")
        _write(sheet.cell(row, 2), source_in_words(source))
        sheet.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="top")
        _write(sheet.cell(row, 3), source.address)
        if is_web_address(source.address):
            sheet.cell(row, 3).hyperlink = source.address
    for letter, width in (("A", 10), ("B", 90), ("C", 70)):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = sheet.cell(HEADINGS_ROW + 1, 1)


def _write(cell: ExcelCell, text: str, font: Font | None = None) -> None:
    """Write words, which stay words whatever they begin with: never a formula, now or when they are edited."""
    cell.value = text
    cell.data_type = "s"
    cell.font = font or Font(FONT, 11, color=colours.INK)
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


def _link(cell: ExcelCell, text: str, sheet: str) -> None:
    """Write a link to another sheet."""
    _write(cell, text)
    cell.hyperlink = f"#'{sheet}'!A1"
    _write(cell, text, Font(FONT, 11, color=colours.LINK, underline="single"))


def _for_print(sheet: Worksheet, paper: Paper) -> None:
    """Make the sheet fit the width of A4, with the paper's own words at its foot."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    # where & begins a command
    sheet.oddFooter.left.text = paper.footer.replace("&", "&&")[:120]
    sheet.oddFooter.right.text = "&P of &N"
