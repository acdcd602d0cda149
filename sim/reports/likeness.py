"""The table of likeness to what was published: on a terminal, and between its markers in a document."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isnan
from pathlib import Path

from sim.experiments.likeness import Estimate, Likeness
from sim.experiments.replications import Results
from sim.foundations.calendar import in_words
from sim.reports.marks import Marks
from sim.reports.terminal import console

MARKS = Marks("likeness")
BEGIN, END = MARKS.begin, MARKS.end

COLUMNS = ("Measure", "Unit", "Model: mean", "95% interval", "Accepted", "In range", "Published")


def show(results: Results, table: Sequence[Likeness]) -> None:
    """Print the table, what was published, and how many targets are met."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    shown = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    for column in COLUMNS[:-1]:
        shown.add_column(column, no_wrap=column != "Measure", min_width=20 if column == "Measure" else None)
    for one in table:
        shown.add_row(*cells(one)[:-1])
    published = (f"- {one.target.title}: {one.target.published}" for one in table)
    out = console()
    out.print(heading(results), "", shown, "", "Published:", *published, "", summary(table), sep="\n")


def heading(results: Results) -> str:
    """Return what was run, in one sentence."""
    outcome = results.outcomes[0]
    scenario = outcome.scenario
    return (
        f"{scenario.title}, without strategies, {in_words(scenario.start)} to "
        f"{in_words(outcome.measures.last_date)}: {results.replications} replications, seed {results.seed}."
    )


def summary(table: Sequence[Likeness]) -> str:
    """Return how many targets are met, and which are not."""
    missed = [one.target.title for one in table if not one.accepted]
    said = f"{len(table) - len(missed)} of {len(table)} in range."
    return f"{said} Out of range: {'; '.join(missed)}." if missed else said


def cells(one: Likeness) -> tuple[str, ...]:
    """Return the cells of one row."""
    target = one.target
    most = "" if target.high == inf else f" to {_number(target.high)}"
    accepted = f"{_number(target.low)}{most}" if most else f"over {_number(target.low)}"
    return (
        target.title,
        target.unit,
        " to ".join(_number(estimate.value) for estimate in one.estimates),
        "; ".join(_interval(estimate) for estimate in one.estimates),
        accepted,
        "yes" if one.accepted else "NO",
        target.published,
    )


def _interval(estimate: Estimate) -> str:
    return "not known" if isnan(estimate.low) else f"{_number(estimate.low)} to {_number(estimate.high)}"


def _number(value: float) -> str:
    if isnan(value):
        return "not defined"
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def markdown(results: Results, table: Sequence[Likeness]) -> str:
    """Return the table as Markdown, with how it was made and its sources."""
    sources = dict.fromkeys(one.target.source for one in table)
    rows = [COLUMNS, ("---",) * len(COLUMNS), *(cells(one) for one in table)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    digest = results.outcomes[0].scenario.digest
    made = f"{heading(results)} {summary(table)} Scenario digest `{digest}`; made by `run.py likeness --write`."
    return "\n".join((made, "", *lines, "", f"Sources: {'; '.join(sources)}."))


def check(document: Path) -> None:
    """Raise BadInput when `document` cannot take the table."""
    MARKS.check(document)


def replace(document: Path, text: str) -> None:
    """Put `text` between the markers of `document`, which a reader sees whole, before or after."""
    MARKS.replace(document, text)
