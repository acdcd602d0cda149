"""What was published for every authority up to a 31 March, as arrays; nothing later can be seen in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sim.fitting.steps import Array
from sim.published.authorities import ENGLAND, Authority, authorities
from sim.published.base_figures import AGES
from sim.published.national_history import national_history
from sim.published.table import Figures

FIRST = 2010
"""The first year of authorities' flows."""

REBASED_KNOWN = 2023
"""The first year whose record has the population rebased to the census of 2021: before, nobody knew it."""

LATE_AGES = ("16", "17", "18 and over")
"""Ages at ceasing that have been published in place of 16 and over since 2016."""


@dataclass(frozen=True, slots=True)
class PublishedRecord:
    """Published figures: authorities in rows, years from `FIRST` to the origin in columns, age bands last.

    What was not published, or hidden as too small, is not a number. Nothing is imputed: imputing looks at other years.
    An authority that was made later, or has ended, keeps its row: nothing is known of it in the years without it.
    """

    authorities: tuple[Authority, ...]
    origin: int
    looked_after: Array
    started: Array
    ceased: Array
    unaccompanied: Array
    population: Array
    """Children under 18, each year's as known then: as first published, the latest known carried forward; then rebased.

    Only for comparing authorities in one year: the two differ by up to a tenth.
    """
    moved_percent: Array
    """With three or more placements in the year."""
    ages: Array
    started_ages: Array
    england_ages: Array
    england_ceased_ages: Array
    england_started_ages: Array
    england_looked_after: Array
    """From 1994."""

    @property
    def neighbours(self) -> tuple[tuple[int, ...], ...]:
        """The rows of each authority's ten statistical neighbours, as known at the origin."""
        rows = {authority.code: row for row, authority in enumerate(self.authorities)}
        return tuple(
            tuple(rows[code] for code in authority.neighbours(self.origin) if code in rows)
            for authority in self.authorities
        )

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
    """Return the figures of all authorities as arrays, up to the last year that `known` knows of."""
    everyone = authorities()
    years = range(FIRST, known.known_until + 1)

    def published(code: str, measure: str, category: str = "") -> list[float]:
        figures = (known.find(code, measure, year, category) for year in years)
        return [np.nan if figure is None or figure.imputed else figure.value for figure in figures]

    def table(measure: str) -> Array:
        return np.array([published(authority.code, measure) for authority in everyone])

    def by_age(code: str, measure: str) -> Array:
        return np.array([published(code, measure, age) for age in AGES]).T

    def ages_of_all(measure: str) -> Array:
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
        population=_as_known(years, table("children aged 0 to 17, as first published"), table("children aged 0 to 17")),
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


def _joined(ages: Array, late: list[list[float]]) -> Array:
    """Return the five age bands with the last made of those that later years publish in its place."""
    joined = ages.copy()
    joined[:, -1] = np.where(np.isnan(ages[:, -1]), np.sum(late, axis=0), ages[:, -1])
    return joined


def _exact(count: Array, of: Array, percent: Array) -> Array:
    """Return a percentage from its count where that is published, else the published whole percentage."""
    with np.errstate(invalid="ignore", divide="ignore"):
        exact = 100 * count / of
    return np.where(np.isfinite(exact), exact, percent)


def _as_known(years: range, first_published: Array, rebased: Array) -> Array:
    """Return each year's population of the vintage that was known then: an origin must not see the census before it."""
    known = np.array(years) >= REBASED_KNOWN
    result: Array = np.where(known, rebased, _carried(first_published))
    return result


def _carried(values: Array) -> Array:
    """Return values with each gap filled from the latest year before it."""
    filled = values.copy()
    for year in range(1, filled.shape[1]):
        gaps = np.isnan(filled[:, year])
        filled[gaps, year] = filled[gaps, year - 1]
    return filled
