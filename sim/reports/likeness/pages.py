"""The table of likeness to what was published: on a terminal, and between its markers in a document.

The model's numbers stand with half the width of their 95% interval.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import inf, isnan
from pathlib import Path

from sim.experiments.likeness.council_figures import TOWER_HAMLETS, council_of
from sim.experiments.likeness.likeness import Likeness
from sim.experiments.likeness.target import LikenessPart
from sim.experiments.running.results import Results
from sim.experiments.statistics.estimate import Estimate
from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.published.authorities import ENGLAND
from sim.reports.shared.console import bold, console
from sim.reports.shared.marks import Marks
from sim.reports.shared.words import MINUS
from sim.scenario.scenario import Scenario

MARKS = {ENGLAND: Marks("likeness of England"), TOWER_HAMLETS: Marks("likeness")}
"""Around the tables of England's base and of the case study in a document, by whose figures they are held against."""

COLUMNS = ("Line", "Unit", "Model", "Published", "To reach", "Miss", "In range")


def show(results: Results, table: Sequence[Likeness]) -> None:
    """Print the table, what was published, and how many targets are met."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    out = console()
    out.print(heading(results), "")
    shown = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    for column in COLUMNS:
        shown.add_column(column, no_wrap=column != "Line", min_width=20 if column == "Line" else None)
    for group, lines in _groups(table):
        shown.add_row(bold(group))
        for one in lines:
            shown.add_row(*cells(one))
    several = (f"- {one.target.title}: {one.target.published}" for one in table if isnan(one.target.figure))
    out.print(shown, "", "Published, where there is no one figure:", *several, "", summary(table), sep="\n")


def heading(results: Results) -> str:
    """Return what was run, in one sentence."""
    outcome = results.outcomes[0]
    scenario = outcome.scenario
    return (
        f"{scenario.title}, without strategies, {in_words(scenario.start)} to "
        f"{in_words(outcome.measures.last_date)}: {counted(results.replications, 'replication')}, seed {results.seed}."
    )


def summary(table: Sequence[Likeness]) -> str:
    """Return how many targets are met, and which are not."""
    judged = [one for one in table if one.target.judged]
    missed = [one.target.title for one in judged if one.missed]
    said = f"{len(judged) - len(missed)} of {len(judged)} in range."
    return f"{said} Out of range: {'; '.join(missed)}." if missed else said


def cells(one: Likeness) -> tuple[str, ...]:
    """Return the cells of one row."""
    target, estimates = one.target, one.estimates
    return (
        target.title,
        target.unit,
        _number_and_interval(*estimates),
        "" if isnan(target.figure) else _number(target.figure),
        _range(target.low, target.high) if target.judged else "shown only",
        _miss(one),
        ("NO" if one.missed else "yes") if target.judged else "",
    )


def _range(low: float, high: float) -> str:
    if low == high:
        return _number(low)
    if low == 0.0:
        return f"up to {_number(high)}" if high < inf else "any"
    return f"{_number(low)} to {_number(high)}" if high < inf else f"over {_number(low)}"


def _miss(one: Likeness) -> str:
    """Return the miss with its sign: as a percentage of the figure, or in the unit."""
    if isnan(one.miss):
        return ""
    if one.target.relative:
        return f"{100 * one.miss:+.0f}%".replace("-", MINUS)
    if isnan(one.target.figure) and one.accepted:
        return ""
    digits = 2 if abs(one.miss) < 1 else 1
    return f"{one.miss:+.{digits}f}".replace("-", MINUS)


def _number_and_interval(estimate: Estimate, *others: Estimate) -> str:
    """Return a number with half the width of its 95% interval, where there is one; the numbers alone of several."""
    number = _number(estimate.value)
    half = (estimate.high - estimate.low) / 2
    if others:
        return " to ".join((number, *(_number(other.value) for other in others)))
    return number if isnan(half) or not half else f"{number} ±{half:.{1 if half >= 0.95 else 2}f}"


def _number(value: float) -> str:
    if isnan(value):
        return "not defined"
    if value == round(value) and abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def _groups(table: Sequence[Likeness]) -> Iterator[tuple[LikenessPart, Iterator[Likeness]]]:
    return groupby(table, key=lambda one: one.target.group)


def markdown(results: Results, table: Sequence[Likeness]) -> str:
    """Return the table as Markdown, with how it was made and its sources."""
    sources = dict.fromkeys(one.target.source for one in table)
    columns = (*COLUMNS, "Published, with years")
    rows = [columns, ("---",) * len(columns)]
    for group, lines in _groups(table):
        rows.append((f"**{group}**", *("",) * (len(columns) - 1)))
        rows.extend((*cells(one), one.target.published) for one in lines)
    lines_of_table = [f"| {' | '.join(row)} |" for row in rows]
    digest = results.outcomes[0].scenario.digest
    made = f"{heading(results)} {summary(table)} Scenario digest `{digest}`; made by `run.py likeness --write`."
    return "\n".join((made, "", *lines_of_table, "", f"Sources: {'; '.join(sources)}."))


def marks_of(scenario: Scenario) -> Marks:
    """Return the marks around a base's table in a document."""
    council = council_of(scenario)
    own = council.england or council.case_study
    return MARKS[council.code] if own else Marks(f"likeness of {scenario.name}")


def check(document: Path, scenario: Scenario) -> None:
    """Raise BadInput when `document` cannot take the table of a base."""
    marks_of(scenario).check(document)


def replace(document: Path, results: Results, table: Sequence[Likeness]) -> None:
    """Put the table between the markers of its base in `document`, which a reader sees whole, before or after."""
    marks_of(results.outcomes[0].scenario).replace(document, markdown(results, table))
