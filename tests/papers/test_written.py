"""Files of a paper: which are asked for, all or none of them written, plain characters, colours that can be read."""

from __future__ import annotations

import csv
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from sample_paper import HOSTILE, TABLE, hostile, sample
from small_authority import ROOT

from sim.foundations.faults import BadInput
from sim.papers.document.paper import Bullets, Heading, Paper, PaperCell, PaperSource, PaperTable, Picture, Words
from sim.papers.writers import colours, widths, written
from sim.papers.writers.clean import cleaned
from sim.papers.writers.csv_tables import csv_files
from sim.papers.writers.labelled import labelled, marks_in_words, source_in_words
from sim.papers.writers.words import is_web_address
from sim.papers.writers.written import PaperFormat, files_of, formats_in, keep
from sim.reports.chart.palette import READABLE, contrast

ALL = tuple(PaperFormat)


def texts_of(paper: Paper) -> list[str]:
    found = [paper.title, paper.subtitle, paper.council, paper.footer]
    for block in paper.blocks:
        match block:
            case Heading() | Words():
                found.append(block.text)
            case Bullets():
                found += block.points
            case PaperTable():
                cells = [cell.text for row in block.rows for cell in row]
                found += [block.caption, *block.columns, *block.notes, *cells]
            case Picture():
                found += [block.caption, block.alternative]
    found += [text for one in paper.sources for text in (one.title, one.publisher, one.published, one.address)]
    return found


# What is asked for


@pytest.mark.parametrize(
    ("text", "formats"),
    [("docx,pdf,xlsx", ALL), ("PDF", (PaperFormat.PDF,)), (" .xlsx, docx ,xlsx", (PaperFormat.XLSX, PaperFormat.DOCX))],
)
def test_formats_are_read_from_words(text: str, formats: tuple[PaperFormat, ...]) -> None:
    assert formats_in(text, "--as") == formats


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "--as: names no format; give one or more of docx, pdf and xlsx, with commas between"),
        ("docx,doc", '--as: "doc" is not a format of a paper; did you mean docx?'),
        ("odt", '--as: "odt" is not a format of a paper; give one or more of docx, pdf and xlsx, with commas between'),
    ],
)
def test_other_formats_are_told(text: str, fault: str) -> None:
    with pytest.raises(BadInput) as error:
        formats_in(text, "--as")
    assert error.value.faults == (fault,)


@pytest.mark.parametrize(
    ("missing", "name"), [("docx", "docx"), ("typst", "pdf"), ("pikepdf", "pdf"), ("openpyxl", "xlsx")]
)
def test_what_is_not_installed_is_told_with_its_mend(monkeypatch: pytest.MonkeyPatch, missing: str, name: str) -> None:
    monkeypatch.setattr(written, "find_spec", lambda library: None if library == missing else object())
    with pytest.raises(BadInput) as error:
        formats_in("docx,pdf,xlsx", "--paper")
    mend = f"pip install 'placement-sufficiency[paper]', or leave {name} out"
    assert error.value.faults == (f"--paper: what writes {name} is not installed; {mend}",)


def test_no_extra_is_loaded_before_it_is_needed() -> None:
    statement = (
        "import sys; from sim.commands import paper; from sim.papers.writers.written import formats_in; "
        "formats_in('docx,pdf,xlsx', '--as'); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", statement], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {"docx", "typst", "pikepdf", "openpyxl", "PIL"}


# All or none


def test_a_file_for_each_format_and_each_table() -> None:
    assert set(files_of(sample(), ALL)) == {
        *("paper.docx", "paper.pdf", "paper.xlsx"),
        *("children_by_kind.csv", "long_table.csv"),
    }


def test_what_is_there_is_not_written_over_unless_asked(tmp_path: Path) -> None:
    into = tmp_path / "paper"
    keep({"paper.docx": b"one", "a.csv": b"two"}, into, replacing=False)
    with pytest.raises(BadInput) as error:
        keep({"paper.pdf": b"new", "a.csv": b"new"}, into, replacing=False)
    mend = "give --out another place, or --force to write over it"
    assert error.value.faults == (f"{into / 'a.csv'}: is already there; {mend}",)
    assert {one.name: one.read_bytes() for one in into.iterdir()} == {"paper.docx": b"one", "a.csv": b"two"}
    keep({"paper.docx": b"new"}, into, replacing=True)
    assert (into / "paper.docx").read_bytes() == b"new"


