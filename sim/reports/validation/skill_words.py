"""How much better than no change the forecasts were, and which goals that reaches, in words and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sim.experiments.backtest.assess import SIZES, UNCHANGED, BackTest, Cases, Method, summary
from sim.experiments.backtest.goals import (
    AGAINST_BETTER,
    AGAINST_NO_CHANGE,
    EIGHTY,
    HELD_BY_SIZE,
    HELD_OVER_ALL,
    GoalRow,
    goal_rows,
    ratio,
)
from sim.forecasting.ageing import HORIZONS
from sim.forecasting.forecast import ForecastMeasure
from sim.measures.arrays import Flags
from sim.reports.letter.pages import markdown
from sim.reports.shared.words import listed, lower_first
from sim.reports.validation.words import signed

AHEAD = ("1 year ahead", "2 years ahead", "3 years ahead")

MOST_BIAS = 1.0
"""Percent by which forecasts of children looked after may be off on average: a goal from before the others."""

GOALS = ("error against no change", "error against the better no-change", "intervals over all", "intervals by size")
"""In the order of `GoalRow.reached`."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """A way to part the forecasts that were scored."""

    name: str
    of: Callable[[BackTest, Cases], Iterator[tuple[str, Flags]]]


GROUPINGS = (
    Grouping("Size", BackTest.sizes),
    Grouping("Region", BackTest.regions),
    Grouping("Forecast from", BackTest.origins),
)


def verdict(tested: BackTest) -> str:
    """Return how many of the goals were reached, every one that was missed, and the bias."""
    rows = list(goal_rows(tested))
    reached = sum(sum(row.reached) for row in rows)
    told = (
        f"Of {len(GOALS) * len(rows)} goals (four, for four measures, one, two and three years ahead) {reached} were "
        "reached."
    )
    missed = [
        f"- {lower_first(row.measure.value)}, {AHEAD[row.years - 1]}: {listed(_missed(row))}"
        for row in rows
        if not all(row.reached)
    ]
    return "\n\n".join([told, *(["Missed:", "\n".join(missed)] if missed else []), _bias(tested)])


def _bias(tested: BackTest) -> str:
    """Return whether forecasts of children looked after were off on average."""
    models = [summary(tested.of(ForecastMeasure.LOOKED_AFTER, Method.MODEL, years).scores) for years in HORIZONS]
    means = ", ".join(signed(one.error_percent) for one in models)
    sums = ", ".join(signed(one.total_error_percent) for one in models)
    within = all(abs(one.error_percent) <= MOST_BIAS for one in models)
    return (
        f"Forecasts of children looked after were off on average by {means} as the mean of percentages: "
        f"{'within' if within else 'not within'} the goal of {MOST_BIAS:.0f}%. The sum of all forecasts is off by "
        f"{sums} of the sum of what came, where large authorities count for more."
    )


def goals(tested: BackTest) -> str:
    """Return the table of every goal beside what was found."""
    low, high = HELD_OVER_ALL
    least, most = HELD_BY_SIZE
    headings = (
        "What",
        "Ahead",
        "Typical error over that of no change",
        "Over that of the better no-change",
        f"In the 80% interval ({low:.0f}% to {high:.0f}% wanted)",
        f"By size: {', '.join(lower_first(name) for name in SIZES)} (each {least:.0f}% to {most:.0f}% wanted)",
    )
    return markdown(headings, [_goal_cells(row) for row in goal_rows(tested)])


def skill(tested: BackTest, measure: ForecastMeasure, grouping: Grouping) -> str:
    """Return the table of the typical error over that of both no-changes, and of intervals, group by group."""
    first = tested.of(measure, Method.MODEL, HORIZONS[0])
    rows = [
        [name, *(_group_cell(tested, measure, grouping, years, name) for years in HORIZONS)]
        for name, _ in grouping.of(tested, first)
    ]
    return markdown((grouping.name, *AHEAD), rows)


def between_authorities(tested: BackTest) -> str:
    """Return the table of skill with England's growth given to the forecast and to no change alike."""
    rows = []
    for measure in ForecastMeasure:
        row = [measure.value]
        for years in HORIZONS:
            model, unchanged = (
                tested.between_authorities(measure, method, years) for method in (Method.MODEL, Method.PERSISTENCE)
            )
            held = summary(model.scores).coverage[EIGHTY]
            row.append(f"{ratio(model, unchanged):.3f}; {held:.0f}%")
        rows.append(row)
    return markdown(("What", *AHEAD), rows)


def _missed(row: GoalRow) -> list[str]:
    return [name for name, reached in zip(GOALS, row.reached, strict=True) if not reached]


def _goal_cells(row: GoalRow) -> tuple[str, ...]:
    place = HORIZONS.index(row.years)
    found = (
        f"{row.against_no_change:.3f} (at most {AGAINST_NO_CHANGE[place]:.3f})",
        f"{row.against_better:.3f} (at most {AGAINST_BETTER[place]:.2f}; {lower_first(row.better.value)})",
        f"{row.held:.1f}%",
        ", ".join(f"{one:.1f}%" for one in row.held_by_size),
    )
    told = (
        f"{words}: {'reached' if reached else '**missed**'}" for words, reached in zip(found, row.reached, strict=True)
    )
    return (row.measure.value if row.years == HORIZONS[0] else "", AHEAD[place].removesuffix(" ahead"), *told)


def _group_cell(tested: BackTest, measure: ForecastMeasure, grouping: Grouping, years: int, name: str) -> str:
    model = tested.of(measure, Method.MODEL, years)
    chosen = next((which for words, which in grouping.of(tested, model) if words == name), None)
    if chosen is None or not chosen.any():
        return "none"
    ratios = " and ".join(f"{ratio(model, tested.of(measure, method, years), chosen):.3f}" for method in UNCHANGED)
    return f"{ratios}; {summary(model.scores, chosen).coverage[EIGHTY]:.0f}%"
