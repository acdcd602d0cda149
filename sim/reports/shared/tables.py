"""The tidy tables of a run: measures, comparison, monthly series and assumptions, row by row, and their CSV files."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from io import TextIOWrapper
from math import isnan
from pathlib import Path
from typing import TextIO

import numpy as np

from sim.experiments.comparison.comparison import Comparison, ComparisonRow
from sim.experiments.comparison.pairs import pairs
from sim.experiments.running.results import Outcome
from sim.experiments.statistics.effect import Effect
from sim.experiments.statistics.sample import Sample
from sim.foundations.calendar import is_part_year
from sim.measures.arrays import Numbers
from sim.measures.catalogue import by_id
from sim.measures.declaration import Measure, Nature, parted_category
from sim.parameters.tables import Table
from sim.scenario.assumptions import change_in_words
from sim.scenario.quantities.quantity import Quantity
from sim.scenario.scenario import Scenario

Cells = Sequence[object]

COMPRESSION = 6

MEASURES = ("scenario", "replication", "measure", "category", "date", "value", "unit")
COMPARISON = (
    "scenario",
    "base",
    "measure",
    "category",
    "span",
    "unit",
    "date",
    "base_mean",
    "scenario_mean",
    "difference",
    "low",
    "high",
    "confidence",
    "probability_lower",
    "replications",
    "inputs",
    "expected_low",
    "expected_high",
    "expected_falls",
    "future_low",
    "future_high",
    "from_inputs",
    "draws",
)
AT_DATE, YEAR, PART_OF_YEAR, WHOLE_RUN = "at date", "year", "part of a year", "whole run"
"""What a number is of: `span` in tables."""

PERCENTILES = (2.5, 10.0, 25.0, 50.0, 75.0, 90.0, 97.5)
"""Of the replications: the edges of the 95, 80 and 50% bands, and the middle."""

SERIES = (
    *("scenario", "measure", "category", "date", "mean"),
    *(f"percentile_{percent:g}" for percent in PERCENTILES),
    *("unit", "replications"),
)
ASSUMPTIONS = (
    "scenario",
    "quantity",
    "category",
    "value",
    "unit",
    "kind",
    "low",
    "high",
    "distribution",
    "effective_sample",
    "as_of",
    "source",
    "note",
    "link",
    "table",
    "file",
    "change",
)


def measures(outcomes: Iterable[Outcome]) -> Iterator[Cells]:
    """Yield the header and every measure of every replication."""
    yield MEASURES
    for outcome in outcomes:
        yield from measures_of(outcome.scenario.name, outcome.measures)


def measures_of(name: str, sample: Sample) -> Iterator[Cells]:
    """Yield every measure of every replication of what is called so, without a header."""
    for key, row in sample.rows.items():
        unit = by_id(key.measure).unit
        when = key.date.isoformat()
        for replication, value in enumerate(sample.values[row].tolist()):
            yield name, replication, key.measure, key.category, when, cell(value), unit


def comparison(compared: Comparison) -> Iterator[Cells]:
    """Yield the header and the difference that each strategy makes to every measure, under each assumption in turn.

    Then every strategy's difference from every other, with the first of two in the place of the base.
    """
    yield COMPARISON
    for one in (compared, compared.apart, compared.neutral):
        if one is not None:
            yield from _comparison(one)
            yield from (_difference(one, pair.first, pair.row) for pair in pairs(one))


def _comparison(compared: Comparison) -> Iterator[Cells]:
    base = compared.base.scenario.name
    yield from (_difference(compared, base, row) for row in compared.rows)


def _difference(compared: Comparison, base: str, row: ComparisonRow) -> Cells:
    difference = row.difference
    numbers = (
        difference.base_mean,
        difference.scenario_mean,
        difference.difference,
        difference.low,
        difference.high,
        difference.confidence,
        difference.probability_lower,
    )
    inputs = "drawn" if compared.results.uncertainty else "central"
    known = (difference.replications, inputs, *known_cells(difference.effect))
    measure = by_id(row.key.measure)
    category, whole = parted_category(measure, row.key.category)
    span = WHOLE_RUN if whole else _span(compared.base.scenario, measure, row.key.date)
    what = (row.key.measure, category, span, measure.unit, row.key.date.isoformat())
    return row.scenario, base, *what, *map(cell, numbers), *known


def _span(scenario: Scenario, measure: Measure, when: date) -> str:
    """Return what a value that stands at a date is of: the date, the year up to it, or as much as is in the run."""
    if measure.nature is Nature.POINT:
        return AT_DATE
    return PART_OF_YEAR if measure.part_years and is_part_year(scenario.start, when) else YEAR


def known_cells(effect: Effect | None) -> Cells:
    """Return what is known of an effect; empty cells where it is not told from chance."""
    if effect is None:
        return ("",) * 7
    ends = (effect.expected.low, effect.expected.high, effect.falls, effect.one_future.low, effect.one_future.high)
    return (*map(cell, ends), cell(effect.from_inputs), effect.draws)


def series(outcomes: Iterable[Outcome]) -> Iterator[Cells]:
    """Yield the header and the monthly values: their mean over the replications, and the edges of the bands."""
    yield SERIES
    for outcome in outcomes:
        yield from series_of(outcome.scenario.name, outcome.series)


def series_of(name: str, sample: Sample) -> Iterator[Cells]:
    """Yield the monthly values of what is called so, without a header."""
    values = sample.values
    means, percentiles = _over_those_defined(values)
    for (key, row), n in zip(sample.rows.items(), (~np.isnan(values)).sum(axis=1).tolist(), strict=True):
        numbers = [cell(number) for number in (means[row], *percentiles[row])]
        unit = by_id(key.measure).unit.replace("per year", "per month")
        yield name, *key[:2], key.date.isoformat(), *numbers, unit, n


def _over_those_defined(values: Numbers) -> tuple[list[float], list[list[float]]]:
    """Return the mean and the percentiles of each row over the replications in which it is defined."""
    means, percentiles = values.mean(axis=1), np.percentile(values, PERCENTILES, axis=1)
    for row in np.flatnonzero(np.isnan(values).any(axis=1)).tolist():  # a few: of all rows it would take long
        known = values[row][~np.isnan(values[row])]
        if len(known):
            means[row], percentiles[:, row] = known.mean(), np.percentile(known, PERCENTILES)
    return means.tolist(), percentiles.T.tolist()


def assumptions(scenarios: Sequence[Scenario]) -> Iterator[Cells]:
    """Yield the header and every quantity in force: all of the first scenario, of the others those that differ."""
    yield ASSUMPTIONS
    base, *others = scenarios
    yield from _assumptions(base.name, base.quantities.items(), base.start)
    for scenario in others:
        yield from _assumptions(scenario.name, own_quantities(base, scenario), scenario.start)


def own_quantities(base: Scenario, scenario: Scenario) -> list[tuple[str, Quantity]]:
    """Return the quantities that a scenario brings or changes, with their paths."""
    return [(path, one) for path, one in scenario.quantities.items() if base.quantities.get(path) != one]


def _assumptions(scenario: str, quantities: Iterable[tuple[str, Quantity]], start: date) -> Iterator[Cells]:
    for path, quantity in quantities:
        for category, value in parts(quantity):
            yield (
                scenario,
                path,
                category,
                cell(value),
                quantity.unit,
                quantity.kind,
                "" if quantity.low is None else cell(quantity.low),
                "" if quantity.high is None else cell(quantity.high),
                quantity.distribution,
                "" if quantity.effective_sample is None else cell(quantity.effective_sample),
                quantity.as_of.isoformat(),
                quantity.source,
                quantity.note,
                quantity.link,
                quantity.table,
                quantity.file,
                change_in_words(quantity, start),
            )


def parts(quantity: Quantity) -> list[tuple[str, float]]:
    """Return a quantity's numbers with their categories; the category of a single number is empty."""
    if isinstance(quantity.value, Table):
        names: tuple[str, ...] = quantity.value.__match_args__
        return [(name.replace("_", " "), value) for name, value in zip(names, quantity.value.values(), strict=True)]
    return [("", quantity.value)]


