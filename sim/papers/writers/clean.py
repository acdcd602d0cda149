"""A paper without characters that files cannot hold, such as those that ring a bell, or that turn words round."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from sim.papers.document.paper import Block, Bullets, Heading, Paper, PaperCell, PaperSource, PaperTable, Picture, Words

UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]")
"""All but the characters of XML 1.0, and those that have what follows them read from the other side."""

SPACES = re.compile(r"\s+")


def cleaned(paper: Paper) -> Paper:
    """Return the paper with every text of it in a line of characters that can be written."""
    return replace(
        paper,
        title=line(paper.title),
        subtitle=line(paper.subtitle),
        council=line(paper.council),
        footer=line(paper.footer),
        blocks=tuple(_block(block) for block in paper.blocks),
        logo=paper.logo and replace(paper.logo, alternative=line(paper.logo.alternative)),
    )


def line(text: str) -> str:
    """Return the text in one line, without what cannot be written."""
    return SPACES.sub(" ", UNWRITABLE.sub("", text)).strip()


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(line(text) for text in texts)


def _block(block: Block) -> Block:
    match block:
        case Heading():
            return replace(block, text=line(block.text))
        case Words():
            return replace(block, text=line(block.text), sources=_sources(block.sources))
        case Bullets():
            return replace(block, points=_lines(block.points))
        case PaperTable():
            return replace(
                block,
                caption=line(block.caption),
                columns=_lines(block.columns),
                rows=tuple(tuple(PaperCell(line(cell.text), cell.value) for cell in row) for row in block.rows),
                notes=_lines(block.notes),
                sources=_sources(block.sources),
            )
        case Picture():
            return replace(
                block,
                caption=line(block.caption),
                alternative=line(block.alternative),
                sources=_sources(block.sources),
            )


def _sources(sources: Iterable[PaperSource]) -> tuple[PaperSource, ...]:
    return tuple(
        PaperSource(line(one.title), line(one.publisher), line(one.published), line(one.address), line(one.licence))
        for one in sources
    )
