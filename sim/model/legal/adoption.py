"""Adoption: from the agency's decision and the placement order to a family that is found, and the adoption order.

Nobody is matched before the placement order: a family found earlier waits for it. The match is made at the next panel;
introductions take as long as they do at the median. A placement that breaks down before the adoption order does so by
the hazard of all placements (`stability`); the order stands, and a family is looked for anew, twice at most.
"""

from __future__ import annotations

from functools import partial
from math import inf
from typing import TYPE_CHECKING, Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import CourtOrder, Kind, LegalStatus, PermanencePlan, PlacementEnd
from sim.foundations.distributions import lognormal
from sim.model.core.people import Placement
from sim.model.engine.life import Story, Wake
from sim.model.legal.adoption_plan import AdoptionPlan, FamilySearch
from sim.model.legal.early_permanence import EarlyPlacements
from sim.model.legal.family_finding import FamilyFinding
from sim.model.legal.legal_effects import LegalEffects
from sim.model.legal.planning_meeting import next_meeting
from sim.model.legal.standing import LegalStanding
from sim.model.legal.waiting import Waiting, until, until_woken
from sim.model.lives.plans import adopted_where_they_live, moved_by_order, placed_with_adopters
from sim.model.register.columns import OPEN

if TYPE_CHECKING:
    from sim.model.lives.world import World
    from sim.parameters.legal.legal import Legal

TOGETHER: Final = DAYS_PER_YEAR
"""Days from the first placement order for which brothers and sisters are sought one family together."""

TOO_OLD: Final = 10 * DAYS_PER_YEAR
"""Days of age at which a search ends that has found nobody; it goes on for a year from the placement order at least."""

SEARCHES: Final = 3
"""As many placements with adopters break down before adoption is given up as the plan."""


