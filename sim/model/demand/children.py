"""Children and families: who they are, drawn by name."""

from __future__ import annotations

from functools import lru_cache
from math import log

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import DAYS_PER_YEAR, Calendar, age_band
from sim.foundations.chance import Chance
from sim.foundations.codes import Route, Sex
from sim.foundations.distributions import exponential, geometric, index
from sim.foundations.hazards import Hazard
from sim.model.core.people import SIBLING_BITS, Child
from sim.parameters.demand import Demand
from sim.parameters.entry_ages import OLDEST_SIBLING, age_at_entry
from sim.parameters.tables import ByAge

LARGEST_FAMILY = 6


def draw_children(
    chance: Chance, demand: Demand, calendar: Calendar, family: int, area: int, route: Route, day: float
) -> list[Child]:
    """Return the children of a family whose crisis is on `day`, siblings of one another."""
    alone = route in (Route.REMAND, Route.UNACCOMPANIED)
    u = chance.uniform(decisions.CHILDREN, family)
    number = 1 if alone else geometric(u, demand.children_per_family, LARGEST_FAMILY)
    shares = {
        Route.REMAND: demand.remand_age_shares,
        Route.UNACCOMPANIED: demand.unaccompanied_age_shares,
    }.get(route, demand.age_shares)
    band = index(chance.uniform(decisions.AGE_BAND, family), shares.values())
    first = age_at_entry(chance.uniform(decisions.AGE, family), band)
    ages = sibling_ages(chance, demand, family, first, number)
    children = [
        draw_child(chance, demand, calendar, family << SIBLING_BITS | which, area, route, day, age)
        for which, age in enumerate(ages)
    ]
    for child in children:
        child.siblings = [other for other in children if other is not child]
    return children


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


def draw_child(
    chance: Chance, demand: Demand, calendar: Calendar, identity: int, area: int, route: Route, day: float, age: float
) -> Child:
    """Return one child of a family, `age` days old on `day`.

    One number says both whether the child has a behaviour need by then and, if not, when it will have one.
    """
    luck, share = chance.uniform(decisions.BEHAVIOUR, identity), demand.behaviour_share[age_band(age)]
    threshold = log((1.0 - share) / (1.0 - luck)) if luck > share else 0.0
    unaccompanied = route is Route.UNACCOMPANIED
    male = demand.unaccompanied_male_share if unaccompanied else demand.male_share
    return Child(
        identity=identity,
        family=identity >> SIBLING_BITS,
        area=area,
        born=day - age,
        calendar=calendar,
        sex=Sex.MALE if chance.happens(male, decisions.SEX, identity) else Sex.FEMALE,
        route=route,
        behaviour=luck < share,
        disability=chance.happens(demand.disability_share, decisions.DISABILITY, identity),
        need_begins=day + until_need(demand, threshold, age),
    )


def until_need(demand: Demand, threshold: float, age: float) -> float:
    """Return the days until a child of this `age` without a behaviour need has one, given a unit exponential."""
    return _onset(demand.behaviour_onset).time_to(threshold, 0.0, age)


@lru_cache(maxsize=1)
def _onset(by_age: ByAge) -> Hazard:
    """Return the hazard under which a need begins, worked out once: it is asked for with every child."""
    return Hazard((1.0,), (0.0,), by_age.values())
