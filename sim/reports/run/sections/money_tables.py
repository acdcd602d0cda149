"""Tables of money by financial year, as the page shows them: a table a strategy, and what the base spends by kind."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.comparison.savings import Savings, Terms, financial_years, savings
from sim.experiments.running.results import Outcome
from sim.experiments.statistics.difference import Difference
from sim.measures.budget import BudgetHead, category
from sim.measures.placements import WHERE_PLACED
from sim.reports.result.figure import PageFigure
from sim.reports.result.money_section import MoneyCell, MoneyOnPage, MoneyRow, MoneyTable, SpendingTable
from sim.reports.run.words import money_words
from sim.reports.run.words.money_words import thousands
from sim.reports.shared.words import NO_CHANGE, kind_in_words


def on_page(comparison: Comparison, figures: Sequence[PageFigure] = ()) -> MoneyOnPage:
    """Return the section of money with its figures; a run that compares nothing has only what the council spends."""
    terms = money_words.leading_terms(comparison.base)
    found, base = savings(comparison, terms), comparison.base.scenario
    real = savings(comparison, Terms.REAL) if terms is Terms.CASH else ()
    return MoneyOnPage(
        tuple(money_words.sentence(comparison, one) for one in found),
        money_words.WHAT,
        tuple(_table(comparison, one) for one in found),
        tuple(_table(comparison, one) for one in real),
        _spending(comparison.base, terms),
        (money_words.terms_in_words(base, terms),),
        tuple(figures),
    )


def _table(comparison: Comparison, one: Savings) -> MoneyTable:
    nhs = any(not year.nhs.unchanged for year in one.years)
    columns = ("Investment", "Other spending", "Net", "Net so far", *(("NHS, apart",) if nhs else ()))
    rows = [
        MoneyRow(
            money_words.year_in_words(year.year),
            (
                _mean(year.investment),
                _mean(year.elsewhere),
                _cell(year.net),
                _cell(year.cumulative),
                *((_mean(year.nhs),) if nhs else ()),
            ),
        )
        for year in one.years
    ]
    sums = [
        sum(getattr(year, part).difference for year in one.years)
        for part in ("investment", "elsewhere", *(("nhs",) if nhs else ()))
    ]
    net = _cell(one.years[-1].cumulative)
    in_all = [MoneyCell(thousands(pounds)) for pounds in sums]
    rows.append(MoneyRow("In all", (*in_all[:2], net, MoneyCell(""), *in_all[2:])))
    terms = money_words.in_short(one.terms, comparison.base.scenario)
    return MoneyTable(comparison.label(one.outcome), terms, columns, tuple(rows))


def _mean(difference: Difference) -> MoneyCell:
    return MoneyCell(NO_CHANGE if difference.unchanged else thousands(difference.difference))


def _cell(difference: Difference) -> MoneyCell:
    return MoneyCell(_mean(difference).mean, money_words.verdict(difference), *money_words.known_of(difference))


def _spending(outcome: Outcome, terms: Terms) -> SpendingTable:
    """Return what a scenario spends by kind; kinds on which nothing is ever spent are left out."""
    years = financial_years(outcome.measures, outcome.scenario.start)
    placed = [(category(BudgetHead.PLACEMENTS, where), kind_in_words(where)) for where in WHERE_PLACED]
    others = [
        (str(head), str(head).capitalize())
        for head in BudgetHead
        if head not in (BudgetHead.PLACEMENTS, BudgetHead.NHS)
    ]
    total, nhs = ("", "The council in all"), (str(BudgetHead.NHS), "NHS, apart")
    rows = []
    for key, words in (*placed, *others, total, nhs):
        pounds = [float(np.mean(outcome.measures.of(terms.value, key, year.until))) for year in years]
        if any(pounds) or not key:
            rows.append((words, tuple(thousands(one, sign=False) for one in pounds)))
    terms_in_short = money_words.in_short(terms, outcome.scenario)
    return SpendingTable(terms_in_short, tuple(money_words.year_in_short(year) for year in years), tuple(rows))
