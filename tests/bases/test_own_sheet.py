"""A council's own sheet: what it can hold, what it contradicts, and the base that is made of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest

from sim.bases.base import baseline
from sim.bases.own.base import own_base
from sim.bases.own.contradictions import contradictions
from sim.bases.own.of_sheet import own_figures
from sim.bases.own.sheet import COLUMNS, Sheet, read_sheet
from sim.foundations.faults import BadInput
from sim.published.authorities import authority
from sim.published.table import figures
from sim.reports.baseline.own_sheet import template_rows, write_template

HEAD = "figure,category,31 March,value"
KINDS = {
    "in house": 620,
    "connected": 330,
    "agency": 250,
    "childrens home": 160,
    "secure": 2,
    "other residential": 30,
    "supported": 120,
    "with parents": 80,
}
LATER = [
    "looked after,,2026,1610",
    "started,,2026,520",
    "ceased,,2026,490",
    *(f"looked after by kind,{kind},2026,{number}" for kind, number in KINDS.items()),
]


def sheet(tmp_path: Path, *rows: str, head: str = HEAD, name: str = "ours.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def refused(path: Path) -> tuple[str, ...]:
    with pytest.raises(BadInput) as caught:
        own_figures(read_sheet(path), authority("leeds"), figures(), None)
    return caught.value.faults


# --- what can be read


@pytest.mark.parametrize(
    "text",
    ["1610", "1,610", " 1610 ", "1610.0"],
)
def test_numbers_as_people_write_them(text: str, tmp_path: Path) -> None:
    found = read_sheet(sheet(tmp_path, f'looked after,,2026,"{text}"'))
    assert found.value("looked after", 2026) == 1610


@pytest.mark.parametrize("day", ["2026", "31/03/2026", "2026-03-31", "31 March 2026", "2026.0", "31.3.2026"])
def test_days_as_people_write_them(day: str, tmp_path: Path) -> None:
    assert read_sheet(sheet(tmp_path, f"looked after,,{day},5")).value("looked after", 2026) == 5


@pytest.mark.parametrize("mark", ["", "c", "z", "x", ":", "n/a", "-"])
def test_what_is_hidden_or_not_known_is_left_out(mark: str, tmp_path: Path) -> None:
    found = read_sheet(sheet(tmp_path, f"started,,2026,{mark}", "looked after,,2026,5"))
    assert found.value("started", 2026) is None


def test_a_title_other_columns_and_semicolons_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "ours.csv"
    path.write_bytes("Unser Blatt;;;\nWho;Figure;Category;31 March;Value\nme;looked after;;2026;7\n".encode("utf-16"))
    assert read_sheet(path).value("looked after", 2026) == 7


def test_excel(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(list(COLUMNS))
    book.active.append(["looked after", None, date(2026, 3, 31), 1610, "children", "ours", None])
    book.create_sheet("Notes").append(["nothing to read here"])
    book.save(tmp_path / "ours.xlsx")
    assert read_sheet(tmp_path / "ours.xlsx").value("looked after", 2026) == 1610


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("looked aftr,,2026,1", "did you mean looked after?"),
        ("looked after,boys,2026,1", "has no categories"),
        ("looked after by age,,2026,1", "needs a category"),
        ("looked after by age,under 2,2026,1", "did you mean under 1?"),
        ("looked after,,soon,1", "is no 31 March"),
        ("looked after,,30/03/2026,1", "is no 31 March"),
        ("looked after,,1066,1", "too far from now"),
        ("looked after,,2026,many", "is no number"),
        ("looked after,,2026,12%", "is no number"),
        ("looked after,,2026,nan", "is no number"),
        ("looked after,,2026,-1", "below 0"),
        ("looked after,,2026,1e9", "more than any council has"),
        ("looked after,,2026,2.5", "whole number"),
    ],
)
def test_rows_that_are_refused_name_their_place(row: str, words: str, tmp_path: Path) -> None:
    faults = refused(sheet(tmp_path, "started,,2026,5", row))
    assert len(faults) == 1
    assert faults[0].startswith("ours.csv, row 3: ")
    assert words in faults[0]


def test_sheets_that_are_refused(tmp_path: Path) -> None:
    assert "no column value" in refused(sheet(tmp_path, head="figure,category,31 March"))[0]
    assert "no heading" in refused(sheet(tmp_path, head="a,b,c"))[0]
    assert "gives no figure" in refused(sheet(tmp_path))[0]
    assert "row 2 as well" in refused(sheet(tmp_path, "started,,2026,5", "started,,2026,6"))[0]
    assert "no such file" in refused(tmp_path / "nothing.csv")[0]
    assert "no Excel workbook" in refused(sheet(tmp_path, "a", name="ours.xlsx"))[0]
    assert "gives no looked after" in refused(sheet(tmp_path, "started,,2026,5"))[0]


def test_a_breakdown_of_a_later_year_is_whole_or_refused(tmp_path: Path) -> None:
    found = own_figures(read_sheet(sheet(tmp_path, *LATER)), authority("leeds"), figures(), None)
    adopted = next(row for row in found.rows if row.measure == "looked after by kind" and row.category == "adoption")
    assert adopted.cell(2026) == f"{1610 - sum(KINDS.values())}"
    assert "lacks with parents and adoption" in refused(sheet(tmp_path, *LATER[:-1]))[0]


# --- what it contradicts


def told(tmp_path: Path, *rows: str) -> str:
    return "\n".join(contradictions(read_sheet(sheet(tmp_path, *rows)), authority("leeds"), figures()))


def test_what_does_not_agree_is_told(tmp_path: Path) -> None:
    ages = [f"looked after by age,{age},2026,300" for age in ("under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over")]
    assert "comes to 1,500, looked after is 1,610" in told(tmp_path, "looked after,,2026,1610", *ages)
    flows = ("looked after,,2025,1500", "looked after,,2026,1610", "started,,2026,600", "ceased,,2026,550")
    assert "makes 1,550; 31 March 2026 has 1,610" in told(tmp_path, *flows)
    assert "1,400 on the sheet, 1,546 published" in told(tmp_path, "looked after,,2024,1400")
    assert "a change that few councils have" in told(tmp_path, "looked after,,2025,2600")
    service = "own fostering service, mainstream carers"
    places = (f'"{service}",places approved,2026,500', f'"{service}",places filled,2026,600')
    assert "600 places are filled, 500 approved" in told(tmp_path, *places)


def test_what_agrees_is_not_told(tmp_path: Path) -> None:
    assert not told(tmp_path, "looked after,,2024,1546", "looked after,,2025,1580")


def test_parts_that_miss_their_whole_by_a_fifth_are_refused(tmp_path: Path) -> None:
    ages = [f"looked after by age,{age},2026,200" for age in ("under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over")]
    with pytest.raises(BadInput, match="comes to 1,000"):
        told(tmp_path, "looked after,,2026,1610", *ages)


# --- the base


@pytest.mark.parametrize("name", ["leeds", "rutland", "westmorland and furness"])
def test_the_template_as_it_is_gives_the_base_as_published(name: str, tmp_path: Path) -> None:
    whose, known = authority(name), figures()
    path = tmp_path / "ours.csv"
    write_template(path, whose, known, 2024, force=False)
    own = own_figures(read_sheet(path), whose, known, None)
    assert own.rows == ()
    assert own_base(whose, own, known).quantities == baseline(whose, 2024, known).quantities
    with pytest.raises(BadInput, match="is there already"):
        write_template(path, whose, known, 2024, force=False)


def test_own_figures_of_a_published_year_take_their_place(tmp_path: Path) -> None:
    whose, known = authority("leeds"), figures()
    own = own_figures(read_sheet(sheet(tmp_path, "looked after,,2024,1600")), whose, known, None)
    found, published = own_base(whose, own, known), baseline(whose, 2024, known)
    mine = found.quantities["opening.looked_after"]
    assert (mine.value, mine.kind, mine.as_of) == (1600, "local", date(2024, 3, 31))
    assert "Own figures of Leeds" in mine.source
    assert found.quantities["opening.age_shares"] == published.quantities["opening.age_shares"]
    assert found.start == published.start


def test_a_base_of_a_later_day_says_what_it_stands_on(tmp_path: Path) -> None:
    whose = authority("leeds")
    own = own_figures(read_sheet(sheet(tmp_path, *LATER)), whose, figures(), "2026-03-31")
    found = own_base(whose, own, figures())
    assert found.start == date(2026, 4, 1)
    assert "31 March 2024" in found.warnings[0]
    kinds = found.quantities["opening.kinds"]
    assert kinds.kind == "local"
    assert kinds.value.values()[: len(KINDS)] == tuple(float(number) for number in KINDS.values())
    assert found.quantities["prices.weekly"].as_of == date(2024, 3, 31)
    entries = found.quantities["demand.entries_per_year"]
    assert (entries.kind, entries.as_of) == ("fitted", date(2026, 3, 31))


def test_figures_too_far_ahead_are_refused(tmp_path: Path) -> None:
    own = own_figures(read_sheet(sheet(tmp_path, "looked after,,2029,1600")), authority("leeds"), figures(), None)
    with pytest.raises(BadInput, match="too far from what was published"):
        own_base(authority("leeds"), own, figures())


@pytest.mark.parametrize("day", ["2026-03-30", "next year"])
def test_days_that_are_refused(day: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="--date"):
        own_figures(read_sheet(sheet(tmp_path, *LATER)), authority("leeds"), figures(), day)


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    whose, known = authority("leeds"), figures()
    rows = [",".join(f'"{cell}"' for cell in row) for row in template_rows(whose, known, 2024)][1:] + LATER
    bases = []
    for seed in (1, 2):
        Random(seed).shuffle(rows)
        found = read_sheet(sheet(tmp_path, *rows, head=",".join(COLUMNS)))
        assert isinstance(found, Sheet)
        bases.append(own_base(whose, own_figures(found, whose, known, None), known).quantities)
    assert bases[0] == bases[1]
