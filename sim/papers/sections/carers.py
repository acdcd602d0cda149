"""How many households the council must approve in a year to have the places that it needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sim.papers.sections.given import Given

IN_HOUSE = "in house"


@dataclass(frozen=True, slots=True)
class CarersNeeded:
    """Places short on a date, and the households that would close that."""

    when: date
    short: float
    """Places; nought or less where there are enough."""
    places_each: float
    """Places approved in a household, on average."""
    leaving: float
    """Households that leave in a year, on average."""
    years: float
    """From the start to the date."""

    @property
    def households(self) -> float:
        """Return the households that the places short are."""
        return max(0.0, self.short) / self.places_each

    @property
    def a_year(self) -> float:
        """Return how many to approve in a year, with those who leave replaced."""
        return self.households / self.years + self.leaving


def carers_needed(given: Given) -> CarersNeeded | None:
    """Return how many are needed by the last 31 March; None without both a run and a statement."""
    if given.run is None or given.statement is None:
        return None
    base, measures = given.run.manifest.base.name, given.run.measures
    lines = [line for line in given.statement.lines if line.kind == IN_HOUSE and not line.group]
    marches = [line for line in lines if (line.when.month, line.when.day) == (3, 31)]
    last = max(marches or lines, key=lambda line: line.when, default=None)
    if last is None:
        return None
    households = measures.of(base, "households", "", last.when)
    places = measures.of(base, "in_house_places_approved", "", last.when)
    leaving = measures.of(base, "households_left", "whole run, per year", max(measures.dates(base, "households")))
    if households is None or places is None or leaving is None or households.mean <= 0 or places.mean <= 0:
        return None
    years = (last.when - given.manifest.start).days / 365.25
    return CarersNeeded(last.when, last.short.value, places.mean / households.mean, leaving.mean, max(years, 1.0))
