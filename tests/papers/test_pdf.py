"""The PDF paper: for everybody, as a validator and the tags say; from data that is never code; the same bytes twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import accessible_pdf
import pikepdf
import pytest
from page import ValidationProfile, validate_pdf_bytes
from pikepdf import Name, Pdf
from sample_paper import HOSTILE, PICTURE, hostile, sample

from sim.foundations.faults import BadInput
from sim.papers.document.paper import Heading, Paper, Words
from sim.papers.writers.clean import cleaned
from sim.papers.writers.pdf.row_headings import with_row_headings
from sim.papers.writers.pdf.typeset import pdf

PAPERS = pytest.mark.parametrize("paper", [sample(), hostile()], ids=["sample", "hostile"])


def failures(content: bytes) -> list[str]:
    report = validate_pdf_bytes(content, profile=ValidationProfile("ua1"))
    return [f"{one.rule_id}: {one.message}" for one in report.failures]


def text_of(part: pikepdf.Object) -> str:
    """What the outline calls a heading."""
    return str(part.get("/Title", ""))


@PAPERS
def test_a_validator_finds_no_fault(paper: Paper) -> None:
    assert failures(pdf(cleaned(paper))) == []


@PAPERS
def test_nothing_is_wrong_with_its_tags(paper: Paper) -> None:
    assert accessible_pdf.faults(pdf(cleaned(paper))) == []


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        ("/Lang", "has no language"),
        ("/MarkInfo", "is not marked as tagged"),
        ("/ViewerPreferences", "does not show its title"),
    ],
)
def test_validator_and_checks_find_what_is_taken_away(taken: str, said: str) -> None:
    out = BytesIO()
    with Pdf.open(BytesIO(pdf(sample()))) as document:
        del document.Root[taken]
        document.save(out)
    assert said in accessible_pdf.faults(out.getvalue())
    assert failures(out.getvalue())


def test_validator_and_checks_find_a_figure_without_words() -> None:
    out = BytesIO()
    with Pdf.open(BytesIO(pdf(sample()))) as document:
        for figure in accessible_pdf.parts(document, "/Figure"):
            del figure.Alt
        document.save(out)
    assert "has a figure without words that stand for it" in accessible_pdf.faults(out.getvalue())
    assert failures(out.getvalue())


def test_figures_have_the_words_of_the_paper() -> None:
    with Pdf.open(BytesIO(pdf(sample()))) as document:
        told = [str(one.Alt) for one in accessible_pdf.parts(document, "/Figure")]
    assert told == ["The council's coat of arms", PICTURE.alternative]


def test_every_row_has_a_heading_of_its_own_and_every_column_one() -> None:
    with Pdf.open(BytesIO(pdf(sample()))) as document:
        rows = accessible_pdf.parts(document, "/TR")
        kinds = [[str(cell.S) for cell in row.K] for row in rows]
    assert kinds.count(["/TH"] * 4) == 2
    assert [one for one in kinds if one != ["/TH"] * 4] == [["/TH", "/TD", "/TD", "/TD"]] * 93


def test_marking_rows_twice_changes_nothing() -> None:
    once = pdf(sample())
    with Pdf.open(BytesIO(once)) as before, Pdf.open(BytesIO(with_row_headings(once))) as after:
        kinds = [[str(one.get("/S")) for one in accessible_pdf.parts(each, "/TH", "/TD")] for each in (before, after)]
    assert kinds[0] == kinds[1]


def test_the_outline_has_the_headings() -> None:
    with Pdf.open(BytesIO(pdf(sample()))) as document, document.open_outline() as outline:
        found = [(one.title, [child.title for child in one.children]) for one in outline.root]
    assert found[-3:] == [("Summary", []), ("Profile", ["By kind", "At length"]), ("Sources", [])]


def test_its_title_author_and_language_are_said() -> None:
    with Pdf.open(BytesIO(pdf(sample()))) as document:
        assert str(document.Root.Lang) == "en-GB"
        assert str(document.docinfo.Title) == "Sufficiency statement"
        assert str(document.docinfo.Author) == "Tower Hamlets"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_code(text: str) -> None:
    """Were any of it read as code, typst would stop, or the outline would not have it letter by letter."""
    paper = cleaned(replace(sample(), title=text, blocks=(Heading(1, text), Words(text), Words(text, own=True))))
    with Pdf.open(BytesIO(pdf(paper))) as document, document.open_outline() as outline:
        assert paper.title in [one.title for one in outline.root]
        assert str(document.docinfo.Title) == paper.title


def test_a_letter_that_no_font_has_is_told_and_not_left_blank() -> None:
    paper = replace(sample(), blocks=(Heading(1, "Summary"), Words("An unassigned letter: \u0378")))
    with pytest.raises(BadInput, match="ask for --as docx alone") as error:
        pdf(paper)
    assert len(error.value.faults) == 1


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert pdf(sample()) == pdf(sample())


def test_the_day_of_writing_alone_differs() -> None:
    """But for its date, and the identifiers that follow from the content, the parts of two papers are alike."""
    contents = []
    for day in (
        date(2026, 11, 19),
        date(2026, 11, 20),
    ):  # of digits that stand before it: letters are numbered as they come
        with Pdf.open(BytesIO(pdf(sample(day)))) as document:
            contents.append([page.Contents.read_bytes() for page in document.pages])
            assert str(document.docinfo.CreationDate).startswith(f"D:{day:%Y%m%d}")
    first, second = contents
    assert len(first) == len(second)
    assert [place for place in range(len(first)) if first[place] != second[place]] == [0]


def test_fonts_are_those_that_come_with_it() -> None:
    with Pdf.open(BytesIO(pdf(sample()))) as document:
        names = {
            str(font.BaseFont).partition("+")[2]
            for page in document.pages
            for font in (page.get("/Resources") or {}).get("/Font", {}).values()
        }
    assert names
    assert all(name.startswith("LibertinusSerif") for name in names)
    assert Name.Font
