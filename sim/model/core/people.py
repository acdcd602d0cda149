"""Who and what lives are about: records of people, homes and searches, which refer to one another."""

from __future__ import annotations

from math import inf
from typing import Final

from sim.foundations.calendar import DAYS_PER_YEAR, Calendar, age_band
from sim.foundations.codes import AgeBand, Kind, LeavingCause, Location, PlacementEnd, Route, Sex, Skill
from sim.foundations.hazards import Hazard
from sim.model.core.clock import DisruptionClock
from sim.model.engine.life import Life
from sim.model.register.columns import NOBODY

SIBLING_BITS: Final = 3
"""A child's identity is the family's followed by which child it is, in three bits."""


PLAN_BITS: Final = 16
"""Which plan of a period of care it is stands above the number of the period in the names of its chances."""


ADOLESCENT: Final = 14 * DAYS_PER_YEAR
"""Age from which a placement asks for carers skilled with older adolescents."""


ADOLESCENTS: Final = int(Skill.ADOLESCENTS)
DISABILITY: Final = int(Skill.DISABILITY)
BEHAVIOUR: Final = int(Skill.BEHAVIOUR)


class Child:
    """A child, and where they are in their life; changed only by their own life and the services that see them."""

    __slots__ = (
        "adult",
        "area",
        "behaviour",
        "born",
        "comes_back",
        "disability",
        "entered",
        "episode",
        "episode_row",
        "failed_plans",
        "family",
        "identity",
        "life",
        "need_begins",
        "occasion",
        "placement",
        "plan",
        "residential_plan",
        "route",
        "row",
        "sex",
        "siblings",
        "sixteen",
        "unrecognised",
    )

    def __init__(
        self,
        identity: int,
        family: int,
        area: int,
        born: float,
        calendar: Calendar,
        sex: Sex,
        route: Route,
        behaviour: bool,
        disability: bool,
        need_begins: float = inf,
        episode: int = 0,
        entered: float = inf,
    ) -> None:
        self.identity = identity
        self.family = family
        self.area = area
        self.born = born
        self.sex = sex
        self.route = route
        self.behaviour = behaviour
        self.disability = disability
        self.sixteen = calendar.birthday(born, 16)
        """The day of the 16th birthday."""
        self.adult = calendar.birthday(born, 18)
        """The day of the 18th birthday."""
        self.need_begins = need_begins
        """When a behaviour or mental-health need begins, in a child who has none yet."""
        self.row = NOBODY
        self.episode = episode
        """Number of the present (or latest) period of being looked after."""
        self.episode_row = NOBODY
        self.entered = entered
        self.failed_plans = 0
        """Plans for leaving this period of care that came to nothing."""
        self.comes_back = inf
        """When the child, who has left care, is due to come back."""
        self.occasion = 0
        """Counts the placements of all episodes; names their chances."""
        self.placement: Placement | None = None
        self.plan: LeavingPlan | None = None
        self.life: Life | None = None
        self.siblings: list[Child] = []
        self.residential_plan = False
        """Residential care is what is sought, since foster care broke down."""
        self.unrecognised = False
        """A behaviour or mental-health need, should there be one, is not known to those who look for a placement."""

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

    @property
    def behaviour_known(self) -> bool:
        """Whether the child has a behaviour or mental-health need that is known of."""
        return self.behaviour and not self.unrecognised

    def skills_known(self, now: float) -> int:
        """Return the skills that this child's carers are known to need at the time `now`."""
        needed = self.skills_needed(now)
        return needed & ~BEHAVIOUR if self.unrecognised else needed


class Family:
    """A family at risk: its children come into care together, if they do."""

    __slots__ = (
        "area",
        "births",
        "children",
        "crisis",
        "identity",
        "life",
        "luck",
        "referred",
        "route",
        "row",
    )

    def __init__(
        self,
        identity: int,
        area: int,
        route: Route,
        referred: float,
        crisis: float,
        luck: float,
        births: list[float],
        children: list[Child],
    ) -> None:
        self.identity = identity
        self.area = area
        self.route = route
        self.referred = referred
        self.crisis = crisis
        self.luck = luck
        """The one uniform number that decides whether the family enters care, with or without help."""
        self.births = births
        """Of all its children."""
        self.children = children
        """Nobody in a family that will never enter care, where no service works with it."""
        self.life: Life | None = None
        self.row = NOBODY

    def eldest_age(self, now: float) -> float:
        """Return the age in years of the eldest child at the time `now`."""
        return (now - min(child.born for child in self.children)) / DAYS_PER_YEAR


UNREGISTERED: Final = Kind.OTHER_RESIDENTIAL
"""How an emergency place that is not registered is recorded; every emergency place of this kind is one."""


