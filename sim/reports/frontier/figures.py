"""The figures of a frontier: cost against the measure, and what knowing more would be worth."""

from __future__ import annotations

from math import isfinite

import numpy as np

from sim.experiments.frontier.aim import Against, Yardstick
from sim.experiments.frontier.frontier import Frontier
from sim.experiments.frontier.knowing import EVERYTHING, WorthOfKnowing
from sim.experiments.frontier.standings import MixStanding
from sim.experiments.statistics.difference import Difference
from sim.reports.chart.chart import (
    BesideMark,
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
from sim.reports.chart.palette import BLUE, GREY, MIDDLE_GREY, ORANGE
from sim.reports.frontier.words import letters, measure_in, measure_of, thousands, worth_in_words
from sim.reports.shared.chart_numbers import shown_number, shown_numbers
from sim.reports.shared.words import change

MOST_BARS = 14
"""Things that could be known, in a figure; the table has them all."""

MOST_TRIED = 300
"""Mixes left out on the way that are drawn, evenly from the cheapest to the dearest."""


def of_frontier(found: Frontier) -> list[ChartFigure]:
    """Return the figures: with the value of information where it is known."""
    return [cost_against_measure(found), *([knowing(found)] if found.known else [])]


def cost_against_measure(found: Frontier) -> ChartFigure:
    """Show every mix by what it costs and changes, the frontier through the best of them."""
    asked = found.asked
    against_strategies = asked.aim.against is Against.STRATEGIES
    first = "Against the cost of strategies" if against_strategies else "Against total cost"
    second = "The same mixes, total cost" if against_strategies else "The same mixes, cost of strategies"
    wanted = "lower" if asked.aim.lower else "higher"
    name = letters(found)
    said = "; ".join(
        f"{name[one.mix]}: {asked.mixes.title(one.mix)}, strategies £{thousands(one.strategies.difference)} thousand a "
        f"year, {measure_of(asked)} {change(one.measure, asked.measure.unit)}"
        for one in found.on_frontier()
    )
    out = len(found.search.changes) - len(found.search.stayed)
    some = f" Of the {out:,} pale dots {MOST_TRIED} are drawn." if out > MOST_TRIED else ""
    return ChartFigure(
        "cost_against_measure",
        f"Cost against {measure_of(asked)}",
        f"Each dot is a mix; {wanted} and farther left is better. Letters name the mixes of the frontier, as in the "
        "table; bars are 95% intervals of what they change. Pale dots were left out on the way, with few runs of their "
        f"own or none: their places are less certain.{some}",
        f"On the frontier: {said}.",
        ScatterChart(
            (
                _panel(first, found, against_strategies, joined=True),
                _panel(second, found, not against_strategies, joined=False),
            ),
            up=f"Change of {measure_of(asked)} ({measure_in(asked)})",
            signed=True,
        ),
    )


def _cost(one: MixStanding, of_strategies: bool) -> Difference:
    return one.strategies if of_strategies else one.total


def _panel(title: str, found: Frontier, of_strategies: bool, *, joined: bool) -> ScatterPanel:
    """Return the mixes that were left out, those that stayed but are behind or near, and the frontier on top."""
    behind = [one for one in found.standings if not one.frontier]
    front = sorted(found.on_frontier(), key=lambda one: _cost(one, of_strategies).difference)
    cost = "Cost of strategies" if of_strategies else "Change of total cost"
    near, far = (
        tuple(_point(one, of_strategies) for one in behind if bool(one.near) is whether) for whether in (True, False)
    )
    clouds = (
        Cloud("Left out on the way", MIDDLE_GREY, Mark.DOT, _left_out(found, of_strategies), faint=True),
        Cloud("Behind", GREY, Mark.SQUARE, far),
        Cloud("Near it", ORANGE, Mark.DIAMOND, near),
        Cloud("On the frontier", BLUE, Mark.DOT, _front(found, front, of_strategies), joined=joined),
    )
    return ScatterPanel(title, f"{cost} (£ thousand a year)", tuple(one for one in clouds if one.points))


def _left_out(found: Frontier, of_strategies: bool) -> tuple[ScatterPoint, ...]:
    search = found.search
    out = np.setdiff1d(np.arange(len(search.changes)), search.stayed)
    costs, changes = search.changes[out, 1 if of_strategies else 2] / 1e3, search.changes[out, 0]
    known = np.flatnonzero(np.isfinite(costs) & np.isfinite(changes))
    order = known[np.argsort(costs[known], kind="stable")]
    drawn = order[np.unique(np.linspace(0, len(order) - 1, min(MOST_TRIED, len(order))).round().astype(int))]
    return tuple(
        ScatterPoint(across, up)
        for across, up in zip(shown_numbers(costs[drawn]), shown_numbers(changes[drawn]), strict=True)
    )


def _point(one: MixStanding, of_strategies: bool) -> ScatterPoint:
    cost = _cost(one, of_strategies).difference
    return ScatterPoint(shown_number(cost / 1e3), shown_number(one.measure.difference))


def _front(found: Frontier, front: list[MixStanding], of_strategies: bool) -> tuple[ScatterPoint, ...]:
    """Return the mixes of the frontier with their intervals and letters."""
    name = letters(found)
    points = []
    for one in front:
        cost = _cost(one, of_strategies)
        points.append(
            ScatterPoint(
                shown_number(cost.difference / 1e3),
                shown_number(one.measure.difference),
                None if of_strategies or one.mix == 0 else _reach(cost.low / 1e3, cost.high / 1e3),
                None if one.mix == 0 else _reach(one.measure.low, one.measure.high),
                name[one.mix],
            )
        )
    return tuple(points)


def _reach(low: float, high: float) -> Reach | None:
    return Reach(*shown_numbers([low, high])) if isfinite(low) and isfinite(high) else None


def knowing(found: Frontier) -> ChartFigure:
    """Show what knowing each thing would be worth, beside the noise floor."""
    asked = found.asked
    yardstick = asked.aim.yardsticks[-1]
    known = [one for one in found.known if one.yardstick is yardstick]
    everything = next(one for one in known if one.subject.title == EVERYTHING)
    worth = [one for one in known if one is not everything and one.information.value > 0]
    # where nothing is worth knowing, what comes first stands for all
    shown = sorted(worth or known[1:2], key=lambda one: -one.information.value)[:MOST_BARS]
    unit = measure_in(asked) if yardstick is Yardstick.MEASURE else "£ thousand a year"
    what = "net benefit" if yardstick is Yardstick.NET_BENEFIT else "total cost"
    said = "; ".join(
        f"{one.subject.title}: {worth_in_words(found, one)}"
        + ("" if one.information.told else ", not above the noise floor")
        for one in shown
    )
    return ChartFigure(
        "value_of_information",
        "What knowing more would be worth",
        f"Dots are how much better one would choose on average by {what}, knowing the effect beforehand, with one "
        "standard error either way; the upright mark is what a useless number would seem to be worth in one case of a "
        f"hundred. Knowing the whole future, luck included, would be worth {worth_in_words(found, everything)}.",
        f"{said}.",
        IntervalChart(
            tuple(one.subject.title for one in shown),
            (IntervalPanel("", f"Worth of knowing it before choosing ({unit})", tuple(map(_worth, shown))),),
            key=(
                KeyEntry("Stands out from luck", BLUE),
                KeyEntry("Does not", GREY),
                KeyEntry("Noise floor", ORANGE),
            ),
            signed=False,
        ),
    )


def _worth(one: WorthOfKnowing) -> RowInterval:
    about = one.information
    factor = 1.0 if one.yardstick is Yardstick.MEASURE else 1e3
    value, low, high, noise = shown_numbers(
        np.array([about.value, max(0.0, about.value - about.error), about.value + about.error, about.noise]) / factor
    )
    floor = BesideMark(noise, ORANGE, upright=True)
    return RowInterval(value, BLUE if about.told else GREY, thick=Reach(low, high), beside=(floor,))
