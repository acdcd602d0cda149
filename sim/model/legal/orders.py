"""Orders and what each leads to: the child leaves care, goes home under the order, is to be adopted, or stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.codes import CourtOrder, IdleStep, Kind, LeavingCause, LegalStatus, PermanencePlan, PlacementEnd
from sim.foundations.distributions import lognormal
from sim.model.core.people import Child, Placement
from sim.model.engine.life import AFTER_OPENING, Story
from sim.model.legal.adoption import Adoption
from sim.model.legal.approvals import CarerApprovals
from sim.model.legal.early_permanence import EarlyPlacements
from sim.model.legal.family_finding import FamilyFinding
from sim.model.legal.idle import IdleLags
from sim.model.legal.legal_effects import LegalEffects
from sim.model.legal.long_term_match import LongTermMatches
from sim.model.legal.permanence_rows import note_plan
from sim.model.legal.standing import LEAVES_BY, LegalStanding
from sim.model.legal.waiting import CareTask, until
from sim.model.lives.plans import leaves_by_order, moved_by_order

if TYPE_CHECKING:
    from sim.model.lives.world import World
    from sim.parameters.legal.legal import Legal


class Orders:
    """Has the court's orders take effect on the children's lives."""

    __slots__ = ("_approvals", "_idle", "_legal", "_world", "adoption", "effects", "long_term")

    def __init__(
        self,
        world: World,
        legal: Legal,
        idle: IdleLags,
        approvals: CarerApprovals,
        finding: FamilyFinding,
        early: EarlyPlacements,
    ) -> None:
        self._world = world
        self._legal = legal
        self._idle = idle
        self._approvals = approvals
        self.long_term = LongTermMatches(world, legal, idle)
        self.effects = LegalEffects(world, legal, self.long_term)
        self.adoption = Adoption(world, legal, finding, early, self.effects)

    def make(self, standing: LegalStanding) -> None:
        """Make the final order about a child, now."""
        order, child = standing.destined, standing.child
        assert order is not None
        standing.after_order = True
        if order in LEAVES_BY:
            leaves_by_order(self._world, child, LEAVES_BY[order])
        elif order is CourtOrder.PLACEMENT:
            self.effects.note_status(standing, LegalStatus.PLACEMENT_ORDER)
            self.effects.set_other_ways(standing, 0.0)
            note_plan(self._world, standing, PermanencePlan.ADOPTION)
            self.adoption.ordered(standing)
        elif order is CourtOrder.CARE_AT_HOME:
            self.effects.note_status(standing, LegalStatus.CARE_ORDER)
            self.effects.set_other_ways(standing, 0.0)
            note_plan(self._world, standing, PermanencePlan.HOME)
            self._goes_home(standing)
        else:
            self.effects.care_order(standing)

    def without_order(self, standing: LegalStanding) -> None:
        """No court will decide about a child: they may leave by any other way."""
        standing.destined = None
        self.effects.set_other_ways(standing, 1.0)

    def guardian_found(self, standing: LegalStanding) -> None:
        """Let a child who is to have lived with their guardian as a foster child move there, if they do not yet."""
        child, placement = standing.child, standing.child.placement
        if self._world.parameters.connected_persons is None:
            return  # relatives who foster are not in the model
        if placement is None or placement.kind is Kind.CONNECTED or child.plan is None or child.plan.decided:
            return
        share = self._legal.lived_with_guardian_before
        if self._world.chance.happens(share, decisions.LIVED_WITH_GUARDIAN, child.identity, child.episode):
            self._approvals.known(child)
            self._moves(child, PlacementEnd.TO_CONNECTED, Kind.CONNECTED)

    def goes_on(self, standing: LegalStanding) -> None:
        """Let what follows an order made before the first day go on."""
        if standing.status is not LegalStatus.CARE_ORDER:
            return
        if standing.destined is CourtOrder.CARE_AT_HOME and self.effects.other_ways(standing) == 0.0:
            if not self._passed_over(standing):
                self._discharge(standing)
        else:
            self.long_term.goes_on(standing)

    def _passed_over(self, standing: LegalStanding) -> bool:
        """Whether a child's order could have been discharged before the first day, and they were not at home then."""
        due, placement = (
            self._world.register.permanence.discharge_due[standing.permanence_row],
            standing.child.placement,
        )
        was_at_home = placement is not None and placement.kind is Kind.WITH_PARENTS and placement.began <= due
        return due <= 0.0 and not was_at_home

    def _goes_home(self, standing: LegalStanding) -> None:
        """Let a child live with the parents under a care order until it is discharged."""
        child = standing.child
        assert child.placement is not None
        if child.placement.kind is not Kind.WITH_PARENTS:
            self._moves(child, PlacementEnd.TO_PARENTS, Kind.WITH_PARENTS)
        u = self._world.chance.uniform(decisions.DISCHARGE, child.identity, child.episode)
        days = lognormal(u, self._legal.discharge_median, self._legal.discharge_spread)
        idle = self._idle.length(IdleStep.DISCHARGE, child.identity, child.episode, self._legal.permanence.idle)
        could_be = self._world.lives.now + max(0.0, days - idle)
        self._world.register.permanence.discharge_due[standing.permanence_row] = could_be
        self._discharge(standing)

    def _discharge(self, standing: LegalStanding) -> None:
        task = CareTask()
        standing.tasks.append(task)
        task.begin(self._world.lives, self._discharged(standing, task))

    def _discharged(self, standing: LegalStanding, task: CareTask) -> Story:
        """Wait until the order of a child at home is discharged: at the last it lies idle, if it takes that long."""
        world, legal, child = self._world, self._legal, standing.child
        could_be = world.register.permanence.discharge_due[standing.permanence_row]
        yield from until(world.lives, could_be)
        yield from self._idle.lies(
            task, IdleStep.DISCHARGE, child.identity, child.episode, legal.permanence.idle, world.lives.now
        )
        standing.tasks.remove(task)
        yield from until(world.lives, AFTER_OPENING)
        at_home = child.placement is not None and child.placement.kind is Kind.WITH_PARENTS
        if at_home and child.plan is not None and not child.plan.decided:
            leaves_by_order(world, child, LeavingCause.HOME_PLANNED)

    def _moves(self, child: Child, ending: PlacementEnd, kind: Kind) -> None:
        moved_by_order(self._world, child, ending, joins=_sibling_home(child, kind))


def _sibling_home(child: Child, kind: Kind) -> Placement | None:
    """Return the home of this kind in which a sibling lives since an order, to which the child goes too."""
    for sibling in child.siblings:
        home = sibling.placement
        if home is not None and home.kind is kind:
            return home
    return None
