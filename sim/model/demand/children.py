"""Children and families: who they are, drawn by name."""

from __future__ import annotations

from math import log
from typing import Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import DAYS_PER_YEAR, Calendar, age_band
from sim.foundations.chance import Chance
from sim.foundations.codes import Route, Sex
from sim.foundations.distributions import exponential, geometric, index
from sim.foundations.hazards import Hazard
from sim.model.core.people import SIBLING_BITS, Child
from sim.parameters.demand import Demand
from sim.parameters.entry_ages import OLDEST_SIBLING, age_at_entry

LARGEST_FAMILY: Final = 6


class FamilyChildren:
    """Draws the children of families; what the demand says of every family is looked up once."""

    __slots__ = ("_age_shares", "_behaviour_share", "_calendar", "_chance", "_demand", "_onset")

    def __init__(self, chance: Chance, demand: Demand, calendar: Calendar) -> None:
        self._chance = chance
        self._demand = demand
        self._calendar = calendar
        self._age_shares = [demand.age_shares.values() for _ in Route]
        self._age_shares[Route.REMAND] = demand.remand_age_shares.values()
        self._age_shares[Route.UNACCOMPANIED] = demand.unaccompanied_age_shares.values()
        self._behaviour_share = demand.behaviour_share.values()
        self._onset = onset_of_need(demand)

    def ages(self, family: int, route: Route) -> list[float]:
        """Return the ages in days of the children of a family on the day of its crisis."""
        chance, demand = self._chance, self._demand
        alone = route in (Route.REMAND, Route.UNACCOMPANIED)
        number = 1
        if not alone:
            number = geometric(chance.uniform(decisions.CHILDREN, family), demand.children_per_family, LARGEST_FAMILY)
        band = index(chance.uniform(decisions.AGE_BAND, family), self._age_shares[route])
        first = age_at_entry(chance.uniform(decisions.AGE, family), band)
        return sibling_ages(chance, demand, family, first, number)

    def drawn(self, family: int, area: int, route: Route, day: float) -> list[Child]:
        """Return the children of a family whose crisis is on `day`, siblings of one another."""
        return self.of_ages(family, area, route, day, self.ages(family, route))

    def of_ages(self, family: int, area: int, route: Route, day: float, ages: list[float]) -> list[Child]:
        """Return the children of a family who have these ages in days on a `day`, siblings of one another."""
        children = [
            self._child(family << SIBLING_BITS | which, area, route, day, age) for which, age in enumerate(ages)
        ]
        for child in children:
            child.siblings = [other for other in children if other is not child]
        return children

    def _child(self, identity: int, area: int, route: Route, day: float, age: float) -> Child:
        """Return one child of a family, `age` days old on `day`.

        One number says both whether the child has a behaviour need by then and, if not, when it will have one.
        """
        chance, demand = self._chance, self._demand
        luck, share = chance.uniform(decisions.BEHAVIOUR, identity), self._behaviour_share[age_band(age)]
        threshold = log((1.0 - share) / (1.0 - luck)) if luck > share else 0.0
        unaccompanied = route is Route.UNACCOMPANIED
        male = demand.unaccompanied_male_share if unaccompanied else demand.male_share
        return Child(
            identity=identity,
            family=identity >> SIBLING_BITS,
            area=area,
            born=day - age,
            calendar=self._calendar,
            sex=Sex.MALE if chance.happens(male, decisions.SEX, identity) else Sex.FEMALE,
            route=route,
            behaviour=luck < share,
            disability=chance.happens(demand.disability_share, decisions.DISABILITY, identity),
            need_begins=day + self._onset.time_to(threshold, 0.0, age),
        )


def onset_of_need(demand: Demand) -> Hazard:
    """Return the hazard, by age, under which a behaviour need begins in a child without one."""
    return Hazard((1.0,), (0.0,), demand.behaviour_onset.values())


def sibling_ages(chance: Chance, demand: Demand, family: int, first: float, number: int) -> list[float]:
    """Return ages in days of `number` siblings, the `first` given; others are born before or after, by chance."""
    ages = [first]
    for which in range(1, number):
        gap = exponential(chance.uniform(decisions.SIBLING_GAP, family, which), demand.sibling_age_gap * DAYS_PER_YEAR)
        older, younger = max(ages) + gap, min(ages) - gap
        wants_older = chance.uniform(decisions.OLDER_SIBLING, family, which) < 0.5
        if younger >= 0 and (not wants_older or older >= OLDEST_SIBLING):
            ages.append(younger)
        elif older < OLDEST_SIBLING:
            ages.append(older)
        else:
            ages.append(first)  # no room for the gap either way: a twin
    return ages
