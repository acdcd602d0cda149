"""The results of the performance report: the scorecard of a month, every line by month, audits, and the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from sim.experiments.performance.performance import PART, WHOLE, MonthlyPerformance
from sim.experiments.performance.report import PerformanceReport, ReportRow
from sim.reports.performance import words
from sim.reports.performance.figures import of_lines
from sim.reports.shared.page import Column, KeptResults, Page, PageTable
from sim.reports.shared.painted import ChartDrawing
from sim.reports.shared.tables import PERCENTILES, Cells, cell
from sim.reports.shared.words import NOT_KNOWN

SCORECARD = (
    *("scenario", "replication", "month", "line", "title", "unit"),
    *("part", "whole", "value", "colour", "red_for_months", "escalated"),
    *("part_as_it_was", "whole_as_it_was", "value_as_it_was", "colour_as_it_was"),
    *("green", "amber", "three_months_before", "change", "beyond_chance", "low_by_chance", "high_by_chance"),
    *("england", "neighbours", "published"),
)
SERIES = (
    *("scenario", "line", "month", "mean"),
    *(f"percentile_{percent:g}" for percent in PERCENTILES),
    *("mean_part", "mean_whole", "unit", "replications"),
)
AUDITS = ("scenario", "replication", "month", "cases", "out_of_date", "children", "found", "probability")


@dataclass(frozen=True, slots=True)
class PerformanceAsked:
    """What was asked for, for the manifest."""

    month: str
    replication: int
    targets: str


def results(found: MonthlyPerformance) -> KeptResults:
    """Return what is kept of the performance report."""
    asked = found.question
    record = PerformanceAsked(found.report.month.name, asked.replication, asked.targets.title)
    return KeptResults(page(found), contents(found), (record,))


def contents(found: MonthlyPerformance) -> dict[str, Iterable[Cells]]:
    """Return the tables by the names of their files."""
    return {
        "scorecard.csv": scorecard(found),
        "series.csv": series(found),
        **({} if found.report.audits is None else {"audits.csv": audits(found)}),
    }


def page(found: MonthlyPerformance) -> Page:
    """Return the page: the month's lines first, then how they went."""
    report = found.report
    drawings = [ChartDrawing(of_lines(found))] if len(found.question.months) > 1 else []
    return Page(
        words.title(found),
        words.scope(found),
        words.findings(found),
        words.caveats(found),
        tables(report),
        drawings,
        tables_first=True,
    )


def tables(report: PerformanceReport) -> list[PageTable]:
    """Return the tables of the page, the scorecard first."""
    return [_lines(report), _changes(report), *_audits(report)]


def shown(page: Page) -> Page:
    """Return the page for the terminal: fewer columns."""
    lines = page.tables[0]
    kept = [0, 1, 2, 3, 4, 5, 7, 8]
    narrow = replace(
        lines,
        columns=[lines.columns[number] for number in kept],
        rows=[row if len(row) == 1 else [row[number] for number in kept] for row in lines.rows],
    )
    return replace(page, tables=[narrow])


def _lines(report: PerformanceReport) -> PageTable:
    """Return the scorecard."""
    columns = [
        Column("Line"),
        Column("Count", "as recorded"),
        Column("Value", "as recorded"),
        Column("Colour", colours=True, words=True),
        Column("Green"),
        Column("Red"),
        Column("Red for", words=True),
        Column("As it was", "all recorded"),
        Column("Change", "on three months"),
        Column("Is it chance?", words=True),
        Column("England"),
        Column("Neighbours"),
    ]
    rows: list[Sequence[str]] = []
    for section, inside in groupby(report.rows, key=lambda row: row.line.section):
        rows.append([section])
        rows.extend(_line(row) for row in inside)
    return PageTable(
        f"{report.month.words}, line by line",
        "Colours are of the values as recorded; at a bound the better colour holds. Since 1 April, or since the run "
        f"began if that is later. {words.published_when(report.rows)}".rstrip(),
        columns,
        rows,
    )


def _line(row: ReportRow) -> Sequence[str]:
    line, recorded = row.line, row.recorded
    return (
        words.title_and_whole(line),
        words.count_in_words(line, recorded),
        words.value_in_words(line, recorded.value),
        recorded.colour,
        *words.bounds_in_words(line, row.target),
        words.red_in_words(row),
        words.was_in_words(row),
        words.change_in_words(row),
        words.BEYOND[row.change.beyond],
        *words.published_in_words(row),
    )


