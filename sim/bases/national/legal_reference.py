"""England's legal process as the bases of a year stand on it: what it gives in the long run, and what was published."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from sim.bases.national.reference import GRID, Reference, cause_shares, ceasing_rates, reference
from sim.bases.words import INTERIM, STATUSES
from sim.fitting.case_time import CaseTimes, case_times
from sim.fitting.courses import Courses
from sim.fitting.entrants import family_sizes, of_demand, youngest_bands
from sim.fitting.legal_goals import children_in_court
from sim.fitting.legal_population import LegalPopulation, legal_population
from sim.fitting.order_times import order_times
from sim.fitting.putting_off import delayed
from sim.fitting.steps import Array, delays_over_steps
from sim.fitting.tracks import LEAVES_BY, Tracks, tracks
from sim.foundations.codes import CourtOrder, LeavingCause, LegalStatus, Route
from sim.parameters.demand import Demand
from sim.parameters.leaving import Leaving
from sim.parameters.legal.legal import Legal
from sim.published.base_figures import published


@dataclass(frozen=True, slots=True)
class LegalOutcome:
    """What a legal process gives in the long run of the children who come into care in a year."""

    legal: Legal
    population: LegalPopulation
    tracks: Tracks
    ceasing: Array
    """Rates of ceasing before 18, by age."""
    causes: Array
    """Of those, shares of causes."""

    @property
    def to_court(self) -> float:
        """Children in care with a final order, for each who starts in a year."""
        return self.population.final_orders / self.population.population.started

    @property
    def interim_years(self) -> float:
        """Years under an interim care order for each child with a final order: Little's law."""
        return self.held(LegalStatus.INTERIM_CARE_ORDER) / self.population.final_orders

    def held(self, status: LegalStatus) -> float:
        """Return the children looked after under a legal status."""
        return float(self.population.status[status] * self.population.population.looked_after)


class Followed:
    """The children of a demand, followed through one legal process after another, with England's times of cases."""

    def __init__(self, cases: CaseTimes, leaving: Leaving, demand: Demand, growth: float) -> None:
        """Take who enters, and by how much their number grows in a year."""
        sizes = family_sizes(demand.children_per_family)
        self._alone = float(sizes[0] / (sizes @ np.arange(1, len(sizes) + 1)))
        self._entrants, self._youngest = of_demand(demand, GRID), youngest_bands(demand, GRID)
        self._cases, self._leaving, self._growth = cases, leaving, growth

    def outcome(self, legal: Legal) -> LegalOutcome:
        """Return what the legal process gives for them."""
        times = order_times(legal, self._cases, GRID, (1.0 - self._alone) * legal.same_order_for_siblings)
        found = tracks(legal, self._leaving, times, self._youngest, GRID)
        population = legal_population(legal, found, times, self._entrants, self._growth, GRID)
        whole = population.population
        return LegalOutcome(legal, population, found, ceasing_rates(whole), cause_shares(whole))

    def share_by_other_ways(self, outcome: LegalOutcome) -> float:
        """Return of leaving before 18, of children who did not come alone, the share not by courts' orders."""
        leavers = outcome.tracks.leavers
        courses = Courses(leavers, GRID, self._growth)
        flow = (self._entrants + courses.reentrants(self._entrants))[:, :, None] * courses.decay
        flow[Route.UNACCOMPANIED] = 0.0
        by_order = leavers.by_cause[LeavingCause.ADOPTED] + outcome.tracks.by_order[list(LEAVES_BY)].sum(axis=0)
        legal, at_home = outcome.legal, outcome.tracks.by_order[CourtOrder.CARE_AT_HOME]
        discharged = delayed(at_home, delays_over_steps(legal.discharge_median, legal.discharge_spread, GRID))
        by_order = by_order + discharged * GRID.share_before_adult
        return float(1.0 - (by_order * flow).sum() / (leavers.by_cause.sum(axis=0) * flow).sum())


@dataclass(frozen=True, slots=True)
class LegalReference:
    """England's legal process."""

    england: Reference
    legal: Legal
    cases: CaseTimes
    """How long cases take, which is England's for every authority."""
    outcome: LegalOutcome
    to_court: float
    """Children in care and in court for each who starts, as published; the next two likewise."""
    interim_years: float


def legal_reference(england: Reference) -> LegalReference | None:
    """Return England's legal process; None where its base has none, or one that generates nothing."""
    return _legal_reference(england.year, england.scenario) if england.parameters.legal_process else None


@cache
def _legal_reference(year: int, scenario: str) -> LegalReference:
    england, figures = reference(year, scenario), published("england")
    legal, demand, leaving = england.parameters.legal, england.parameters.demand, england.parameters.leaving
    assert legal is not None
    cases = case_times(legal)
    children = children_in_court(figures, year)
    known = [of for of in (year - 1, year) if INTERIM in figures.known(STATUSES, of)]
    interim = sum(figures.value(STATUSES, of, INTERIM) for of in known) / len(known)
    return LegalReference(
        england=england,
        legal=legal,
        cases=cases,
        outcome=Followed(cases, leaving, demand, england.growth).outcome(legal),
        to_court=children / figures.value("started", year),
        interim_years=interim / children,
    )
