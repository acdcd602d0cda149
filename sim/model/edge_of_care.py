"""The edge-of-care team: works with families before their crisis, and with planned returns home.

It lowers a family's risk of entering care; whether that averts an entry is decided by the family's own number, drawn
once, so the entries averted are known apart from those that would never have happened.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from sim.foundations.distributions import lognormal
from sim.inputs.parameters import EdgeOfCare
from sim.model.life import Life, Story, Wake
from sim.model.register import OPEN
from sim.model.teams import Slots

if TYPE_CHECKING:
    from sim.model.children import Child, Family
    from sim.model.world import World

RETURNS_HOME = 1 << 62
"""Marks the names of work on returns home, apart from that of families at risk."""


class EdgeOfCareTeam:
    """The one owner of the team's slots and its waiting line."""

    __slots__ = ("_slots", "_world", "parameters")

    def __init__(self, world: World, parameters: EdgeOfCare) -> None:
        self._world = world
        self.parameters = parameters
        self._slots = Slots(
            world.lives,
            parameters.workers * parameters.families_per_worker,
            parameters.starts,
            parameters.ramp,
        )

    @property
    def exists(self) -> bool:
        """Whether the team will ever have a slot."""
        return self._slots.exists

    def referred(self, family: Family) -> Life:
        """Take a referral of a family at risk; the life that is returned is the family's way through the team."""
        family.life = life = Life(self._helps(family))
        self._world.lives.resume(life)
        return life

    def _helps(self, family: Family) -> Story:
        """Wait for a slot until the crisis, then work with the family for some weeks, or until it has entered care."""
        world, rows = self._world, self._world.register.families
        if not self._slots.take():
            assert family.life is not None
            older = family.eldest_age(world.lives.now) >= self.parameters.priority_age
            self._slots.wait(family.life, 0 if older else 1)
            woken = yield family.crisis
            if woken is not Wake.SLOT_GRANTED:
                return  # the crisis came first
        family.helped_since = world.lives.now
        rows.started[family.row] = world.lives.now
        yield world.lives.now + self._days(family.identity)  # woken early when the children enter care
        rows.finished[family.row] = world.lives.now
        self._slots.give_back()

    def entered_care(self, family: Family) -> None:
        """Stop working with a family whose children have come into care."""
        if family.life is not None:
            self._world.lives.wake(family.life, Wake.LEFT)

    def _days(self, name: int) -> float:
        u = self._world.chance.uniform("edge of care weeks", name)
        return 7 * lognormal(u, self.parameters.weeks_median, self.parameters.weeks_spread)

    def supports_return(self, child: Child, days: float) -> float:
        """Return the days in which a planned return is prepared: fewer when the team is asked and has a slot."""
        chance, parameters = self._world.chance, self.parameters
        asked = chance.happens(parameters.return_support_share, "return support", child.identity, child.episode)
        if not asked or not self._slots.take():
            return days
        child.supported_return = True
        self._world.lives.begin(self._supports(child, days * (1.0 - parameters.return_sooner)))
        return days * (1.0 - parameters.return_sooner)

    def _supports(self, child: Child, days: float) -> Story:
        """Work with a family around a return home, from the decision on."""
        lives, rows = self._world.lives, self._world.register.returns
        row = len(rows.episode)
        rows.episode.append(child.episode_row)
        rows.started.append(lives.now)
        rows.returned.append(OPEN)
        rows.finished.append(OPEN)
        returns = lives.now + days
        ends = lives.now + max(days, self._days(RETURNS_HOME | child.identity))
        if returns < inf:
            yield returns
            rows.returned[row] = lives.now
        yield ends
        rows.finished[row] = lives.now
        self._slots.give_back()
