"""The results of a sufficiency statement: its table of every line, its figures and its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import isinf, nan

from sim.experiments.sufficiency.statement import Enough, Number, Statement, StatementLine
from sim.foundations.calendar import in_words
from sim.foundations.codes import Kind, readable
from sim.measures.sufficiency import COMMISSIONED, GROUPS
from sim.reports.shared.page import Column, KeptResults, Page, PageTable
from sim.reports.shared.painted import ChartDrawing
from sim.reports.shared.tables import Cells, cell
from sim.reports.sufficiency import figures as sufficiency_figures
from sim.reports.sufficiency import words as sufficiency_words
from sim.reports.sufficiency.words import futures, group_of, kind_of, known, whole

COLUMNS = (
    *("scenario", "date", "kind", "group", "probability", "share", "replications"),
    *(f"sought_{part}" for part in ("mean", "mean_low", "mean_high", "futures_low", "futures_high")),
    *("have_it_mean", "instead_mean", "emergency_mean"),
    *(f"needed{part}" for part in ("", "_low", "_high", "_futures_low", "_futures_high")),
    *(f"places_{part}" for part in ("mean", "mean_low", "mean_high", "futures_low", "futures_high")),
    *("places_are", "unusable_mean"),
    *(f"short{part}" for part in ("", "_low", "_high", "_futures_low", "_futures_high")),
)
"""Of `sufficiency.csv`: `_low` and `_high` are 95% intervals, `futures_` between what eight futures in ten lie."""

MARCH = 3

APPROVED, CAPACITY, IN_USE = "approved", "capacity", "in use"
"""What the places that there are of a kind are."""


def results(statement: Statement) -> KeptResults:
    """Return what is kept of a statement."""
    return KeptResults(page(statement), contents(statement), (statement.aim,))


def contents(statement: Statement) -> dict[str, Iterable[Cells]]:
    """Return the tables by the names of their files."""
    return {"sufficiency.csv": rows([statement])}


def page(statement: Statement) -> Page:
    """Return what the page of a statement says."""
    return Page(
        title="Sufficiency statement",
        scope=sufficiency_words.scope(statement),
        findings=sufficiency_words.findings(statement),
        caveats=sufficiency_words.caveats(statement),
        tables=tables(statement),
        drawings=[ChartDrawing(one) for one in sufficiency_figures.of_statement(statement)],
    )


def tables(statement: Statement) -> list[PageTable]:
    """Return the statement for people: by kind and year, and by need and age on the last 31 March."""
    note = (
        "Children for whom the kind is sought first: the average of the futures, and between what eight futures in ten "
        "lie; of them, those who have it. Places needed, places there are, and those short, future by future, with 95% "
        "intervals; a minus says that there are more than needed. Short is counted in each future by itself, so that "
        "it need not be needed less there are: futures that need many places may have few."
    )
    last = statement.marches[-1]
    of_march = last.month == MARCH
    counts = (
        Column("Sought", "first for"),
        Column("Eight in", "ten futures"),
        Column("Have", "it"),
        Column("Places", "needed"),
        Column("There", "are"),
        Column("Short"),
    )
    label = _year if of_march else in_words
    years = [
        (kind_of(kind) if when == statement.marches[0] else "", label(when), *_cells(statement.of(when, kind)))
        for kind in COMMISSIONED
        for when in statement.marches
    ]
    needs = [
        (kind_of(kind) if group is GROUPS[0] else "", group_of(group), *_cells(statement.of(last, kind, group)))
        for kind in COMMISSIONED
        for group in GROUPS
        if statement.of(last, kind, group).sought.mean >= 1
    ]
    kind = Column("Kind", words=True)
    return [
        PageTable(
            "Places needed and places there are",
            note,
            (kind, Column("31 March" if of_march else "Date", words=True), *counts),
            years,
        ),
        PageTable(
            f"By need and age, {in_words(last)}",
            "In-house: places with carers approved for the age and skilled for the need, one place in several rows; "
            "elsewhere: places that children of the need or age have. Rows of less than one child are left out.",
            (kind, Column("Need or age", words=True), *counts),
            needs,
        ),
    ]


def _year(when: date) -> str:
    return str(when.year)


def _cells(line: StatementLine) -> tuple[str, ...]:
    return (
        whole(line.sought.mean),
        futures(line.sought),
        whole(line.have_it),
        known(line.needed),
        whole(line.there_are.mean),
        known(line.short),
    )


def rows(statements: Iterable[Statement]) -> Iterator[Cells]:
    """Yield the header and every line of the statements."""
    yield COLUMNS
    for statement in statements:
        for line in statement.lines:
            yield (
                statement.scenario.name,
                line.when.isoformat(),
                readable(line.kind),
                line.group.title,
                cell(statement.aim.probability),
                cell(statement.aim.share),
                statement.replications,
                *_number(line.sought),
                *(cell(one) for one in (line.have_it, line.instead, line.emergency)),
                *_enough(line.needed),
                *_number(line.there_are),
                _basis(statement, line),
                cell(line.unusable),
                *_enough(line.short),
            )


def _basis(statement: Statement, line: StatementLine) -> str:
    if line.kind is Kind.IN_HOUSE:
        return APPROVED
    return IN_USE if statement.unlimited(line.kind) or line.group is not GROUPS[0] else CAPACITY


def _number(one: Number) -> Sequence[str]:
    return [cell(value) for value in (one.mean, one.mean_low, one.mean_high, one.low, one.high)]


def _enough(one: Enough) -> Sequence[str]:
    ends = [nan if isinf(end) else end for end in (one.low, one.high)]
    return [cell(value) for value in (one.value, *ends, one.may_be_low, one.may_be_high)]
