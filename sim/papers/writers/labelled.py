"""The blocks of a paper with their numbers: Table 1, Figure 2, and the sources behind each by number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.papers.document.paper import Block, Bullets, Heading, Paper, Picture, Source, Table


@dataclass(frozen=True, slots=True)
class Labelled:
    """A block, and how a reader finds it and its sources."""

    block: Block
    label: str = ""
    """Such as "Table 1"; empty of what has no caption."""
    marks: tuple[int, ...] = ()
    """Numbers of its sources in the list at the end."""


def labelled(paper: Paper) -> Iterator[Labelled]:
    """Yield each block of the paper with its label and the numbers of its sources."""
    numbers = {source: number for number, source in enumerate(paper.sources, start=1)}
    tables = pictures = 0
    for block in paper.blocks:
        label = ""
        if isinstance(block, Table):
            tables += 1
            label = f"Table {tables}"
        elif isinstance(block, Picture):
            pictures += 1
            label = f"Figure {pictures}"
        sources = () if isinstance(block, Heading | Bullets) else block.sources
        yield Labelled(block, label, tuple(numbers[source] for source in sources))


def where_numbers_stand(block: Picture, labels: dict[str, str]) -> str:
    """Return where the numbers of a figure are, in words; nothing where no table of the paper holds them."""
    label = labels.get(block.table)
    return f"The numbers are in {label}." if label else ""


def labels_of_tables(paper: Paper) -> dict[str, str]:
    """Return the label of each table by its name."""
    return {one.block.name: one.label for one in labelled(paper) if isinstance(one.block, Table)}


def source_in_words(source: Source) -> str:
    """Return a source as the list at the end has it, without its address."""
    told = (source.title, ", ".join(part for part in (source.publisher, source.published) if part), source.licence)
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in told if part)
