"""The figures of a sensitivity analysis: tornados, and the shares of each number's spread, first-order beside total."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import isnan

from sim.experiments.sensitivity.indices import Index, Indices
from sim.experiments.sensitivity.sensitivity import Explained, Sensitivity
from sim.experiments.statistics.difference import Difference
from sim.reports.chart.chart import ChartFigure, IntervalChart, IntervalPanel, KeyEntry, Reach, RowInterval
from sim.reports.chart.palette import BLUE, GREEN, GREY, MIDDLE_GREY, ORANGE
from sim.reports.sensitivity import words as words
from sim.reports.shared.chart_numbers import shown_number, shown_numbers
from sim.reports.shared.words import in_table, lower_first, scale

BARS = 8
"""Of a tornado that are drawn; tornado.csv has them all."""

LOW, HIGH = ORANGE, BLUE
UNCLEAR = MIDDLE_GREY
ALONE, IN_ALL = GREEN, GREY


def of_sensitivity(found: Sensitivity) -> list[ChartFigure]:
    """Return figures for each measure: what moves it, and what moves what the strategies change in it."""
    groups = groupby((one for one in found.explained if one.tornado.moved), key=lambda one: one.output.which)
    return [figure for _, group in groups for figure in _of_measure(found, list(group))]


def _of_measure(found: Sensitivity, rows: Sequence[Explained]) -> list[ChartFigure]:
    """Return a tornado of each output of a measure, and the shares of its spread where numbers were moved together."""
    figures = []
    for one in rows:
        figures.append(_tornado(found, one))
        if one.indices is not None and one.indices.told_apart:
            figures.append(_shares(found, one, one.indices))
    return figures


def _tornado(found: Sensitivity, one: Explained) -> ChartFigure:
    """Show what moving each number alone to either end of its range changes."""
    plain = words.measure_of(found, one.output).unit
    bars, factor = one.tornado.bars[:BARS], scale(plain)
    rows: list[tuple[str, RowInterval | None]] = []
    for bar in bars:
        rows.append((words.factor(found, bar.factor), None))
        rows.append(("low end", _of_end(bar.at_low, LOW, factor)))
        rows.append(("high end", _of_end(bar.at_high, HIGH, factor)))
    return ChartFigure(
        f"sensitivity_{_file_name(found, one)}",
        f"What drives {lower_first(words.title(found, one.output))}",
        "What moving one number alone to the low or the high end of its own range changes, on the same luck; lines are "
        f"95% intervals. Grey ones are not clearly different from the centre.{_why_no_shares(found, one)}",
        _said(found, one),
        IntervalChart(
            tuple(name for name, _ in rows),
            (
                IntervalPanel(
                    _heading(found, one),
                    f"change, {words.unit(found, one.output)}",
                    tuple(interval for _, interval in rows),
                ),
            ),
            key=(
                KeyEntry("At the low end of its range", LOW),
                KeyEntry("At the high end", HIGH),
                KeyEntry("Not clearly different", UNCLEAR),
            ),
            headings=tuple(range(0, len(rows), 3)),
        ),
    )


def _of_end(end: Difference, colour: str, factor: float) -> RowInterval | None:
    """Return what moving a number to one end changes; none where that is not defined."""
    if isnan(end.difference):
        return None
    low, high = end.low / factor, end.high / factor
    return RowInterval(
        shown_number(end.difference / factor),
        colour if end.clear else UNCLEAR,
        thick=None if isnan(low) or isnan(high) else Reach(*shown_numbers([low, high])),
    )


def _shares(found: Sensitivity, one: Explained, indices: Indices) -> ChartFigure:
    """Show what each of the numbers that were moved together explains, alone and in all."""
    order = list(indices.order)
    panels = (
        ("Explained alone", ALONE, indices.first),
        ("And together with others", IN_ALL, indices.total),
    )
    return ChartFigure(
        f"sensitivity_{_file_name(found, one)}_shares",
        f"Shares of the spread of {lower_first(words.title(found, one.output))}",
        f"Of the variance over the ranges of {len(found.chosen)} numbers that were moved together, the share that each "
        "explains alone, and with what it does together with others; lines are 95% intervals.",
        f"Of its spread {_shares_said(found, indices)}.",
        IntervalChart(
            tuple(words.chosen(found, place) for place in order),
            tuple(
                IntervalPanel(
                    title, "percent of the variance", tuple(_of_index(each[place], colour) for place in order)
                )
                for title, colour, each in panels
            ),
            signed=False,
            one_scale=True,
        ),
    )


def _of_index(index: Index, colour: str) -> RowInterval:
    value, low, high = shown_numbers([100 * min(1.0, max(0.0, end)) for end in (index.value, index.low, index.high)])
    return RowInterval(value, colour, thick=Reach(low, high))


def _why_no_shares(found: Sensitivity, one: Explained) -> str:
    """Return, after a space, why shares of the spread are not shown where numbers were moved together."""
    if not found.chosen or (one.indices is not None and one.indices.told_apart):
        return ""
    why = "it is undefined in too many runs" if one.indices is None else "they are not told apart from luck"
    return f" Shares of its spread are not shown: {why}."


def _heading(found: Sensitivity, one: Explained) -> str:
    """Return what a panel is of, with its value at the centre."""
    strategy = words.strategy_of(found, one.output)
    centre = words.amount(found, one.output, one.tornado.centre)
    return f"What {strategy} changes: {centre}" if strategy else f"{words.title(found, one.output)}: {centre}"


def _said(found: Sensitivity, one: Explained) -> str:
    plain = words.measure_of(found, one.output).unit
    ends = "; ".join(
        f"{words.factor(found, bar.factor)}, {in_table(bar.at_low.difference, plain, sign=True)} at its low end and "
        f"{in_table(bar.at_high.difference, plain, sign=True)} at its high end"
        for bar in one.tornado.bars[:BARS]
    )
    return f"{words.title(found, one.output)}: {ends}."


def _shares_said(found: Sensitivity, indices: Indices) -> str:
    return "; ".join(
        f"{words.chosen(found, place)} {_both(indices.first[place], indices.total[place])}" for place in indices.order
    )


def _both(alone: Index, in_all: Index) -> str:
    return f"{words.share(alone)} alone and {words.share(in_all)} in all"


def _file_name(found: Sensitivity, one: Explained) -> str:
    """Return what the files of an output are called: a measure, and the strategy that changes it by its number."""
    measure = words.measure_of(found, one.output).text
    which = f" strategy {one.output.scenario}" if one.output.scenario else ""
    return "_".join("".join(letter if letter.isalnum() else " " for letter in measure + which).split())
