"""The Excel file: a sheet a table, numbers as numbers, words never formulas, the same bytes twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from sample_paper import HOSTILE, TABLE, hostile, number, sample

from sim.papers.document.paper import Paper, PaperCell
from sim.papers.writers.clean import cleaned, line
from sim.papers.writers.excel.formats import excel_number
from sim.papers.writers.excel.workbook import excel


def opened(paper: Paper) -> Workbook:
    return load_workbook(BytesIO(excel(cleaned(paper))))


def test_a_sheet_for_each_table_beside_contents_and_sources() -> None:
    book = opened(sample())
    assert book.sheetnames == ["Contents", "children_by_kind", "long_table", "Sources"]
    contents = [cell.value for cell in book["Contents"]["A"]]
    assert "Table 1: Children looked after by kind of placement, 31 March 2019" in contents
    links = [cell.hyperlink.location or cell.hyperlink.target for cell in book["Contents"]["A"] if cell.hyperlink]
    assert [link.lstrip("#") for link in links] == ["'children_by_kind'!A1", "'long_table'!A1", "'Sources'!A1"]


def test_numbers_are_numbers_and_words_words() -> None:
    sheet = opened(sample())["children_by_kind"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_row=6)]
    assert rows == [
        list(TABLE.columns),
        ["In-house foster care", 1204, 61.5, 450],
        ["Children's home", 41, 0.021, 4120.5],
        ["Secure", "hidden", "hidden", -12],
    ]
    assert sheet.freeze_panes == "B4"


def test_notes_and_sources_stand_under_the_table() -> None:
    said = [cell.value for cell in opened(sample())["children_by_kind"]["A"]]
    assert said[-2:] == [
        "Numbers of 1 to 5 children are hidden, and another with them.",
        "Sources: [1] [2]; see the sheet Sources.",
    ]


@pytest.mark.parametrize(
    ("cell", "value", "shape"),
    [
        (number(1204), 1204, "#,##0"),
        (number(3.25, "3.3"), 3.3, "#,##0.0"),
        (number(61.4973, "61.5%"), 61.5, '#,##0.0"%"'),
        (number(0.614973, "61.5%"), 0.615, "#,##0.0%"),
        (number(0, "0%"), 0, '#,##0"%"'),
        (number(450.4, "£450"), 450, '"£"#,##0'),
        (number(64_008_468, "£64.0m"), 64_000_000, '"£"#,##0.0,,"m"'),
        (number(64.008, "£64.0m"), 64, '"£"#,##0.0"m"'),
        (number(-12.2, "−12"), -12, "#,##0"),
        (number(2019, "2019"), 2019, "0"),
    ],
)
def test_a_number_is_as_exact_as_in_the_paper_and_shown_so(cell: PaperCell, value: float, shape: str) -> None:
    found = excel_number(cell)
    assert found is not None
    assert (found.value, found.shape.split(";")[0]) == (value, shape)


def test_a_number_with_its_sign_keeps_it() -> None:
    assert excel_number(number(12, "+12")) == (12, '+#,##0;"−"#,##0;#,##0')


@pytest.mark.parametrize("cell", [number(3, "3 to 5"), number(4, "[c]"), PaperCell("12"), PaperCell("")])
def test_what_is_more_than_a_number_or_hidden_stays_words(cell: PaperCell) -> None:
    assert excel_number(cell) is None


def test_nothing_becomes_a_formula() -> None:
    book = opened(hostile())
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    for text in HOSTILE:
        found = [cell for cell in cells if cell.value == line(text)]
        assert found
        assert all(cell.quotePrefix for cell in found if line(text)[0] in "=+-@")


def test_names_of_sheets_are_short_plain_and_no_two_alike() -> None:
    name = "a/very:long*name?of[a]table_that_goes_on_and_on"
    tables = [replace(TABLE, name=f"{name}{place}") for place in range(3)] + [replace(TABLE, name="contents")]
    names = opened(replace(sample(), blocks=tuple(tables))).sheetnames
    assert len({one.lower() for one in names}) == len(names) == 6
    assert all(len(one) <= 31 for one in names)


def test_a_paper_without_tables_has_contents_all_the_same() -> None:
    assert opened(replace(sample(), blocks=())).sheetnames == ["Contents"]


def test_the_day_of_writing_alone_differs() -> None:
    first, second = excel(sample()), excel(sample(date(2027, 1, 3)))
    assert first == excel(sample())
    with ZipFile(BytesIO(first)) as one, ZipFile(BytesIO(second)) as other:
        changed = [name for name in one.namelist() if one.read(name) != other.read(name)]
    assert changed == ["docProps/core.xml", "xl/worksheets/sheet1.xml"]
    book = load_workbook(BytesIO(first))
    assert book.properties.created == book.properties.modified == datetime(2026, 11, 29)
    assert book.properties.creator == "Tower Hamlets"
