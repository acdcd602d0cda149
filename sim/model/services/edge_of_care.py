"""The edge-of-care team: works with families before their crisis, and with returns home.

It lowers a family's risk of entering care; whether that averts an entry is decided by the family's own number, drawn
once, so the entries averted are known apart from those that would never have happened. It brings returns home that are
decided forward, and brings some about that were not.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from sim.foundations.codes import Kind, LeavingCause
from sim.foundations.distributions import lognormal
from sim.model.core.people import Child, Family
from sim.model.engine.life import NEVER, Life, Story, Wake
from sim.model.engine.slots import Slots
from sim.model.lives.plans import decide_return
from sim.model.register.columns import OPEN
from sim.parameters.edge_of_care import EdgeOfCare

if TYPE_CHECKING:
    from sim.model.lives.world import World

OLDER, RETURN, YOUNGER = 0, 1, 2
"""Priorities: families of older adolescents, then returns home, then families of younger children."""

NOT_AWAY = (Kind.WITH_PARENTS, Kind.ADOPTION)
"""Kinds of placement from which nobody is helped home: the child is there, or has another family."""

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
            priorities=3,
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
            self._slots.wait(family.life, OLDER if older else YOUNGER)
            woken = yield family.crisis
            if woken is not Wake.SLOT_GRANTED:
                return  # the crisis came first
        family.helped_since = rows.started[family.row] = world.lives.now
        family.helped_until = world.lives.now + self._days(family.identity)
        yield family.helped_until  # woken early when the children enter care
        rows.finished[family.row] = world.lives.now
        self._slots.give_back()

    def risk_ratio(self, family: Family) -> float:
        """Return what the help that the family gets before its crisis, as things stand, makes of its risk of entering.

        It works in full after so many weeks, and before that by as much of them as the family has had.
        """
        full = 7 * self.parameters.weeks_to_full_effect
        helped = min(family.helped_until, family.crisis) - family.helped_since
        dose = 0.0 if helped < 0.0 else 1.0 if helped >= full else helped / full
        return 1.0 - (1.0 - self.parameters.entry_risk_ratio) * dose

    def entered_care(self, family: Family) -> None:
        """Stop working with a family whose children have come into care."""
        if family.life is not None:
            self._world.lives.wake(family.life, Wake.LEFT)

    def left_care(self, child: Child) -> None:
        """Tell the work on a return home that the child has left care."""
        if child.return_life is not None:
            self._world.lives.wake(child.return_life, Wake.LEFT)
            child.return_life = None

    def return_failed(self, child: Child) -> None:
        """Tell the work on a return home that the child cannot go home after all."""
        if child.return_life is not None:
            self._world.lives.wake(child.return_life, Wake.PLAN_CHANGED)
            child.return_life = None
            child.supported_return = False

    def _days(self, name: int) -> float:
        u = self._world.chance.uniform("edge of care weeks", name)
        return 7 * lognormal(u, self.parameters.weeks_median, self.parameters.weeks_spread)

    def asked_for_return(self, child: Child) -> None:
        """Consider a child whose planned return home has been decided: some families are referred to the team."""
        if child.placement is not None and child.placement.kind in NOT_AWAY:
            return
        asked = self._world.chance.happens(
            self.parameters.return_support_share, "return support", child.identity, child.episode
        )
        if asked:
            life = Life(self._supports(child))
            child.return_life = life
            self._world.lives.resume(life)

    def _supports(self, child: Child) -> Story:
        """Wait for a slot until the child goes home; then bring the return forward and work with the family."""
        assert child.return_life is not None
        waited = not self._slots.take()
        if waited:
            self._slots.wait(child.return_life, RETURN)
            if (yield NEVER) is not Wake.SLOT_GRANTED:
                return  # the child left care first
        yield from self._works_for_return(child, extra=False, tells=waited)

    def may_return(self, children: Iterable[Child]) -> None:
        """Plan for `children` in care the day on which each is considered for a return home that is not decided."""
        if self.parameters.return_extra <= 0.0:
            return
        world = self._world
        for child in children:
            if child.route.gives_warning:
                within = self.parameters.return_extra_within
                day = child.entered + within * world.chance.uniform("return considered", child.identity, child.episode)
                if day >= max(world.lives.now, self.parameters.starts):
                    world.lives.at(day, partial(self._considers, child, child.episode))

    def _considers(self, child: Child, episode: int) -> None:
        """Ask the team to bring a return home about, for the few children for whom it can, when it has a slot."""
        able = self._world.chance.happens(self.parameters.return_extra, "extra return", child.identity, episode)
        if able and _undecided(child, episode):
            waits = not self._slots.take()
            life = Life(self._brings_home(child, episode, waits))
            if waits:
                self._slots.wait(life, RETURN)
            self._world.lives.resume(life)

    def _brings_home(self, child: Child, episode: int, waits: bool) -> Story:
        """Wait for a slot; then decide the return and work for it, unless it is too late for that."""
        if waits:
            yield NEVER  # until a slot is granted
        if _undecided(child, episode) and decide_return(self._world, child):
            child.return_life = Life(self._works_for_return(child, extra=True, tells=True))
            self._world.lives.resume(child.return_life)
        else:
            self._slots.give_back()

    def _works_for_return(self, child: Child, extra: bool, tells: bool) -> Story:
        """Bring the decided return forward and work with the family, with a slot, until the child is home and on."""
        lives, plan = self._world.lives, child.plan
        assert plan is not None
        child.supported_return = True
        plan.next = lives.now + (plan.next - lives.now) * (1.0 - self.parameters.return_sooner)
        if tells and child.life is not None:
            lives.wake(child.life, Wake.PLAN_CHANGED)
        rows = self._world.register.returns
        row = len(rows.episode)
        rows.episode.append(child.episode_row)
        rows.extra.append(extra)
        rows.started.append(lives.now)
        rows.returned.append(OPEN)
        rows.finished.append(OPEN)
        ends = lives.now + self._days(RETURNS_HOME | child.identity)
        ended = yield NEVER  # until the child leaves care, or the plan fails
        if ended is Wake.LEFT and plan.cause is LeavingCause.HOME_PLANNED:
            rows.returned[row] = lives.now
        yield max(ends, lives.now)
        rows.finished[row] = lives.now
        self._slots.give_back()


def _undecided(child: Child, episode: int) -> bool:
    """Whether the child is in this period of care, and nothing is decided about how it ends."""
    plan, placement = child.plan, child.placement
    here = child.episode == episode and placement is not None and placement.kind not in NOT_AWAY
    return here and plan is not None and not plan.decided
