"""The table `money.csv`: what every scenario spends in each financial year, by kind, and what strategies change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.comparison.savings import FinancialYear, Terms, financial_years, has_terms
from sim.experiments.running.results import Outcome
from sim.experiments.statistics.difference import Difference, paired
from sim.experiments.statistics.sample import Sample
from sim.measures.arrays import Numbers
from sim.measures.budget import OF_STRATEGIES, BudgetHead
from sim.measures.catalogue import by_id
from sim.measures.declaration import parted_category
from sim.reports.shared.price_words import financial_year, price_year
from sim.reports.shared.tables import PART_OF_YEAR, YEAR, Cells, cell, known_cells

HEADER = (
    *("scenario", "base", "terms", "prices", "financial_year", "from", "to", "span", "payer", "line", "unit"),
    *("base_mean", "scenario_mean", "difference"),
    *("expected_low", "expected_high", "expected_falls", "future_low", "future_high", "from_inputs", "draws"),
)

INVESTMENT, OTHER, NET, SO_FAR = "investment", "other spending", "net", "net so far"
"""Lines that are worked out of the others: net is what the council spends in all, so far from the start of the run."""


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One line of the table in one year: what it is of, who pays, and its pounds in each replication."""

    name: str
    payer: str
    pounds: Numbers


def money(comparison: Comparison) -> Iterator[Cells]:
    """Yield the header and every line of every year: of the base alone, then of each strategy against it."""
    yield HEADER
    for terms in Terms:
        if not all(has_terms(outcome, terms) for outcome in comparison.results.outcomes):
            continue
        base = comparison.base
        for outcome in comparison.results.outcomes:
            so_far = np.zeros(comparison.results.replications), np.zeros(comparison.results.replications)
            for year in financial_years(base.measures, base.scenario.start):
                lines = [list(_lines(one.measures, terms, year)) for one in (base, outcome)]
                so_far = so_far[0] + _net(lines[0]), so_far[1] + _net(lines[1])
                for each, sums in zip(lines, so_far, strict=True):
                    each.append(MoneyLine(SO_FAR, "council", sums))
                yield from _rows(comparison, outcome, terms, year, lines)


def _net(lines: list[MoneyLine]) -> Numbers:
    return next(line.pounds for line in lines if line.name == NET)


def _lines(sample: Sample, terms: Terms, year: FinancialYear) -> Iterator[MoneyLine]:
    """Yield the lines of one year: the sums first, then each kind."""
    invested = np.zeros(sample.values.shape[1])
    for head in OF_STRATEGIES:
        invested = invested + sample.of(terms.value, str(head), year.until)
    whole = sample.of(terms.value, "", year.until)
    yield MoneyLine(INVESTMENT, "council", invested)
    yield MoneyLine(OTHER, "council", whole - invested)
    yield MoneyLine(NET, "council", whole)
    for category in sample.categories(terms.value):
        if parted_category(by_id(terms.value), category)[1]:
            continue
        nhs = category.startswith(str(BudgetHead.NHS))
        yield MoneyLine(category, "NHS" if nhs else "council", sample.of(terms.value, category, year.until))


def _rows(
    comparison: Comparison, outcome: Outcome, terms: Terms, year: FinancialYear, lines: list[list[MoneyLine]]
) -> Iterator[Cells]:
    base = comparison.base
    growth = base.scenario.parameters.price_growth
    of_year = "of the scenario" if growth is None else price_year(growth)
    prices = "of each year" if terms is Terms.CASH else of_year
    without = {line.name: line.pounds for line in lines[0]}
    for line in lines[1]:
        earlier = without.get(line.name, np.zeros(len(line.pounds)))
        found = paired(earlier, line.pounds, comparison.confidence, comparison.results.turns)
        yield (
            outcome.scenario.name,
            "" if outcome is base else base.scenario.name,
            terms.name.lower(),
            prices,
            financial_year(year.ending),
            year.since.isoformat(),
            year.until.isoformat(),
            PART_OF_YEAR if year.is_part else YEAR,
            line.payer,
            line.name,
            "GBP",
            *_numbers(found, alone=outcome is base),
        )


def _numbers(found: Difference, *, alone: bool) -> Cells:
    """Return the means and what is known of their difference; of the base alone there is none."""
    if alone:
        return (cell(found.base_mean), *[""] * 9)
    means = (found.base_mean, found.scenario_mean, found.difference)
    return (*map(cell, means), *known_cells(found.effect))