def _changes(report: PerformanceReport) -> PageTable:
    """Return what stands behind each change, and what chance alone does to the month's value."""
    rows = [
        (
            row.line.title,
            words.count_in_words(row.line, row.change.now),
            words.value_in_words(row.line, row.change.now.value),
            *_before(row),
            words.change_in_words(row),
            words.BEYOND[row.change.beyond],
            words.by_chance_in_words(row),
        )
        for row in report.rows
    ]
    return PageTable(
        "What chance alone does",
        "Now: on the last day of the month, or in its last three months; before: three months earlier. The last column "
        "says between what values the month's percentage may lie by chance (exact, 95%), were cases to be drawn anew.",
        [
            Column("Line"),
            Column("Count now"),
            Column("Value now"),
            Column("Count before"),
            Column("Value before"),
            Column("Change"),
            Column("Is it chance?", words=True),
            Column("By chance", "in the month"),
        ],
        rows,
    )


def _before(row: ReportRow) -> tuple[str, str]:
    before = row.change.before
    if before.value != before.value and before.part != before.part:
        return NOT_KNOWN, NOT_KNOWN
    return words.count_in_words(row.line, before), words.value_in_words(row.line, before.value)


def _audits(report: PerformanceReport) -> Iterator[PageTable]:
    law = report.audits
    if law is None:
        return
    rows, so_far = [], 0.0
    for number, likely in enumerate(law.likely):
        so_far += likely
        rows.append((f"{number}", f"{number / law.cases:.0%}", f"{100 * likely:.1f}%", f"{100 * min(so_far, 1):.1f}%"))
    yield PageTable(
        "What an audit would say",
        f"Of audits of {law.cases} children drawn at random from {law.all}, of whom {law.wanting} "
        f"({law.wanting / law.all:.0%}) have no assessment of the last year: how many find how many of them. "
        "Arithmetic (hypergeometric); no audit changes anything in the run.",
        [Column("Found out of date"), Column("Of the audited"), Column("Chance"), Column("So many or fewer")],
        rows,
    )


# --- tables


def scorecard(found: MonthlyPerformance) -> Iterator[Cells]:
    """Yield the header, and a row for each line of the month."""
    yield SCORECARD
    asked, month = found.question, found.report.month.name
    for row in found.report.rows:
        line, recorded, was, change = row.line, row.recorded, row.was, row.change
        low, high = row.by_chance or (float("nan"), float("nan"))
        target = row.target
        yield (
            *(asked.scenario.name, asked.replication, month, line.id, line.title, line.unit),
            *(cell(recorded.part), cell(recorded.whole), cell(recorded.value), recorded.colour.value, row.red_for),
            int(row.escalated),
            *(cell(was.part), cell(was.whole), cell(was.value), was.colour.value),
            *(("", "") if target is None else (cell(target.green), cell(target.amber))),
            *(cell(change.before.value), cell(change.difference), change.beyond.value, cell(low), cell(high)),
            *(("", "", "") if row.beside is None else _published(row)),
        )


def _published(row: ReportRow) -> Cells:
    assert row.beside is not None
    return cell(row.beside.england), cell(row.beside.neighbours), row.beside.when.isoformat()


def series(found: MonthlyPerformance) -> Iterator[Cells]:
    """Yield the header and every line by month, as it was: its mean, and its percentiles over the replications."""
    yield SERIES
    for row in found.report.rows:
        line = row.line
        paths = [found.lines.path(line.id, category) for category in ("", PART, WHOLE)]
        for month, values, parts, wholes in zip(found.question.months, *paths, strict=True):
            known = values[~np.isnan(values)]
            numbers = [known.mean(), *np.percentile(known, PERCENTILES)] if len(known) else [np.nan] * 8
            yield (
                *(found.question.scenario.name, line.id, month.name),
                *(cell(float(number)) for number in (*numbers, parts.mean(), wholes.mean())),
                *(line.unit, len(known)),
            )


def audits(found: MonthlyPerformance) -> Iterator[Cells]:
    """Yield the header and how likely each finding of an audit is."""
    yield AUDITS
    law, asked = found.report.audits, found.question
    assert law is not None
    for number, likely in enumerate(law.likely):
        where = (asked.scenario.name, asked.replication, found.report.month.name)
        yield *where, law.cases, law.wanting, law.all, number, cell(likely)
