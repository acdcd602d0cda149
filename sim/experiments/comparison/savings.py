"""What each strategy costs and saves by financial year, and in all up to then: the numbers of a financial plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import dropwhile

import numpy as np

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.running.results import Outcome
from sim.experiments.statistics.difference import Difference, paired
from sim.experiments.statistics.sample import Sample
from sim.foundations.calendar import is_part_year, year_ending
from sim.measures.arrays import Numbers
from sim.measures.budget import OF_STRATEGIES, SPENDING_CASH, SPENDING_REAL, BudgetHead


class Terms(Enum):
    """In which prices sums are: those of each year, or of the base year throughout."""

    CASH = SPENDING_CASH.id
    REAL = SPENDING_REAL.id


@dataclass(frozen=True, slots=True)
class FinancialYear:
    """A financial year, or as much of it as is in the run."""

    since: date
    until: date
    """Its last day in the run."""

    @property
    def is_part(self) -> bool:
        """Whether only a part of it is in the run."""
        return is_part_year(self.since, self.until)

    @property
    def ending(self) -> int:
        """Return the year in which it ends, on 31 March."""
        return year_ending(self.since)


@dataclass(frozen=True, slots=True)
class YearOfSavings:
    """What a strategy changes in a financial year, in pounds; less is saved."""

    year: FinancialYear
    investment: Difference
    """Of what is spent on strategies, running and once."""
    elsewhere: Difference
    """Of all else that the council spends."""
    net: Difference
    cumulative: Difference
    """Of what the council spends from the start of the run to the end of the year."""
    nhs: Difference
    """Of what the NHS spends, which is no part of the others."""


@dataclass(frozen=True, slots=True)
class Savings:
    """What one strategy costs and saves, year by year."""

    outcome: Outcome
    terms: Terms
    years: tuple[YearOfSavings, ...]

    @property
    def unchanged(self) -> bool:
        """Whether the council spends the same in every year of every replication."""
        return all(year.net.unchanged for year in self.years)

    @property
    def invested(self) -> float:
        """Return the pounds put in over the run, on average."""
        return sum(year.investment.difference for year in self.years)

    @property
    def pays_back(self) -> YearOfSavings | None:
        """Return the first year from whose end on no more has been spent in all than without it, on average.

        None where that is in no year of the run. Years before anything changes do not count.
        """
        found = None
        changed = dropwhile(lambda year: year.net.unchanged, self.years)
        for year in reversed(list(changed)):
            if not year.cumulative.difference <= 0.0:
                break
            found = year
        return found


def financial_years(sample: Sample, start: date) -> tuple[FinancialYear, ...]:
    """Return the financial years of a run that starts on a date, as its measures have them."""
    ends = sample.dates(SPENDING_REAL.id)
    begins = (start, *(end + timedelta(days=1) for end in ends[:-1]))
    return tuple(FinancialYear(since, until) for since, until in zip(begins, ends, strict=True))


def has_terms(outcome: Outcome, terms: Terms) -> bool:
    """Whether sums are there in these terms: in cash only where the scenario knows how prices grow."""
    return bool(outcome.measures.dates(terms.value))


def savings(comparison: Comparison, terms: Terms) -> tuple[Savings, ...]:
    """Return what each strategy costs and saves; none where sums are not there in these terms."""
    if not all(has_terms(outcome, terms) for outcome in comparison.results.outcomes):
        return ()
    return tuple(
        Savings(outcome, terms, tuple(_years(comparison, outcome, terms))) for outcome in comparison.strategies
    )


def _years(comparison: Comparison, outcome: Outcome, terms: Terms) -> Iterator[YearOfSavings]:
    base, other = comparison.base.measures, outcome.measures
    so_far = np.zeros(comparison.results.replications), np.zeros(comparison.results.replications)

    def change(without: Numbers, with_it: Numbers) -> Difference:
        return paired(without, with_it, comparison.confidence, comparison.results.turns)

    for year in financial_years(base, comparison.base.scenario.start):
        whole = base.of(terms.value, "", year.until), other.of(terms.value, "", year.until)
        put_in = tuple(
            sum((sample.of(terms.value, str(head), year.until) for head in OF_STRATEGIES), np.zeros(len(so_far[0])))
            for sample in (base, other)
        )
        nhs = [sample.of(terms.value, str(BudgetHead.NHS), year.until) for sample in (base, other)]
        so_far = so_far[0] + whole[0], so_far[1] + whole[1]
        yield YearOfSavings(
            year,
            change(put_in[0], put_in[1]),
            change(whole[0] - put_in[0], whole[1] - put_in[1]),
            change(*whole),
            change(*so_far),
            change(nhs[0], nhs[1]),
        )
