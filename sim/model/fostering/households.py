"""In-house foster households: individuals with places, ages, skills and a location, who come, rest and leave.

`Fostering` owns the households of the authority and all counts of places. Households join as they are recruited
(`recruitment.py`), have spells in which they take no child, and deregister.
"""

from __future__ import annotations

from math import ceil, inf
from typing import Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.chance import Chance
from sim.foundations.codes import Location
from sim.foundations.distributions import gamma_quantile, index
from sim.model.core.people import Child, Household
from sim.model.core.service import Services
from sim.model.engine.life import NEVER, Lives, Story, Wake
from sim.model.register.columns import OPEN
from sim.model.register.register import Register
from sim.parameters.fostering import InHouseFostering

UNDER_5: Final = 1
FROM_5_TO_9: Final = 2
FROM_10: Final = 4
"""Ages that a household accepts, as flags."""


ANY_AGES: Final = range(8)
"""All that a household can accept, those flags added."""


ACCEPTING: Final = tuple(tuple(accepted for accepted in ANY_AGES if accepted & ages == ages) for ages in ANY_AGES)
"""For any ages, all that a household can accept which takes in those."""


AGE_FLAG: Final[tuple[int, ...]] = (UNDER_5, UNDER_5, FROM_5_TO_9, FROM_10, FROM_10)
"""The flag for each published age band."""


def draw_household(chance: Chance, parameters: InHouseFostering, identity: int, areas: int) -> Household:
    """Return a newly approved household, drawn by its name."""
    uniform = chance.uniform
    accepted = (parameters.accepts_under_5, parameters.accepts_5_to_9, parameters.accepts_from_10)
    draws = [uniform(decisions.HOUSEHOLD_ACCEPTS, identity, which) for which in range(3)]
    ages = sum(1 << which for which in range(3) if draws[which] < accepted[which])
    if not ages:  # nobody is approved for no age at all: the age nearest to being accepted
        ages = 1 << min(range(3), key=lambda which: draws[which] - accepted[which])
    shares = (
        parameters.skilled_adolescents,
        parameters.skilled_disability,
        parameters.skilled_behaviour,
        parameters.skilled_siblings,
    )
    skills = sum(
        1 << which for which, share in enumerate(shares) if uniform(decisions.HOUSEHOLD_SKILL, identity, which) < share
    )
    variation = parameters.agreement_variation
    u = uniform(decisions.HOUSEHOLD_AGREEMENT, identity)
    relative = gamma_quantile(u, 1 / variation**2) if variation > 0 else 1.0
    return Household(
        identity=identity,
        area=int(uniform(decisions.HOUSEHOLD_AREA, identity) * areas),
        places=1 + index(uniform(decisions.HOUSEHOLD_PLACES, identity), parameters.places_shares.values()),
        location=Location(index(uniform(decisions.HOUSEHOLD_LOCATION, identity), parameters.location_shares.values())),
        ages=ages,
        skills=skills,
        agreement=min(1.0, parameters.agreement * relative),
    )


