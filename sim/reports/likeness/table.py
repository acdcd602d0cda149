"""A base's likeness to what was published as a tidy table, and as a page of one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from sim.experiments.likeness.likeness import Likeness
from sim.experiments.running.results import Results
from sim.reports.likeness.pages import COLUMNS, cells, heading, summary
from sim.reports.shared.page import Column, Page, PageTable
from sim.reports.shared.tables import Cells, cell

TIDY = (
    *("part", "line", "unit", "estimate", "model", "model_low", "model_high", "published", "range_low", "range_high"),
    *("judged", "in_range", "source"),
)


def rows(table: Sequence[Likeness]) -> Iterator[Cells]:
    """Yield the header, and a row for each estimate: a line that is of a lowest and a highest has two."""
    yield TIDY
    for one in table:
        target = one.target
        for number, estimate in enumerate(one.estimates, start=1):
            yield (
                *(target.group.value, target.title, target.unit, number),
                *map(cell, (estimate.value, estimate.low, estimate.high, target.figure, target.low, target.high)),
                *("yes" if target.judged else "no", "yes" if one.accepted else "no", target.source),
            )


def page(results: Results, table: Sequence[Likeness]) -> Page:
    """Return the page."""
    shown: list[tuple[str, ...]] = []
    for group, lines in groupby(table, key=lambda one: one.target.group):
        shown.append((group.value,))
        shown.extend(map(cells, lines))
    note = "The model's numbers stand with half the width of their 95% interval; much was fitted, so a yes is no proof."
    lined = PageTable("Likeness to published figures", note, list(map(Column, COLUMNS)), shown)
    return Page(results.outcomes[0].scenario.title, heading(results), [summary(table)], tables=[lined])
