"""Weeks under interim care orders by Little's law, of every authority: `python -m sim.bases.interim_weeks [YEAR]`.

By the published counts alone, and by the legal process that its base has. Where a base has the published number under
interim orders it has the weeks of the rule, for its children over the published applications; how long each child is
under an order there differs less, for how long cases take is England's, and it is who comes to court that differs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from sim.bases.children import of_demand_and_leaving
from sim.bases.coming import coming
from sim.bases.court import DAYS_A_WEEK, court, interim_weeks
from sim.bases.national.legal_reference import LegalReference, legal_reference
from sim.bases.national.reference import reference
from sim.bases.panel import Panel, panel
from sim.bases.shifted_legal import shifted_legal
from sim.bases.staying import staying
from sim.bases.words import INTERIM, STATUSES
from sim.fitting.steps import Array
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import LegalStatus
from sim.published.table import figures
from sim.scenario.quantities.declared import build
from sim.scenario.scenario import load

FITTED_YEAR = 2019
SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class InterimWeeks:
    """Weeks under an interim care order for each child in care who comes to court, of one authority."""

    name: str
    children: float
    """Under interim orders, as published."""
    by_rule: float
    """By the authority's own counts."""
    by_base: float
    """By the number under interim orders that its base keeps up, over the same applications."""
    of_children: float
    """Of the children of its base, over those who come to court there."""


def compared(everyone: Panel, england: LegalReference) -> Iterator[InterimWeeks]:
    """Yield the authorities whose numbers under interim orders are published, none of them suppressed."""
    usual = load(england.england.scenario).quantities
    for row, past in enumerate(everyone.histories):
        found = [past.find(STATUSES, year, INTERIM) for year in (everyone.years[0] - 1, *everyone.years)]
        told = [figure for figure in found if figure is not None]
        by_rule = interim_weeks(everyone, row)
        if len(told) < 2 or any(figure.imputed for figure in told) or not isfinite(by_rule):
            continue
        come, known, of_court = coming(everyone, row), staying(everyone, row), court(everyone, row)
        entries, _, a_year = of_demand_and_leaving(england.england, come, known, past, everyone.years)
        own = {each.path: each.quantity for each in entries}
        demand = build({path: quantity.value for path, quantity in {**usual, **own}.items()}).demand
        outcome = shifted_legal(known, of_court, come.starts_a_year, demand, england).outcome
        held = a_year * outcome.held(LegalStatus.INTERIM_CARE_ORDER)
        weeks = DAYS_PER_YEAR / DAYS_A_WEEK
        yield InterimWeeks(
            past.name,
            of_court.interim_children,
            by_rule,
            by_rule * held / of_court.interim_children,
            weeks * outcome.interim_years,
        )


def rank_correlation(first: Array, other: Array) -> float:
    """Return Spearman's correlation of numbers without ties."""
    ranks = [np.argsort(np.argsort(each)) - (len(each) - 1) / 2 for each in (first, other)]
    return float(ranks[0] @ ranks[1] / np.sqrt((ranks[0] @ ranks[0]) * (ranks[1] @ ranks[1])))


def main(arguments: Sequence[str]) -> int:
    """Print the comparison."""
    year = int(arguments[0]) if arguments else FITTED_YEAR
    england = legal_reference(reference(year, *arguments[1:2]))
    if england is None:
        print(f"England's base of {year} has no legal process.")
        return 1
    rows = list(compared(panel(figures(), year), england))
    by_rule, by_base, of_children = (
        np.array([getattr(row, name) for row in rows]) for name in ("by_rule", "by_base", "of_children")
    )
    print(f"{len(rows)} authorities, {year}; weeks at {', '.join(f'{share:.0%}' for share in SHARES)}")
    for title, numbers in (("by the rule", by_rule), ("by the base", by_base), ("of its children", of_children)):
        print(f"{title:20}" + "".join(f"{np.quantile(numbers, share):8.1f}" for share in SHARES))
    print(f"Rank correlation with the rule: by the base {rank_correlation(by_rule, by_base):.2f}, ", end="")
    print(f"of its children {rank_correlation(by_rule, of_children):.2f}")
    for row in rows:
        print(f"{row.name:40}{row.children:7.0f}{row.by_rule:7.1f}{row.by_base:7.1f}{row.of_children:7.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
