"""Families at risk: when they come, who they are, and whether their children enter care.

Families arrive by a Poisson process whose rate has a level for each financial year and a pattern over the months. Those
on routes with warning are referred some weeks before a crisis date; at the crisis they enter when their one uniform
number is below the probability of entry, which help lowers.

Those that enter without help and those that do not are two streams of arrivals: the probability of entry says how many
of the second there are beside the first, and changes nobody's name, day, route or children. Unaccompanied children are
a third where the outlook says how many arrive; then those on that route among the first stream do not come.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.chance import Decision
from sim.foundations.codes import Route
from sim.foundations.distributions import index, lognormal
from sim.model.core.people import Family
from sim.model.demand.at_risk import at_risk
from sim.model.demand.children import FamilyChildren
from sim.model.engine.arrivals import arrivals
from sim.model.engine.life import Life, Story
from sim.model.register.columns import OPEN
from sim.parameters.demand import Demand

if TYPE_CHECKING:
    from sim.model.lives.world import World


LONGEST_WARNING: Final = 365.0
"""Days; a longer warning is cut to this."""


ROUTES: Final = tuple(Route)


STAYING_OUT: Final = 1 << 47
"""Marks the names of families that would not enter care without help, apart from those that would."""


ARRIVING: Final = 1 << 46
"""Marks the names of unaccompanied children who come as a stream of their own."""


@dataclass(frozen=True, slots=True)
class FamilyRates:
    """Families at risk per year."""

    entering: float
    """Without help, on all routes."""
    staying_out: float
    """Without help, on the routes with warning: there for a team to work with."""


def rates(demand: Demand) -> FamilyRates:
    """Return the mean yearly rates that give `demand.entries_per_year` children entering without help."""
    children = sum(
        share * (1.0 if route in (Route.REMAND, Route.UNACCOMPANIED) else mean_children(demand))
        for route, share in zip(Route, demand.route_shares.values(), strict=True)
    )
    entering = demand.entries_per_year / children
    warned = sum(share for route, share in zip(Route, demand.route_shares.values(), strict=True) if route.gives_warning)
    odds = (1.0 - demand.entry_probability) / demand.entry_probability
    return FamilyRates(entering, entering * warned * odds)


def mean_children(demand: Demand) -> float:
    """Return the mean size of a family that enters together: a geometric cut off at the largest family."""
    again = 1.0 - 1.0 / demand.children_per_family
    return sum(again**more for more in range(6))


class FamiliesAtRisk:
    """Brings families at risk into the world, each at the time that it becomes known."""

    __slots__ = ("_children", "_levels", "_pattern", "_world")

    def __init__(self, world: World) -> None:
        demand = world.parameters.demand
        self._world = world
        self._children = FamilyChildren(world.chance, demand, world.calendar)
        self._levels = world.levels
        self._pattern = demand.month_pattern.values()

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
            family.life = Life(at_risk(self._world, family))
            self._world.lives.resume(family.life)

    def _families(self) -> list[tuple[float, Family]]:
        """Return (day known, family) in order of that day, without those that will never matter."""
        world, demand = self._world, self._world.parameters.demand
        shares, likely = demand.route_shares.values(), demand.entry_probability
        families = list(self._stream(decisions.FAMILIES, False, shares, 0, 0.0, likely))
        if self._levels.unaccompanied:
            families += self._unaccompanied()
        if world.services.works_with_families():  # else the others change nothing
            families += self._staying_out(in_outline=False)
        for family in families:
            if family.route.gives_warning:
                self._enter(family)
        if world.services.foresees_families():
            self._foresee([family for family in families if family.route.gives_warning])
        known = sorted(
            [(self._known(family), family) for family in families], key=lambda entry: (entry[0], entry[1].identity)
        )
        return [entry for entry in known if entry[0] < world.lives.horizon]

    def _foresee(self, families: list[Family]) -> None:
        """Tell services of all families with warning, in the order in which they are referred."""
        services = self._world.services
        if not services.works_with_families():
            families += self._staying_out(in_outline=True)
        for family in sorted(families, key=lambda one: (max(0.0, one.referred), one.identity)):
            services.foreseen(family)

    def _staying_out(self, in_outline: bool) -> Iterator[Family]:
        """Yield the families that would not enter without help."""
        demand = self._world.parameters.demand
        shares = zip(ROUTES, demand.route_shares.values(), strict=True)
        warned = tuple([share if route.gives_warning else 0.0 for route, share in shares])
        likely = demand.entry_probability
        return self._stream(decisions.FAMILIES_STAYING_OUT, True, warned, STAYING_OUT, likely, 1.0, in_outline)

    def _stream(
        self,
        name: Decision,
        staying_out: bool,
        shares: tuple[float, ...],
        mark: int,
        least: float,
        most: float,
        in_outline: bool = False,
    ) -> Iterator[Family]:
        """Yield the families of one stream that are referred in the run, by route as `shares`.

        They would enter care without help, or are `staying_out`. Their luck lies evenly from `least` to `most`. Those
        `in_outline` have no children to live through it, and the `least` luck.
        """
        yearly = self._yearly(staying_out)
        if max(yearly) <= 0.0:
            return
        world, horizon = self._world, self._world.lives.horizon
        total = sum(shares)
        shares = tuple([share / total for share in shares])
        for number, crisis in self._arriving(name, self._levels.entries, yearly, horizon + LONGEST_WARNING):
            identity = mark | number
            route = ROUTES[index(world.chance.uniform(decisions.ROUTE, identity), shares)]
            if route is Route.UNACCOMPANIED and self._levels.unaccompanied:
                continue  # those come as a stream of their own
            referred = crisis - self._warning(identity, route)
            if referred >= horizon:
                continue  # it becomes known only after the run
            if in_outline:
                yield self._outline(identity, crisis, referred, route, least)
            else:
                luck = least + (most - least) * world.chance.uniform(decisions.ENTERS_CARE, identity)
                yield self._family(identity, crisis, referred, route, luck)

    def _yearly(self, staying_out: bool) -> tuple[float, ...]:
        """Return how many families of a stream come in a mean year, at first and after each later change."""
        told = self._world.parameters
        found = [rates(then.demand) for then in (told, *[later.parameters for later in told.later])]
        return tuple([one.staying_out if staying_out else one.entering for one in found])

    def _unaccompanied(self) -> Iterator[Family]:
        """Yield the family of each unaccompanied child who arrives in the run."""
        for number, day in self._arriving(
            decisions.UNACCOMPANIED_CHILDREN, self._levels.unaccompanied, (1.0,), self._world.lives.horizon
        ):
            yield self._family(ARRIVING | number, day, day, Route.UNACCOMPANIED, 0.0)

    def _arriving(
        self, name: Decision, by_year: tuple[float, ...], yearly: tuple[float, ...], until: float
    ) -> Iterator[tuple[int, float]]:
        """Yield (number, day) of the arrivals of a stream, `yearly` times the number of the financial year.

        That is one number for the whole run, or one until the first later change of the parameters and one after each.
        """
        calendar, levels, pattern = self._world.calendar, self._levels, self._pattern
        first, changes = yearly[0], [later.day for later in self._world.parameters.later]
        even = max(pattern) == min(pattern)

        def rate(day: float) -> float:
            now = first if len(yearly) == 1 else yearly[bisect_right(changes, day)]
            month = 0 if even else calendar.date_of(day).month - 1
            return now * (by_year[levels.year(day)] * pattern[month])

        highest = max(yearly) * (max(by_year[: levels.year(until) + 1]) * max(pattern))
        return arrivals(self._world.chance, name, rate, highest, 0.0, until)

    def _known(self, family: Family) -> float:
        """Return the day from which the family matters to the model: when referred to a team, or sought a place."""
        if not family.route.gives_warning:
            return family.crisis
        if self._world.services.works_with_families():
            return max(0.0, family.referred)
        return max(0.0, family.referred, family.crisis - self._world.parameters.demand.search_notice)

    def _warning(self, identity: int, route: Route) -> float:
        """Return how many days before its crisis a family is referred."""
        if not route.gives_warning:
            return 0.0
        demand, u = self._world.parameters.demand, self._world.chance.uniform(decisions.WARNING, identity)
        return min(lognormal(u, demand.warning_median, demand.warning_spread), LONGEST_WARNING)

    def _outline(self, identity: int, crisis: float, referred: float, route: Route, luck: float) -> Family:
        """Return a family of which only the days and the children's ages matter."""
        births = [crisis - age for age in self._children.ages(identity, route)]
        return Family(identity, 0, route, referred, crisis, luck, births, children=[])

    def _family(self, identity: int, crisis: float, referred: float, route: Route, luck: float) -> Family:
        world, ages = self._world, self._children.ages(identity, route)
        area = int(world.chance.uniform(decisions.FAMILY_AREA, identity) * world.fostering.areas)
        children = self._children.of_ages(identity, area, route, crisis, ages)
        for child in children:
            child.unrecognised = not world.services.knows_need(child)
        return Family(
            identity=identity,
            area=area,
            route=route,
            referred=referred,
            crisis=crisis,
            luck=luck,
            births=[crisis - age for age in ages],
            children=children,
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