class Fostering:
    """The authority's fostering service, if it has one: the one owner of households, their places and the counts."""

    __slots__ = (
        "_approved",
        "_chance",
        "_filled",
        "_lives",
        "_open",
        "_parameters",
        "_register",
        "_services",
        "_unavailable",
        "areas",
        "households",
    )

    def __init__(
        self,
        parameters: InHouseFostering | None,
        chance: Chance,
        lives: Lives,
        register: Register,
        services: Services,
    ) -> None:
        self._parameters = parameters
        self._chance = chance
        self._lives = lives
        self._register = register
        self._services = services
        self.areas = 1
        if parameters is not None:
            self.areas = max(1, ceil(parameters.households / parameters.households_per_area))
        self.households: dict[int, Household] = {}
        self._open: list[tuple[dict[int, Household], ...]] = [tuple({} for _ in ANY_AGES) for _ in range(self.areas)]
        """Those with room, by area and the ages that they accept: a search does not look at the others."""
        self._approved = self._filled = self._unavailable = 0

    @property
    def exists(self) -> bool:
        """Whether the council has carers of its own."""
        return self._parameters is not None

    @property
    def parameters(self) -> InHouseFostering:
        """What is said of the council's own carers, where it has any."""
        assert self._parameters is not None
        return self._parameters

    # --- places

    @property
    def unavailable(self) -> int:
        """Places empty of looked-after children that cannot be used today."""
        return self._unavailable

    def with_room(self, area: int, ages: int = 0) -> list[Household]:
        """Return the households of `area` that have room today and accept all of `ages`."""
        rooms = self._open[area]
        found: list[Household] = []
        for accepted in ACCEPTING[ages]:
            found.extend(rooms[accepted].values())
        return found

    def widen(self, household: Household, ages: int) -> None:
        """Let `household` accept further `ages`."""
        had_room = self._open[household.area][household.ages].pop(household.identity, None)
        household.ages |= ages
        if had_room is not None:
            self._open[household.area][household.ages][household.identity] = household

    def settle(self, household: Household, child: Child) -> None:
        """Give `child` a place in `household`."""
        household.occupants.append(child)
        household.families.append(child.family)
        household.with_behaviour += child.behaviour
        self._filled += 1
        self._changed(household)

    def need_begins(self, household: Household) -> None:
        """Count a behaviour need that has begun in an occupant of `household`."""
        household.with_behaviour += 1

    def release(self, household: Household, child: Child, staying_put_days: float = 0.0) -> None:
        """Take `child`'s place back; a young person staying put keeps it for some days more."""
        household.occupants.remove(child)
        household.families.remove(child.family)
        household.with_behaviour -= child.behaviour
        self._filled -= 1
        self._changed(household)
        if staying_put_days > 0.0 and not household.closing:
            self.stays_put(household, staying_put_days)
        if household.closing and not household.occupants:
            self._deregister(household)

    def reserve(self, household: Household) -> None:
        """Keep a place for a child who is about to move in."""
        household.reserved += 1
        self._changed(household)

    def unreserve(self, household: Household) -> None:
        """Give up a reserved place."""
        household.reserved -= 1
        self._changed(household)

    def stays_put(self, household: Household, days: float) -> None:
        """Let a young person who has turned 18 keep a place in `household` for some days."""
        household.staying_put += 1
        ends = self._lives.now + days
        self._record_spell(household, ends, staying_put=True)
        self._lives.at(ends, lambda: self._moves_out(household))
        self._changed(household)

    def _moves_out(self, household: Household) -> None:
        household.staying_put -= 1
        self._changed(household)

    def _changed(self, household: Household) -> None:
        """Keep the index of rooms and the counts right after `household` changed."""
        if household.identity not in self.households:
            return  # it has deregistered; its places are gone already
        self._unavailable -= household.counted_unavailable
        household.counted_unavailable = household.unavailable
        self._unavailable += household.counted_unavailable
        rooms = self._open[household.area][household.ages]
        household.free = household.room()
        if household.free > 0:
            rooms.setdefault(household.identity, household)
        else:
            rooms.pop(household.identity, None)
        self._record()

    def _record(self) -> None:
        capacity = self._register.capacity
        now = self._lives.now
        if capacity.day and capacity.day[-1] == now:
            capacity.households[-1] = len(self.households)
            capacity.approved[-1] = self._approved
            capacity.filled[-1] = self._filled
            capacity.unavailable[-1] = self._unavailable
            return
        capacity.day.append(now)
        capacity.households.append(len(self.households))
        capacity.approved.append(self._approved)
        capacity.filled.append(self._filled)
        capacity.unavailable.append(self._unavailable)

    def _record_spell(self, household: Household, ends: float, staying_put: bool) -> None:
        spells = self._register.spells
        spells.household.append(household.row)
        spells.began.append(self._lives.now)
        spells.ended.append(ends)
        spells.staying_put.append(staying_put)

    # --- lives of households

    def join(self, household: Household, approved: float) -> None:
        """Take on a household, approved on a day that may lie before the start."""
        rows = self._register.households
        household.row = len(rows.identity)
        rows.identity.append(household.identity)
        rows.approved.append(approved)
        rows.closing.append(OPEN)
        rows.left.append(OPEN)
        rows.places.append(household.places)
        rows.location.append(household.location)
        rows.ages.append(household.ages)
        rows.skills.append(household.skills)
        rows.agreement.append(household.agreement)
        self.households[household.identity] = household
        self._approved += household.places
        household.left_to_live = self._chance.exponential(decisions.HOUSEHOLD_LEAVES, household.identity)
        self._changed(household)
        self._services.joined(household)
        household.life = self._lives.begin(self._fosters(household))

    def _fosters(self, household: Household) -> Story:
        """Follow a household until it deregisters: rests between times, and leaves when its threshold is used up."""
        share, mean = self.parameters.unavailable_share, self.parameters.unavailable_mean
        working = mean * (1 - share) / share if share > 0 else inf
        occasion = 0
        changes = self._next_change(household, occasion, mean if household.resting else working)
        if household.resting:
            self._record_spell(household, changes, staying_put=False)
        while True:
            rate = self._leaving_rate(household)
            began = self._lives.now
            leaves = began + household.left_to_live / rate if rate > 0 else NEVER
            woken = yield min(changes, leaves)
            now = self._lives.now
            household.left_to_live = max(0.0, household.left_to_live - rate * (now - began))
            if household.closing:
                return
            if woken is Wake.HOUSEHOLD_CLOSES:
                self._close(household)
                return
            if woken is not None:
                continue  # support has changed: the rate is read anew
            if leaves <= changes:
                self._stops(household)
                return
            occasion += 1
            household.resting = not household.resting
            changes = self._next_change(household, occasion, mean if household.resting else working)
            if household.resting:
                self._record_spell(household, changes, staying_put=False)
            self._changed(household)

    def _next_change(self, household: Household, occasion: int, mean: float) -> float:
        luck = self._chance.exponential(decisions.HOUSEHOLD_RESTS, household.identity, occasion)
        return self._lives.now + mean * luck

    def _leaving_rate(self, household: Household) -> float:
        return self.parameters.deregistration / DAYS_PER_YEAR * self._services.leaving_ratio(household)

    def change(self, parameters: InHouseFostering) -> None:
        """Let carers leave at the rate of these from now on."""
        self._parameters = parameters
        for household in list(self.households.values()):
            if household.life is not None:
                self._lives.wake(household.life, Wake.SUPPORT_CHANGED)

    def close(self, household: Household) -> None:
        """Have a household that gave notice before the start stop fostering."""
        if household.life is not None:
            self._lives.wake(household.life, Wake.HOUSEHOLD_CLOSES)

    def _stops(self, household: Household) -> None:
        """Let a household stop fostering: some see the children they have through, the others give notice."""
        waits = self._chance.happens(self.parameters.closes_when_empty, decisions.CLOSES_WHEN_EMPTY, household.identity)
        if waits and household.occupants:
            self.close_when_empty(household)
        else:
            self._close(household)

    def close_when_empty(self, household: Household) -> None:
        """Have a household take nobody any more, and go once the children who live there have left of their own."""
        household.closing = True
        self._register.households.closing[household.row] = self._lives.now
        self._changed(household)

    def _close(self, household: Household) -> None:
        """Stop fostering: at once when nobody is placed, else when the children have moved on."""
        self.close_when_empty(household)
        if not household.occupants:
            self._deregister(household)
            return
        for child in list(household.occupants):
            if child.life is not None:
                self._lives.wake(child.life, Wake.HOUSEHOLD_CLOSES)

    def _deregister(self, household: Household) -> None:
        self._unavailable -= household.counted_unavailable
        self._approved -= household.places
        del self.households[household.identity]
        self._open[household.area][household.ages].pop(household.identity, None)
        self._register.households.left[household.row] = self._lives.now
        self._record()
