"""The simulation itself as a forecaster: a base made fresh from what was known at an origin, with its outlook.

Only who is in care is tried here. Leaving is taken not to follow where a child lives, and every child lives with agency
carers, of whom there are enough, so that no search and no breakdown takes time: placements change nothing in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from sim.bases.base import baseline
from sim.fitting.reference import reference_entries
from sim.forecasting.ageing import HORIZONS
from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.foundations.codes import Kind
from sim.measures.arrays import Numbers
from sim.model.model import simulate
from sim.model.pool.making import make_pool
from sim.parameters.markets import Market
from sim.parameters.opening import Opening
from sim.parameters.parameters import Parameters
from sim.parameters.policy import Policy
from sim.parameters.stability import Stability
from sim.parameters.tables import ByAge, ByDuration, ByKind, ByLocation
from sim.published.authorities import authority
from sim.published.table import figures
from sim.scenario.quantities.declared import build
from sim.scenario.scenario import load
from sim.scenario.whose import named

if TYPE_CHECKING:
    from sim.model.register.register import Register

LONG_RUNS = 2
"""In each pool: fewer than in a study, for only who is in care matters here."""

INSIDE = ByLocation(1.0, 0.0, 0.0)
NEVER = ByDuration(*[0.0] * len(ByDuration.__match_args__))
NOBODY, EVERYONE = ByAge(0.0, 0.0, 0.0, 0.0, 0.0), ByAge(1.0, 1.0, 1.0, 1.0, 1.0)
ENOUGH = Market(
    capacity=inf,
    offer=EVERYONE,
    behaviour_multiplier=1.0,
    sibling_multiplier=1.0,
    delay_median=0.0,
    delay_spread=0.0,
    matched=1.0,
    location_shares=INSIDE,
)
NO_KIND = ByKind(*[0.0] * len(Kind))


@dataclass(frozen=True, slots=True)
class TrialUnit:
    """One authority (its code) and one origin."""

    authority: str
    origin: int

    def seed(self, seed: int) -> int:
        """Return the seed of its pool, which no other unit has."""
        return int.from_bytes(sha256(f"{seed}/{self.authority}/{self.origin}".encode()).digest()[:6], "big")

    def chance(self, seed: int, replication: int) -> Chance:
        """Return luck of its own, within the England and the region that a replication has at this origin."""
        return Chance(seed + self.origin, replication, f"{self.authority}/{self.origin}")


def fresh_base(unit: TrialUnit) -> Parameters:
    """Return the base that a planner would have been given at the origin, where a child lives left out."""
    made = baseline(authority(unit.authority), unit.origin, figures())
    laid = named({**load(made.based_on).quantities, **made.quantities}, unit.authority, "")
    return who_is_in_care(build({path: quantity.value for path, quantity in laid.items()}))


def who_is_in_care(parameters: Parameters) -> Parameters:
    """Return a base in which children come and leave as in this one, and all live with agency carers meanwhile."""
    leaving, opening = parameters.leaving, parameters.opening
    return replace(
        parameters.without_strategies(),
        leaving=replace(leaving, by_kind=replace(leaving.by_kind, strength=0.0), adoption_location_shares=INSIDE),
        stability=_settled(parameters.stability),
        doors=None,
        in_house_fostering=None,
        connected_persons=None,
        agency=ENOUGH,
        emergency=replace(parameters.emergency, capacity=inf, location_shares=INSIDE, in_home=0.0),
        policy=_fostered(parameters.policy),
        childrens_homes=None,
        secure=None,
        other_residential=None,
        supported=None,
        living_alone=None,
        camhs=None,
        opening=None if opening is None else _with_agencies(opening),
    )


def _fostered(policy: Policy) -> Policy:
    """Return a policy that seeks foster carers for everyone."""
    return replace(
        policy,
        residential_first=NOBODY,
        residential_first_other=NOBODY,
        residential_after_disruption=0.0,
        other_residential_at_entry=NOBODY,
        remand_custody_share=0.0,
        secure_share=0.0,
        supported_first=0.0,
        unaccompanied_supported_first=0.0,
    )


def _settled(stability: Stability) -> Stability:
    return replace(stability, hazard_by_time_in_placement=NEVER, planned_moves=NO_KIND, moves_to_supported=0.0)


def _with_agencies(opening: Opening) -> Opening:
    adopted = opening.kinds.adoption * opening.looked_after / max(sum(opening.kinds.values()), 1e-9)
    kinds = replace(NO_KIND, agency=opening.looked_after - adopted, adoption=adopted)
    return replace(opening, kinds=kinds, location_shares=INSIDE)


def simulated(unit: TrialUnit, replications: int, seed: int) -> Numbers:
    """Return what the simulation gives in each replication from an origin on.

    By replication, year after the origin, and children in care at its end, starting and ceasing in it.
    """
    parameters, calendar, years = fresh_base(unit), Calendar(date(unit.origin, 4, 1), frozenset()), len(HORIZONS)
    pool = make_pool(parameters, calendar, unit.seed(seed), reference_entries(parameters), LONG_RUNS)
    return np.stack(
        [
            yearly(simulate(parameters, calendar, unit.chance(seed, replication), years, pool), calendar, years)
            for replication in range(replications)
        ]
    )


def yearly(register: Register, calendar: Calendar, years: int) -> Numbers:
    """Return (years, 3): children in care at each year's end, starting and ceasing in it, each child once a year."""
    child = np.array(register.episodes.child, dtype=int)
    began, ended = np.array(register.episodes.began), np.array(register.episodes.ended)
    ended = np.where(np.isnan(ended), np.inf, ended)
    result = np.empty((years, 3))
    for year in range(years):
        since, until = calendar.horizon(year), calendar.horizon(year + 1)
        result[year] = (
            ((began <= until) & (ended > until)).sum(),
            len(np.unique(child[(began > since) & (began <= until)])),
            len(np.unique(child[(ended > since) & (ended <= until)])),
        )
    return result
