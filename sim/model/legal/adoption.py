"""Adoption: from the agency's decision and the placement order to a family that is found, and the adoption order."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import age_band
from sim.foundations.codes import IdleStep
from sim.foundations.distributions import lognormal
from sim.model.engine.life import Story
from sim.model.legal.idle import IdleLags
from sim.model.legal.standing import LegalStanding
from sim.model.legal.waiting import Task, until
from sim.model.lives.plans import placed_with_adopters

if TYPE_CHECKING:
    from sim.model.legal.orders import Orders
    from sim.model.lives.world import World
    from sim.parameters.legal.legal import Legal


class Adoption:
    """Finds families for children under placement orders."""

    __slots__ = ("_idle", "_legal", "_orders", "_world")

    def __init__(self, world: World, legal: Legal, idle: IdleLags, orders: Orders) -> None:
        self._world = world
        self._legal = legal
        self._idle = idle
        self._orders = orders

    def decided(self, standing: LegalStanding, day: float) -> None:
        """The agency's decision maker has decided that a child should be adopted."""
        self._world.register.permanence.adoption_decision[standing.permanence_row] = day

    def begin(self, standing: LegalStanding) -> None:
        """The court has made a placement order."""
        self._world.register.permanence.placement_order[standing.permanence_row] = self._world.lives.now
        chance, child = self._world.chance, standing.child
        task = Task()
        standing.tasks.append(task)
        if chance.happens(self._legal.adoption.reversed, decisions.ADOPTION_REVERSED, child.identity, child.episode):
            task.begin(self._world.lives, self._given_up(standing, task))
        else:
            task.begin(self._world.lives, self._found(standing, task))

    def _given_up(self, standing: LegalStanding, task: Task) -> Story:
        yield from self._search(standing, task)
        self._world.register.permanence.reversed[standing.permanence_row] = self._world.lives.now
        self._orders.care_order(standing)

    def _search(self, standing: LegalStanding, task: Task) -> Story:
        """Look for a family until one is found."""
        world, adoption, child = self._world, self._legal.adoption, standing.child
        row, rows = standing.permanence_row, world.register.permanence
        rows.finding_possible[row] = world.lives.now
        began = yield from self._idle.lies(
            task, IdleStep.FAMILY_FINDING, child.identity, child.episode, adoption.idle, world.lives.now
        )
        rows.finding_began[row] = began
        u = world.chance.uniform(decisions.FAMILY_FINDING, child.identity, child.episode)
        median = adoption.finding_median * adoption.finding_multiplier[age_band(world.lives.now - child.born)]
        if child.disability:
            median *= adoption.disability_multiplier
        if world.chance.happens(adoption.hard_share, decisions.HARD_TO_PLACE, child.identity, child.episode):
            median *= adoption.hard_multiplier
        yield from until(world.lives, world.lives.now + lognormal(u, median, adoption.finding_spread))

    def _found(self, standing: LegalStanding, task: Task) -> Story:
        """Find a family, match at the panel, introduce, place; the court makes the adoption order."""
        world, adoption, child = self._world, self._legal.adoption, standing.child
        row, rows = standing.permanence_row, world.register.permanence
        yield from self._search(standing, task)
        yield from until(world.lives, adoption.panel_interval * ceil(world.lives.now / adoption.panel_interval))
        rows.matched[row] = world.lives.now
        yield from until(world.lives, world.lives.now + adoption.introductions)
        u = world.chance.uniform(decisions.ADOPTION_ORDER, child.identity, child.episode)
        days = max(adoption.least_before_application, lognormal(u, adoption.order_median, adoption.order_spread))
        if world.lives.now + days >= child.adult or child.placement is None:
            return
        rows.placed[row] = world.lives.now
        placed_with_adopters(world, child, world.lives.now + days)

    def broke_down(self, standing: LegalStanding) -> None:
        """The placement with adopters has broken down before the order: look anew."""
        task = Task()
        standing.tasks.append(task)
        self._world.lives.at(self._world.lives.now, lambda: task.begin(self._world.lives, self._found(standing, task)))

    def goes_on(self, standing: LegalStanding) -> None:
        """Let the adoption of a child under a placement order on the first day go on."""
        plan = standing.child.plan
        if plan is None or not plan.decided:
            task = Task()
            standing.tasks.append(task)
            task.begin(self._world.lives, self._found(standing, task))
