"""The report of a run: all its files, and among them what its page says, and the page, which stands on its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from time import monotonic

from sim.experiments.comparison.comparison import Comparison, compared
from sim.experiments.running.results import Results
from sim.reports.chart.chart import ChartFigure
from sim.reports.result import results_file
from sim.reports.result.asked import HowMade
from sim.reports.result.figure import PageFigure
from sim.reports.result.results_page import ResultsPage
from sim.reports.run import figures, html, legal_figures, money_csv, money_figures, service_figures, target_lines
from sim.reports.run.page_of import FiguresBySection, results_page
from sim.reports.shared import folder, tables
from sim.reports.shared.manifest import Manifest, manifest
from sim.reports.shared.origin import Origin
from sim.reports.shared.painted import ChartDrawing


def keep_comparison(comparison: Comparison, into: Path, origin: Origin) -> None:
    """Write all the results of a comparison into the folder `into`. Raises BadInput when they cannot be."""
    _keep(comparison, into, origin, {"comparison.csv": tables.comparison(comparison)})


def keep_run(results: Results, into: Path, origin: Origin) -> None:
    """Write all the results of a run that compares nothing into the folder `into`. Raises BadInput likewise."""
    _keep(compared(results), into, origin, {})


def _keep(comparison: Comparison, into: Path, origin: Origin, own: Mapping[str, Iterable[tables.Cells]]) -> None:
    contents = contents_of(comparison, own)
    sections = by_section(comparison)
    with folder.filling(into) as place:
        for name, rows in contents.items():
            tables.write(place / name, rows)
        for one in sections.every:
            if one.charted is not None:
                drawing = ChartDrawing(one.charted)
                (place / f"{one.name}.svg").write_text(drawing.svg(), encoding="utf-8", newline="\n")
                (place / f"{one.name}.png").write_bytes(drawing.png())
        record = manifest(
            replace(comparison.results, outcomes=comparison.outcomes),
            origin.command,
            origin.processes,
            monotonic() - origin.began,
            [place / name for name in contents],
        )
        (place / "manifest.json").write_text(record.text(), encoding="utf-8")
        said = page(comparison, record)
        (place / results_file.FILE).write_text(results_file.text(said), encoding="utf-8", newline="\n")
        (place / "report.html").write_text(html.page(said), encoding="utf-8", newline="\n")


def contents_of(comparison: Comparison, own: Mapping[str, Iterable[tables.Cells]]) -> dict[str, Iterable[tables.Cells]]:
    """Return the tables of a run or a comparison by the names of their files, its `own` among them."""
    outcomes = comparison.outcomes
    contents = {
        "measures.csv": tables.measures(outcomes),
        **own,
        "money.csv": money_csv.money(comparison),
        "series.csv": tables.series(outcomes),
        "assumptions.csv": tables.assumptions([outcome.scenario for outcome in outcomes]),
    }
    if any(outcome.scenario.targets for outcome in comparison.results.outcomes):
        contents["targets.csv"] = target_lines.rows(comparison)
    return contents


def figures_of(comparison: Comparison) -> list[ChartFigure]:
    """Return every figure of a run or a comparison, in the order in which the page shows them."""
    return [one for section in _sections(comparison) for one in section]


def _sections(comparison: Comparison) -> list[Sequence[ChartFigure]]:
    """Return the figures section by section: the usual, of money, of courts, and of each service."""
    usual = figures.of_comparison(comparison) if comparison.strategies else figures.of_run(comparison.results)
    services = [one.figures for one in service_figures.of_services(comparison)]
    return [usual, money_figures.of_money(comparison), legal_figures.of_courts(comparison), *services]


def page(comparison: Comparison, record: Manifest) -> ResultsPage:
    """Return what the page says of a run or a comparison that is on record so."""
    return results_page(comparison, how_made(record), by_section(comparison))


def by_section(comparison: Comparison) -> FiguresBySection:
    """Return the figures of a run or a comparison as its page shows them, with their numbers."""
    numbers = count(1)
    usual, money, courts, *services = (
        tuple(_numbered(next(numbers), one) for one in section) for section in _sections(comparison)
    )
    names = [one.service for one in service_figures.of_services(comparison)]
    return FiguresBySection(usual, money, courts, dict(zip(names, services, strict=True)))


def _numbered(number: int, one: ChartFigure) -> PageFigure:
    return PageFigure(
        number=number,
        name=one.name,
        title=one.title,
        caption=one.caption,
        alternative=one.alternative,
        chart=one.chart,
    )


def how_made(record: Manifest) -> HowMade:
    """Return what the page says of how its results were made."""
    machine = record.machine
    return HowMade(
        command=record.command,
        program=record.versions.get("placement-sufficiency", "not installed"),
        commit=record.commit or "",
        python=machine.python,
        system=machine.system,
        processor=machine.processor,
        cores=machine.cores,
        seconds=record.seconds,
    )
