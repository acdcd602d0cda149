"""A council's own words put around the sections of a paper, marked as the council's; what it leaves out is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.foundations.faults import listed
from sim.papers.document.own_words import OwnWords, SectionName
from sim.papers.document.paper import Block, Heading, Words

NamedSection = tuple[SectionName, Sequence[Block]]
"""A section's name and its blocks, its heading first; one without blocks is not there."""


def woven(own: OwnWords, sections: Sequence[NamedSection]) -> tuple[Block, ...]:
    """Return the blocks of a paper, in order: introduction, sections with the council's words, contact."""
    return tuple(_woven(own, sections))


def _woven(own: OwnWords, sections: Sequence[NamedSection]) -> Iterator[Block]:
    if own.introduction:
        yield Heading(1, "Introduction")
        yield from _marked(own.introduction)
    left_out: list[str] = []
    for name, blocks in sections:
        if not blocks:
            continue
        heading, *rest = blocks
        if name in own.leave_out:
            left_out.append(_title(heading))
            continue
        around = own.around(name)
        yield heading
        yield from _marked(around.before)
        yield from rest
        yield from _marked(around.after)
    if left_out:
        yield Words(f"The council has left these sections out of this paper: {listed(left_out)}.")
    if own.contact:
        yield Heading(1, "Contact")
        yield from _marked((own.contact,))


def _title(block: Block) -> str:
    return block.text if isinstance(block, Heading) else ""


def _marked(paragraphs: Sequence[str]) -> Iterator[Words]:
    return (Words(paragraph, own=True) for paragraph in paragraphs)