class Placement:
    """Where a child lives, and what is known about how it will end."""

    __slots__ = (
        "along",
        "answer",
        "began",
        "by_order",
        "clock",
        "counted",
        "days_searched",
        "door",
        "door_to",
        "emergency",
        "first_choice",
        "fragile",
        "hazard",
        "home",
        "household",
        "instead_of",
        "joins",
        "kind",
        "leaves_as",
        "location",
        "matched",
        "moves",
        "notice",
        "noticed",
        "occasion",
        "own_home",
        "places",
        "planned_end",
        "planned_move",
        "reserved",
        "row",
        "search",
        "sibling_turn",
        "sought",
        "split",
        "step_down",
        "strain",
        "to_sibling",
        "to_supported",
        "weekly_price",
    )

    def __init__(
        self,
        kind: Kind,
        sought: Kind,
        location: Location,
        began: float,
        occasion: int,
        household: Household | None,
        matched: bool,
        split: bool,
        emergency: bool = False,
        step_down: bool = False,
        instead_of: Kind | None = None,
        first_choice: bool = True,
        days_searched: float = 0.0,
        weekly_price: float = 0.0,
        home: int = NOBODY,
    ) -> None:
        self.kind = kind
        self.sought = sought
        """What was looked for first; the kind itself where nothing was."""
        self.location = location
        self.began = began
        self.occasion = occasion
        self.household = household
        self.matched = matched
        self.split = split
        self.emergency = emergency
        self.step_down = step_down
        self.instead_of = instead_of
        """What was sought before the search was turned to those who took the child, with support; else nothing."""
        self.first_choice = first_choice
        self.days_searched = days_searched
        self.weekly_price = weekly_price
        self.places = 0
        """Places of its kind's market that the child fills or blocks."""
        self.counted = False
        """It is one of the registered emergency places, which have a limit."""
        self.own_home: Home | None = None
        """The children's home of the council's own in which the child lives."""
        self.row = NOBODY
        self.hazard: Hazard | None = None
        """Of a breakdown, as observed on placements such as this one; else that of all, with its multipliers."""
        self.clock: DisruptionClock | None = None
        self.noticed = False
        """Notice has been given of a move that is to come."""
        self.notice = 0.0
        """Days before a disruption on which notice of it is given; none when it ends the same day."""
        self.home = home
        """Which home it is, the same for siblings who live together."""
        self.planned_move = inf
        """When notice is given that the care plan moves the child on."""
        self.planned_end = inf
        """When the care plan moves the child on."""
        self.moves: PlannedMoves | None = None
        """How the care plan comes to do so."""
        self.to_supported = inf
        """When supported accommodation is looked for, for a young person of 16 or 17."""
        self.door = inf
        """When the first of the doors opens (`doors.py`), and where it leads."""
        self.door_to: PlacementEnd | None = None
        self.by_order = False
        """A court's order about this child alone opened the door: siblings do not go along."""
        self.to_sibling = inf
        """When a place is looked for in the home of a sibling who lives apart."""
        self.sibling_turn = 0
        """How often it has been."""
        self.joins: Placement | None = None
        """The sibling's placement to whose home the child moves next."""
        self.leaves_as: Kind | None = None
        """The kind whose way of leaving care holds here, where a strategy chose the placement; else its own."""
        self.fragile = False
        """Notice of a breakdown has been given, and the placement went on after all."""
        self.strain = inf
        """When the carers, under strain, ask for help."""
        self.search: PlacementSearch | None = None
        """The search for the next place: behind an emergency place from its start, else from notice on."""
        self.answer = inf
        """When the search behind an emergency place has its next answer."""
        self.reserved: ReservedPlace | None = None
        """The place that is kept for the child to move to."""
        self.along = 0
        """How many children moved in together; siblings may still be on their way."""


class PlannedMoves:
    """How far the care plan is on the way to move a child on: a threshold that a rate uses up."""

    __slots__ = ("left", "multiplier", "rate", "timed")

    def __init__(self, left: float, rate: float, multiplier: float, timed: float) -> None:
        self.left = left
        """Of the threshold, on the day `timed`."""
        self.rate = rate
        """A year, but for what time in placement and services make of it."""
        self.multiplier = multiplier
        """What services make of it."""
        self.timed = timed


class ReservedPlace:
    """A place that a household keeps for a child who is about to step down to it."""

    __slots__ = ("days", "hazard", "household")

    def __init__(self, household: Household, days: float, hazard: Hazard) -> None:
        self.household = household
        self.days = days
        """From the decision to the move."""
        self.hazard = hazard
        """Of a breakdown, once the child lives there."""


