"""The figures of a sensitivity analysis: tornados, and the shares of each number's spread, first-order beside total."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.sensitivity.indices import Index, Indices
from sim.experiments.sensitivity.sensitivity import Explained, Sensitivity
from sim.experiments.sensitivity.tornado import Bar
from sim.reports.sensitivity import words as words
from sim.reports.shared.drawing import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    MIDDLE_GREY,
    ORANGE,
    Drawing,
    blank,
    key_in_words,
    styled,
)
from sim.reports.shared.words import in_table, lower_first, scale, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BARS = 8
"""Of a tornado that are drawn; tornado.csv has them all."""

LABEL = 30
"""Characters in a line of a bar's name."""

LOW, HIGH = ORANGE, BLUE
ALONE, IN_ALL = GREEN, MIDDLE_GREY

AXIS_ROOM = 0.06
"""Of the width of a tornado, left free at either side."""


def of_sensitivity(found: Sensitivity) -> list[Drawing]:
    """Return a figure for each measure: what moves it, and what moves what the strategies change in it."""
    groups = groupby((one for one in found.explained if one.tornado.moved), key=lambda one: one.output.which)
    with styled():
        return [_of_measure(found, list(group)).laid_out() for _, group in groups]


def _of_measure(found: Sensitivity, rows: Sequence[Explained]) -> Drawing:
    measure = words.measure_of(found, rows[0].output)
    columns = 2 if found.chosen else 1
    figure, panels = blank(0.6 + 3.6 * len(rows), len(rows), columns)
    for one, axes in zip(rows, panels[::columns], strict=True):
        _tornado(axes, found, one)
    if found.chosen:
        for one, axes in zip(rows, panels[1::columns], strict=True):
            _shares(axes, found, one)
    names = [("at the low end of its range", LOW), ("at the high end", HIGH)]
    if found.chosen:
        names += [("share explained alone", ALONE), ("and together with others", IN_ALL)]
    key_in_words(figure, names)
    together = (
        f" Right: of the variance over the ranges of {len(found.chosen)} numbers that were moved together, the share "
        "that each explains alone, and with what it does together with others; lines are 95% intervals."
        if found.chosen
        else ""
    )
    return Drawing(
        f"sensitivity_{_file_name(measure.text)}",
        f"What drives {lower_first(measure.title)}",
        f"{'Left: what' if together else 'What'} moving one number alone to either end of its own range changes, on "
        f"the same luck; thin lines are 95% intervals. Pale bars are not clearly different from the centre.{together}",
        " ".join(_said(found, one) for one in rows),
        figure,
    )


def _tornado(axes: Axes, found: Sensitivity, one: Explained) -> None:
    """Draw the bars of a tornado around its centre, and write what they are."""
    plain = words.measure_of(found, one.output).unit
    bars, factor = one.tornado.bars[:BARS], scale(plain)
    for height, bar in enumerate(bars):
        for end, colour, shift in ((bar.at_low, LOW, -0.17), (bar.at_high, HIGH, 0.17)):
            long = float(np.nan_to_num(end.difference)) / factor
            axes.barh(height + shift, long, height=0.34, color=colour, alpha=1.0 if end.clear else 0.35, linewidth=0)
            if end.replications > 1:
                ends = (end.low / factor, end.high / factor)
                axes.plot(ends, (height + shift, height + shift), color=BLACK, linewidth=0.8)
    axes.axvline(0, color=BLACK, linewidth=1)
    axes.set_yticks(range(len(bars)), [_name(found, bar) for bar in bars], fontsize=8.5)
    axes.set_ylim(len(bars) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)
    axes.set_xlabel(f"change, {words.unit(found, one.output)}")
    axes.set_title(wrapped(_heading(found, one), 44), fontsize=10)
    axes.locator_params(axis="x", nbins=5)
    axes.margins(x=AXIS_ROOM)


def _shares(axes: Axes, found: Sensitivity, one: Explained) -> None:
    """Draw what each of the numbers moved together explains, or why that is not known."""
    axes.set_xlim(0, 100)
    axes.set_title("Share of its spread", fontsize=10)
    indices = one.indices
    if indices is None or not indices.told_apart:
        why = "Undefined in too many runs" if indices is None else "Not told apart from luck"
        axes.text(50, 0.5, why, ha="center", va="center", color=GREY)
        axes.set_yticks([])
        axes.grid(visible=False)
        return
    for height, place in enumerate(indices.order):
        for index, colour, shift in ((indices.first[place], ALONE, -0.17), (indices.total[place], IN_ALL, 0.17)):
            axes.barh(height + shift, _percent(index.value), height=0.34, color=colour, linewidth=0)
            ends = (_percent(index.low), _percent(index.high))
            axes.plot(ends, (height + shift, height + shift), color=BLACK, linewidth=0.8)
    named = [wrapped(words.chosen(found, place), LABEL) for place in indices.order]
    axes.set_yticks(range(len(named)), named, fontsize=8.5)
    axes.set_ylim(len(named) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)
    axes.set_xlabel("percent of the variance")


def _percent(share: float) -> float:
    return 100 * min(1.0, max(0.0, share))


def _name(found: Sensitivity, bar: Bar) -> str:
    return wrapped(words.factor(found, bar.factor), LABEL)


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
    said = f"{words.title(found, one.output)}: {ends}."
    if one.indices is not None and one.indices.told_apart:
        said += f" Of its spread {_shares_said(found, one.indices)}."
    return said


def _shares_said(found: Sensitivity, indices: Indices) -> str:
    return "; ".join(
        f"{words.chosen(found, place)} {_both(indices.first[place], indices.total[place])}" for place in indices.order
    )


def _both(alone: Index, in_all: Index) -> str:
    return f"{words.share(alone)} alone and {words.share(in_all)} in all"


def _file_name(text: str) -> str:
    return "_".join("".join(letter if letter.isalnum() else " " for letter in text).split())
