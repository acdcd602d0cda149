"""The page of a results folder drawn again from its results.json, where nothing else of the folder is missing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sim.reports.result import results_file
from sim.reports.result.experiment_page import ExperimentPage
from sim.reports.run import html
from sim.reports.shared import folder
from sim.reports.shared.experiment_html import experiment_html
from sim.reports.shared.manifest import fingerprint


def draw_again(into: Path) -> None:
    """Draw the page of the folder from its results.json. Raises BadInput where that says no page."""
    folder.replace_file(into / "report.html", drawn(results_file.read(into)))


def drawn(said: results_file.KeptPage) -> str:
    """Return the page of what results say, as HTML."""
    return experiment_html(said) if isinstance(said, ExperimentPage) else html.page(said)


def lacks_no_more_than_its_page(into: Path) -> bool:
    """Whether results.json, every figure and every table are there, the tables as their run wrote them.

    Raises BadInput where results.json is there and says no page.
    """
    if not folder.is_file(into / results_file.FILE):
        return False
    said = results_file.read(into)
    return all(folder.is_file(into / name) for name in _drawings(said)) and _has_its_tables(into)


def _drawings(said: results_file.KeptPage) -> Iterator[str]:
    """Yield the names of the files of figures: runs and comparisons have PNGs only where they were asked for."""
    painted = isinstance(said, ExperimentPage) or "--png" in said.made.command.split()
    kinds = ("svg", "png") if painted else ("svg",)
    figures = said.figures if isinstance(said, ExperimentPage) else said.every_figure
    return (f"{one.name}.{kind}" for one in figures for kind in kinds)


def _has_its_tables(into: Path) -> bool:
    told = _fingerprints(into / "manifest.json")
    tables = {into / name: said for name, said in told.items()}
    return bool(tables) and all(folder.is_file(one) and fingerprint(one) == said for one, said in tables.items())


def _fingerprints(manifest: Path) -> Mapping[str, Any]:
    """Return the fingerprint of each table, as the manifest tells; nothing where it tells nothing."""
    try:
        told = json.loads(manifest.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    tables = told.get("sha256") if isinstance(told, dict) else None
    return tables if isinstance(tables, dict) else {}
