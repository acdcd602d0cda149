"""Leaving care: when it is decided, by which cause, how long it takes to prepare, and whether the child comes back.

The hazard of the decision depends on time in care, age and route, and on the kind of placement lived in as far as the
scenario says that it follows it (`leaving.by_kind`). Each financial year has a level of its own, for all but
unaccompanied children. A decision has one threshold; when the child moves, or what stands in law changes, what is left
of it is timed anew.

Where the legal process makes children leave by the orders of courts, these are the other ways (`legal.residual`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf, log
from typing import Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import DAYS_PER_YEAR, age_band
from sim.foundations.chance import Chance
from sim.foundations.codes import Kind, LeavingCause, Route
from sim.foundations.distributions import exponential, index, lognormal_beyond, weibull, weibull_through
from sim.foundations.hazard_by_year import HazardByYear
from sim.foundations.hazards import Hazard
from sim.model.core.levels import YearlyLevels
from sim.model.core.people import Child, LeavingPlan
from sim.model.core.service import Services
from sim.parameters.leaving import Leaving, LeavingByKind
from sim.parameters.legal.legal import Legal
from sim.parameters.parameters import Parameters
from sim.parameters.tables import DURATION_BAND_STARTS, ByCause

CAUSES: Final = tuple(LeavingCause)


SIX_YEARS: Final = 6 * DAYS_PER_YEAR


FIVE_YEARS: Final = 5 * DAYS_PER_YEAR


NEXT_DAY: Final = 1.0
"""Days: who is back sooner has not left care."""


class LeavingCare:
    """Draws plans for leaving and dates of coming back."""

    __slots__ = (
        "_by_kind",
        "_by_law",
        "_by_year",
        "_causes",
        "_chance",
        "_hazard",
        "_parameters",
        "_reentry",
        "_routes",
        "_services",
    )

    def __init__(self, told: Parameters, levels: YearlyLevels, chance: Chance, services: Services) -> None:
        parameters = other_ways(told)
        self._parameters = parameters
        self._chance = chance
        self._services = services
        self._by_law = told.legal if told.legal_process else None
        by_kind = parameters.by_kind
        in_force = by_kind.strength > 0.0 and any(number != 1.0 for number in by_kind.multiplier.values())
        strength = by_kind.strength if in_force else 0.0
        rates = _times(parameters.hazard_by_time_in_care.values(), by_kind.time_in_care.values(), strength)
        ages = _times(parameters.age_multiplier.values(), by_kind.age.values(), strength)
        self._hazard = Hazard(rates, DURATION_BAND_STARTS, ages)
        by_year = HazardByYear(rates, DURATION_BAND_STARTS, ages, levels.starts, levels.leaving)
        self._by_year = by_year if any(level != 1.0 for level in levels.leaving) else None
        self._routes = _times(parameters.route_multiplier.values(), by_kind.route.values(), strength)
        self._by_kind = _times((1.0,) * len(Kind), by_kind.multiplier.values(), strength)
        self._causes = tuple(
            tuple(
                tuple(_shares(_times(shares.values(), weights.values(), strength)) for shares in by_age)
                for weights in _causes_by_kind(by_kind)
            )
            for by_age in (_causes_by_age(parameters), _causes_after_order(told))
        )
        first, sixth = parameters.reentry_within_1_year, parameters.reentry_within_6_years
        self._reentry = weibull_through((DAYS_PER_YEAR, first), (SIX_YEARS, sixth)) if 0 < first < sixth else (inf, 1.0)

    def plan(self, child: Child, now: float) -> LeavingPlan:
        """Return the plan of a child in care since `child.entered`: the first step at its decision, or at 18."""
        threshold = self._chance.exponential(decisions.LEAVING, child.identity, child.plan_name)
        plan = LeavingPlan(child.adult, LeavingCause.EIGHTEENTH_BIRTHDAY, remaining=threshold, timed=now)
        self._time(child, plan, self._multiplier(child), now)
        return plan

    def retime(self, child: Child, now: float) -> None:
        """Time the decision anew under the kind of placement now lived in; what has been used up is kept."""
        plan = child.plan
        if plan is None or plan.decided:
            return
        multiplier = self._multiplier(child)
        if multiplier == plan.multiplier:
            return
        used = self._exposure(child, plan.timed, max(0.0, now - plan.timed))
        plan.remaining = max(0.0, plan.remaining - used * plan.multiplier)
        plan.timed = now
        self._time(child, plan, multiplier, now)

    def _multiplier(self, child: Child) -> float:
        """Return what multiplies the hazard of leaving, by route, kind of placement and what stands in law."""
        return self._routes[child.route] * self._by_kind[_lived_in(child)] * self._services.other_ways(child)

    def _time(self, child: Child, plan: LeavingPlan, multiplier: float, now: float) -> None:
        """Set when the plan is decided, as things stand."""
        plan.multiplier = multiplier
        plan.next = min(now + self._time_to(child, plan.remaining, plan.multiplier, now), child.adult)

    def _exposure(self, child: Child, since: float, span: float) -> float:
        """Return the hazard of leaving, but for what multiplies it, integrated over the days from `since` on."""
        in_care, age = since - child.entered, since - child.born
        if self._by_year is None or child.route is Route.UNACCOMPANIED:
            return self._hazard.exposure(in_care, age, span)
        return self._by_year.exposure(in_care, age, since, span)

    def _time_to(self, child: Child, threshold: float, multiplier: float, now: float) -> float:
        """Return the days until the hazard of leaving integrates to the threshold; infinite after the 18th birthday."""
        in_care, age, until = now - child.entered, now - child.born, child.adult - now
        if self._by_year is None or child.route is Route.UNACCOMPANIED:
            return self._hazard.time_to(threshold, in_care, age, multiplier, until)
        return self._by_year.time_to(threshold, in_care, age, now, multiplier, until)

    def cause(self, child: Child, now: float) -> LeavingCause:
        """Return the cause by which leaving is decided `now`, by what stands in law, where the child lives and age."""
        shares = self._causes[self._services.after_order(child)][_lived_in(child)][age_band(now - child.born)]
        return CAUSES[index(self._chance.uniform(decisions.LEAVING_CAUSE, child.identity, child.plan_name), shares)]

    def preparation(self, child: Child, plan: LeavingPlan, passed: float = 0.0) -> float:
        """Return the days from the decision of this `plan` to leaving care, of which `passed` are known to be over."""
        u = self._chance.uniform(decisions.PREPARATION, child.identity, child.plan_name)
        parameters = self._parameters
        if plan.cause is LeavingCause.ADOPTED and self._by_law is not None:
            adoption = self._by_law.adoption
            return lognormal_beyond(u, adoption.order_median, adoption.order_spread, passed)
        if plan.cause is LeavingCause.ADOPTED:
            return lognormal_beyond(u, parameters.adoption_median, parameters.adoption_spread, passed)
        if plan.cause is LeavingCause.HOME_PLANNED:
            return lognormal_beyond(u, parameters.planned_return_median, parameters.planned_return_spread, passed)
        return passed

    def comes_back(self, child: Child, cause: LeavingCause, now: float, risk_ratio: float = 1.0) -> float:
        """Return the day on which a child who leaves `now` for `cause` enters care again; infinite if never.

        `risk_ratio` multiplies the hazard of coming back. The luck is the family's, so that siblings who went home
        come back or none does. Nobody comes back from 18 on.
        """
        u = self._chance.uniform(decisions.COMING_BACK, child.family, child.episode)
        if self._by_law is not None and child.plan is not None and child.plan.by_order:
            away = _back_after_order(u, cause, self._by_law, self._parameters)
        elif cause in (LeavingCause.HOME_PLANNED, LeavingCause.HOME_UNPLANNED):
            scale, shape = self._reentry
            if scale == inf or risk_ratio <= 0.0:
                return inf
            away = weibull(u, scale, shape) / risk_ratio ** (1.0 / shape)
        elif cause is LeavingCause.SPECIAL_GUARDIANSHIP:
            away = _within_five_years(u, self._parameters.guardianship_return_within_5_years)
        else:
            return inf
        when = now + max(away, NEXT_DAY)
        return when if when < child.adult else inf

    def stays_put(self, child: Child) -> float:
        """Return for how many days a young person who turns 18 in an in-house household keeps the place; 0 for most."""
        if not self._chance.happens(self._parameters.staying_put_share, decisions.STAYING_PUT, child.identity):
            return 0.0
        u = self._chance.uniform(decisions.STAYING_PUT_DAYS, child.identity)
        return exponential(u, self._parameters.staying_put_mean)


def _lived_in(child: Child) -> int:
    """Return the kind of placement whose way of leaving care holds for `child`."""
    placement = child.placement
    if placement is None:
        return Kind.IN_HOUSE  # not yet placed: timed anew as soon as they are
    return placement.kind if placement.leaves_as is None else placement.leaves_as


def _times(numbers: Sequence[float], factors: Sequence[float], strength: float) -> tuple[float, ...]:
    """Return each number times its factor to the power of `strength`; exactly the numbers when that is 0."""
    if strength == 0.0:
        return tuple(numbers)
    return tuple(number * factor**strength for number, factor in zip(numbers, factors, strict=True))


def _shares(weights: Sequence[float]) -> tuple[float, ...]:
    whole = sum(weights)
    return tuple(weight / whole for weight in weights) if whole > 0.0 else tuple(weights)


def other_ways(told: Parameters) -> Leaving:
    """Return how children leave by other ways than a court's order: all ways, where no legal process makes them."""
    if told.legal is None or not told.legal_process:
        return told.leaving
    residual = told.legal.residual
    return replace(
        told.leaving,
        hazard_by_time_in_care=residual.hazard_by_time_in_care,
        age_multiplier=residual.age_multiplier,
        route_multiplier=residual.route_multiplier,
        causes_under_1=residual.causes_before_under_10,
        causes_1_to_4=residual.causes_before_under_10,
        causes_5_to_9=residual.causes_before_under_10,
        causes_10_to_15=residual.causes_before_10_to_15,
        causes_from_16=residual.causes_before_from_16,
    )


