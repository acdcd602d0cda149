"""What was published for every authority up to a 31 March, as arrays; nothing later can be seen in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sim.measures.arrays import Numbers
from sim.published.authorities import ENGLAND, Authority, authorities
from sim.published.base_figures import AGES
from sim.published.national_history import national_history
from sim.published.table import USED_UNTIL, Figures

FIRST = 2010
"""The first year of authorities' flows."""

LATE_AGES = ("16", "17", "18 and over")
"""Ages at ceasing that have been published in place of 16 and over since 2016."""


@dataclass(frozen=True, slots=True)
class PublishedRecord:
    """Published figures: authorities in rows, years from `FIRST` to the origin in columns, age bands last.

    What was not published, or hidden as too small, is not a number. Nothing is imputed: imputing looks at other years.
    """

    authorities: tuple[Authority, ...]
    origin: int
    looked_after: Numbers
    started: Numbers
    ceased: Numbers
    unaccompanied: Numbers
    population: Numbers
    """Children under 18 as first published, the latest known carried forward."""
    moved_percent: Numbers
    """With three or more placements in the year."""
    ages: Numbers
    started_ages: Numbers
    england_ages: Numbers
    england_ceased_ages: Numbers
    england_started_ages: Numbers
    england_looked_after: Numbers
    """From 1994."""

    @property
    def regions(self) -> tuple[str, ...]:
        """The region of each authority."""
        return tuple(authority.region for authority in self.authorities)

    def until(self, year: int) -> PublishedRecord:
        """Return what was known at a 31 March. Raises ValueError for a year that this record does not reach."""
        ahead = self.origin - year
        if ahead < 0:
            raise ValueError(f"The record ends on 31 March {self.origin}; it cannot tell of {year}.")
        if ahead == 0:
            return self
        return replace(
            self,
            origin=year,
            looked_after=self.looked_after[:, :-ahead],
            started=self.started[:, :-ahead],
            ceased=self.ceased[:, :-ahead],
            unaccompanied=self.unaccompanied[:, :-ahead],
            population=self.population[:, :-ahead],
            moved_percent=self.moved_percent[:, :-ahead],
            ages=self.ages[:, :-ahead],
            started_ages=self.started_ages[:, :-ahead],
            england_ages=self.england_ages[:-ahead],
            england_ceased_ages=self.england_ceased_ages[:-ahead],
            england_started_ages=self.england_started_ages[:-ahead],
            england_looked_after=self.england_looked_after[:-ahead],
        )


def record(known: Figures) -> PublishedRecord:
    """Return the figures of all authorities up to `USED_UNTIL` as arrays."""
    known = known.until(USED_UNTIL)
    everyone = tuple(one for one in authorities() if one.first_year <= USED_UNTIL)
    years = range(FIRST, known.known_until + 1)

    def published(code: str, measure: str, category: str = "") -> list[float]:
        figures = (known.find(code, measure, year, category) for year in years)
        return [np.nan if figure is None or figure.imputed else figure.value for figure in figures]

    def table(measure: str) -> Numbers:
        return np.array([published(authority.code, measure) for authority in everyone])

    def by_age(code: str, measure: str) -> Numbers:
        return np.array([published(code, measure, age) for age in AGES]).T

    def ages_of_all(measure: str) -> Numbers:
        return np.stack([by_age(authority.code, measure) for authority in everyone])

    looked_after = table("looked after")
    percent = table("three or more placements, percent")
    return PublishedRecord(
        authorities=everyone,
        origin=known.known_until,
        looked_after=looked_after,
        started=table("started"),
        ceased=table("ceased"),
        unaccompanied=table("unaccompanied"),
        population=_carried(table("children aged 0 to 17, as first published")),
        moved_percent=_exact(table("three or more placements"), looked_after, percent),
        ages=ages_of_all("looked after by age"),
        started_ages=ages_of_all("started by age"),
        england_ages=by_age(ENGLAND, "looked after by age"),
        england_ceased_ages=_joined(
            by_age(ENGLAND, "ceased by age"), [published(ENGLAND, "ceased by age", age) for age in LATE_AGES]
        ),
        england_started_ages=by_age(ENGLAND, "started by age"),
        england_looked_after=np.concatenate(
            [
                [number for _, number in national_history()],
                known.series(ENGLAND, "looked after", 2009, known.known_until),
            ]
        ),
    )


def _joined(ages: Numbers, late: list[list[float]]) -> Numbers:
    """Return the five age bands with the last made of those that later years publish in its place."""
    joined = ages.copy()
    joined[:, -1] = np.where(np.isnan(ages[:, -1]), np.sum(late, axis=0), ages[:, -1])
    return joined


def _exact(count: Numbers, of: Numbers, percent: Numbers) -> Numbers:
    """Return a percentage from its count where that is published, else the published whole percentage."""
    with np.errstate(invalid="ignore", divide="ignore"):
        exact = 100 * count / of
    return np.where(np.isfinite(exact), exact, percent)


def _carried(values: Numbers) -> Numbers:
    """Return values with each gap filled from the latest year before it."""
    filled = values.copy()
    for year in range(1, filled.shape[1]):
        gaps = np.isnan(filled[:, year])
        filled[gaps, year] = filled[gaps, year - 1]
    return filled
