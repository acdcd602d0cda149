"""Whose published figures stand beside a base, and of which years."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import isnan, nan

from sim.experiments.likeness.england import year_of_shape
from sim.published.authorities import ENGLAND, authorities_of
from sim.published.national_shape import BEFORE_REGISTRATION
from sim.published.table import Figures, figures
from sim.scenario.scenario import Scenario

TOWER_HAMLETS = "E09000030"

CASE_STUDY_UNTIL = 2019
"""The last 31 March of the figures that were chosen for Tower Hamlets as the case study has it."""

LATEST = 3
"""Years at most whose figures stand beside a base."""

FEWEST = 20
"""Children of whom a percentage tells anything: of fewer, one child is more than five points."""

REASONS, STATUS_ONLY = "changes of placement by reason", "change of status only"


@dataclass(frozen=True, slots=True)
class CouncilFigures:
    """Whose figures are read, and of which years: those of the run where there are any, else the latest before it."""

    code: str
    first: int
    last: int
    """Of the years to 31 March that the run goes through to their end."""
    year_of_england: int
    """The year of England's figures, as of the tables of its shape."""
    figures: Figures = field(default_factory=figures, repr=False, compare=False)
    """Published, or the council's own in their place."""

    @property
    def england(self) -> bool:
        """Whether it is England."""
        return self.code == ENGLAND

    @property
    def case_study(self) -> bool:
        """Whether it is Tower Hamlets from a start before the figures that were chosen for it end."""
        return self.code == TOWER_HAMLETS and self.first <= CASE_STUDY_UNTIL

    @property
    def part(self) -> float:
        """The part of its counts that its base has: England's is an average authority."""
        return 1 / len(authorities_of(self.year_of_england)) if self.england else 1.0

    def value(self, measure: str, year: int, category: str = "") -> float:
        """Return a figure as published; not a number where it is hidden, imputed or not there."""
        found = self.figures.find(self.code, measure, year, category)
        return nan if found is None or found.imputed else found.value

    def hidden(self, measure: str, year: int, category: str) -> bool:
        """Whether a figure was hidden in its publication."""
        return self.figures.suppressed(self.code, measure, year, category)

    def share(self, part: tuple[str, str], whole: tuple[str, str]) -> Callable[[int], float]:
        """Return what gives a percentage of two counts in a year; not a number where it is of a few children."""

        def look(year: int) -> float:
            below = self.value(whole[0], year, whole[1])
            return 100 * self.value(part[0], year, part[1]) / below if below >= FEWEST else nan

        return look

    def placed_in_name_only(self, year: int) -> float:
        """Return the new placements of a year that began because accommodation came to be registered.

        All changes of legal status alone beyond those of 2023 are taken to be such: a judgement. New placements are as
        many as children starting and all changes. Not a number where either year's are not published.
        """
        if year <= BEFORE_REGISTRATION:
            return 0.0
        before, now = (self.value(REASONS, when, STATUS_ONLY) for when in (BEFORE_REGISTRATION, year))
        return nan if isnan(before) or isnan(now) else max(0.0, now - before)

    def of(self, look: Callable[[int], float]) -> dict[int, float]:
        """Return what was published, by year."""
        if self.england:
            return known(look, (self.year_of_england,))
        during = known(look, range(self.first, self.last + 1))
        return during or dict(list(known(look, range(self.first - LATEST, self.first)).items())[-LATEST:])


def known(look: Callable[[int], float], years: Iterable[int]) -> dict[int, float]:
    """Return what was published of some years, by year."""
    found = {year: look(year) for year in years}
    return {year: value for year, value in found.items() if not isnan(value)}


def council_of(scenario: Scenario) -> CouncilFigures:
    """Return the council whose figures stand beside a base: England where it names none."""
    last = scenario.start + timedelta(days=scenario.years * 365.25)
    first = scenario.start.year if scenario.start <= date(scenario.start.year, 3, 31) else scenario.start.year + 1
    return CouncilFigures(
        scenario.authority or ENGLAND,
        first,
        last.year if date(last.year, 3, 31) < last else last.year - 1,
        year_of_shape(scenario.start),
        scenario.figures,
    )
