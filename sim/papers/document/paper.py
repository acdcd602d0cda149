"""A paper as what it says: headings, words, tables and figures in order, and where each number comes from.

Writers (Word, PDF, Excel) turn it into a file; sections make it from results. Neither knows the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PaperSource:
    """A publication, or a table of this run, that numbers come from; listed by number at the end."""

    title: str
    publisher: str
    published: str = ""
    """The year or date of publication, or of the run."""
    address: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is a section, 2 a part of it."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. Every number in it stands in a table of the paper or of the run."""

    text: str
    sources: tuple[PaperSource, ...] = ()
    """Marked [1] [2] after the words."""
    own: bool = False
    """Whether they are the council's own and not drawn from results; writers mark them so."""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short points in no order."""

    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperCell:
    """What stands in one cell: its text as read, and the number behind it where it is one."""

    text: str
    value: float | None = None
    """None of words and of numbers that are hidden."""


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table with a caption, one row of headings, and a heading at the left of each row."""

    name: str
    """Of its CSV file and its Excel sheet, such as `children_by_kind`."""
    caption: str
    columns: tuple[str, ...]
    """Headings; the first is of the headings at the left."""
    rows: tuple[tuple[PaperCell, ...], ...]
    notes: tuple[str, ...] = ()
    """Said under it: units, what is hidden, what is estimated."""
    sources: tuple[PaperSource, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure drawn for the width of a page, with the words that stand for it where it cannot be seen."""

    name: str
    caption: str
    alternative: str
    """What it shows, in a sentence or two with its numbers, for those who cannot see it."""
    svg: str
    png: bytes
    table: str = ""
    """The name of the table that holds its numbers."""
    sources: tuple[PaperSource, ...] = ()


Block = Heading | Words | Bullets | PaperTable | Picture


@dataclass(frozen=True, slots=True)
class Logo:
    """A council's own picture for the first page."""

    image: bytes
    alternative: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper from first to last page."""

    title: str
    subtitle: str
    council: str
    written: date
    """The only thing in a paper that two writings of the same results may differ by."""
    blocks: tuple[Block, ...]
    footer: str
    """Council, run and source in a line, at the foot of every page."""
    logo: Logo | None = None

    @property
    def sources(self) -> tuple[PaperSource, ...]:
        """Return each source once, in the order in which they are first named."""
        told = (block for block in self.blocks if not isinstance(block, Heading | Bullets))
        named = (source for block in told for source in block.sources)
        return tuple(dict.fromkeys(named))

    @property
    def tables(self) -> tuple[PaperTable, ...]:
        """Return the tables in order."""
        return tuple(block for block in self.blocks if isinstance(block, PaperTable))
