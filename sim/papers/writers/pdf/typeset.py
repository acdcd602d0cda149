"""A paper as a PDF/UA file, set by typst from data: no word of it is ever read as code."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, time
from importlib.resources import files as package_files
from typing import Final

import typst

from sim.foundations.calendar import in_words
from sim.foundations.faults import BadInput, fault
from sim.foundations.where import told_here
from sim.papers.document.paper import Bullets, Heading, Logo, Paper, PaperSource, PaperTable, Picture, Words
from sim.papers.writers import colours, widths
from sim.papers.writers.labelled import (
    Labelled,
    labelled,
    labels_of_tables,
    source_in_words,
    where_numbers_stand,
)
from sim.papers.writers.pdf.row_headings import with_row_headings
from sim.papers.writers.words import CONTENTS, OWN_WORDS, SOURCES, is_web_address

STANDARD: Final = "ua-1"

Data = Mapping[str, object]
"""What the pattern of the page takes, as JSON has it."""


def pdf(paper: Paper) -> bytes:
    """Return the paper as a PDF file. Raises BadInput when it holds a letter that no font here has."""
    try:
        made = _set(paper, system_fonts=False)  # the fonts that typst brings are the same everywhere
    except typst.TypstError as error:
        if _unknown_letter(error) is None:
            raise
        made = _with_fonts_found_here(paper)
    return with_row_headings(made)


def _with_fonts_found_here(paper: Paper) -> bytes:
    """Return the paper set with the machine's own fonts beside those that typst brings, which are of few alphabets."""
    try:
        return _set(paper, system_fonts=True)
    except typst.TypstError as error:
        letter = _unknown_letter(error)
        if letter is None:
            raise
        problem = f'no font here has "{letter}", and a PDF for everybody may not leave it blank'
        mend = f"write it in other letters{told_here(', or ask for --as docx alone', '')}"
        raise BadInput([fault("paper.pdf", "", problem, mend)]) from None


def _set(paper: Paper, *, system_fonts: bool) -> bytes:
    pattern = (package_files("sim.papers.writers.pdf") / "paper.typ").read_bytes()
    return typst.compile(
        pattern,
        format="pdf",
        sys_inputs={"paper": json.dumps(_data(paper))},
        pdf_standards=STANDARD,
        ignore_system_fonts=not system_fonts,
        timestamp=datetime.combine(paper.written, time(), UTC),
    )


def _unknown_letter(error: typst.TypstError) -> str | None:
    """Return the letters that no font has, None when something else is wrong."""
    found = re.search(r'the text `?"(.+?)"`? could not be displayed', error.message)
    return found[1] if found else None


def _data(paper: Paper) -> Data:
    labels = labels_of_tables(paper)
    return {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "council": paper.council,
        "written": in_words(paper.written),
        "year": paper.written.year,
        "month": paper.written.month,
        "day": paper.written.day,
        "footer": paper.footer,
        "contents": CONTENTS,
        "own_words": OWN_WORDS,
        "sources_title": SOURCES,
        "logo": paper.logo and _logo(paper.logo),
        "colours": {
            "ink": colours.INK,
            "heading": colours.HEADING,
            "quiet": colours.QUIET,
            "link": colours.LINK,
            "shade": colours.SHADE,
            "rule": colours.RULE,
        },
        "blocks": [_block(one, labels) for one in labelled(paper)],
        "sources": [_source(source) for source in paper.sources],
    }


def _logo(logo: Logo) -> Data:
    return {"image": list(logo.image), "alternative": logo.alternative}


def _source(source: PaperSource) -> Data:
    return {
        "words": source_in_words(source),
        "address": source.address,
        "link": is_web_address(source.address),
    }


def _block(one: Labelled, labels: dict[str, str]) -> Data:
    match one.block:
        case Heading(level, text):
            return {"kind": "heading", "level": level, "text": text}
        case Words(text, _, own):
            return {"kind": "words", "text": text, "own": own, "marks": one.marks}
        case Bullets(points):
            return {"kind": "bullets", "points": points}
        case PaperTable():
            return _table(one.block, one.marks)
        case Picture():
            return _picture(one.block, one.marks, where_numbers_stand(one.block, labels))


def _table(table: PaperTable, marks: tuple[tuple[int, int], ...]) -> Data:
    return {
        "kind": "table",
        "caption": table.caption,
        "columns": table.columns,
        "rows": [[cell.text for cell in row] for row in table.rows],
        "shares": widths.shares(table),
        "to_right": [widths.to_the_right(table, place) for place in range(len(table.columns))],
        "together": len(table.rows) <= widths.KEPT_TOGETHER,
        "small": widths.is_wide(table),
        "notes": table.notes,
        "marks": marks,
    }


def _picture(picture: Picture, marks: tuple[tuple[int, int], ...], where: str) -> Data:
    return {
        "kind": "picture",
        "caption": picture.caption,
        "alternative": picture.alternative,
        "svg": picture.svg,
        "where": where,
        "marks": marks,
    }
