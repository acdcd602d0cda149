"""What a scenario assumes as a tidy table, and as a page of one table."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sim.reports.run.words.evidence_kinds import kinds_in_words
from sim.reports.shared.page import Column, Page, PageTable
from sim.reports.shared.tables import Cells, assumptions
from sim.scenario import assumptions as told
from sim.scenario.scenario import Scenario

PATH = 1
"""The column of a tidy row in which its quantity stands."""


def rows(scenario: Scenario, paths: Collection[str]) -> Iterator[Cells]:
    """Yield the header and the quantities at the paths."""
    header, *every = assumptions([scenario])
    wanted = frozenset(paths)
    yield header
    yield from (row for row in every if row[PATH] in wanted)


def page(scenario: Scenario, paths: Collection[str]) -> Page:
    """Return the page."""
    wanted = frozenset(paths)
    chosen = [one for one in told.assumptions(scenario) if one.path in wanted]
    kinds = kinds_in_words(scenario.quantities[path] for path in paths)
    table = PageTable(
        "Quantities",
        "Each with its source, the range from which it is drawn, and what it rests on.",
        [Column(title) for title in ("Quantity", "Value", "Rests on", "Range", "Source")],
        [(f"{one.meaning}\n{one.path}", f"{one.value} {one.unit}", one.kind, one.range, one.source) for one in chosen],
    )
    rests = ", ".join(f"{one.count} {one.words}" for one in kinds)
    return Page(scenario.title, f"{len(chosen)} quantities, no faults: {rests}.", (), tables=[table])
