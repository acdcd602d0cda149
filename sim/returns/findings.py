"""What was read, mended, left out and refused, in counts and plain words: all that is ever said of an import."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Treatment(Enum):
    """What an import did with something it met."""

    SAID = "read, and said"
    MENDED = "mended"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of thing that was met, with how often."""

    treatment: Treatment
    what: str
    """In a data officer's words, such as `overlap cut: the episode ends after the next begins`."""
    count: int
    """Of episodes, children or cells, as `of` says."""
    of: str
    """`episodes`, `children`, `placements` or `rows`."""
    rule: str = ""
    """Number of the rule of the return's published checks that it breaks, such as `302`, where there is one."""
    mend: str = ""
    """How the council would put it right at its source."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the mending, with what went in and what came out: nothing is lost without being counted."""

    name: str
    episodes_in: int
    episodes_out: int
    children_in: int
    children_out: int


@dataclass(frozen=True, slots=True)
class ImportNotes:
    """All that may be told of an import."""

    sources: tuple[str, ...]
    """What was read, by table and year, never a path."""
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...]
    not_used: tuple[str, ...]
    """Tables and columns that were recognised or unknown, and not kept."""
