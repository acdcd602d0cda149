"""Families at risk: when they come, who they are, and whether their children enter care.

Families arrive by a Poisson process whose yearly rate is itself gamma-distributed, with trend and month pattern. Those
on routes with warning are referred some weeks before a crisis date; at the crisis they enter when their one uniform
number is below the probability of entry, which help lowers.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, pow
from typing import TYPE_CHECKING

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import Route
from sim.foundations.distributions import gamma_quantile, index, lognormal
from sim.inputs.parameters import Demand
from sim.model.arrivals import arrivals
from sim.model.children import Family, draw_children
from sim.model.life import Story
from sim.model.looked_after import enter_care
from sim.model.matching import Request
from sim.model.register import OPEN

if TYPE_CHECKING:
    from sim.model.world import World

LONGEST_WARNING = 365.0
"""Days; a longer warning is cut to this."""

MARCH = 3

ROUTES = tuple(Route)


@dataclass(frozen=True, slots=True)
class Rates:
    """Families at risk per year by route; those on routes with warning include the ones that never enter."""

    by_route: tuple[float, ...]

    @property
    def total(self) -> float:
        """Families per year on all routes."""
        return sum(self.by_route)


def rates(demand: Demand) -> Rates:
    """Return the mean yearly rates that give `demand.entries_per_year` children entering without help."""
    children = sum(
        share * (1.0 if route in (Route.REMAND, Route.UNACCOMPANIED) else mean_children(demand))
        for route, share in zip(Route, demand.route_shares.values(), strict=True)
    )
    entering = demand.entries_per_year / children
    return Rates(
        tuple(
            entering * share / (demand.entry_probability if route.gives_warning else 1.0)
            for route, share in zip(Route, demand.route_shares.values(), strict=True)
        )
    )


def mean_children(demand: Demand) -> float:
    """Return the mean size of a family that enters together: a geometric cut off at the largest family."""
    again = 1.0 - 1.0 / demand.children_per_family
    return sum(again**more for more in range(6))


class FamiliesAtRisk:
    """Brings families at risk into the world, each at the time that it becomes known."""

    __slots__ = ("_factors", "_shares", "_total", "_world")

    def __init__(self, world: World) -> None:
        self._world = world
        yearly = rates(world.parameters.demand)
        self._total = yearly.total
        self._shares = [rate / self._total for rate in yearly.by_route] if self._total > 0 else [1.0]
        self._factors: dict[int, float] = {}

    def begin(self) -> None:
        """Draw all families whose crisis is in the run or so soon after it that they are referred in it, and start."""
        families = self._families()
        if families:
            self._world.lives.begin(self._arrive(families))

    def _arrive(self, families: list[tuple[float, Family]]) -> Story:
        """Let each family begin its story when it becomes known."""
        for known, family in families:
            if known > self._world.lives.now:
                yield known
            self._world.lives.begin(at_risk(self._world, family))

    def _families(self) -> list[tuple[float, Family]]:
        """Return (day known, family) in order of that day, without those that will never matter."""
        world, demand = self._world, self._world.parameters.demand
        horizon = world.lives.horizon
        last_year = world.calendar.date_of(horizon + LONGEST_WARNING).year
        factors = [self._factor(year) for year in range(world.calendar.start.year - 1, last_year + 1)]
        growth = max(1.0, 1.0 + demand.trend) ** ((horizon + LONGEST_WARNING) / DAYS_PER_YEAR)
        most = self._total * max(factors) * max(demand.month_pattern.values()) * growth
        families = []
        for identity, crisis in arrivals(world.chance, "families", self._rate, most, 0.0, horizon + LONGEST_WARNING):
            route, luck = self._route(identity), world.chance.uniform("enters care", identity)
            if route.gives_warning and luck >= demand.entry_probability and world.edge_of_care is None:
                continue  # it does not enter care, and there is nobody to work with it: it changes nothing
            referred = crisis - self._warning(identity, route)
            if referred >= horizon:
                continue  # it becomes known only after the run
            family = self._family(identity, crisis, referred, route, luck)
            known = self._known(family)
            if known < horizon:
                families.append((known, family))
        families.sort(key=lambda entry: (entry[0], entry[1].identity))
        return families

    def _known(self, family: Family) -> float:
        """Return the day from which the family matters to the model: when referred to a team, or sought a place."""
        if not family.route.gives_warning:
            return family.crisis
        if family.referred < self._world.lives.horizon:
            self._enter(family)
        if self._world.edge_of_care is not None:
            return max(0.0, family.referred)
        return max(0.0, family.referred, family.crisis - self._world.parameters.demand.search_notice)

    def _route(self, identity: int) -> Route:
        u = self._world.chance.uniform("route", identity)
        return ROUTES[index(u, self._shares)]

    def _warning(self, identity: int, route: Route) -> float:
        """Return how many days before its crisis a family is referred."""
        if not route.gives_warning:
            return 0.0
        demand, u = self._world.parameters.demand, self._world.chance.uniform("warning", identity)
        return min(lognormal(u, demand.warning_median, demand.warning_spread), LONGEST_WARNING)

    def _family(self, identity: int, crisis: float, referred: float, route: Route, luck: float) -> Family:
        world, demand = self._world, self._world.parameters.demand
        areas = world.fostering.areas if world.fostering is not None else 1
        area = int(world.chance.uniform("family area", identity) * areas)
        return Family(
            identity=identity,
            area=area,
            route=route,
            referred=referred,
            crisis=crisis,
            luck=luck,
            children=draw_children(world.chance, demand, identity, area, route, crisis),
        )

    def _enter(self, family: Family) -> None:
        """Enter in the register a family referred with warning."""
        rows = self._world.register.families
        family.row = len(rows.identity)
        rows.identity.append(family.identity)
        rows.children.append(len(family.children))
        rows.referred.append(family.referred)
        rows.crisis.append(family.crisis)
        rows.started.append(OPEN)
        rows.finished.append(OPEN)
        rows.would_enter.append(family.luck < self._world.parameters.demand.entry_probability)
        rows.entered.append(False)
        rows.postponed_until.append(OPEN)

    def _rate(self, day: float) -> float:
        """Return families at risk per year on `day`."""
        demand = self._world.parameters.demand
        when = self._world.calendar.date_of(day)
        growth = pow(1.0 + demand.trend, day / DAYS_PER_YEAR)
        factor = self._factor(when.year if when.month > MARCH else when.year - 1)
        return self._total * factor * growth * demand.month_pattern[when.month - 1]

    def _factor(self, year: int) -> float:
        """Return the rate of the financial year that starts in `year`, relative to the mean."""
        factor = self._factors.get(year)
        if factor is None:
            variation = self._world.parameters.demand.yearly_variation
            u = self._world.chance.uniform("yearly rate", year)
            factor = gamma_quantile(u, 1.0 / variation**2) if variation > 0 else 1.0
            self._factors[year] = factor
        return factor


def at_risk(world: World, family: Family) -> Story:
    """Follow a family from when it becomes known to its crisis, and beyond it when entry was only postponed."""
    demand, team = world.parameters.demand, world.edge_of_care
    if not family.route.gives_warning:
        enter_care(world, family.children)
        return
    if team is not None:
        team.referred(family)
    asks = max(family.referred, family.crisis - demand.search_notice)
    if asks > world.lives.now:
        yield asks
    request = _search(world, family, asks) if enters(world, family) else None
    yield family.crisis
    rows = world.register.families
    if enters(world, family):
        rows.entered[family.row] = True
        _enter(world, family, request)
        return
    if request is not None:
        _withdraw(world, family)
    if rows.would_enter[family.row] and team is not None:
        until = postponed_until(world, family)
        if until < inf:
            rows.postponed_until[family.row] = until
            yield until
            _enter(world, family, None)


def enters(world: World, family: Family) -> bool:
    """Whether the family's children enter care at the crisis, as things stand."""
    probability = world.parameters.demand.entry_probability
    if world.edge_of_care is not None and family.helped_since <= world.lives.now:
        probability *= world.edge_of_care.parameters.entry_risk_ratio
    return family.luck < probability


def postponed_until(world: World, family: Family) -> float:
    """Return the day on which an averted entry happens after all; infinite when it stays averted."""
    assert world.edge_of_care is not None
    parameters, chance = world.edge_of_care.parameters, world.chance
    if not chance.happens(parameters.postponed_share, "only postponed", family.identity):
        return inf
    return family.crisis + parameters.postponed_within * chance.uniform("postponed by", family.identity)


def _search(world: World, family: Family, since: float) -> Request:
    """Open the search for a place ahead of the crisis, perhaps before the start; the placements panel may hear it."""
    request = world.matching.request(family.children, since=since)
    if world.panel is not None:
        world.panel.asked_for_place(family.children[0], request, family.crisis)
    return request


def _withdraw(world: World, family: Family) -> None:
    if world.panel is not None:
        world.panel.withdrawn(family.children[0])


def _enter(world: World, family: Family, request: Request | None) -> None:
    """Bring into care those of the family's children who are still under 18."""
    now = world.lives.now
    _withdraw(world, family)
    if world.edge_of_care is not None:
        world.edge_of_care.entered_care(family)
    children = [child for child in family.children if child.adult > now]
    if children:
        enter_care(world, children, request if len(children) == len(family.children) else None)
