"""What strategies cost and save by financial year, in words: years, sentences and the notes beside every table."""

from __future__ import annotations

from math import isnan

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.comparison.savings import FinancialYear, Savings, Terms, has_terms
from sim.experiments.running.results import Outcome
from sim.experiments.statistics.difference import LEAST_FOR_CLEAR, Difference
from sim.foundations.calendar import in_words
from sim.reports.result.headline_row import VerdictWord
from sim.reports.run.words import effect_words
from sim.reports.shared.price_words import financial_year, growth_in_words, price_year
from sim.reports.shared.words import MINUS, NO_CHANGE, NOT_KNOWN, number
from sim.scenario.scenario import Scenario

POUNDS = "GBP"

WHAT = (
    "Differences from the base, £ thousand: more spent is above nought, less is below. Investment is what strategies "
    "themselves cost, running and once; other spending is all else that the council pays: placements, courts and "
    "permanence, statutory services. Net is both together; net so far is the sum from the start of the run. This is "
    "what a medium-term financial strategy (MTFS) asks for"
)
"""Beside every table of money by year."""


def thousands(pounds: float, *, sign: bool = True) -> str:
    """Return a sum in thousands of pounds, as budgets give it: ``−1,010``; one unit for all of a table."""
    if isnan(pounds):
        return NOT_KNOWN
    text = f"{abs(pounds) / 1000.0:,.0f}"
    if text == "0" or (pounds > 0.0 and not sign):
        return text
    return f"{MINUS if pounds < 0.0 else '+'}{text}"


def _from_to(low: float, high: float) -> str:
    return f"{thousands(low)} to {thousands(high)}"


def year_in_words(year: FinancialYear) -> str:
    """Return a financial year, with the days that are in the run where these are not all of it."""
    name = financial_year(year.ending)
    return f"{name} (from {in_words(year.since)} to {in_words(year.until)})" if year.is_part else name


def year_in_short(year: FinancialYear) -> str:
    """Return a financial year, marked where only a part of it is in the run."""
    return f"{financial_year(year.ending)}{' (part)' if year.is_part else ''}"


def leading_terms(outcome: Outcome) -> Terms:
    """Return cash, or real terms where nothing is known of how prices grow."""
    return Terms.CASH if has_terms(outcome, Terms.CASH) else Terms.REAL


def terms_in_words(base: Scenario, terms: Terms) -> str:
    """Return in which prices sums are."""
    growth = base.parameters.price_growth
    if growth is None:
        return "At the prices of the scenario in every year, which say nothing of how prices grow"
    if terms is Terms.REAL:
        return f"In real terms: prices of {price_year(growth)} in every year"
    return (
        f"In cash: prices of {price_year(growth)}, which grow on every 1 April, in a year by so much: "
        f"{growth_in_words(growth)}; where inputs are drawn, by what is drawn of the range of each"
    )


def in_short(terms: Terms, base: Scenario) -> str:
    """Return in which prices sums are, for a heading."""
    growth = base.parameters.price_growth
    return (
        "cash"
        if terms is Terms.CASH
        else "prices of the scenario"
        if growth is None
        else f"{price_year(growth)} prices"
    )


def known_of(difference: Difference) -> tuple[str, str, str]:
    """Return the range of expected effects, how likely it saves, and the range of one future; empty where not told."""
    if difference.unchanged:
        return "", "", ""
    known = difference.effect
    if known is None:
        few = difference.replications < LEAST_FOR_CLEAR
        return "" if few else _from_to(difference.low, difference.high), "", ""
    return (
        _from_to(known.expected.low, known.expected.high),
        f"saves {effect_words.share(known.falls)}",
        _from_to(*effect_words.future(known)),
    )


def verdict(difference: Difference) -> VerdictWord:
    """Return how a change of spending is coloured: as likely, or clearly, better or worse; or not."""
    known = difference.effect
    sure = known.likely if known is not None else difference.clear
    if difference.unchanged or not sure:
        return "unclear"
    return "better" if difference.difference < 0 else "worse"


def pay_back(savings: Savings) -> str:
    """Return when what was put in has come back, on average."""
    if savings.unchanged:
        return NO_CHANGE
    if savings.invested <= 0.0:
        return "nothing is put in"
    paid, last = savings.pays_back, savings.years[-1].year
    if paid is None:
        return f"not by {in_words(last.until)}"
    if paid is savings.years[0]:
        return "in the first year"
    return f"in {financial_year(paid.year.ending)}"


def sentence(comparison: Comparison, savings: Savings) -> str:
    """Return what a strategy costs or saves in all, and when it has paid back."""
    label, last = comparison.label(savings.outcome), savings.years[-1]
    if savings.unchanged:
        return f"{label}: the council spends the same in every year."
    net, until = last.cumulative, in_words(last.year.until)
    what = "saves" if net.difference < 0 else "costs"
    terms = "in cash" if savings.terms is Terms.CASH else f"at {in_short(savings.terms, comparison.base.scenario)}"
    size = number(abs(net.difference), POUNDS)
    said = f"{label}: {what} the council {size} net by {until}, {terms}, on average"
    known = net.effect
    if known is not None:
        low, high = (number(end, POUNDS, sign=True) for end in (known.expected.low, known.expected.high))
        first, second = (number(end, POUNDS, sign=True) for end in effect_words.future(known))
        said += "" if known.likely else ", but the direction is not known"
        said += (
            f" (by what is not known of the inputs {low} to {high} in 8 of 10; chance that it saves "
            f"{effect_words.share(known.falls)}; in a single future {first} to {second} in 8 of 10)"
        )
    if savings.invested <= 0.0:
        return (
            f"{said}; nothing is put in."
            if savings.invested == 0.0
            else f"{said}; the strategy itself costs less than what it replaces."
        )
    put_in, paid = f"{number(savings.invested, POUNDS)} is put in", savings.pays_back
    if paid is None:
        back = f"on average it has not paid back by {until}"
    elif paid is savings.years[0]:
        back = "on average it has paid back by the end of the first year"
    else:
        back = f"on average it pays back in {financial_year(paid.year.ending)}"
    return f"{said}; {put_in}, and {back}."
