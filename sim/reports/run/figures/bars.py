"""Bars of segments end to end, one for each scenario: what a whole is made of, with and without strategies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.reports.chart.chart import BarChart, BarPanel, BarPart, MarkedValue
from sim.reports.run.figures.means import Means
from sim.reports.shared.chart_numbers import known_numbers
from sim.reports.shared.words import capitalised


class Segment(NamedTuple):
    """What one segment of every bar is, in words, with its colour."""

    words: str
    colour: str


def segments(shown: Sequence[Means], parts: Sequence[Segment], along: str, end: float | None = None) -> BarChart:
    """Return a bar for each scenario; `end` is where the axis ends, where not with the longest bar."""
    columns = zip(*(known_numbers(one.values) for one in shown), strict=True)
    found = tuple(
        BarPart(capitalised(part.words), part.colour, tuple(values))
        for part, values in zip(parts, columns, strict=True)
    )
    return BarChart(tuple(one.name for one in shown), (BarPanel("", found),), along, stacked=True, end=end)


def beside(rows: Sequence[str], shown: Sequence[Means], along: str, rules: Sequence[MarkedValue] = ()) -> BarChart:
    """Return for each row the bars of the scenarios beside one another."""
    parts = tuple(BarPart(one.name, one.colour, known_numbers(one.values)) for one in shown)
    return BarChart(tuple(rows), (BarPanel("", parts),), along, stacked=False, rules=tuple(rules))


def in_words(shown: Sequence[Means], parts: Sequence[Segment], unit: str = "") -> str:
    """Return the numbers of every bar."""
    return (
        ". ".join(
            f"{one.name}: "
            + ", ".join(f"{part.words} {said(value)}{unit}" for part, value in zip(parts, one.values, strict=True))
            for one in shown
        )
        + "."
    )


def said(value: float) -> str:
    """Return a number in words: nothing may have happened of which it is a mean."""
    return "not known" if np.isnan(value) else f"{value:.1f}"
