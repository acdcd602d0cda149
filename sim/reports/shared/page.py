"""The results of an experiment: its tables, figures, manifest, and one page that stands on its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from sim.experiments.running.settings import Settings
from sim.reports.result import results_file
from sim.reports.result.asked import ScenarioNamed
from sim.reports.result.experiment_page import ExperimentPage, HowRun, PageColumn, PrintedTable
from sim.reports.result.figure import PageFigure
from sim.reports.shared import folder, parquet, tables
from sim.reports.shared.console import console
from sim.reports.shared.experiment_html import experiment_html
from sim.reports.shared.kept_drawings import keep_drawings
from sim.reports.shared.manifest import ScenarioRun, ensemble_in_words, fingerprint, in_json, made
from sim.reports.shared.origin import Origin
from sim.reports.shared.painted import ChartDrawing
from sim.reports.shared.tables import Cells
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table on a page."""

    title: str
    unit: str = ""
    words: bool = False
    """Whether it holds words, which stand to the left, and not figures."""
    colours: bool = False
    """Whether it holds the words red, amber and green, each shown on its colour."""


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on a page, in words and figures as they are read."""

    title: str
    note: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    """A row of one cell alone is a heading; in a first cell what it is of stands on a new line, and an empty one stands
    for what is in the row above."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of an experiment says."""

    title: str
    scope: str
    """What was run, in a sentence or two."""
    findings: Sequence[str]
    """The first is the largest."""
    caveats: Sequence[str] = ()
    tables: Sequence[PageTable] = ()
    drawings: Sequence[ChartDrawing] = ()
    tables_first: bool = False
    """Whether the first table stands before what is to be read with care, and the others before the figures."""


@dataclass(frozen=True, slots=True)
class KeptResults:
    """What is kept of an experiment."""

    page: Page
    tables: Mapping[str, Iterable[Cells]]
    """By file name, whose end says how they are written: .csv, .csv.gz or .parquet."""
    asked: tuple[DataclassInstance, ...] = ()
    """What decides them besides scenarios and settings, for the manifest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """What was run, for the manifest."""

    experiment: str
    """Of what sort, such as "sweep"."""
    scenarios: tuple[ScenarioRun, ...]
    start: str
    years: float
    seed: int
    replications: int
    uncertainty: bool
    ensemble: str | None


def record(experiment: str, scenarios: Sequence[Scenario], settings: Settings) -> RunRecord:
    """Return what was run."""
    return RunRecord(
        experiment=experiment,
        scenarios=tuple(map(ScenarioRun.of, scenarios)),
        start=scenarios[0].start.isoformat(),
        years=scenarios[0].years,
        seed=settings.seed,
        replications=settings.replications,
        uncertainty=settings.uncertainty,
        ensemble=ensemble_in_words(scenarios[0]) if settings.uncertainty else None,
    )


def keep(results: KeptResults, into: Path, origin: Origin, run: RunRecord | None) -> None:
    """Write tables, figures, page and manifest into the folder, in which all appear at once.

    `run` is None for what was made from published figures alone. Raises BadInput when they cannot be written.
    """
    page = results.page
    with folder.filling(into) as place:
        for name, rows in results.tables.items():
            write = parquet.write if _is_parquet(name) else tables.write
            write(place / name, rows)
        keep_drawings(page.drawings, place, origin)
        # the bytes of Parquet are those of the library's version, and say nothing of the numbers
        fingerprints = {name: fingerprint(place / name) for name in results.tables if not _is_parquet(name)}
        how = made(origin.command, origin.processes, monotonic() - origin.began, fingerprints)
        (place / "manifest.json").write_text(
            in_json(*(() if run is None else (run,)), *results.asked, how), encoding="utf-8"
        )
        said = _kept_page(page, how.command, run)
        (place / results_file.FILE).write_text(results_file.text(said), encoding="utf-8", newline="\n")
        (place / "report.html").write_text(experiment_html(said), encoding="utf-8", newline="\n")


def _is_parquet(name: str) -> bool:
    return name.endswith(".parquet")


def _kept_page(page: Page, command: str, run: RunRecord | None) -> ExperimentPage:
    """Return what the page says, as it is kept."""
    return ExperimentPage(
        of="experiment",
        title=page.title,
        scope=page.scope,
        findings=tuple(page.findings),
        caveats=(*_doubts(run), *page.caveats),
        tables=tuple(
            PrintedTable(
                one.title,
                one.note,
                tuple(PageColumn(column.title, column.unit, column.words, column.colours) for column in one.columns),
                tuple(map(tuple, one.rows)),
            )
            for one in page.tables
        ),
        figures=tuple(
            PageFigure(
                number=number,
                name=one.name,
                title=one.title,
                caption=one.caption,
                alternative=one.alternative,
                chart=one.figure.chart,
            )
            for number, one in enumerate(page.drawings, start=1)
        ),
        tables_first=page.tables_first,
        command=command,
        run=None if run is None else _how_run(run),
    )


def _how_run(run: RunRecord) -> HowRun:
    scenarios = tuple(ScenarioNamed(one.name, one.title, one.digest) for one in run.scenarios)
    return HowRun(run.seed, run.replications, run.uncertainty, scenarios)


def _doubts(run: RunRecord | None) -> tuple[str, ...]:
    """Return what lies well outside what is plausible, to be told with what is to be read with care."""
    doubts = dict.fromkeys(one for scenario in run.scenarios for one in scenario.warnings) if run else ()
    return tuple(f"{one}." for one in doubts)


MOST_SHOWN = 30
"""Rows of a table on the screen; the page has them all."""


def show(page: Page) -> None:
    """Print what the page says: its findings, its tables shortened, and what to bear in mind."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as Grid
    from rich.text import Text

    out = console()
    out.print(Text(page.title, style="bold"), Text(page.scope), "", sep="\n")
    for table in page.tables:
        grid = Grid(title=table.title, title_justify="left", title_style="bold", header_style="bold", box=SIMPLE_HEAD)
        for column in table.columns:
            header = f"{column.title}\n{column.unit}" if column.unit else column.title
            grid.add_column(header, justify="left" if column.words or column is table.columns[0] else "right")
        for row in table.rows[:MOST_SHOWN]:
            grid.add_row(*(Text(cell) for cell in row))
        out.print(grid)
        if len(table.rows) > MOST_SHOWN:
            out.print(Text(f"and {len(table.rows) - MOST_SHOWN:,} rows more in report.html", style="dim"))
    for sentence in page.findings:
        out.print(Text(sentence))
    for caveat in page.caveats:
        out.print(Text(f"- {caveat}", style="dim"))
