"""What strategies cost and save by financial year, on a terminal: a row a year, a column a strategy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.comparison.savings import Savings, savings
from sim.experiments.statistics.difference import Difference
from sim.reports.run.words import money_words
from sim.reports.shared.console import bold
from sim.reports.shared.words import NO_CHANGE, plain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

YEAR_WIDTH = 20
STRATEGY_WIDTH = 14
STYLES = {"better": "bold blue", "worse": "bold yellow", "unclear": "dim"}


def show(out: Console, comparison: Comparison) -> None:
    """Print what strategies cost and save by financial year, in as many tables as the width asks for."""
    found = savings(comparison, money_words.leading_terms(comparison.base))
    if not found:
        return
    terms = money_words.in_short(found[0].terms, comparison.base.scenario)
    out.print(bold(f"Net change of the council's spending by financial year, £ thousand, {terms}"))
    fits = max(1, (out.width - YEAR_WIDTH) // (STRATEGY_WIDTH + 1))
    for first in range(0, len(found), fits):
        out.print(_table(comparison, found[first : first + fits]), "")
    known = "8 of 10 expected effects, and how likely it saves" if comparison.results.turns > 1 else "interval"
    out.print(
        f"Below what is spent more or less in all: {known}. Each year with its ranges, real terms, what a single "
        "future may bring and what the NHS pays: report.html and money.csv.\n"
    )


def _table(comparison: Comparison, found: Sequence[Savings]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=SIMPLE_HEAD, pad_edge=False, padding=0, show_edge=False)
    shown.add_column("Financial year", width=YEAR_WIDTH)
    for one in found:
        shown.add_column(comparison.label(one.outcome), justify="right", max_width=STRATEGY_WIDTH)
    for place, year in enumerate(found[0].years):
        shown.add_row(money_words.year_in_short(year.year), *(Text(_mean(one.years[place].net)) for one in found))
    shown.add_row("Investment in all", *(_invested(one) for one in found))
    shown.add_row("Net in all", *(_in_all(one.years[-1].cumulative) for one in found))
    shown.add_row("Pays back, on average", *(money_words.pay_back(one) for one in found))
    return shown


def _mean(difference: Difference) -> str:
    return NO_CHANGE if difference.unchanged else plain(money_words.thousands(difference.difference))


def _invested(one: Savings) -> str:
    return plain(money_words.thousands(one.invested))


def _in_all(difference: Difference) -> Text:
    from rich.text import Text

    expected, saves, _ = money_words.known_of(difference)
    known = "".join(f"\n{plain(part)}" for part in (expected, saves) if part)
    return Text.assemble((_mean(difference), STYLES[money_words.verdict(difference)]), (known, "dim"))
