"""The figure of what shared luck saves: a panel for each strategy, a dot for each measure, on a logarithmic scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.experiments.comparison.comparison import label
from sim.experiments.comparison.shared_luck import LuckEffect, Saving, SharedLuck
from sim.reports.chart.palette import BLACK, BLUE, GREY
from sim.reports.luck.words import cell, in_line
from sim.reports.shared.drawing import Drawing, blank, key_in_words, styled
from sim.reports.shared.words import wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS = 3
LOWEST = 0.5
"""Left end of the scale, unless some interval reaches below."""

ROOM = 3.0
"""By how much the scale goes on beyond the highest end of any interval, for what is said at its right-hand end."""


def figure(luck: SharedLuck) -> Drawing:
    """Draw the factor of each measure and strategy with its interval."""
    with styled():
        columns = min(COLUMNS, len(luck.strategies))
        rows = -(-len(luck.strategies) // columns)
        drawn, panels = blank(0.9 + rows * (0.7 + 0.25 * len(luck.rows)), rows, columns, sharey=True, sharex=True)
        for axes in panels[len(luck.strategies) :]:
            axes.set_visible(False)
        ends = [
            end
            for row in luck.rows
            for one in row.savings
            if one.kind is LuckEffect.FACTOR
            for end in (one.low, one.high)
        ]
        low, high = min([LOWEST, *ends]), ROOM * max([30.0, *ends])
        for place, (axes, strategy) in enumerate(zip(panels, luck.strategies, strict=False)):
            axes.set_xscale("log")
            axes.set_xlim(low, high)
            axes.axvline(1, color=BLACK, linewidth=1)
            for height, row in enumerate(luck.rows):
                _dot(axes, row.savings[place], height, high)
            axes.set_title(wrapped(label(luck.base, strategy), 26), fontsize=10)
            axes.grid(axis="y", visible=False)
            axes.minorticks_off()
            axes.xaxis.set_major_formatter(lambda value, _: f"{value:,g}")
        for axes in panels[::columns]:
            axes.set_yticks(range(len(luck.rows)), [row.wanted.title for row in luck.rows], fontsize=9)
            axes.set_ylim(len(luck.rows) - 0.4, -0.6)
        drawn.supxlabel("Times as many replications without shared luck", fontsize=10)
        key_in_words(
            drawn,
            [("factor, with its interval", BLUE), ("1: the base has none, nothing to share", GREY)],
            ["o", "o"],
        )
        return Drawing(
            "variance",
            "What shared luck saves",
            "How many times as many replications independent luck would need for the same interval, on a scale on "
            f"which each step is ten times the one before; lines are {luck.confidence:.0%} intervals. Right of the "
            "upright line shared luck saves replications. Words at the right: nothing is left to chance.",
            _in_words(luck),
            drawn,
        ).laid_out()


def _dot(axes: Axes, saving: Saving, height: int, edge: float) -> None:
    if saving.kind is LuckEffect.FACTOR:
        axes.plot([saving.low, saving.high], [height, height], color=BLUE, linewidth=2)
        axes.plot([saving.factor], [height], "o", color=BLUE, markersize=5.5)
    elif saving.kind is LuckEffect.OWN:
        axes.plot([1], [height], "o", color=GREY, markersize=5.5)
    else:
        axes.annotate(
            cell(saving),
            (edge, height),
            xytext=(-3, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            fontsize=8.5,
            color=GREY,
        )


def _in_words(luck: SharedLuck) -> str:
    names = [label(luck.base, strategy) for strategy in luck.strategies]
    said = []
    for row in luck.rows:
        parts = [f"{name} {in_line(one)}" for name, one in zip(names, row.savings, strict=True)]
        said.append(f"{row.wanted.title}: {'; '.join(parts)}.")
    return " ".join(said)
