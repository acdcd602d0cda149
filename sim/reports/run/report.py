"""The report of a run: all its files, and among them what its page says, and the page, which stands on its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from time import monotonic

from sim.experiments.comparison.comparison import Comparison, compared
from sim.experiments.running.results import Results
from sim.reports.result import results_file
from sim.reports.result.asked import HowMade
from sim.reports.result.results_page import ResultsPage
from sim.reports.run import html, money_csv
from sim.reports.run.figures.every_figure import by_section
from sim.reports.run.page_of import results_page
from sim.reports.run.sections import target_lines
from sim.reports.shared import folder, tables
from sim.reports.shared.kept_drawings import keep_drawings
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
    with folder.filling(into) as place:
        for name, rows in contents.items():
            tables.write(place / name, rows)
        record = manifest(
            replace(comparison.results, outcomes=comparison.outcomes),
            origin.command,
            origin.processes,
            monotonic() - origin.began,
            [place / name for name in contents],
        )
        (place / "manifest.json").write_text(record.text(), encoding="utf-8")
        said = page(comparison, record)
        keep_drawings([ChartDrawing(one.charted) for one in said.every_figure], place, origin)
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


def page(comparison: Comparison, record: Manifest) -> ResultsPage:
    """Return what the page says of a run or a comparison that is on record so, with its figures."""
    return results_page(comparison, how_made(record), by_section(comparison))


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
