"""A base for an authority as a tidy table, and as a page of one table: what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from sim.bases.base import Baseline
from sim.reports.baseline import pages
from sim.reports.baseline.words import known
from sim.reports.shared.page import Column, Page, PageTable
from sim.reports.shared.tables import Cells, cell, parts

COLUMNS = ("quantity", "title", "category", "value", "unit", "known", "kind", "as_of", "source")


def rows(base: Baseline) -> Iterator[Cells]:
    """Yield the header, and a row for each number that is set for the authority."""
    yield COLUMNS
    for entry in base.entries:
        quantity = entry.quantity
        for category, value in parts(quantity):
            yield (
                *(entry.path, entry.title, category, cell(value), quantity.unit),
                *(known(entry), quantity.kind, quantity.as_of.isoformat(), quantity.source),
            )


def page(base: Baseline) -> Page:
    """Return the page."""
    table = PageTable(
        "What it rests on",
        pages.inherited(base),
        [Column("What"), Column("Value"), Column("How it is known", words=True), Column("As of")],
        list(pages.rows(base)),
    )
    return Page(base.title, "Three years, laid over England's scenario.", (), base.warnings, [table])