def cell(value: float) -> str:
    """Return a number as a cell, to twelve figures; an undefined one is an empty cell."""
    return "" if isnan(value) else f"{value:.12g}"


def write(path: Path, rows: Iterable[Cells]) -> None:
    """Write rows, the header first, as a CSV file, compressed where its name ends in .gz: always the same bytes."""
    file: TextIO
    with ExitStack() as stack:
        if path.suffix == ".gz":
            packed = stack.enter_context(gzip.GzipFile("", "wb", COMPRESSION, stack.enter_context(path.open("wb")), 0))
            file = stack.enter_context(TextIOWrapper(packed, encoding="utf-8", newline=""))
        else:
            file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
        csv.writer(file, lineterminator="\n").writerows(map(safe, rows))


STARTS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def safe(row: Cells) -> Cells:
    """Return a row whose texts no spreadsheet takes for a formula: such a text gets an apostrophe before it."""
    if not any(isinstance(one, str) and one.startswith(STARTS_OF_FORMULAS) for one in row):
        return row
    return tuple(f"'{one}" if isinstance(one, str) and _is_formula(one) else one for one in row)


def _is_formula(text: str) -> bool:
    """Whether a spreadsheet might work out a text: a negative number is none."""
    if not text.startswith(STARTS_OF_FORMULAS):
        return False
    try:
        float(text)
    except ValueError:
        return True
    return False
