"""The figures of what strategies change: measure by measure, and their cost against their effect."""

from __future__ import annotations

from math import isnan

from sim.experiments.asking.headlines import Headline, Verdict
from sim.experiments.comparison.comparison import Comparison
from sim.experiments.statistics.difference import Difference
from sim.reports.chart.chart import (
    ChartFigure,
    Cloud,
    IntervalChart,
    IntervalPanel,
    KeyEntry,
    Mark,
    Reach,
    RowInterval,
    ScatterChart,
    ScatterPanel,
    ScatterPoint,
)
from sim.reports.chart.palette import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, YELLOW
from sim.reports.run.words import effect_words
from sim.reports.shared.chart_numbers import shown_number
from sim.reports.shared.words import VERDICTS, capitalised, lower_first, scale, unit_and_when

VERDICT_COLOURS = (
    (Verdict.BETTER, BLUE),
    (Verdict.WORSE, ORANGE),
    (Verdict.CHANGED, BLACK),
    (Verdict.UNCLEAR, GREY),
)

LEAST_RANGE = 1.0
"""Units on either side of zero that a panel shows at least, so that nothing much does not look like much."""

LEAST_MONEY = 0.05
"""The same for money, in millions of pounds."""


def differences(comparison: Comparison) -> ChartFigure:
    """Show what each strategy changes in each headline measure, with its interval."""
    table = comparison.headlines
    called = effect_words.KNOWN if comparison.results.turns > 1 else VERDICTS
    return ChartFigure(
        "difference_by_strategy",
        "What each strategy changes",
        _how_to_read(comparison),
        " ".join(_changes_in_words(comparison, headline) for headline in table),
        IntervalChart(
            tuple(comparison.label(outcome) for outcome in comparison.strategies),
            tuple(map(_panel, table)),
            tuple(KeyEntry(capitalised(called[verdict]), colour) for verdict, colour in VERDICT_COLOURS),
        ),
    )


def _how_to_read(comparison: Comparison) -> str:
    base = lower_first(comparison.label(comparison.base))
    points = f"Points are the mean difference from the base ({base}), over replications that share their luck; "
    if comparison.results.turns > 1:
        return (
            f"{points}thick lines hold 8 of 10 expected effects, by what is not known of the inputs; thin lines hold 8 "
            "of 10 single runs, in which chance is added. More replications narrow neither. Coloured where the "
            "direction is likely: nine in ten or more."
        )
    return (
        f"{points}lines are {comparison.confidence:.0%} intervals of that mean. Where a line crosses zero, the "
        f"replications do not tell whether a strategy changes the measure. {effect_words.CENTRAL}"
    )


def _panel(headline: Headline) -> IntervalPanel:
    colours = dict(VERDICT_COLOURS)
    intervals = tuple(
        interval_of(one, headline.unit, colours[headline.verdict(place)])
        for place, one in enumerate(headline.differences)
    )
    least = LEAST_MONEY if scale(headline.unit) > 1 else LEAST_RANGE
    return IntervalPanel(headline.title, unit_and_when(headline, of_difference=True), intervals, least)


def interval_of(found: Difference, unit: str, colour: str) -> RowInterval | None:
    """Return a difference with what is known of it; None where it is not defined."""
    factor, known = scale(unit), found.effect
    if isnan(found.difference):
        return None
    middle = shown_number(found.difference / factor)
    if known is not None:
        low, high = effect_words.future(known)
        return RowInterval(
            middle,
            colour,
            thick=_reach(known.expected.low, known.expected.high, factor),
            thin=_reach(low, high, factor),
        )
    return RowInterval(middle, colour, thin=_reach(found.low, found.high, factor))


def _reach(low: float, high: float, factor: float) -> Reach | None:
    """Return a range in the unit of a figure; None where it is not defined."""
    return None if isnan(low) or isnan(high) else Reach(shown_number(low / factor), shown_number(high / factor))


def _changes_in_words(comparison: Comparison, headline: Headline) -> str:
    parts = [
        f"{comparison.label(outcome)} {effect_words.change(difference, headline.unit)}"
        for outcome, difference in zip(comparison.strategies, headline.differences, strict=True)
    ]
    return f"{headline.title}, {unit_and_when(headline, of_difference=True)}: {'; '.join(parts)}."


COLOURS = (ORANGE, GREEN, PURPLE, YELLOW, SKY, BLUE, BLACK)
MARKS = tuple(Mark)
"""A strategy is told by its shape as well as its colour."""

EFFECTS = ("looked_after", "in_residential", "disruptions")
"""Measures set against cost."""


def cost_against_effect(comparison: Comparison) -> ChartFigure:
    """Show each strategy's change of cost against its change of a few measures."""
    table = comparison.headlines
    cost = next(headline for headline in table if headline.measure == "cost_total")
    effects = [next(item for item in table if item.measure == name) for name in EFFECTS]
    labels = [comparison.label(outcome) for outcome in comparison.strategies]
    panels = tuple(
        ScatterPanel(
            effect.title,
            unit_and_when(effect, of_difference=True),
            tuple(
                Cloud(
                    label,
                    COLOURS[place % len(COLOURS)],
                    MARKS[place % len(MARKS)],
                    _point(effect.differences[place], effect.unit, cost.differences[place], cost.unit),
                )
                for place, label in enumerate(labels)
            ),
        )
        for effect in effects
    )
    return ChartFigure(
        "cost_against_effect",
        "Cost against effect",
        "Left of the upright line is fewer, right is more; below the level line the council spends less in all "
        "(placements and strategies together), above it spends more. "
        + (
            "Bars hold 8 of 10 expected effects, by what is not known of the inputs."
            if comparison.results.turns > 1
            else f"Bars are intervals of the mean difference. {effect_words.CENTRAL}"
        ),
        _changes_in_words(comparison, cost) + " " + " ".join(_changes_in_words(comparison, item) for item in effects),
        ScatterChart(panels, f"Change of total cost, {unit_and_when(cost)}", signed=True),
    )


def _point(result: Difference, unit: str, money: Difference, of_money: str) -> tuple[ScatterPoint, ...]:
    """Return where a strategy stands; nowhere where either is not defined."""
    across, up = interval_of(result, unit, BLACK), interval_of(money, of_money, BLACK)
    if across is None or up is None:
        return ()
    return (ScatterPoint(across.middle, up.middle, across.thick or across.thin, up.thick or up.thin),)
