"""A small paper that holds every kind of block, for the tests of writers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

from PIL import Image

from sim.papers.document.paper import (
    Bullets,
    Heading,
    Logo,
    Paper,
    PaperCell,
    PaperSource,
    PaperTable,
    Picture,
    Words,
)

DFE = PaperSource(
    "Children looked after in England including adoptions",
    "Department for Education",
    "2024",
    "https://explore-education-statistics.service.gov.uk/",
    "Open Government Licence v3.0",
)
RUN = PaperSource("measures.csv of this run", "Placement sufficiency", "29 November 2026")

HOSTILE = (
    "#panic() $x^2$ *bold* _it_ @label <tag> [b] {c} \\ ` ~ // /* "
    "\"q\" 'a' %n %(s)s & &amp; ]]> <!-- é £ – ł \u202e turned \u202c",
    "=1+1",
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    '#import "/etc/passwd"',
    "bell \x07 null \x00 tab \t line\nnew \ud800 end \ufffe",
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="160mm" height="60mm" viewBox="0 0 160 60">'
    '<rect width="160" height="60" fill="#ffffff"/><path d="M10 50 L150 10" stroke="#1F3864" fill="none"/></svg>'
)


@cache
def png(width: int = 640, height: int = 240) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "#dde5ee").save(out, "PNG")
    return out.getvalue()


def number(value: float, text: str | None = None) -> PaperCell:
    return PaperCell(f"{value:,.0f}" if text is None else text, value)


TABLE = PaperTable(
    "children_by_kind",
    "Children looked after by kind of placement, 31 March 2019",
    ("Kind of placement", "Children", "Share", "Cost a week"),
    (
        (PaperCell("In-house foster care"), number(1204), number(61.5, "61.5%"), number(450, "£450")),
        (PaperCell("Children's home"), number(41), number(0.021, "2.1%"), number(4120.5, "£4,120.50")),
        (PaperCell("Secure"), PaperCell("hidden"), PaperCell("hidden"), number(-12, "−12")),
    ),
    notes=("Numbers of 1 to 5 children are hidden, and another with them.",),
    sources=(DFE, RUN),
)

PICTURE = Picture(
    "looked_after",
    "Children looked after, 31 March 2010 to 2019",
    "A line that rises from 1,100 to 1,204 children.",
    SVG,
    png(),
    table="children_by_kind",
    sources=(RUN,),
)


def sample(written: date = date(2026, 11, 29)) -> Paper:
    """Return a paper of all kinds of blocks."""
    long = replace(
        TABLE,
        name="long_table",
        caption="A table that goes on over several pages",
        rows=tuple(
            (PaperCell(f"Row {place}"), number(place), number(place / 2, f"{place / 2:.1f}%"), PaperCell("-"))
            for place in range(90)
        ),
        notes=(),
    )
    return Paper(
        title="Sufficiency statement",
        subtitle="Children looked after, 2019 to 2022",
        council="Tower Hamlets",
        written=written,
        footer="Tower Hamlets, run tower_hamlets_2018, placement sufficiency 0.1.0",
        logo=Logo(png(300, 100), "The council's coat of arms"),
        blocks=(
            Heading(1, "Summary"),
            Words("There were 1,204 children in in-house foster care on 31 March 2019.", (DFE,)),
            Words("We are proud of our carers.", own=True),
            Bullets(("61.5% live with the council's own carers.", "2.1% live in children's homes.")),
            Heading(1, "Profile"),
            Heading(2, "By kind"),
            TABLE,
            PICTURE,
            Heading(2, "At length"),
            long,
        ),
    )


def hostile() -> Paper:
    """Return a paper in which every text is one that would do harm where it was taken for code."""
    blocks = [Heading(1, "First")]
    for place, text in enumerate(HOSTILE):
        nasty = PaperSource(text, text, text, text, text)
        blocks += [
            Heading(2, text),
            Words(text, (nasty,)),
            Words(text, own=True),
            Bullets((text, text)),
            PaperTable(
                f"table_{place}",
                text,
                (text, text),
                ((PaperCell(text), PaperCell(text)), (PaperCell(text), number(1.5, text))),
                (text,),
            ),
            Picture(f"picture_{place}", text, text, SVG, png(), sources=(nasty,)),
        ]
    whole = " ".join(HOSTILE)
    return Paper(whole, whole, whole, date(2026, 11, 29), tuple(blocks), whole, Logo(png(300, 100), whole))
