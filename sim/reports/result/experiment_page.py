"""Everything that the page of an experiment says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sim.reports.result.asked import ScenarioNamed
from sim.reports.result.figure import PageFigure
from sim.reports.result.results_page import VERSION


@dataclass(frozen=True, slots=True)
class PageColumn:
    """A column of a table of an experiment's page."""

    title: str
    unit: str
    words: bool
    """Whether it holds words, which stand to the left, and not figures."""
    colours: bool
    """Whether it holds the words red, amber and green, each shown on its colour."""


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table of an experiment's page."""

    title: str
    note: str
    columns: tuple[PageColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    """A row of one cell alone is a heading; in a first cell what it is of stands on a new line, and an empty one stands
    for what is in the row above."""


@dataclass(frozen=True, slots=True)
class HowRun:
    """How an experiment was run."""

    seed: int
    replications: int
    uncertainty: bool
    scenarios: tuple[ScenarioNamed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentPage:
    """What an experiment gave, as its page says it."""

    version: Literal[2] = VERSION
    of: Literal["experiment"]
    title: str
    scope: str
    """What was run, in a sentence or two."""
    findings: tuple[str, ...]
    """The first is the largest."""
    caveats: tuple[str, ...]
    tables: tuple[PrintedTable, ...]
    figures: tuple[PageFigure, ...]
    tables_first: bool
    """Whether the first table stands before what is to be read with care, and the others before the figures."""
    command: str
    """That gives them again."""
    run: HowRun | None
    """Null for what was made from published figures alone."""
