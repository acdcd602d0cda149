"""The headline measures of a run or a comparison as one table: what a notebook shows of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.experiments.asking.headlines import Headline
from sim.experiments.comparison.comparison import Comparison
from sim.foundations.where import Where
from sim.reports.result.headline_row import DifferenceCell, HeadlineRow
from sim.reports.run.sections.headline_rows import line
from sim.reports.run.terminal.terminal import shown_measures
from sim.reports.run.words import caveats, effect_words, feedback_words, findings
from sim.reports.shared.page import Column, Page, PageTable
from sim.reports.shared.spread_words import spread_title

APART = "Where leaving care does not follow the placement"


def headline_page(comparison: Comparison) -> Page:
    """Return what a run or a comparison says, with its headline table and without figures."""
    compares = bool(comparison.strategies)
    return Page(
        "What each strategy changes" if compares else comparison.base.scenario.title,
        findings.scope(comparison),
        findings.findings(comparison) if compares else (),
        caveats.of_comparison(comparison, Where.PAGE),
        [_of_comparison(comparison) if compares else _of_run(comparison)],
    )


def _of_run(comparison: Comparison) -> PageTable:
    columns = [
        Column("Measure"),
        Column("Mean"),
        Column(f"{comparison.confidence:.0%} interval of the mean"),
        Column(spread_title(comparison.base.scenario.parameters)),
    ]
    rows = [
        (_title(row), row.base, row.base_interval, row.base_range)
        for row in _lines(comparison, shown_measures(comparison))
    ]
    return PageTable("Headline measures", "", columns, rows)


def _of_comparison(comparison: Comparison) -> PageTable:
    names = [comparison.label(outcome) for outcome in comparison.strategies]
    columns = [Column("Measure"), Column("Base", comparison.label(comparison.base)), *map(Column, names)]
    rows = [_row(row) for row in _lines(comparison, shown_measures(comparison))]
    if comparison.apart is not None:
        rows.append((APART,))
        rows.extend(map(_row, _lines(comparison.apart, comparison.apart.headlines)))
    if comparison.neutral is not None:
        rows.append((feedback_words.WITHOUT,))
        others = (other for _, other in feedback_words.pairs(comparison))
        rows.extend(map(_row, _lines(comparison.neutral, others)))
    note = effect_words.HOW_TO_READ if comparison.results.turns > 1 else effect_words.CENTRAL
    return PageTable("Headline measures", f"{note.rstrip('.')}.", columns, rows)


def _lines(comparison: Comparison, headlines: Iterable[Headline]) -> Iterator[HeadlineRow]:
    return (line(comparison, one) for one in headlines)


def _row(row: HeadlineRow) -> tuple[str, ...]:
    return (_title(row), row.base, *map(_cell, row.cells))


def _title(row: HeadlineRow) -> str:
    return f"{row.title}\n{row.unit}"


def _cell(cell: DifferenceCell) -> str:
    return "\n".join(part for part in (cell.mean, cell.interval, cell.direction) if part)
