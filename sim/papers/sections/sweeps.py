"""What follows from other numbers: the sets of numbers of a sweep, and what came of each."""

from __future__ import annotations

from collections.abc import Iterator

from sim.foundations.counted import counted
from sim.measures.catalogue import by_id
from sim.papers.document.paper import Block, Heading, PaperCell, PaperTable, Words
from sim.papers.kept.folder import KeptSweep
from sim.papers.kept.sweep import SweptLine
from sim.papers.sections import cells
from sim.papers.sections.given import Given
from sim.papers.sections.kinds import children_by_kind
from sim.reports.shared.words import kind_in_words

MOST_MEASURES = 4
"""Columns of measures that a page holds beside what is varied: a judgement."""

MOST_ROWS = 40
"""Rows that a paper shows: a judgement; the sweep's own tables have them all."""

BETWEEN = ": "
"""Stands between a measure and its category in a sweep's tables."""


def of_sweep(given: Given) -> Iterator[Block]:
    """Yield the table of a sweep; nothing where none is given."""
    sweep = given.sweep
    if sweep is None:
        return
    measures = tuple(dict.fromkeys(line.measure for line in sweep.lines))[:MOST_MEASURES]
    keys = tuple(dict.fromkeys((line.point, line.scenario) for line in sweep.lines))
    hidden = children_by_kind(given.run).hidden if given.run else frozenset()
    rows = [_row(sweep, point, scenario, measures, hidden) for point, scenario in keys[:MOST_ROWS]]
    units = {line.measure: line.unit for line in sweep.lines}
    more = f" The first {MOST_ROWS} rows: summary.csv of the sweep has all." if len(keys) > MOST_ROWS else ""
    yield Heading(2, "What follows from other numbers")
    yield Words("Each row is the base, or an option, with other numbers in it.", (given.source_of_sweep,))
    yield PaperTable(
        "sweep",
        "What came of each set of numbers",
        (
            *map(_named, sweep.varied),
            "With",
            *(_title(one, units[one]) for one in measures),
        ),
        tuple(rows),
        (
            f"Means of {counted(sweep.manifest.replications, 'future')}; how well so many know them is in the sweep's "
            f"own tables.{more}",
            *cells.hidden_note(rows),
        ),
        (given.source_of_sweep,),
    )


def _row(
    sweep: KeptSweep, point: int, scenario: str, measures: tuple[str, ...], hidden: frozenset[str]
) -> tuple[PaperCell, ...]:
    found = [line for line in sweep.lines if (line.point, line.scenario) == (point, scenario)]
    settings = (PaperCell(f"{value:g}", value) for value in found[0].settings)
    base = scenario == sweep.manifest.base.name
    by_measure = ((next((one for one in found if one.measure == name), None)) for name in measures)
    told = (_cell(one, hidden) if one else cells.NONE for one in by_measure)
    return (*settings, PaperCell("the base" if base else sweep.manifest.label(scenario)), *told)


def _cell(line: SweptLine, hidden: frozenset[str]) -> PaperCell:
    if line.unit.startswith("children"):
        return cells.children(line.mean, hide=line.measure.partition(BETWEEN)[2] in hidden)
    return cells.amount(line.mean, line.unit)


def _title(measure: str, unit: str) -> str:
    name, _, category = measure.partition(BETWEEN)
    of = f": {kind_in_words(category)}" if category else ""
    return f"{by_id(name).title}{of}, {cells.unit_in_words(unit)}"


def _named(path: str) -> str:
    name = path.rpartition(".")[2].replace("_", " ")
    return f"{name[:1].upper()}{name[1:]}"
