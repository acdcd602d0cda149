"""A paper as a Word file: real headings, captions, alternative texts and header rows, and all text can be edited."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.text.paragraph import Paragraph

from sim.foundations.calendar import in_words
from sim.papers.document.paper import Bullets, Heading, Logo, Paper, PaperTable, Picture, Words
from sim.papers.writers import colours
from sim.papers.writers.archive import settled
from sim.papers.writers.labelled import (
    Labelled,
    labelled,
    labels_of_tables,
    source_in_words,
    where_numbers_stand,
)
from sim.papers.writers.word import styles
from sim.papers.writers.word.parts import (
    add_field,
    add_link_outside,
    add_link_within,
    begin_field,
    bookmark,
    end_field,
)
from sim.papers.writers.word.tables import WIDTH, add_table
from sim.papers.writers.words import CONTENTS, OWN_WORDS, SOURCES, is_web_address

LOGO_HEIGHT = Cm(2.2)
LOGO_WIDEST = Cm(8)
AFTER_NOTES = Pt(10)

APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
"""In place of what the library says of the program that wrote its own pattern."""


def word(paper: Paper) -> bytes:
    """Return the paper as a Word file."""
    document = docx.Document()
    styles.apply(document)
    _pages(document, paper)
    _properties(document, paper)
    _cover(document, paper)
    headings = [block for block in paper.blocks if isinstance(block, Heading)]
    _contents(document, [*headings, Heading(1, SOURCES)] if paper.sources else headings)
    labels = labels_of_tables(paper)
    for number, one in enumerate(labelled(paper)):
        _block(document, one, labels, number)
    _sources(document, paper)
    _number_headings(document)
    out = BytesIO()
    document.save(out)
    return settled(out.getvalue(), {"docProps/app.xml": APPLICATION})


def _pages(document: Document, paper: Paper) -> None:
    """Set A4 with 16 cm of text, and the foot of each page."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.3)
    section.footer_distance = Cm(1.1)
    foot = section.footer.paragraphs[0]
    foot.add_run(paper.footer)
    second = section.footer.add_paragraph()
    second.style = foot.style
    second.add_run("Page ")
    add_field(second, "PAGE", "1")
    second.add_run(" of ")
    add_field(second, "NUMPAGES", "1")


def _properties(document: Document, paper: Paper) -> None:
    """Say in the file's own properties what it is, and nothing of the machine or the hour."""
    known = document.core_properties
    known.title, known.subject, known.author = paper.title[:255], paper.subtitle[:255], paper.council[:255]
    known.last_modified_by, known.language = paper.council[:255], styles.LANGUAGE
    known.comments = known.keywords = known.category = ""
    known.revision = 1
    known.created = known.modified = known.last_printed = datetime.combine(paper.written, time())
    package = document.part.package
    assert package is not None
    for holder in (package, document.part):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/stylesWithEffects")):
                del holder.rels[key]


def _cover(document: Document, paper: Paper) -> None:
    if paper.logo is not None:
        _logo(document, paper.logo)
    document.add_paragraph(paper.title, "Title")
    if paper.subtitle:
        document.add_paragraph(paper.subtitle, "Subtitle")
    document.add_paragraph(f"{paper.council}, {in_words(paper.written)}", styles.COVER)


def _logo(document: Document, logo: Logo) -> None:
    drawn = document.add_paragraph().add_run().add_picture(BytesIO(logo.image), height=LOGO_HEIGHT)
    if drawn.width > LOGO_WIDEST:
        drawn.height = Emu(int(drawn.height * LOGO_WIDEST / drawn.width))
        drawn.width = LOGO_WIDEST
    _describe(document.paragraphs[-1], logo.alternative, "logo")


def _contents(document: Document, headings: list[Heading]) -> None:
    """Add the table of contents: links now, and page numbers once Word is asked to update it."""
    document.add_paragraph(CONTENTS, "TOC Heading")
    paragraph = None
    for number, heading in enumerate(headings, start=1):
        first = paragraph is None
        paragraph = document.add_paragraph(style=f"toc {min(heading.level, 2)}")
        if first:
            begin_field(paragraph, r'TOC \o "1-2" \h \z \u')
        add_link_within(paragraph, heading.text, _place(number))
    if paragraph is not None:
        end_field(paragraph)