class Household:
    """One approved foster household."""

    __slots__ = (
        "ages",
        "agreement",
        "area",
        "closing",
        "counted_unavailable",
        "families",
        "free",
        "identity",
        "left_to_live",
        "life",
        "location",
        "occupants",
        "places",
        "reserved",
        "resting",
        "row",
        "skills",
        "staying_put",
        "with_behaviour",
    )

    def __init__(
        self,
        identity: int,
        area: int,
        places: int,
        location: Location,
        ages: int,
        skills: int,
        agreement: float,
        resting: bool = False,
    ) -> None:
        self.identity = identity
        self.area = area
        self.places = places
        self.location = location
        self.ages = ages
        self.skills = skills
        """`Skill` flags, as a plain number: they are looked at in every search."""
        self.agreement = agreement
        self.row = NOBODY
        self.occupants: list[Child] = []
        self.reserved = 0
        """Places promised to children who are about to step down."""
        self.staying_put = 0
        self.resting = resting
        """In a spell in which it takes no new child."""
        self.closing = False
        self.free = 0
        """`room()`, kept by the fostering service, as are the next two: they are looked at in every search."""
        self.families: list[int] = []
        """Of the occupants."""
        self.with_behaviour = 0
        """Occupants who have a behaviour or mental-health need."""
        self.counted_unavailable = 0
        """`unavailable`, as it stands in the fostering service's count."""
        self.left_to_live = inf
        """What is left of the unit-exponential threshold to deregistration."""
        self.life: Life | None = None

    def room(self) -> int:
        """Return how many more children could be placed today."""
        if self.resting or self.closing:
            return 0
        return self.places - len(self.occupants) - self.reserved - self.staying_put

    @property
    def unavailable(self) -> int:
        """Places that are empty of looked-after children and cannot be used today."""
        if self.resting or self.closing:
            return max(0, self.places - len(self.occupants))
        return min(self.staying_put, self.places - len(self.occupants))


class PlacementSearch:
    """A search for one place for `children` together, from the day it was asked."""

    __slots__ = (
        "answers",
        "asked",
        "asked_again",
        "children",
        "emergency_home",
        "home",
        "instead_of",
        "kinds",
        "leaving",
        "occasion",
        "result",
        "reunites",
        "turn",
        "waited",
    )

    def __init__(
        self,
        children: list[Child],
        kinds: tuple[Kind, ...],
        asked: float,
        occasion: int,
        leaving: Household | None = None,
    ) -> None:
        self.children = children
        self.kinds = kinds
        self.asked = asked
        self.occasion = occasion
        self.leaving = leaving
        """The household being left, which is not asked."""
        self.turn = -1
        """Which round of asking the markets this is, since the day `asked_again`."""
        self.asked_again = inf
        self.answers: dict[Kind, ProviderAnswer] = {}
        """Of this round, by those markets whose answer has mattered so far."""
        self.instead_of: Kind | None = None
        """What was sought first, before the search was turned; carers are asked with support since."""
        self.reunites = False
        """Siblings who live apart: carers are asked in good time, with support: another question than tonight's."""
        self.waited = False
        """In an emergency place, while the search went on."""
        self.result: PlaceFound | None = None
        """What the search had found when last looked at."""
        self.home = NOBODY
        """The home into which the children who were looked for together have moved, once the first of them has."""
        self.emergency_home = NOBODY
        """The same, of the emergency place in which they wait."""

    def turn_to(self, kind: Kind) -> None:
        """Look for `kind` first, with support, in place of what has been sought first."""
        if self.instead_of is None:
            self.instead_of = self.kinds[0]
        self.kinds = (kind, *(other for other in self.kinds if other is not kind))


class PlaceFound:
    """A place that a search has found."""

    __slots__ = ("day", "household", "kind", "own_home", "rank")

    def __init__(
        self, kind: Kind, rank: int, day: float, household: Household | None = None, own_home: Home | None = None
    ) -> None:
        self.kind = kind
        self.rank = rank
        self.day = day
        """When it was found."""
        self.household = household
        self.own_home = own_home


class ProviderAnswer:
    """What a market will answer to a search, and when."""

    __slots__ = ("offer", "when")

    def __init__(self, when: float, offer: bool) -> None:
        self.when = when
        self.offer = offer


class LeavingPlan:
    """How and when a period of care will end, as far as it is decided.

    `next` is the day of the next step: the decision, then the leaving. A plan for adoption has a placement of its own
    between the two.
    """

    __slots__ = ("by_order", "cause", "decided", "multiplier", "next", "remaining", "timed")

    def __init__(
        self, next: float, cause: LeavingCause, decided: bool = False, remaining: float = inf, timed: float = 0.0
    ) -> None:
        self.next = next
        self.cause = cause
        self.decided = decided
        self.remaining = remaining
        """What was left of the threshold of the decision on the day `timed`."""
        self.timed = timed
        self.multiplier = 1.0
        """On the hazard, from that day."""
        self.by_order = False
        """A court's order brought it about."""


class Home:
    """One children's home of the council's own."""

    __slots__ = ("beds", "number", "occupants")

    def __init__(self, number: int, beds: int) -> None:
        self.number = number
        self.beds = beds
        self.occupants: list[Child] = []