class Adoption:
    """Keeps the plans of adoption of children in care."""

    __slots__ = ("_early", "_effects", "_finding", "_legal", "_plans", "_world")

    def __init__(
        self, world: World, legal: Legal, finding: FamilyFinding, early: EarlyPlacements, effects: LegalEffects
    ) -> None:
        self._world = world
        self._legal = legal
        self._finding = finding
        self._early = early
        self._effects = effects
        self._plans: dict[int, AdoptionPlan] = {}
        """By the identity of each child who is to be adopted, until they are or adoption is given up."""

    # --- what begins a search

    def looked_at(self, standings: list[LegalStanding]) -> None:
        """Adoption has been looked at for children of one case: some are placed early with who may adopt them."""
        to_be_freed = [standing for standing in standings if standing.destined is CourtOrder.PLACEMENT]
        to_be_placed = [standing for standing in to_be_freed if self._may_be_placed(standing)]
        if to_be_placed and len(to_be_placed) == len(to_be_freed) and self._early.chosen(to_be_placed):
            self._place_early(to_be_placed)
        for standing in standings:
            if self._may_be_placed(standing) and self._early.chosen_to_return(standing):
                self._place_early([standing])

    def decided(self, standings: list[LegalStanding], day: float) -> None:
        """The agency's decision maker has decided about those children of one case who are to be freed."""
        plans = [
            self._begin(standing, day)
            for standing in standings
            if standing.destined is CourtOrder.PLACEMENT and standing.child.identity not in self._plans
        ]
        for plan in plans:
            self._may_start(plan)

    def permanence_decided(self, standing: LegalStanding) -> None:
        """It has been decided that a child's plan for good is adoption."""
        plan = self._plans.get(standing.child.identity)
        if plan is not None:
            self._may_start(plan)

    def ordered(self, standing: LegalStanding) -> None:
        """The court has made a placement order, now."""
        now = self._world.lives.now
        self._world.register.permanence.placement_order[standing.permanence_row] = now
        plan = self._plans.get(standing.child.identity)
        if plan is None:
            plan = self._plans[standing.child.identity] = AdoptionPlan(standing)
        plan.ordered = now
        self._give_up_when_too_old(plan)
        if standing.early:
            plan.task.begin(self._world.lives, self._adopted_early(plan))
        elif plan.search is None:
            self._start(plan)
        else:
            self._limit(plan.search)
            self._look_whether_all_ordered(plan.search)

    def goes_on(self, standings: list[LegalStanding]) -> None:
        """Let what is being done for children who are in care on the first day go on from where it stood."""
        rows = self._world.register.permanence
        plans = []
        for standing in standings:
            row = standing.permanence_row
            ordered = standing.status is LegalStatus.PLACEMENT_ORDER
            decided = standing.destined is CourtOrder.PLACEMENT and rows.adoption_decision[row] <= 0.0
            if not ordered and (standing.after_order or not decided):
                continue
            # the agency may have decided today, as the case was taken up: a child has one plan
            plan = self._plans.setdefault(standing.child.identity, AdoptionPlan(standing))
            if ordered:
                plan.ordered = min(0.0, rows.placement_order[row])
                self._give_up_when_too_old(plan)
            plans.append(plan)
        for plan in plans:
            self._resume(plan)

    def _resume(self, plan: AdoptionPlan) -> None:
        standing, rows = plan.standing, self._world.register.permanence
        leaving, row = standing.child.plan, standing.permanence_row
        if plan.search is not None or (leaving is not None and leaving.decided):
            return
        if standing.early:
            if plan.ordered < inf:
                plan.task.begin(self._world.lives, self._adopted_early(plan))
        elif rows.matched[row] <= 0.0:
            search = FamilySearch(self._in_one_search(plan))
            search.found = True
            introduced = rows.matched[row] + self._legal.adoption.introductions
            search.task.begin(self._world.lives, self._introduced(search, introduced))
        elif rows.finding_began[row] < 0.0:
            self._begin_search(FamilySearch(self._in_one_search(plan), before=-rows.finding_began[row]))
        elif plan.ordered < inf:
            self._start(plan)
        else:
            self._may_start(plan)

    def _in_one_search(self, plan: AdoptionPlan) -> list[AdoptionPlan]:
        """Return the plan and those of siblings who were being sought a family together on the first day."""
        rows, row = self._world.register.permanence, plan.standing.permanence_row
        found = [plan]
        for sibling in plan.standing.child.siblings:
            other = self._plans.get(sibling.identity)
            if other is None or other.search is not None or other.standing.early:
                continue
            theirs, leaving = other.standing.permanence_row, sibling.plan
            if leaving is None or leaving.decided or rows.finding_began[row] != rows.finding_began[theirs]:
                continue
            if (rows.matched[row] <= 0.0) == (rows.matched[theirs] <= 0.0):
                found.append(other)
        return found

    def _begin(self, standing: LegalStanding, day: float) -> AdoptionPlan:
        self._world.register.permanence.adoption_decision[standing.permanence_row] = day
        plan = self._plans[standing.child.identity] = AdoptionPlan(standing)
        return plan

    def _may_start(self, plan: AdoptionPlan) -> None:
        """Begin to look for a family, ahead of the placement order, if permanence is decided and that is how it is."""
        standing, rows = plan.standing, self._world.register.permanence
        if plan.search is not None or standing.early or plan.ordered < inf:
            return
        row = standing.permanence_row
        decided = rows.decided[row] == rows.decided[row] and rows.plan[row] == PermanencePlan.ADOPTION
        if decided and self._finding.starts_at_decision(standing.child):
            self._start(plan)

    def _start(self, plan: AdoptionPlan) -> None:
        """Look for a family: with the siblings who are to be adopted too, unless it has been tried for long."""
        siblings = [] if plan.failed else self._to_be_sought_with(plan)
        for other in siblings:
            if other.search is not None:
                other.search.plans.append(plan)
                plan.search = other.search
                plan.searches += 1
                self._limit(plan.search)
                return
        self._begin_search(FamilySearch([plan, *siblings]))

    def _to_be_sought_with(self, plan: AdoptionPlan) -> list[AdoptionPlan]:
        """Return the plans of the siblings for whom a family has yet to be found, and who are not sought apart."""
        now, found = self._world.lives.now, []
        for sibling in plan.standing.child.siblings:
            other = self._plans.get(sibling.identity)
            if other is None or other.failed or other.standing.early or now >= other.ordered + TOGETHER:
                continue
            if other.search is None and (sibling.placement is None or sibling.placement.kind is Kind.ADOPTION):
                continue
            if other.search is None or not other.search.found:
                found.append(other)
        return found if now < plan.ordered + TOGETHER else []

    def _begin_search(self, search: FamilySearch) -> None:
        search.task.begin(self._world.lives, self._sought(search))
        self._limit(search)

    # --- what ends it

    def _limit(self, search: FamilySearch) -> None:
        """Have siblings sought apart when it has been tried for long enough to place them together."""
        if len(search.plans) > 1 and search.first_ordered < inf:
            self._world.lives.at(search.first_ordered + TOGETHER, partial(self._seek_apart, search))

    def _seek_apart(self, search: FamilySearch) -> None:
        if len(search.plans) < 2:
            return
        if search.awaits_orders:  # there is a family: for those whom the court has freed
            for plan in [one for one in search.plans if one.ordered == inf]:
                self._leave_search(plan)
        elif not search.found:
            plans = list(search.plans)
            for plan in plans:
                self._leave_search(plan)
            for plan in plans:
                self._begin_search(FamilySearch([plan]))

    def _leave_search(self, plan: AdoptionPlan) -> None:
        """Take a child out of a search; with the last it ends."""
        search, plan.search = plan.search, None
        if search is None:
            return
        search.plans.remove(plan)
        if not search.plans:
            search.task.stop(self._world.lives)
        else:
            self._look_whether_all_ordered(search)

    def _look_whether_all_ordered(self, search: FamilySearch) -> None:
        if search.awaits_orders and search.ordered < inf:
            search.awaits_orders = False
            self._world.lives.wake(search.task.life, Wake.STEP_DONE)

    def _give_up_when_too_old(self, plan: AdoptionPlan) -> None:
        self._world.lives.at(self._too_old(plan), partial(self._nobody_found, plan))

    def _too_old(self, plan: AdoptionPlan) -> float:
        """Return the day from which adoption is given up when nobody has been found."""
        return max(plan.standing.child.born + TOO_OLD, plan.ordered + DAYS_PER_YEAR)

    def _nobody_found(self, plan: AdoptionPlan) -> None:
        if self._is_open(plan) and plan.search is not None and not plan.search.found:
            self._leave_search(plan)
            self._reverse(plan)

    def _is_open(self, plan: AdoptionPlan) -> bool:
        return self._plans.get(plan.standing.child.identity) is plan

    def _reverse(self, plan: AdoptionPlan) -> None:
        """Give adoption up as the plan: the court makes a care order."""
        standing = plan.standing
        del self._plans[standing.child.identity]
        self._world.register.permanence.reversed[standing.permanence_row] = self._world.lives.now
        self._effects.care_order(standing)

    def left_care(self, standing: LegalStanding) -> None:
        """A child has left care: adopted, grown up, or before the court decided."""
        plan = self._plans.pop(standing.child.identity, None)
        if plan is not None:
            self._leave_search(plan)
            plan.task.stop(self._world.lives)

    # --- from the search to the adoption order

    def _sought(self, search: FamilySearch) -> Story:
        """Find a family, match at the panel, introduce, place; or find nobody."""
        lives, adoption = self._world.lives, self._legal.adoption
        days = yield from self._finding.look(search)
        found = not self._in_vain(search)
        search.found = found
        yield from self._all_ordered(search)
        if not found:
            yield from until(lives, search.ordered + days)  # no order is discharged before it has been tried for long
            for plan in search.end():
                if self._is_open(plan):  # else too old meanwhile, or a new period of care
                    self._reverse(plan)
            return
        yield from until(lives, next_meeting(lives.now, adoption.panel_interval))
        for plan in search.plans:
            self._world.register.permanence.matched[plan.standing.permanence_row] = lives.now
        yield from self._introduced(search, lives.now + adoption.introductions)

    def _in_vain(self, search: FamilySearch) -> bool:
        """Whether nobody will be found: siblings share their luck, sought together or apart."""
        child = search.child
        if any(plan.failed for plan in search.plans):
            return False  # somebody has been found before
        return self._world.chance.happens(
            self._legal.adoption.reversed, decisions.ADOPTION_REVERSED, child.family, child.episode
        )

    def _all_ordered(self, search: FamilySearch) -> Waiting:
        """Wait until the court has freed all for whom a family has been found."""
        if search.ordered == inf:
            search.awaits_orders = True
            yield from until_woken(Wake.STEP_DONE)

    def _introduced(self, search: FamilySearch, day: float) -> Story:
        """Have the children live with the adopters from a day on, until the adoption order."""
        world = self._world
        yield from until(world.lives, day)
        u = world.chance.uniform(decisions.ADOPTION_ORDER, search.child.identity, search.name)
        adoption = self._legal.adoption
        adopted = world.lives.now + max(
            adoption.least_before_application, lognormal(u, adoption.order_median, adoption.order_spread)
        )
        home: Placement | None = None
        for plan in search.end():
            child = plan.standing.child
            if adopted >= child.adult:
                self._reverse(plan)
                continue
            world.register.permanence.placed[plan.standing.permanence_row] = world.lives.now
            placed_with_adopters(world, child, adopted, home)
            home = home or child.placement

    def broke_down(self, standing: LegalStanding) -> None:
        """The placement with adopters has broken down before the adoption order: look anew, or give up."""
        plan = self._plans.get(standing.child.identity)
        if plan is None:
            return
        rows, row = self._world.register.permanence, standing.permanence_row
        rows.matched[row] = rows.placed[row] = OPEN
        plan.failed += 1
        # not at once: the child is on the way to where they will live meanwhile
        self._world.lives.at(self._world.lives.now, partial(self._look_anew, plan))

    def _look_anew(self, plan: AdoptionPlan) -> None:
        if not self._is_open(plan) or plan.search is not None:
            return
        if plan.failed >= SEARCHES or self._world.lives.now >= self._too_old(plan):
            self._reverse(plan)
        else:
            self._start(plan)

    # --- early permanence

    def _may_be_placed(self, standing: LegalStanding) -> bool:
        """Whether a child could go to live with adopters today."""
        child = standing.child
        return child.placement is not None and child.plan is not None and not child.plan.decided and not standing.early

    def _place_early(self, standings: list[LegalStanding]) -> None:
        """Have children live with carers who may adopt them, before the court has allowed it."""
        home: Placement | None = None
        for standing in standings:
            self._effects.set_other_ways(standing, 0.0)
            self._world.register.permanence.early[standing.permanence_row] = self._world.lives.now
            moved_by_order(self._world, standing.child, PlacementEnd.TO_ADOPTION, home)
            standing.early = True
            home = home or standing.child.placement

    def left_placement(self, standing: LegalStanding) -> None:
        """A child who had been placed early has left those carers, and is not adopted by them."""
        plan, leaving = self._plans.get(standing.child.identity), standing.child.plan
        standing.early = False
        standing.other_ways = self._effects.other_ways(standing)  # in force from the next placement on
        if plan is not None and leaving is not None and not leaving.decided and plan.ordered < inf:
            plan.task.stop(self._world.lives)
            self._world.lives.at(self._world.lives.now, partial(self._look_anew, plan))

    def _adopted_early(self, plan: AdoptionPlan) -> Story:
        """Match at the panel a child with the carers whom they live with; the adoption order follows sooner."""
        world, adoption, child = self._world, self._legal.adoption, plan.standing.child
        yield from until(world.lives, next_meeting(world.lives.now, adoption.panel_interval))
        rows, row = world.register.permanence, plan.standing.permanence_row
        rows.matched[row] = rows.placed[row] = world.lives.now
        u = world.chance.uniform(decisions.ADOPTION_ORDER, child.identity, child.episode)
        adopted = max(
            world.lives.now + adoption.least_before_application,
            plan.ordered + lognormal(u, adoption.early_order_median, adoption.order_spread),
        )
        if adopted < child.adult:
            adopted_where_they_live(world, child, adopted)
