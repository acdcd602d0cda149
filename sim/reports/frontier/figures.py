"""The figures of a frontier: cost against the measure, and what knowing more would be worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.frontier.aim import Against, Yardstick
from sim.experiments.frontier.frontier import Frontier
from sim.experiments.frontier.knowing import EVERYTHING, WorthOfKnowing
from sim.experiments.frontier.standings import MixStanding
from sim.experiments.statistics.difference import Difference
from sim.reports.frontier.words import letters, measure_in, measure_of, thousands, worth_in_words
from sim.reports.shared.drawing import (
    BLACK,
    BLUE,
    GREY,
    LIGHT_GREY,
    MIDDLE_GREY,
    ORANGE,
    Drawing,
    blank,
    key_in_words,
    styled,
)
from sim.reports.shared.words import change, signed, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ON, NEAR, BEHIND, TRIED = BLUE, ORANGE, MIDDLE_GREY, LIGHT_GREY

MOST_BARS = 14
"""Things that could be known, in a figure; the table has them all."""

TITLE_WIDTH = 42

ROOM = 12.0
"""Points that the dot of a mix takes with its letter."""


def of_frontier(found: Frontier) -> list[Drawing]:
    """Return the figures: with the value of information where it is known."""
    with styled():
        drawings = [cost_against_measure(found)]
        if found.known:
            drawings.append(knowing(found))
        return [drawing.laid_out() for drawing in drawings]


def cost_against_measure(found: Frontier) -> Drawing:
    """Draw every mix by what it costs and changes, the frontier through the best of them."""
    asked = found.asked
    figure, panels = blank(5.6, 1, 2, sharey=True)
    against_strategies = asked.aim.against is Against.STRATEGIES
    for panel, of_strategies in zip(panels, (against_strategies, not against_strategies), strict=True):
        _cloud(panel, found, of_strategies)
        if of_strategies is against_strategies:
            _line(panel, found, of_strategies)
        _front(panel, found, of_strategies)
        cost = "Cost of strategies" if of_strategies else "Change of total cost"
        panel.set_xlabel(f"{cost} (£ thousand a year)")
        if not of_strategies:
            panel.axvline(0, color=BLACK, linewidth=1)
            panel.xaxis.set_major_formatter(signed)
        panel.axhline(0, color=BLACK, linewidth=1)
        panel.yaxis.set_major_formatter(signed)
        panel.locator_params(axis="x", nbins=6)
    panels[0].set_title("Against the cost of strategies" if against_strategies else "Against total cost")
    panels[1].set_title("The same mixes, total cost" if against_strategies else "The same mixes, cost of strategies")
    panels[0].set_ylabel(wrapped(f"Change of {measure_of(asked)} ({measure_in(asked)})", 60))
    figure.draw_without_rendering()  # so that the panels are where they will be
    for panel, of_strategies in zip(panels, (against_strategies, not against_strategies), strict=True):
        _named(panel, found, of_strategies)
    names = [("On the frontier", ON), ("Near it", NEAR), ("Behind", BEHIND), ("Left out on the way", TRIED)]
    key_in_words(figure, names, ["o", "o", "o", "o"])
    wanted = "lower" if asked.aim.lower else "higher"
    name = letters(found)
    said = "; ".join(
        f"{name[one.mix]}: {asked.mixes.title(one.mix)}, strategies £{thousands(one.strategies.difference)} thousand a "
        f"year, {measure_of(asked)} {change(one.measure, asked.measure.unit)}"
        for one in found.on_frontier()
    )
    return Drawing(
        "cost_against_measure",
        f"Cost against {measure_of(asked)}",
        f"Each dot is a mix; {wanted} and farther left is better. Letters name the mixes of the frontier, as in the "
        "table; bars are 95% intervals of what they change. Pale dots were left out on the way, with few runs of their "
        "own or none: their places are less certain.",
        f"On the frontier: {said}.",
        figure,
    )


def _cost(one: MixStanding, of_strategies: bool) -> Difference:
    return one.strategies if of_strategies else one.total


def _cloud(panel: Axes, found: Frontier, of_strategies: bool) -> None:
    """Draw the mixes that were left out, and those that stayed but are behind or near."""
    search = found.search
    out = np.setdiff1d(np.arange(len(search.changes)), search.stayed)
    column = 1 if of_strategies else 2
    panel.scatter(search.changes[out, column] / 1e3, search.changes[out, 0], s=7, color=TRIED, linewidth=0)
    for one in found.standings:
        if not one.frontier:
            colour = NEAR if one.near else BEHIND
            panel.plot(
                _cost(one, of_strategies).difference / 1e3, one.measure.difference, "o", color=colour, markersize=4
            )


def _line(panel: Axes, found: Frontier, of_strategies: bool) -> None:
    front = sorted(found.on_frontier(), key=lambda one: _cost(one, of_strategies).difference)
    across = [_cost(one, of_strategies).difference / 1e3 for one in front]
    panel.plot(across, [one.measure.difference for one in front], color=ON, linewidth=1.2, alpha=0.6)


def _front(panel: Axes, found: Frontier, of_strategies: bool) -> None:
    """Draw the mixes of the frontier with their intervals."""
    for one in found.on_frontier():
        cost = _cost(one, of_strategies)
        panel.errorbar(
            cost.difference / 1e3,
            one.measure.difference,
            xerr=0 if of_strategies or one.mix == 0 else cost.half_width / 1e3,
            yerr=0 if one.mix == 0 else one.measure.half_width,
            fmt="o",
            color=ON,
            markersize=11,
            markeredgecolor="white",
            markeredgewidth=0.6,
            linewidth=0.9,
        )


def _named(panel: Axes, found: Frontier, of_strategies: bool) -> None:
    """Write the letters of the mixes: in their dots, and above a dot that lies over one before it.

    To be done last, when the ends of both axes stand.
    """
    name = letters(found)
    taken: list[tuple[float, float]] = []
    dots = panel.figure.dpi / 72
    for one in found.on_frontier():
        place = (_cost(one, of_strategies).difference / 1e3, one.measure.difference)
        across, up = panel.transData.transform(place).tolist()
        above = 0.0
        while any(abs(across - x) < ROOM * dots and abs(up + above * dots - y) < ROOM * dots for x, y in taken):
            above += ROOM
        taken.append((across, up + above * dots))
        panel.annotate(
            name[one.mix],
            place,
            (0, above),
            textcoords="offset points",
            fontsize=7,
            fontweight="bold",
            color=ON if above else "white",
            ha="center",
            va="center_baseline",
        )


def knowing(found: Frontier) -> Drawing:
    """Draw what knowing each thing would be worth, beside the noise floor."""
    asked = found.asked
    yardstick = asked.aim.yardsticks[-1]
    known = [one for one in found.known if one.yardstick is yardstick]
    everything = next(one for one in known if one.subject.title == EVERYTHING)
    worth = [one for one in known if one is not everything and one.information.value > 0]
    # where nothing is worth knowing, what comes first stands for all
    shown = sorted(worth or known[1:2], key=lambda one: -one.information.value)[:MOST_BARS]
    figure, [panel] = blank(1.2 + 0.42 * len(shown))
    for place, one in enumerate(shown):
        _bar(panel, place, one)
    panel.set_yticks(range(len(shown)), [wrapped(one.subject.title, TITLE_WIDTH) for one in shown], fontsize=9)
    panel.set_ylim(len(shown) - 0.4, -0.6)
    panel.set_xlim(left=0)
    panel.grid(axis="y", visible=False)
    unit = measure_in(asked) if yardstick is Yardstick.MEASURE else "£ thousand a year"
    panel.set_xlabel(f"Worth of knowing it before choosing ({unit})")
    names = [("Stands out from luck", BLUE), ("Does not", MIDDLE_GREY), ("Noise floor", ORANGE)]
    key_in_words(figure, names)
    what = "net benefit" if yardstick is Yardstick.NET_BENEFIT else "total cost"
    said = "; ".join(
        f"{one.subject.title}: {worth_in_words(found, one)}"
        + ("" if one.information.told else ", not above the noise floor")
        for one in shown
    )
    return Drawing(
        "value_of_information",
        "What knowing more would be worth",
        f"Bars are how much better one would choose on average by {what}, knowing the effect beforehand, with one "
        "standard error either way; the mark is what a useless number would seem to be worth in one case of a hundred. "
        f"Knowing the whole future, luck included, would be worth {worth_in_words(found, everything)}.",
        f"{said}.",
        figure,
    )


def _bar(panel: Axes, place: int, one: WorthOfKnowing) -> None:
    factor = 1.0 if one.yardstick is Yardstick.MEASURE else 1e3
    about = one.information
    colour = BLUE if about.told else MIDDLE_GREY
    panel.barh(place, about.value / factor, color=colour, height=0.6)
    low = max(0.0, about.value - about.error)
    panel.plot([low / factor, (about.value + about.error) / factor], [place, place], color=GREY, linewidth=1.5)
    panel.plot(about.noise / factor, place, marker="|", color=ORANGE, markersize=13, markeredgewidth=2)
