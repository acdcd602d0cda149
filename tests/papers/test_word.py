"""The Word paper: structure that a screen reader can follow, text that can be edited, nothing that does harm."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from sample_paper import HOSTILE, PICTURE, TABLE, hostile, png, sample

from sim.papers.document.paper import Bullets, Heading, Logo, Paper, PaperTable, Words
from sim.papers.writers.clean import cleaned, line
from sim.papers.writers.word.document import word

VAL = qn("w:val")


def opened(paper: Paper) -> Document:
    return docx.Document(BytesIO(word(cleaned(paper))))


@pytest.fixture(scope="module")
def document() -> Document:
    return opened(sample())


def parts(paper: Paper) -> dict[str, bytes]:
    with ZipFile(BytesIO(word(cleaned(paper)))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def styled(document: Document, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style is not None and one.style.name == style]


def test_headings_are_headings_of_their_level(document: Document) -> None:
    assert styled(document, "Heading 1") == ["Summary", "Profile", "Sources"]
    assert styled(document, "Heading 2") == ["By kind", "At length"]
    assert styled(document, "Title") == ["Sufficiency statement"]


def test_captions_are_captions_whose_numbers_word_keeps_right(document: Document) -> None:
    captions = [one for one in document.paragraphs if one.style is not None and one.style.name == "Caption"]
    assert [one.text for one in captions] == [
        "Table 1: Children looked after by kind of placement, 31 March 2019 [1] [2]",
        "Figure 1: Children looked after, 31 March 2010 to 2019 [2]",
        "Table 2: A table that goes on over several pages [1] [2]",
    ]
    fields = [text.text.strip() for one in captions for text in one._p.iter(qn("w:instrText"))]
    assert fields == [r"SEQ Table \* ARABIC", r"SEQ Figure \* ARABIC", r"SEQ Table \* ARABIC"]


def test_every_field_that_begins_ends(document: Document) -> None:
    for part in (document.element, document.sections[0].footer._element):
        kinds = [one.get(qn("w:fldCharType")) for one in part.iter(qn("w:fldChar"))]
        assert kinds
        assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)


def test_contents_hold_every_heading_and_lead_to_it(document: Document) -> None:
    instructions = [one.text or "" for one in document.element.iter(qn("w:instrText"))]
    assert any("TOC" in one for one in instructions)
    assert [*styled(document, "toc 1"), *styled(document, "toc 2")] == [
        *styled(document, "Heading 1"),
        *styled(document, "Heading 2"),
    ]
    places = {one.get(qn("w:name")) for one in document.element.iter(qn("w:bookmarkStart"))}
    links = {one.get(qn("w:anchor")) for one in document.element.iter(qn("w:hyperlink"))} - {None}
    assert links
    assert links <= places


def test_bookmarks_have_numbers_and_names_of_their_own() -> None:
    marks = [*opened(hostile()).element.iter(qn("w:bookmarkStart"))]
    assert len({one.get(qn("w:id")) for one in marks}) == len(marks) == len({one.get(qn("w:name")) for one in marks})


def test_every_picture_has_words_that_stand_for_it(document: Document) -> None:
    told = [one.get("descr") for one in document.element.iter(qn("wp:docPr"))]
    assert told == ["The council's coat of arms", PICTURE.alternative]
    numbers = [one.get("id") for one in document.element.iter(qn("wp:docPr"))]
    assert len(set(numbers)) == len(numbers)


def test_rows_of_headings_are_marked_and_no_row_is_torn(document: Document) -> None:
    for table in document.tables:
        marked = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert marked == [True] + [False] * (len(table.rows) - 1)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(VAL)


def test_the_cells_are_those_of_the_paper(document: Document) -> None:
    read = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert read == [list(TABLE.columns), *([cell.text for cell in row] for row in TABLE.rows)]


def test_tables_and_figures_are_as_wide_as_the_text(document: Document) -> None:
    section = document.sections[0]
    text = section.page_width - section.left_margin - section.right_margin
    assert text == pytest.approx(Cm(16), rel=0.001)
    assert section.page_width == pytest.approx(Cm(21), rel=0.001)
    assert section.page_height == pytest.approx(Cm(29.7), rel=0.001)
    for table in document.tables:
        assert sum(column.width for column in table.columns) == pytest.approx(text, rel=0.001)
    assert document.inline_shapes[1].width == pytest.approx(text, rel=0.001)


def test_it_is_in_british_english_and_says_what_it_is(document: Document) -> None:
    known = document.core_properties
    assert (known.title, known.author, known.language) == ("Sufficiency statement", "Tower Hamlets", "en-GB")
    assert known.comments == ""
    languages = {one.get(VAL) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_nothing_is_said_of_what_wrote_it_and_no_picture_of_another_document_is_in_it() -> None:
    found = parts(sample())
    assert not any("thumbnail" in name for name in found)
    assert not any(re.search(rb"python|macintosh", content, re.IGNORECASE) for content in found.values())


def test_pages_are_numbered_and_carry_the_footer(document: Document) -> None:
    foot = document.sections[0].footer
    assert foot.paragraphs[0].text == sample().footer
    fields = [one.text.strip() for one in foot._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_own_words_are_marked_in_words(document: Document) -> None:
    assert styled(document, "Council words") == ["The council writes: We are proud of our carers."]


def test_sources_are_numbered_and_lead_to_the_web(document: Document) -> None:
    first, second = styled(document, "Source")
    assert first.startswith(
        "[1]\tChildren looked after in England including adoptions. Department for Education, 2024."
    )
    assert second.startswith("[2]\tmeasures.csv of this run.")
    outside = [one.target_ref for one in document.part.rels.values() if one.is_external]
    assert outside == ["https://explore-education-statistics.service.gov.uk/"]


def test_every_text_stands_in_it_as_it_was_written() -> None:
    document = opened(hostile())
    text = "\n".join(one.text for one in document.paragraphs)
    for one in HOSTILE:
        assert text.count(line(one)) >= 6
        assert any(line(one) == cell.text for table in document.tables for cell in table.columns[0].cells)
    assert not [one for one in document.part.rels.values() if one.is_external]


def test_the_day_of_writing_alone_differs() -> None:
    assert word(sample()) == word(sample())
    first, second = parts(sample(date(2026, 11, 29))), parts(sample(date(2027, 1, 3)))
    changed = {name for name in first if first[name] != second[name]}
    assert changed == {"docProps/core.xml", "word/document.xml"}
    for name in changed:
        as_of_later = first[name].replace(b"29 November 2026", b"3 January 2027").replace(b"2026-11-29", b"2027-01-03")
        # a source is of the day of its run, which stays
        assert as_of_later == second[name].replace(b"29 November 2026", b"3 January 2027")


def test_a_logo_keeps_its_shape_however_wide_it_is() -> None:
    document = opened(replace(sample(), logo=Logo(png(1200, 60), "A long name")))
    shape = document.inline_shapes[0]
    assert shape.width / shape.height == pytest.approx(20, rel=0.01)
    assert shape.width.cm <= 8.01


def test_a_paper_without_logo_subtitle_or_sources_is_a_paper() -> None:
    bare = replace(
        sample(),
        logo=None,
        subtitle="",
        blocks=(Heading(1, "Alone"), Words("Nothing else."), Bullets(("One",)), replace(TABLE, notes=(), sources=())),
    )
    assert styled(opened(bare), "Heading 1") == ["Alone"]
    assert [block for block in bare.blocks if isinstance(block, PaperTable)]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    """Every heading and caption is in what LibreOffice makes of it, and the headings of the long table repeat."""
    (tmp_path / "paper.docx").write_bytes(word(cleaned(sample())))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    done = subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "txt:Text", "paper.docx"],
        cwd=tmp_path,
        capture_output=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0
    text = (tmp_path / "paper.txt").read_text(encoding="utf-8-sig")
    for words in ("Sufficiency statement", "Table 2: A table", "Figure 1:", "Row 89", "Open Government Licence"):
        assert words in text
