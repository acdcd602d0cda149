"""Children and families: who they are, drawn by name."""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field
from functools import lru_cache
from math import inf, log
from typing import TYPE_CHECKING

from sim.foundations.calendar import DAYS_PER_YEAR, Calendar, age_band
from sim.foundations.chance import Chance
from sim.foundations.codes import AgeBand, Route, Sex, Skill
from sim.foundations.distributions import exponential, geometric, index
from sim.foundations.hazards import Hazard
from sim.model.register import NOBODY
from sim.parameters.demand import Demand
from sim.parameters.entry_ages import OLDEST_SIBLING, age_at_entry
from sim.parameters.tables import ByAge

if TYPE_CHECKING:
    from sim.model.leaving import Plan
    from sim.model.life import Life
    from sim.model.placements import Placement

LARGEST_FAMILY = 6
SIBLING_BITS = 3
"""A child's identity is the family's followed by which child it is, in three bits."""

PLAN_BITS = 16
"""Which plan of a period of care it is stands above the number of the period in the names of its chances."""

ADOLESCENT = 14 * DAYS_PER_YEAR
"""Age from which a placement asks for carers skilled with older adolescents."""

ADOLESCENTS, DISABILITY, BEHAVIOUR = int(Skill.ADOLESCENTS), int(Skill.DISABILITY), int(Skill.BEHAVIOUR)


@dataclass(slots=True, eq=False)
class Child:
    """A child, and where they are in their life; changed only by their own life and the services that see them."""

    identity: int
    family: int
    area: int
    born: float
    calendar: InitVar[Calendar]
    sex: Sex
    route: Route
    behaviour: bool
    disability: bool
    sixteen: float = field(init=False)
    """The day of the 16th birthday."""
    adult: float = field(init=False)
    """The day of the 18th birthday."""
    need_begins: float = inf
    """When a behaviour or mental-health need begins, in a child who has none yet."""
    row: int = NOBODY
    episode: int = 0
    """Number of the present (or latest) period of being looked after."""
    episode_row: int = NOBODY
    entered: float = inf
    failed_plans: int = 0
    """Plans for leaving this period of care that came to nothing."""
    comes_back: float = inf
    """When the child, who has left care, is due to come back."""
    occasion: int = 0
    """Counts the placements of all episodes; names their chances."""
    placement: Placement | None = None
    plan: Plan | None = None
    life: Life | None = None
    siblings: list[Child] = field(default_factory=list)
    residential_plan: bool = False
    """Residential care is what is sought, since foster care broke down."""
    camhs_multiplier: float = 1.0
    """On disruption, while seen by CAMHS."""
    camhs_life: Life | None = None
    """The referral that is open, waiting or being seen."""
    return_life: Life | None = None
    """The edge-of-care team's work on a planned return, waiting or begun."""
    supported_return: bool = False
    """The edge-of-care team supports the return home that is planned."""

    def __post_init__(self, calendar: Calendar) -> None:
        """Work out the birthdays once: they are asked for in every placement."""
        self.sixteen = calendar.birthday(self.born, 16)
        self.adult = calendar.birthday(self.born, 18)

    @property
    def plan_name(self) -> int:
        """Return what names the chances of the present plan for leaving: the period of care and which plan it is."""
        return self.episode | self.failed_plans << PLAN_BITS

    @property
    def looked_after(self) -> bool:
        """Whether the child is in a placement."""
        return self.placement is not None

    def band(self, now: float) -> int:
        """Return the index of the published age band at the time `now`; the last begins on the 16th birthday."""
        return AgeBand.FROM_16 if now >= self.sixteen else min(age_band(now - self.born), AgeBand.FROM_10_TO_15)

    def skills_needed(self, now: float) -> int:
        """Return the skills that this child's carers need at the time `now`, as `Skill` flags in a plain number."""
        needed = BEHAVIOUR if self.behaviour else 0
        if self.disability:
            needed |= DISABILITY
        if now - self.born >= ADOLESCENT:
            needed |= ADOLESCENTS
        return needed


@dataclass(slots=True, eq=False)
class Family:
    """A family at risk: its children come into care together, if they do."""

    identity: int
    area: int
    route: Route
    referred: float
    crisis: float
    luck: float
    """The one uniform number that decides whether the family enters care, with or without help."""
    children: list[Child]
    row: int = NOBODY
    helped_since: float = inf
    helped_until: float = inf
    """When the edge-of-care team will have finished, if the children do not enter care before."""
    life: Life | None = None

    def eldest_age(self, now: float) -> float:
        """Return the age in years of the eldest child at the time `now`."""
        return (now - min(child.born for child in self.children)) / DAYS_PER_YEAR


def draw_children(
    chance: Chance, demand: Demand, calendar: Calendar, family: int, area: int, route: Route, day: float
) -> list[Child]:
    """Return the children of a family whose crisis is on `day`, siblings of one another."""
    alone = route in (Route.REMAND, Route.UNACCOMPANIED)
    number = 1 if alone else geometric(chance.uniform("children", family), demand.children_per_family, LARGEST_FAMILY)
    shares = {
        Route.REMAND: demand.remand_age_shares,
        Route.UNACCOMPANIED: demand.unaccompanied_age_shares,
    }.get(route, demand.age_shares)
    band = index(chance.uniform("age band", family), shares.values())
    first = age_at_entry(chance.uniform("age", family), band)
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
        gap = exponential(chance.uniform("sibling gap", family, which), demand.sibling_age_gap * DAYS_PER_YEAR)
        older, younger = max(ages) + gap, min(ages) - gap
        wants_older = chance.uniform("older sibling", family, which) < 0.5
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
    luck, share = chance.uniform("behaviour", identity), demand.behaviour_share[age_band(age)]
    threshold = log((1.0 - share) / (1.0 - luck)) if luck > share else 0.0
    unaccompanied = route is Route.UNACCOMPANIED
    male = demand.unaccompanied_male_share if unaccompanied else demand.male_share
    return Child(
        identity=identity,
        family=identity >> SIBLING_BITS,
        area=area,
        born=day - age,
        calendar=calendar,
        sex=Sex.MALE if chance.happens(male, "sex", identity) else Sex.FEMALE,
        route=route,
        behaviour=luck < share,
        disability=chance.happens(demand.disability_share, "disability", identity),
        need_begins=day + until_need(demand, threshold, age),
    )


def until_need(demand: Demand, threshold: float, age: float) -> float:
    """Return the days until a child of this `age` without a behaviour need has one, given a unit exponential."""
    return _onset(demand.behaviour_onset).time_to(threshold, 0.0, age)


@lru_cache(maxsize=1)
def _onset(by_age: ByAge) -> Hazard:
    """Return the hazard under which a need begins, worked out once: it is asked for with every child."""
    return Hazard((1.0,), (0.0,), by_age.values())
