"""What is spent in each financial year, and what strategies change of it, read from `money.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sim.papers.kept.differences import Known, known_of
from sim.papers.kept.lines import KeptLine, lines, number

CASH, REAL = "cash", "real"
"""In which prices sums are."""


@dataclass(frozen=True, slots=True)
class KeptSum:
    """One line of one financial year: pounds of a scenario, and where it is held against a base, the change."""

    scenario: str
    base: str
    """Empty where the scenario is the base itself."""
    terms: str
    prices: str
    year: str
    """Such as 2018-19."""
    since: date
    until: date
    part: bool
    """Whether only a part of the year is in the run."""
    payer: str
    line: str
    base_mean: float
    difference: float
    known: Known | None

    @property
    def year_in_short(self) -> str:
        """Return the year, marked where only a part of it is in the run."""
        return f"{self.year} (part)" if self.part else self.year


@dataclass(frozen=True, slots=True)
class KeptMoney:
    """All sums of a run."""

    rows: tuple[KeptSum, ...]

    @property
    def terms(self) -> str:
        """Return cash, or real terms where nothing is known of how prices grow."""
        return CASH if any(row.terms == CASH for row in self.rows) else REAL

    def of(self, scenario: str, line: str) -> tuple[KeptSum, ...]:
        """Return a scenario's line, year by year, in the leading terms."""
        terms = self.terms
        return tuple(row for row in self.rows if (row.scenario, row.line, row.terms) == (scenario, line, terms))

    def names(self, scenario: str) -> tuple[str, ...]:
        """Return the lines of a scenario in order."""
        return tuple(dict.fromkeys(row.line for row in self.rows if row.scenario == scenario))


def money(folder: Path) -> KeptMoney:
    """Return the sums of a results folder."""
    return KeptMoney(tuple(map(_sum, lines(folder / "money.csv", "scenario", "terms", "financial_year", "payer"))))


def _sum(line: KeptLine) -> KeptSum:
    return KeptSum(
        scenario=line["scenario"],
        base=line["base"],
        terms=line["terms"],
        prices=line["prices"],
        year=line["financial_year"],
        since=date.fromisoformat(line["from"]),
        until=date.fromisoformat(line["to"]),
        part=line["span"] == "part of a year",
        payer=line["payer"],
        line=line["line"],
        base_mean=number(line["base_mean"]),
        difference=number(line["difference"]),
        known=known_of(line),
    )