def test_nothing_half_written_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> None:
        if path.name == "b":
            raise OSError(28, "No space left on device")
        path.write_bytes(content)

    monkeypatch.setattr(written.folder, "replace_file", full)
    with pytest.raises(BadInput, match="make room there"):
        keep({"a": b"1", "b": b"2"}, tmp_path / "paper", replacing=False)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "paper").write_bytes(b"")
    with pytest.raises(BadInput, match="is a file, so no paper can be kept in it"):
        keep({"a": b"1"}, tmp_path / "paper", replacing=False)


# What stands in them


def test_tables_as_csv_have_the_cells_as_they_are_read() -> None:
    rows = list(csv.reader(StringIO(csv_files(sample())["children_by_kind.csv"].decode())))
    assert rows == [list(TABLE.columns), *([cell.text for cell in row] for row in TABLE.rows)]


def test_no_text_holds_what_cannot_be_written_or_turns_words_round() -> None:
    assert any("\x07" in text for text in HOSTILE)
    for text in texts_of(cleaned(hostile())):
        assert text == text.strip()
        assert not set(text) & set("\x00\x07\t\n\ud800\ufffe\u202e\u202c")
        assert text.encode()


def test_what_is_clean_stays_as_it_is() -> None:
    assert cleaned(sample()) == sample()


def test_tables_and_figures_are_numbered_each_by_itself_and_sources_in_the_order_of_the_words() -> None:
    told = [(one.label, one.marks) for one in labelled(sample()) if one.label or one.marks]
    one, two = (1, 1), (2, 2)
    assert told == [("", (one,)), ("Table 1", (one, two)), ("Figure 1", (two,)), ("Table 2", (one, two))]


def test_three_sources_or_more_in_a_row_are_told_by_first_and_last() -> None:
    named = [PaperSource(f"Source {place}", "") for place in range(1, 9)]
    words = (Words("All.", tuple(named)), Words("Some.", tuple(named[place - 1] for place in (8, 1, 3, 4, 5, 7))))
    marks = [marks_in_words(one.marks) for one in labelled(replace(sample(), blocks=words))]
    assert marks == ["[1] to [8]", "[1] [3] to [5] [7] [8]"]


def test_a_source_is_told_in_a_line() -> None:
    assert (
        source_in_words(PaperSource("Who is it?", "Ofsted", "2018", licence="OGL")) == "Who is it? Ofsted, 2018. OGL."
    )
    assert source_in_words(PaperSource("A table", "")) == "A table."
    assert source_in_words(PaperSource("A table.", "", "as of 2018")) == "A table, as of 2018."


@pytest.mark.parametrize("address", ["https://www.gov.uk/a/b?c=d#e", "http://example.org:8080"])
def test_addresses_on_the_web_become_links(address: str) -> None:
    assert is_web_address(address)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "https://a b", "www.gov.uk", ""])
def test_nothing_else_becomes_a_link(address: str) -> None:
    assert not is_web_address(address)


def test_columns_share_the_width_and_ranges_stand_to_the_right() -> None:
    assert sum(widths.shares(TABLE)) == pytest.approx(1)
    assert min(widths.shares(TABLE)) > 0.1
    crowded = replace(
        TABLE,
        columns=("Kind", *("Extraordinary heading",) * 6),
        rows=((PaperCell("x" * 80), *(PaperCell("not known"),) * 6),),
    )
    assert min(widths.shares(crowded)) >= len("Extraordinary") / (1.5 * widths.ROOM)
    assert [widths.to_the_right(TABLE, place) for place in range(4)] == [False, True, True, True]
    ranges = replace(
        TABLE,
        columns=("Kind", "Range"),
        rows=tuple((row[0], replace(row[1], text="104 to 134", value=None)) for row in TABLE.rows),
    )
    assert widths.to_the_right(ranges, 1)


@pytest.mark.parametrize("ink", [colours.INK, colours.HEADING, colours.QUIET, colours.LINK])
@pytest.mark.parametrize("behind", [colours.PAPER, colours.SHADE])
def test_all_words_stand_out_from_what_is_behind_them(ink: str, behind: str) -> None:
    assert contrast(f"#{ink}", f"#{behind}") >= READABLE
