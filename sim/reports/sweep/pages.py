"""The results of a sweep: its points, what came of each, every replication, figures and page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isnan

from sim.experiments.asking.form_of_sweep import SPREAD_OUT
from sim.experiments.running.execution.tasks import Point
from sim.experiments.sweep.sweep import Sweep
from sim.reports.shared.page import Column, KeptResults, Page, PageTable
from sim.reports.shared.painted import ChartDrawing
from sim.reports.shared.tables import Cells, cell
from sim.reports.shared.words import NOT_KNOWN, change, in_table
from sim.reports.sweep import figures as sweep_figures
from sim.reports.sweep import words as sweep_words
from sim.reports.sweep.findings import findings
from sim.reports.sweep.words import label, measured_in

MOST_ROWS = 200
"""Of the table on the page; the CSV has them all."""


@dataclass(frozen=True, slots=True)
class Swept:
    """What was varied, for the manifest."""

    design: str
    points: int
    varied: tuple[str, ...]
    measures: tuple[str, ...]
    failed_replications: int


def results(sweep: Sweep, *, as_parquet: bool = False) -> KeptResults:
    """Return what is kept of a sweep: every replication as Parquet, or as compressed CSV."""
    asked = sweep.asked
    swept = Swept(
        asked.designed.design,
        len(asked.designed.rows),
        tuple(one.path for one in asked.designed.levers),
        tuple(one.text for one in asked.wanted),
        len(sweep.failures),
    )
    return KeptResults(page(sweep), contents(sweep, as_parquet=as_parquet), (swept,))


def contents(sweep: Sweep, *, as_parquet: bool = False) -> dict[str, Iterable[Cells]]:
    """Return the tables by the names of their files."""
    found: dict[str, Iterable[Cells]] = {"points.csv": points(sweep), "summary.csv": summary(sweep)}
    found["measures.parquet" if as_parquet else "measures.csv.gz"] = measures(sweep)
    if sweep.failures:
        found["failures.csv"] = failures(sweep)
    return found


def page(sweep: Sweep) -> Page:
    """Return what the page of a sweep says."""
    return Page(
        title=sweep.asked.title,
        scope=sweep_words.scope(sweep),
        findings=findings(sweep),
        caveats=sweep_words.caveats(sweep),
        tables=[ties(sweep) if sweep.asked.designed.design in SPREAD_OUT else table(sweep)],
        drawings=[ChartDrawing(one) for one in sweep_figures.of_sweep(sweep)],
    )


def table(sweep: Sweep) -> PageTable:
    """Return the means of every measure at every point, for people: a strategy as what it changes."""
    asked = sweep.asked
    levers = asked.designed.levers
    columns = [Column(one.title, one.unit.words) for one in levers]
    several = len(asked.scenarios) > 1
    if several:
        columns.append(Column("Scenario", words=True))
    columns.extend(Column(one.title, measured_in(one, asked.scenarios[0])) for one in asked.wanted)
    rows: list[tuple[str, ...]] = []
    seen: set[Point] = set()
    for number, row in enumerate(asked.designed.rows):
        for scenario, base in enumerate(asked.bases):
            point = asked.point(row, scenario)
            if point in seen:
                continue  # the scenario has none of the numbers by which this set differs from an earlier one
            seen.add(point)
            has = asked.scenarios[scenario].quantities
            numbers = (f"{value:g}" if one.quantity in has else "none" for one, value in zip(levers, row, strict=True))
            cells = (
                change(sweep.difference(number, scenario, which), one.unit)
                if scenario != base
                else in_table(sweep.mean(number, scenario, which)[0], one.unit)
                for which, one in enumerate(asked.wanted)
            )
            rows.append((*numbers, *([label(asked, scenario)] if several else []), *cells))
    note = "Means of the replications; of a strategy, what it changes beside its base there (95% interval)."
    if len(rows) > MOST_ROWS:
        note += f" The first {MOST_ROWS} rows; summary.csv has all {len(rows):,}."
    return PageTable("What came of each set of numbers", note, columns, rows[:MOST_ROWS])


def ties(sweep: Sweep) -> PageTable:
    """Return how closely each measure goes with each number, for people."""
    asked = sweep.asked
    columns = [Column("Number", words=True)]
    columns.extend(
        Column(one.title, "" if len(asked.scenarios) == 1 else label(asked, scenario))
        for one in asked.wanted
        for scenario in range(len(asked.scenarios))
    )
    found = [
        sweep_words.correlations(sweep, scenario, which)
        for which in range(len(asked.wanted))
        for scenario in range(len(asked.scenarios))
    ]
    rows = [
        (one.title, *(NOT_KNOWN if isnan(column[place]) else sweep_words.signed(column[place]) for column in found))
        for place, one in enumerate(asked.designed.levers)
    ]
    note = (
        "Rank correlation over all sets of numbers: +1 when the measure always rises with the number, \u22121 when it "
        "always falls, 0 when it does not follow it. A sensitivity analysis says how much of the variation each "
        "explains."
    )
    return PageTable("How closely each measure goes with each number", note, columns, rows)


def points(sweep: Sweep) -> Iterator[Cells]:
    """Yield the header and every set of numbers."""
    yield "point", *(one.path for one in sweep.asked.designed.levers)
    for number, row in enumerate(sweep.asked.designed.rows):
        yield number, *map(cell, row)


def summary(sweep: Sweep) -> Iterator[Cells]:
    """Yield the header and, for every point, scenario and measure, the mean and what the scenario changes."""
    asked = sweep.asked
    paths = (one.path for one in asked.designed.levers)
    yield (
        *("point", *paths, "scenario", "base", "measure", "mean", "low", "high", "replications"),
        *("difference", "difference_low", "difference_high", "unit"),
    )
    for number, row in enumerate(asked.designed.rows):
        for scenario, base in enumerate(asked.bases):
            for which, one in enumerate(asked.wanted):
                *mean, replications = sweep.mean(number, scenario, which)
                changed = sweep.difference(number, scenario, which)
                numbers = (changed.difference, changed.low, changed.high) if scenario != base else ()
                yield (
                    *(number, *map(cell, row), asked.scenarios[scenario].name, asked.scenarios[base].name, one.text),
                    *(*map(cell, mean), replications),
                    *(map(cell, numbers) if numbers else ("", "", "")),
                    one.unit,
                )


def measures(sweep: Sweep) -> Iterator[Cells]:
    """Yield the header and every measure of every replication."""
    asked = sweep.asked
    yield "point", "scenario", "replication", "measure", "value", "unit"
    for number in range(len(asked.designed.rows)):
        for scenario, told in enumerate(asked.scenarios):
            for which, one in enumerate(asked.wanted):
                for replication, value in enumerate(sweep.values[number, scenario, which].tolist()):
                    yield number, told.name, replication, one.text, cell(value), one.unit


def failures(sweep: Sweep) -> Iterator[Cells]:
    """Yield the header and every replication that failed, with why."""
    yield "scenario", "settings", "seed", "replication", "error"
    for one in sweep.failures:
        scenario = sweep.asked.scenarios[one.point.scenario]
        settings = "; ".join(f"{path} = {number:.12g}" for path, number in one.point.settings)
        yield scenario.name, settings, sweep.asked.settings.seed, one.replication, one.error.splitlines()[0]
