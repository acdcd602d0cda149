"""The figure of what shared luck saves: a panel for each strategy, a dot for each measure, each step ten times one."""

from __future__ import annotations

from sim.experiments.comparison.comparison import label
from sim.experiments.comparison.shared_luck import LuckEffect, Saving, SharedLuck
from sim.reports.chart.chart import ChartFigure, IntervalChart, IntervalPanel, KeyEntry, Reach, RowInterval
from sim.reports.chart.palette import BLUE, GREY
from sim.reports.luck.words import cell, in_line
from sim.reports.shared.chart_numbers import shown_number, shown_numbers


def figure(luck: SharedLuck) -> ChartFigure:
    """Show the factor of each measure and strategy with its interval."""
    panels = (
        IntervalPanel(
            label(luck.base, strategy),
            "times as many replications",
            tuple(_factor(row.savings[place]) for row in luck.rows),
            said=tuple("" if _factor(one) else cell(one) for one in (row.savings[place] for row in luck.rows)),
        )
        for place, strategy in enumerate(luck.strategies)
    )
    return ChartFigure(
        "variance",
        "What shared luck saves",
        "How many times as many replications independent luck would need for the same interval, on a scale on "
        f"which each step is ten times the one before; lines are {luck.confidence:.0%} intervals. Right of the dark "
        "upright line, at 1, shared luck saves replications. Where there are words and no dot, nothing is left to "
        "chance, or too little is known.",
        _in_words(luck),
        IntervalChart(
            tuple(row.wanted.title for row in luck.rows),
            tuple(panels),
            key=(KeyEntry("Factor, with its interval", BLUE), KeyEntry("1: the base has none, nothing to share", GREY)),
            signed=False,
            one_scale=True,
            tenfold=True,
        ),
    )


def _factor(saving: Saving) -> RowInterval | None:
    """Return the factor where there is one; endless ones have words."""
    if saving.kind is LuckEffect.FACTOR:
        return RowInterval(shown_number(saving.factor), BLUE, thick=Reach(*shown_numbers([saving.low, saving.high])))
    return RowInterval(1.0, GREY) if saving.kind is LuckEffect.OWN else None


def _in_words(luck: SharedLuck) -> str:
    names = [label(luck.base, strategy) for strategy in luck.strategies]
    said = []
    for row in luck.rows:
        parts = [f"{name} {in_line(one)}" for name, one in zip(names, row.savings, strict=True)]
        said.append(f"{row.wanted.title}: {'; '.join(parts)}.")
    return " ".join(said)
