"""The figure of money: what each strategy has cost or saved in all, financial year by financial year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.comparison.savings import YearOfSavings, savings
from sim.experiments.statistics.difference import Difference
from sim.reports.run import effect_words, money_words
from sim.reports.run.means import sketch
from sim.reports.run.money_tables import leading_terms
from sim.reports.shared.drawing import BLACK, BLUE, GREY, ORANGE, Drawing, blank
from sim.reports.shared.side_by_side import Sketch
from sim.reports.shared.words import number, scale, signed, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS = 3
"""Panels beside one another."""

TITLE_WIDTHS = (90, 48, 30)
"""Letters of a title in one line, with one, two and three panels beside one another."""

LEAST_MONEY = 0.05
"""Millions of pounds on either side of nought that a panel shows at least."""

COLOURS = {"better": BLUE, "worse": ORANGE, "unclear": GREY}


@dataclass(frozen=True, slots=True)
class MoneyPanel:
    """What the panel of one strategy shows."""

    name: str
    years: tuple[YearOfSavings, ...]
    """At least one."""
    pays_back: str


def of_money(comparison: Comparison) -> list[Sketch]:
    """Return the figure of what strategies cost and save; none of a run that compares nothing."""
    terms = leading_terms(comparison.base)
    panels = [
        MoneyPanel(comparison.label(one.outcome), one.years, money_words.pay_back(one))
        for one in savings(comparison, terms)
    ]
    if not panels:
        return []
    in_words = money_words.terms_in_words(comparison.base.scenario, terms)
    return [sketch(net_so_far, panels, in_words, comparison.results.turns > 1)]


def net_so_far(shown: Sequence[MoneyPanel], terms: str, drawn: bool) -> Drawing:
    """Draw what the council has spent more or less in all by the end of each financial year, a panel a strategy."""
    columns = min(COLUMNS, len(shown))
    rows = -(-len(shown) // columns)
    figure, panels = blank(0.6 + 2.7 * rows, rows, columns, sharey=True)
    for axes, one in zip(panels, shown, strict=False):
        axes.axhline(0, color=BLACK, linewidth=1)
        for place, year in enumerate(one.years):
            _mark(axes, place, year.cumulative)
        axes.set_title(wrapped(one.name, TITLE_WIDTHS[columns - 1]), fontsize=10)
        axes.set_xticks(range(len(one.years)), [_tick(year) for year in one.years], fontsize=8.5)
        axes.set_xlim(-0.6, len(one.years) - 0.4)
        axes.grid(axis="x", visible=False)
        axes.yaxis.set_major_formatter(signed)
    for axes in panels[len(shown) :]:
        axes.set_visible(False)
    low, high = panels[0].get_ylim()
    panels[0].set_ylim(min(low, -LEAST_MONEY), max(high, LEAST_MONEY))
    for first in range(0, len(panels), columns):
        panels[first].set_ylabel("£ million, net so far", fontsize=9)
    return Drawing(
        "net_so_far",
        "What each strategy has cost or saved in all, by the end of each financial year",
        f"{terms}. Above the line the council has spent more in all than without the strategy, below it less: there it "
        "has paid back. "
        + (
            "Thick lines hold 8 of 10 expected effects, by what is not known of the inputs; thin lines hold 8 of 10 "
            "single runs, in which chance is added. Coloured where the direction is likely: nine in ten or more."
            if drawn
            else f"Lines are intervals of the mean difference. {effect_words.CENTRAL}"
        ),
        " ".join(_in_words(one) for one in shown),
        figure,
    )


def _mark(axes: Axes, place: int, found: Difference) -> None:
    """Draw one year's mean, with what is known of it."""
    colour, factor, known = COLOURS[money_words.verdict(found)], scale(money_words.POUNDS), found.effect
    if known is not None:
        axes.plot([place, place], [end / factor for end in effect_words.future(known)], color=colour, linewidth=0.9)
        ends = [known.expected.low / factor, known.expected.high / factor]
        axes.plot([place, place], ends, color=colour, linewidth=4, solid_capstyle="butt")
    elif not isnan(found.low):
        axes.plot([place, place], [found.low / factor, found.high / factor], color=colour, linewidth=2)
    axes.plot([place], [found.difference / factor], "o", color=colour, markersize=5.5)


def _tick(year: YearOfSavings) -> str:
    return money_words.year_in_short(year.year).replace(" (", "\n(")


def _in_words(one: MoneyPanel) -> str:
    ends = "; ".join(
        f"{money_words.year_in_short(year.year)} {number(year.cumulative.difference, money_words.POUNDS, sign=True)}"
        for year in one.years
    )
    return f"{one.name}, net so far by the end of each year: {ends}; pays back: {one.pays_back}."
