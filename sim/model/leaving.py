"""Leaving care: when it is decided, by which cause, how long it takes to prepare, and whether the child comes back.

The hazard of the decision depends on time in care, age and route, never on where the child lives: who is in care does
not change because placements become more stable.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, log

from sim.foundations.calendar import DAYS_PER_YEAR, age_band
from sim.foundations.chance import Chance
from sim.foundations.codes import LeavingCause
from sim.foundations.distributions import exponential, index, lognormal_beyond, weibull, weibull_through
from sim.foundations.hazards import Hazard
from sim.inputs.parameters import DURATION_BAND_STARTS, Leaving
from sim.model.children import Child

CAUSES = tuple(LeavingCause)

SIX_YEARS = 6 * DAYS_PER_YEAR
FIVE_YEARS = 5 * DAYS_PER_YEAR

NEXT_DAY = 1.0
"""Days: who is back sooner has not left care."""


@dataclass(slots=True)
class Plan:
    """How and when a period of care will end, as far as it is decided.

    `next` is the day of the next step: the decision, then the leaving. A plan `with_parents` or for adoption has a
    placement of its own between the two.
    """

    next: float
    cause: LeavingCause
    decided: bool = False
    with_parents: bool = False

    @property
    def has_placement(self) -> bool:
        """Whether the child waits for the leaving in a placement that belongs to the plan."""
        return self.with_parents or self.cause is LeavingCause.ADOPTED


class LeavingCare:
    """Draws plans for leaving and dates of coming back."""

    __slots__ = ("_causes", "_chance", "_hazard", "_parameters", "_reentry", "_routes")

    def __init__(self, parameters: Leaving, chance: Chance) -> None:
        self._parameters = parameters
        self._chance = chance
        self._hazard = Hazard(
            parameters.hazard_by_time_in_care.values(),
            DURATION_BAND_STARTS,
            parameters.age_multiplier.values(),
        )
        self._routes = parameters.route_multiplier.values()
        self._causes = (
            parameters.causes_under_1.values(),
            parameters.causes_1_to_4.values(),
            parameters.causes_5_to_9.values(),
            parameters.causes_10_to_15.values(),
            parameters.causes_from_16.values(),
        )
        first, sixth = parameters.reentry_within_1_year, parameters.reentry_within_6_years
        self._reentry = weibull_through((DAYS_PER_YEAR, first), (SIX_YEARS, sixth)) if 0 < first < sixth else (inf, 1.0)

    def plan(self, child: Child, now: float) -> Plan:
        """Return the plan of a child in care since `child.entered`: the first step at its decision, or at 18."""
        threshold = self._chance.exponential("leaving", child.identity, child.episode)
        multiplier = self._routes[child.route]
        span = self._hazard.time_to(threshold, now - child.entered, now - child.born, multiplier, child.adult - now)
        when = now + span
        if when >= child.adult:
            return Plan(child.adult, LeavingCause.EIGHTEENTH_BIRTHDAY)
        shares = self._causes[age_band(when - child.born)]
        cause = CAUSES[index(self._chance.uniform("leaving cause", child.identity, child.episode), shares)]
        with_parents = cause is LeavingCause.HOME_PLANNED and self._chance.happens(
            self._parameters.with_parents_share,
            "home through placement with parents",
            child.identity,
            child.episode,
        )
        return Plan(when, cause, with_parents=with_parents)

    def preparation(self, child: Child, plan: Plan, passed: float = 0.0) -> float:
        """Return the days from the decision of this `plan` to leaving care, of which `passed` are known to be over."""
        u = self._chance.uniform("preparation", child.identity, child.episode)
        parameters = self._parameters
        if plan.cause is LeavingCause.ADOPTED:
            return lognormal_beyond(u, parameters.adoption_median, parameters.adoption_spread, passed)
        if plan.with_parents:
            return lognormal_beyond(u, parameters.with_parents_median, parameters.with_parents_spread, passed)
        if plan.cause is LeavingCause.HOME_PLANNED:
            return lognormal_beyond(u, parameters.planned_return_median, parameters.planned_return_spread, passed)
        return passed

    def comes_back(self, child: Child, cause: LeavingCause, now: float, risk_ratio: float = 1.0) -> float:
        """Return the day on which a child who leaves `now` for `cause` enters care again; infinite if never.

        `risk_ratio` multiplies the hazard of coming back. Nobody comes back from 18 on.
        """
        u = self._chance.uniform("coming back", child.identity, child.episode)
        if cause in (LeavingCause.HOME_PLANNED, LeavingCause.HOME_UNPLANNED):
            scale, shape = self._reentry
            if scale == inf or risk_ratio <= 0.0:
                return inf
            away = weibull(u, scale, shape) / risk_ratio ** (1.0 / shape)
        elif cause is LeavingCause.SPECIAL_GUARDIANSHIP and self._parameters.guardianship_return_within_5_years > 0:
            p = self._parameters.guardianship_return_within_5_years
            away = exponential(u, FIVE_YEARS / -log(1.0 - p))
        else:
            return inf
        when = now + max(away, NEXT_DAY)
        return when if when < child.adult else inf

    def stays_put(self, child: Child) -> float:
        """Return for how many days a young person who turns 18 in an in-house household keeps the place; 0 for most."""
        if not self._chance.happens(self._parameters.staying_put_share, "staying put", child.identity):
            return 0.0
        return exponential(self._chance.uniform("staying put days", child.identity), self._parameters.staying_put_mean)