def _causes_by_age(leaving: Leaving) -> tuple[ByCause, ...]:
    return (
        leaving.causes_under_1,
        leaving.causes_1_to_4,
        leaving.causes_5_to_9,
        leaving.causes_10_to_15,
        leaving.causes_from_16,
    )


def _causes_after_order(told: Parameters) -> tuple[ByCause, ...]:
    """Return the shares of the causes by age once a court has made its final order: those of all without courts."""
    if told.legal is None or not told.legal_process:
        return _causes_by_age(told.leaving)
    residual = told.legal.residual
    young = (residual.causes_after_under_10,) * 3
    return (*young, residual.causes_after_10_to_15, residual.causes_after_from_16)


def _back_after_order(u: float, cause: LeavingCause, legal: Legal, leaving: Leaving) -> float:
    """Return the days until a child comes back who left by a court's order; infinite if never."""
    if cause is LeavingCause.HOME_PLANNED:
        return _within_five_years(u, legal.home_after_court_return_5_years)
    if cause is LeavingCause.CHILD_ARRANGEMENTS:
        return _within_five_years(u, legal.connected.return_after_child_arrangements_5_years)
    if cause is LeavingCause.SPECIAL_GUARDIANSHIP:
        return _within_five_years(u, leaving.guardianship_return_within_5_years)
    return inf


def _within_five_years(u: float, share: float) -> float:
    """Return the days until one comes back of whom a `share` do within five years, evenly; infinite if never."""
    return exponential(u, FIVE_YEARS / -log(1.0 - share)) if share > 0.0 else inf


def _causes_by_kind(by_kind: LeavingByKind) -> tuple[ByCause, ...]:
    """Return what multiplies the shares of the causes, by `Kind`."""
    return (
        by_kind.causes_foster,
        by_kind.causes_connected,
        by_kind.causes_foster,
        by_kind.causes_residential,
        by_kind.causes_residential,
        by_kind.causes_other_residential,
        by_kind.causes_supported,
        by_kind.causes_with_parents,
        by_kind.causes_foster,
    )