def _place(number: int) -> str:
    return f"_Toc{number:08}"


def _number_headings(document: Document) -> None:
    """Give each heading the place that the contents lead to; the first begins a page."""
    found = [one for one in document.paragraphs if str(one.style.name if one.style else "").startswith("Heading ")]
    for number, heading in enumerate(found, start=1):
        bookmark(heading, _place(number), number)
    if found:
        found[0].paragraph_format.page_break_before = True


def _block(document: Document, one: Labelled, labels: dict[str, str], number: int) -> None:
    match one.block:
        case Heading(level, text):
            document.add_heading(text, level)
        case Words(text, _, own):
            paragraph = document.add_paragraph(style=styles.OWN if own else None)
            if own:
                paragraph.add_run(OWN_WORDS).bold = True
            paragraph.add_run(text)
            _marks(paragraph, one.marks)
        case Bullets(points):
            for point in points:
                document.add_paragraph(point, "List Bullet")
        case PaperTable():
            _table(document, one.block, one)
        case Picture():
            _picture(document, one.block, one, labels, number)


def _table(document: Document, table: PaperTable, one: Labelled) -> None:
    _caption(document, one, table.caption).paragraph_format.keep_with_next = True
    add_table(document, table, f"{one.label}: {table.caption}.")
    for note in table.notes or ("",):  # so that two tables that follow one another stay two
        paragraph = document.add_paragraph(note, styles.NOTE)
    paragraph.paragraph_format.space_after = AFTER_NOTES


def _picture(document: Document, picture: Picture, one: Labelled, labels: dict[str, str], number: int) -> None:
    paragraph = document.add_paragraph(style=styles.FIGURE)
    paragraph.add_run().add_picture(BytesIO(picture.png), width=WIDTH)
    _describe(paragraph, picture.alternative, f"figure {number}")
    caption = _caption(document, one, picture.caption)
    where = where_numbers_stand(picture, labels)
    if where:
        caption.paragraph_format.keep_with_next = True
        document.add_paragraph(where, styles.NOTE).paragraph_format.space_after = AFTER_NOTES


def _caption(document: Document, one: Labelled, text: str) -> Paragraph:
    """Add a caption with a number that Word keeps right when captions are added or removed."""
    kind, number = one.label.split(" ")
    paragraph = document.add_paragraph(style="Caption")
    paragraph.add_run(f"{kind} ")
    add_field(paragraph, rf"SEQ {kind} \* ARABIC", number)
    paragraph.add_run(f": {text}")
    _marks(paragraph, one.marks)
    return paragraph


def _marks(paragraph: Paragraph, marks: tuple[tuple[int, int], ...]) -> None:
    for first, last in marks:
        for before, mark in ((" ", first), (" to ", last))[: 1 if first == last else 2]:
            paragraph.add_run(before)
            run = add_link_within(paragraph, f"[{mark}]", f"source_{mark}")
            run.font.color.rgb = RGBColor.from_string(colours.LINK)


def _describe(paragraph: Paragraph, alternative: str, name: str) -> None:
    """Give the picture of a paragraph the words that stand for it."""
    for drawn in paragraph._p.iter(qn("wp:docPr")):
        drawn.set("descr", alternative)
        drawn.set("name", name)
    for inline in paragraph._p.iter(qn("wp:inline")):
        for side in "TBLR":  # or some programs keep a distance of their own
            inline.set(f"dist{side}", "0")


def _sources(document: Document, paper: Paper) -> None:
    if not paper.sources:
        return
    document.add_heading(SOURCES, 1)
    for number, source in enumerate(paper.sources, start=1):
        paragraph = document.add_paragraph(style=styles.SOURCE)
        paragraph.add_run(f"[{number}]\t{source_in_words(source)}")
        if is_web_address(source.address):
            paragraph.add_run(" ")
            run = add_link_outside(paragraph, source.address, source.address)
            run.font.color.rgb = RGBColor.from_string(colours.LINK)
            run.font.underline = True
        elif source.address:
            paragraph.add_run(f" {source.address}")
        bookmark(paragraph, f"source_{number}", 100_000 + number)
