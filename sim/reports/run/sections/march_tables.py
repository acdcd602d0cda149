"""Each 31 March of a run by kind of placement, as tables of the page: the middle and what 8 of 10 replications hold."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.comparison.leading_changes import shown_beside
from sim.experiments.running.results import Outcome
from sim.foundations.calendar import in_words
from sim.measures.arrays import Numbers
from sim.reports.result.section import MarchCell, MarchTable
from sim.reports.shared.words import NOT_KNOWN, kind_in_words

EIGHTY: Final = (10.0, 50.0, 90.0)
"""Percentiles: the ends of the central 80%, and the middle."""

LEAST_FOR_A_RANGE: Final = 5
"""Replications below which no range is given. A judgement."""


def march_tables(comparison: Comparison) -> tuple[MarchTable, ...]:
    """Return a table of the base, and one of the strategy that figures show; none where no 31 March is run."""
    chosen = [comparison.base, shown_beside(comparison)] if comparison.strategies else [comparison.base]
    tables = (_table(outcome, comparison.label(outcome)) for outcome in chosen)
    return tuple(table for table in tables if table.dates)


def _table(outcome: Outcome, title: str) -> MarchTable:
    sample = outcome.measures
    dates = tuple(when for when in sample.dates("looked_after") if (when.month, when.day) == (3, 31))
    of_kinds = [kind for kind in sample.categories("in_placement") if "whole run" not in kind]
    rows = [("All children looked after", _cells(outcome, "looked_after", "", dates))]
    rows += [(kind_in_words(kind), _cells(outcome, "in_placement", kind, dates)) for kind in of_kinds]
    return MarchTable(title, tuple(in_words(when) for when in dates), tuple(rows))


def _cells(outcome: Outcome, measure: str, category: str, dates: tuple[date, ...]) -> tuple[MarchCell, ...]:
    return tuple(_cell(outcome.measures.of(measure, category, when)) for when in dates)


def _cell(values: Numbers) -> MarchCell:
    known = values[~np.isnan(values)]
    if not len(known):
        return MarchCell(NOT_KNOWN, "")
    low, middle, high = (round(float(end)) for end in np.percentile(known, EIGHTY))
    return MarchCell(f"{middle:,}", f"{low:,} to {high:,}" if len(known) >= LEAST_FOR_A_RANGE else "")
