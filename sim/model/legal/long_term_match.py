"""Matches for the long term: children who stay in care under a care order and the foster carers they grow up with.

Some stay where they are; others move, as planned, to a foster family that is looked for as any place is. The panel
makes the match. From then on the care plan moves a child less often. A match ends with the placement.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import IdleStep, Kind, LegalStatus
from sim.foundations.distributions import lognormal
from sim.model.core.people import Child, Placement
from sim.model.engine.life import Story, Wake
from sim.model.legal.planning_meeting import next_meeting
from sim.model.legal.standing import LegalStanding
from sim.model.legal.waiting import CareTask, until
from sim.model.placements.siblings import siblings_here
from sim.model.register.columns import OPEN

if TYPE_CHECKING:
    from sim.model.legal.idle import IdleLags
    from sim.model.lives.world import World
    from sim.parameters.legal.legal import Legal

SPREAD: Final = 0.7
"""Standard deviation of the logarithm of the search: a judgement; no published duration was found."""

SIXTEEN: Final = 16 * DAYS_PER_YEAR
"""Days of age from which no home for the rest of childhood is looked for."""

MATCH_BITS: Final = 6
"""Which search for a child it is has so many bits in the name of a draw."""


class LongTermPlan:
    """That one child grows up with foster carers: what is being done for it."""

    __slots__ = ("matched", "searches", "settling", "standing", "task")

    def __init__(self, standing: LegalStanding) -> None:
        self.standing = standing
        self.searches = 0
        self.task: CareTask | None = None
        """The search, while there is one."""
        self.settling = False
        """The child has moved to the family that was looked for, and is to be matched with it."""
        self.matched = False


class LongTermMatches:
    """Keeps the plans of children under care orders to grow up in foster care, and matches them."""

    __slots__ = ("_idle", "_legal", "_plans", "_world")

    def __init__(self, world: World, legal: Legal, idle: IdleLags) -> None:
        self._world = world
        self._legal = legal
        self._idle = idle
        self._plans: dict[int, LongTermPlan] = {}
        """By the identity of each child under a care order who is not at home."""

    def care_order(self, standing: LegalStanding) -> None:
        """A child stays in care under a care order: look for a home for good, from now on."""
        if standing.child.identity not in self._plans:
            self._plans[standing.child.identity] = LongTermPlan(standing)
            self.lives_in(standing.child)

    def goes_on(self, standing: LegalStanding) -> None:
        """A child under a care order is in care on the first day: a match that there is goes on."""
        child, placement = standing.child, standing.child.placement
        day = self._world.register.permanence.long_term_matched[standing.permanence_row]
        plan = self._plans[child.identity] = LongTermPlan(standing)
        if placement is not None and placement.began <= day:
            plan.matched = True
            self._note(placement, day)
            self._retime(child, placement)
        else:
            self.lives_in(child)

    def lives_in(self, child: Child) -> None:
        """Begin to look for a home for good, if `child` lives in foster care and nobody does."""
        plan = self._plans.get(child.identity)
        if plan is not None and plan.task is None and not plan.matched and self._is_for(plan):
            plan.task = CareTask()
            plan.searches += 1
            story = self._settled(plan) if plan.settling else self._sought(plan, plan.task)
            self._world.lives.at(self._world.lives.now, partial(self._begin, plan, plan.task, story))

    def _begin(self, plan: LongTermPlan, task: CareTask, story: Story) -> None:
        if plan.task is task:
            task.begin(self._world.lives, story)

    def moved_to_permanent_family(self, child: Child) -> None:
        """`child` has moved to the family that was looked for, and so have the siblings who live there too."""
        for one in (child, *siblings_here(child)):
            plan = self._plans.get(one.identity)
            if plan is not None and not plan.matched:
                self._stop(plan)
                plan.settling = True
                if one is not child:
                    self.lives_in(one)

    def left_placement(self, child: Child) -> None:
        """A match ends with the placement."""
        plan = self._plans.get(child.identity)
        if plan is None:
            return
        plan.settling = False
        if plan.matched:
            plan.matched = False
            self._world.register.permanence.long_term_matched[plan.standing.permanence_row] = OPEN

    def left_care(self, child: Child) -> None:
        """`child` has left care."""
        plan = self._plans.pop(child.identity, None)
        if plan is not None:
            self._stop(plan)

    def is_matched(self, child: Child) -> bool:
        """Whether `child` lives with carers with whom they have been matched for the long term."""
        plan = self._plans.get(child.identity)
        return plan is not None and plan.matched

    def _stop(self, plan: LongTermPlan) -> None:
        task, plan.task = plan.task, None
        if task is not None:
            task.stop(self._world.lives)

    def _is_for(self, plan: LongTermPlan) -> bool:
        """Whether a child is to grow up in foster care, as things stand, and lives there."""
        child = plan.standing.child
        if child.placement is None or not child.placement.kind.foster or child.plan is None or child.plan.decided:
            return False
        return plan.standing.status is LegalStatus.CARE_ORDER and self._world.lives.now - child.born < SIXTEEN

    def _sought(self, plan: LongTermPlan, task: CareTask) -> Story:
        """Look for a home for good: a match where the child lives, or a move that is planned."""
        world, permanence, child = self._world, self._legal.permanence, plan.standing.child
        name = child.episode << MATCH_BITS | plan.searches
        taken = yield from self._idle.taken(
            task, IdleStep.LONG_TERM_MATCH, child.identity, name, permanence.idle, world.lives.now
        )
        u = world.chance.uniform(decisions.LONG_TERM_MATCH, child.family, name)
        yield from until(world.lives, taken + lognormal(u, permanence.match_median, SPREAD))
        while self._is_for(plan):
            home = child.placement
            assert home is not None
            if not home.noticed and not home.emergency and not self._sibling_settles(child):
                if home.kind is not Kind.CONNECTED and self._moves(child, name):
                    plan.task = None  # what comes of the move is another story
                    assert child.life is not None
                    world.lives.wake(child.life, Wake.PERMANENT_FAMILY)
                    return
                yield from until(world.lives, next_meeting(world.lives.now, permanence.panel_interval))
                if child.placement is home and self._match(plan):
                    return
            else:
                yield from until(world.lives, next_meeting(world.lives.now + 1.0, permanence.panel_interval))
        plan.task = None

    def _settled(self, plan: LongTermPlan) -> Story:
        """Match a child who has moved to the family that was looked for."""
        yield from until(self._world.lives, next_meeting(self._world.lives.now, self._legal.permanence.panel_interval))
        if not self._match(plan):
            plan.task = None

    def _moves(self, child: Child, name: int) -> bool:
        """Whether the carers with whom a child lives do not become those for the long term: alike for siblings."""
        in_place = self._legal.permanence.in_place
        return not self._world.chance.happens(in_place, decisions.MATCH_IN_PLACE, child.family, name)

    def _sibling_settles(self, child: Child) -> bool:
        """Whether a sibling who lives here has moved here to stay: all will be matched together."""
        for sibling in siblings_here(child):
            plan = self._plans.get(sibling.identity)
            if plan is not None and plan.settling:
                return True
        return False

    def _match(self, plan: LongTermPlan) -> bool:
        """Match a child, and siblings who live here too, with the carers; return whether that could be."""
        child = plan.standing.child
        placement = child.placement
        if placement is None or placement.noticed or placement.emergency or not self._is_for(plan):
            return False
        plan.task = None  # it is what matches, and ends by itself
        for one in (child, *siblings_here(child)):
            other = self._plans.get(one.identity)
            if other is None or other.matched or not self._is_for(other):
                continue
            self._stop(other)
            other.matched, other.settling = True, False
            self._world.register.permanence.long_term_matched[other.standing.permanence_row] = self._world.lives.now
            assert one.placement is not None
            self._note(one.placement, self._world.lives.now)
            self._retime(one, one.placement)
        return True

    def _note(self, placement: Placement, day: float) -> None:
        rows = self._world.register.long_term_matches
        rows.placement.append(placement.row)
        rows.day.append(day)

    def _retime(self, child: Child, placement: Placement) -> None:
        """Time anew when the care plan moves the child on, and when the placement breaks down."""
        before, life = placement.planned_move, child.life
        self._world.doors.retime_move(child, placement)
        if life is None or placement.clock is None:
            return
        if self._legal.permanence.disruption_multiplier == 1.0:
            self._world.lives.moved(life, before, placement.planned_move, Wake.PLAN_CHANGED)
        else:
            self._world.lives.wake(life, Wake.SUPPORT_CHANGED)
