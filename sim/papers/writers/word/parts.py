"""The parts of a Word paragraph that the library has no words for: fields, bookmarks and links."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
"""Declares the names that elements of Word begin with."""


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field, which Word works out anew when it is asked to, with what it shows until then."""
    begin_field(paragraph, instruction)
    paragraph.add_run(shown)
    end_field(paragraph)


def begin_field(paragraph: Paragraph, instruction: str) -> None:
    """Begin a field: what is added after this is what it shows."""
    _character(paragraph, "begin")
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    paragraph.add_run()._r.append(text)
    _character(paragraph, "separate")


def end_field(paragraph: Paragraph) -> None:
    """End the field."""
    _character(paragraph, "end")


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Make all of a paragraph a place that links lead to."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for one in (start, end):
        one.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    properties = paragraph._p.pPr
    paragraph._p.insert(0 if properties is None else 1, start)
    paragraph._p.append(end)


def add_link_within(paragraph: Paragraph, text: str, place: str) -> Run:
    """Add a link to a bookmark, and return the run that holds its text."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), place)
    link.set(qn("w:history"), "1")
    return _in_link(paragraph, link, text)


def add_link_outside(paragraph: Paragraph, text: str, address: str) -> Run:
    """Add a link to an address on the web, and return the run that holds its text."""
    link = OxmlElement("w:hyperlink")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link.set(qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    return _in_link(paragraph, link, text)


def _in_link(paragraph: Paragraph, link: BaseOxmlElement, text: str) -> Run:
    run = paragraph.add_run(text)
    link.append(run._r)
    paragraph._p.append(link)
    return run


def _character(paragraph: Paragraph, kind: str) -> None:
    character = OxmlElement("w:fldChar")
    character.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(character)
