"""The blocks of a paper with their numbers: Table 1, Figure 2, and the sources behind each by number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sim.papers.document.paper import Block, Bullets, Heading, Paper, PaperSource, PaperTable, Picture


@dataclass(frozen=True, slots=True)
class Labelled:
    """A block, and how a reader finds it and its sources."""

    block: Block
    label: str = ""
    """Such as "Table 1"; empty of what has no caption."""
    marks: tuple[tuple[int, int], ...] = ()
    """Numbers of its sources in the list at the end, from the first to the last of each row of them."""


def labelled(paper: Paper) -> Iterator[Labelled]:
    """Yield each block of the paper with its label and the numbers of its sources."""
    numbers = {source: number for number, source in enumerate(paper.sources, start=1)}
    tables = pictures = 0
    for block in paper.blocks:
        label = ""
        if isinstance(block, PaperTable):
            tables += 1
            label = f"Table {tables}"
        elif isinstance(block, Picture):
            pictures += 1
            label = f"Figure {pictures}"
        sources = () if isinstance(block, Heading | Bullets) else block.sources
        yield Labelled(block, label, _in_rows(sorted({numbers[source] for source in sources})))


LONG_ROW = 3
"""Numbers in a row that are told by the first and the last."""


def _in_rows(numbers: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return numbers that follow one another as one, from the first to the last, where they are three or more."""
    rows: list[tuple[int, int]] = []
    for number in numbers:
        if rows and rows[-1][1] == number - 1:
            rows[-1] = (rows[-1][0], number)
        else:
            rows.append((number, number))
    told: list[tuple[int, int]] = []
    for first, last in rows:
        told += [(first, last)] if last - first + 1 >= LONG_ROW else [(one, one) for one in range(first, last + 1)]
    return tuple(told)


def marks_in_words(marks: Iterable[tuple[int, int]]) -> str:
    """Return the marks of sources: [1] [4] to [7]."""
    return " ".join(f"[{first}]" if first == last else f"[{first}] to [{last}]" for first, last in marks)


def where_numbers_stand(block: Picture, labels: dict[str, str]) -> str:
    """Return where the numbers of a figure are, in words; nothing where no table of the paper holds them."""
    label = labels.get(block.table)
    return f"The numbers are in {label}." if label else ""


def labels_of_tables(paper: Paper) -> dict[str, str]:
    """Return the label of each table by its name."""
    return {one.block.name: one.label for one in labelled(paper) if isinstance(one.block, PaperTable)}


def source_in_words(source: PaperSource) -> str:
    """Return a source as the list at the end has it, without its address."""
    told = source.title
    for part in (", ".join(one for one in (source.publisher, source.published) if one), source.licence):
        if part and part[0].islower():
            told = f"{told.removesuffix('.')}, {part}"
        elif part:
            told = f"{_ended(told)} {part}"
    return _ended(told)


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
