"""The figures of a sufficiency statement: places needed beside places there are, over time and by need and age."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.sufficiency.statement import Statement
from sim.foundations.calendar import in_words
from sim.foundations.codes import Kind
from sim.measures.sufficiency import AGES, COMMISSIONED, NEEDS
from sim.reports.shared.drawing import (
    BLUE,
    GREY,
    LIGHT_GREY,
    ORANGE,
    Drawing,
    blank,
    dates_along,
    days_of,
    key_in_words,
    styled,
)
from sim.reports.sufficiency.words import group_of, kind_of, sure, whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS = 3


def of_statement(statement: Statement) -> list[Drawing]:
    """Return the figures: each kind over time, and in-house carers by need and age."""
    with styled():
        return [one.laid_out() for one in (over_time(statement), by_need(statement))]


def over_time(statement: Statement) -> Drawing:
    """Draw for each kind the children for whom it is sought first, the places needed and the places there are."""
    kinds = [kind for kind in COMMISSIONED if _plays_a_part(statement, kind)]
    rows = -(-len(kinds) // COLUMNS)
    figure, panels = blank(0.9 + 2.9 * rows, rows, min(COLUMNS, len(kinds)))
    said = []
    for axes, kind in zip(panels, kinds, strict=False):
        _kind_over_time(axes, statement, kind)
        last = statement.of(statement.marches[-1], kind)
        said.append(f"{kind_of(kind)}: {whole(last.needed.value)} needed, {whole(last.there_are.mean)} there are")
    for axes in panels[len(kinds) :]:
        axes.set_visible(False)
    key_in_words(
        figure,
        [("Places needed", ORANGE), ("Places there are", BLUE), ("Children for whom it is sought first", LIGHT_GREY)],
    )
    return Drawing(
        "sufficiency",
        "Places needed and places there are",
        f"Needed: enough {sure(statement)}. Grey: children, in eight futures of ten. Places there are: the average of "
        "the futures; of kinds without a limit, those in use. Each panel has its own scale.",
        f"On {in_words(statement.marches[-1])}: {'; '.join(said)}.",
        figure,
    )


def _plays_a_part(statement: Statement, kind: Kind) -> bool:
    lines = [statement.of(when, kind) for when in statement.dates]
    return any(line.sought.mean >= 1 or line.there_are.mean >= 1 for line in lines)


def _kind_over_time(axes: Axes, statement: Statement, kind: Kind) -> None:
    lines = [statement.of(when, kind) for when in statement.dates]
    along = days_of(statement.dates)
    low, high = (np.array([getattr(line.sought, end) for line in lines]) for end in ("low", "high"))
    axes.fill_between(along, low, high, color=LIGHT_GREY, alpha=0.6, linewidth=0)
    axes.plot(along, [line.there_are.mean for line in lines], color=BLUE, marker="o", markersize=4)
    axes.plot(along, [line.needed.value for line in lines], color=ORANGE, marker="o", markersize=4)
    axes.set_title(kind_of(kind))
    axes.set_ylim(bottom=0)
    dates_along(axes, statement.dates[0], statement.dates[-1])


def by_need(statement: Statement) -> Drawing:
    """Draw for each need and age the in-house places needed beside those with carers who suit, on the last 31 March."""
    when = statement.marches[-1]
    lines = [statement.of(when, Kind.IN_HOUSE, group) for group in (*NEEDS, *AGES)]
    figure, (axes,) = blank(4.4)
    heights = [-place - (0.6 if place >= len(NEEDS) else 0) for place in range(len(lines))]
    for height, line in zip(heights, lines, strict=True):
        needed, there = line.needed, line.there_are.mean
        axes.plot([there, needed.value], [height, height], color=GREY, linewidth=1)
        if np.isfinite(needed.low) and np.isfinite(needed.high):
            axes.plot([needed.low, needed.high], [height, height], color=ORANGE, linewidth=5, alpha=0.35)
        axes.plot(needed.value, height, "o", color=ORANGE, markersize=8)
        axes.plot(there, height, "o", color=BLUE, markersize=8)
    axes.set_yticks(heights, [group_of(line.group) for line in lines])
    axes.set_xlim(left=0)
    axes.set_xlabel("In-house places")
    axes.grid(axis="y", visible=False)
    key_in_words(
        figure, [("Needed, with 95% interval", ORANGE), ("With carers who suit the need or age", BLUE)], ["o", "o"]
    )
    said = "; ".join(
        f"{group_of(line.group)}: {whole(line.needed.value)} needed, {whole(line.there_are.mean)} with carers who suit"
        for line in lines
    )
    return Drawing(
        "sufficiency_in_house",
        f"In-house places by need and age, {in_words(when)}",
        f"Needed: enough {sure(statement)} for the children of that need or age for whom an in-house place is sought "
        "first. Places with carers approved for the age and skilled for the need; one place may count in several rows.",
        f"{said}.",
        figure,
    )
