"""The figure of money: what each strategy has cost or saved in all, financial year by financial year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.comparison.savings import YearOfSavings, savings
from sim.reports.chart.chart import ChartFigure, IntervalChart, IntervalPanel
from sim.reports.chart.palette import BLUE, GREY, ORANGE
from sim.reports.run.figures.effect_figures import LEAST_MONEY, interval_of
from sim.reports.run.words import effect_words, money_words
from sim.reports.shared.words import number

COLOURS = {"better": BLUE, "worse": ORANGE, "unclear": GREY}


@dataclass(frozen=True, slots=True)
class MoneyPanel:
    """What the panel of one strategy shows."""

    name: str
    years: tuple[YearOfSavings, ...]
    """At least one."""
    pays_back: str


def of_money(comparison: Comparison) -> list[ChartFigure]:
    """Return the figure of what strategies cost and save; none of a run that compares nothing."""
    terms = money_words.leading_terms(comparison.base)
    panels = [
        MoneyPanel(comparison.label(one.outcome), one.years, money_words.pay_back(one))
        for one in savings(comparison, terms)
    ]
    if not panels:
        return []
    in_words = money_words.terms_in_words(comparison.base.scenario, terms)
    return [net_so_far(panels, in_words, comparison.results.turns > 1)]


def net_so_far(shown: Sequence[MoneyPanel], terms: str, drawn: bool) -> ChartFigure:
    """Show what the council has spent more or less in all by the end of each financial year, a panel a strategy."""
    panels = tuple(
        IntervalPanel(
            one.name,
            "£ million, net so far",
            tuple(
                interval_of(year.cumulative, money_words.POUNDS, COLOURS[money_words.verdict(year.cumulative)])
                for year in one.years
            ),
            LEAST_MONEY,
        )
        for one in shown
    )
    return ChartFigure(
        "net_so_far",
        "What each strategy has cost or saved in all, by the end of each financial year",
        f"{terms}. To the right of the upright line the council has spent more in all than without the strategy, to "
        "the left of it less: there it has paid back. "
        + (
            "Thick lines hold 8 of 10 expected effects, by what is not known of the inputs; thin lines hold 8 of 10 "
            "single runs, in which chance is added. Coloured where the direction is likely: nine in ten or more."
            if drawn
            else f"Lines are intervals of the mean difference. {effect_words.CENTRAL}"
        ),
        " ".join(_in_words(one) for one in shown),
        IntervalChart(tuple(map(_tick, shown[0].years)), panels, one_scale=True),
    )


def _tick(year: YearOfSavings) -> str:
    return money_words.year_in_short(year.year)


def _in_words(one: MoneyPanel) -> str:
    ends = "; ".join(
        f"{money_words.year_in_short(year.year)} {number(year.cumulative.difference, money_words.POUNDS, sign=True)}"
        for year in one.years
    )
    return f"{one.name}, net so far by the end of each year: {ends}; pays back: {one.pays_back}."
