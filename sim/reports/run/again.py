"""The page of a results folder drawn again from its results.json, where nothing else of the folder is missing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.reports.result import results_file
from sim.reports.result.experiment_page import ExperimentPage
from sim.reports.run import html
from sim.reports.shared import folder
from sim.reports.shared.experiment_html import experiment_html
from sim.reports.shared.manifest import fingerprint


def drawn_again(into: Path, *, png: bool) -> bool:
    """Draw the page of the folder again, and return whether it was: not where results.json or anything else is gone.

    `png` says that figures are wanted as PNG too.
    Raises BadInput where results.json is not of the form that this program reads.
    """
    if not folder.is_file(into / results_file.FILE):
        return False
    said = results_file.read(into)
    figures = said.figures if isinstance(said, ExperimentPage) else said.every_figure
    drawings = [into / f"{one.name}.{kind}" for one in figures for kind in (("svg", "png") if png else ("svg",))]
    if not all(map(folder.is_file, drawings)) or not _has_its_tables(into):
        return False
    folder.replace_file(into / "report.html", drawn(said))
    return True


def drawn(said: results_file.KeptPage) -> str:
    """Return the page of what results say, as HTML."""
    return experiment_html(said) if isinstance(said, ExperimentPage) else html.page(said)


def _has_its_tables(into: Path) -> bool:
    """Whether every table is as its run wrote it."""
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
