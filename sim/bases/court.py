"""Children of an authority who come to court, and how long they are under interim care orders, from what is published.

No authority's length of proceedings is published. By Little's law the children under interim care orders, over the
children who come to court and into care in a year, are the years that each is under one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import isfinite, sqrt

import numpy as np

from sim.bases.coming import TOGETHER, children
from sim.bases.history import History
from sim.bases.panel import Panel, mean_of
from sim.bases.pooling import PooledRate, Rates
from sim.bases.words import APPLICATIONS, INTERIM, STATUSES
from sim.fitting.legal_goals import CHILDREN_PER_APPLICATION, IN_CARE
from sim.fitting.steps import Array
from sim.foundations.calendar import DAYS_PER_YEAR

DAYS_A_WEEK = 7.0

UNSURE = 0.15
"""Of the logarithm of children in care for each application, between authorities: judgement."""


@dataclass(frozen=True, slots=True)
class ChildrenInCourt:
    """What is known of an authority's children in court."""

    applications: PooledRate
    """In a year, for each child who lives there."""
    population: float
    """Children who live there."""
    size: float
    """Those, over the mean of all authorities."""
    interim_years: PooledRate
    """Under interim care orders, for each child in care who comes to court."""
    interim_children: float
    """Under interim care orders, the mean of the 31 Marches that tell; not a number when none does."""

    @property
    def applications_a_year(self) -> float:
        """Applications in a year, pooled."""
        return self.applications.value * self.population

    @property
    def to_court_a_year(self) -> float:
        """Children in care who come to court in a year."""
        return self.applications_a_year * CHILDREN_PER_APPLICATION * IN_CARE

    @property
    def to_court_deviation(self) -> float:
        """Standard deviation of its logarithm."""
        return sqrt(UNSURE**2 + self.applications.deviation**2)

    @property
    def interim_stock_deviation(self) -> float:
        """The same of the children under interim care orders themselves, by their own number."""
        return self.interim_years.deviation


def court(panel: Panel, row: int) -> ChildrenInCourt:
    """Return what is known of children in court of one authority of a panel."""
    whole = _whole(panel)
    return ChildrenInCourt(
        applications=whole.applications.pooled(row),
        population=float(whole.population[row]),
        size=float(whole.population[row] / np.nanmean(whole.population)),
        interim_years=whole.interim.pooled(row),
        interim_children=float(whole.interim_children[row]),
    )


def interim_weeks(panel: Panel, row: int) -> float:
    """Return the weeks under an interim order by the authority's own counts alone; not a number when not known."""
    interim = _whole(panel).interim
    return float(interim.counts[row] / interim.exposures[row] * DAYS_PER_YEAR / DAYS_A_WEEK)


@dataclass(frozen=True, slots=True)
class _Whole:
    population: Array
    applications: Rates
    interim: Rates
    interim_children: Array


@lru_cache(maxsize=4)
def _whole(panel: Panel) -> _Whole:
    yearly = np.array([_applications(past, panel.years) for past in panel.histories])
    known = np.isfinite(yearly[:, 0])
    made, child_years, years = np.where(known[:, None], yearly, np.nan).T
    marches = range(panel.years[0] - 1, panel.year + 1)
    held = panel.each(lambda past: mean_of(past, STATUSES, marches, INTERIM))
    a_year = made / years * CHILDREN_PER_APPLICATION * IN_CARE
    # the chance in both counts: children of one case are under an order together
    dispersion = TOGETHER + (held + 0.5) * years / np.maximum(made, 0.5)
    return _Whole(
        population=panel.each(lambda past: children(past, panel.year)),
        applications=Rates(made, child_years, panel.neighbours),
        interim=Rates(held, np.where(made > 0, a_year, np.nan), panel.neighbours, np.nan_to_num(dispersion, nan=1.0)),
        interim_children=held,
    )


def _applications(past: History, years: range) -> tuple[float, float, float]:
    """Return applications, the children who lived there summed over the years, and the years that are known."""
    made = child_years = known = 0.0
    for year in years:
        rate, number = past.value(APPLICATIONS, year), children(past, year)
        if isfinite(rate) and isfinite(number):
            made, child_years, known = made + rate * number / 10_000, child_years + number, known + 1.0
    return (made, child_years, known) if known else (np.nan, np.nan, np.nan)
