"""A council's profile as it is kept and shown: a tidy table, and a page with its tables and figures."""

from __future__ import annotations

from collections.abc import Iterable

from sim.experiments.profile.council import CouncilProfile
from sim.reports.profile.caveats import caveats
from sim.reports.profile.figures import charts
from sim.reports.profile.numbers import explained
from sim.reports.profile.rows import rows
from sim.reports.profile.tables import ReadTable, tables
from sim.reports.profile.words import findings, scope, title
from sim.reports.shared.page import Column, KeptResults, Page, PageTable
from sim.reports.shared.painted import ChartDrawing
from sim.reports.shared.tables import Cells


def results(found: CouncilProfile) -> KeptResults:
    """Return what is kept of a profile."""
    return KeptResults(page(found), contents(found))


def contents(found: CouncilProfile) -> dict[str, Iterable[Cells]]:
    """Return the tables by the names of their files."""
    return {"profile.csv": rows(found)}


def page(found: CouncilProfile) -> Page:
    """Return the page."""
    shown = [_shown(one) for one in tables(found)]
    drawings = [ChartDrawing(one) for one in charts(found)]
    return Page(title(found), scope(found), findings(found), caveats(found), shown, drawings)


def _shown(table: ReadTable) -> PageTable:
    note = f"{table.note} {explained(table.statuses)}".strip()
    columns = [Column(name) for name in table.columns]
    return PageTable(table.title, note, columns, [[cell.text for cell in row] for row in table.rows])
