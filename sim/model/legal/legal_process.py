"""The legal process, as lives in care meet it: what stands in law about each child, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from sim.foundations.codes import CourtOrder, IdleStep, Kind, LegalStatus, PlacementEnd
from sim.model.core.kept import PoolChild
from sim.model.core.people import Child, Family, Placement
from sim.model.core.service import Service
from sim.model.legal.approvals import TemporaryApprovals
from sim.model.legal.assessors import Assessors
from sim.model.legal.court import Court
from sim.model.legal.idle import IdleLags
from sim.model.legal.meetings import MeetingKind, MeetingOnIdleSteps
from sim.model.legal.orders import Orders
from sim.model.legal.permanence import PermanencePlans
from sim.model.legal.planning_meeting import LegalPlanningMeeting
from sim.model.legal.practice import CourtPractice
from sim.model.legal.pre_proceedings import PreProceedings
from sim.model.legal.standing import LegalStanding
from sim.model.register.columns import NOBODY
from sim.parameters.legal.strategies import (
    AdoptionSummit,
    CaseTracker,
    ConnectedCarersTeam,
    ParallelPlanning,
    WeeklyLegalPlanning,
)

AnyStrategy = TypeVar(
    "AnyStrategy", AdoptionSummit, CaseTracker, ConnectedCarersTeam, ParallelPlanning, WeeklyLegalPlanning
)

if TYPE_CHECKING:
    from sim.model.lives.world import World
    from sim.parameters.legal.legal import Legal

PROTECTION_ENDS: Final = {LegalStatus.POLICE_PROTECTION: 3.0, LegalStatus.EMERGENCY_PROTECTION: 8.0}
"""Days after which police protection (72 hours) or an emergency protection order (8 days) is over: Children Act 1989,
sections 46 and 45. Until proceedings are issued the child is then accommodated under section 20."""


class LegalProcess(Service):
    """Keeps what stands in law about each child in care, and has courts and the council act on it."""

    __slots__ = ("_approvals", "_court", "_legal", "_orders", "_permanence", "_pre_proceedings", "_standings", "_world")

    def __init__(self, world: World, legal: Legal) -> None:
        self._world = world
        self._legal = legal
        self._standings: dict[int, LegalStanding] = {}
        """By the identity of each child in care."""
        told = world.parameters
        idle = IdleLags(world)
        assessors = Assessors(world, legal, _in_force(told.connected_carers))
        self._permanence = PermanencePlans(world, legal)
        self._approvals = TemporaryApprovals(world, legal, assessors)
        self._orders = Orders(world, legal, idle, self._approvals, self._permanence)
        planning = LegalPlanningMeeting(world, legal.planning, _in_force(told.legal_planning))
        practice = CourtPractice(legal, _in_force(told.parallel_planning))
        self._pre_proceedings = PreProceedings(world, legal, idle, planning, _in_force(told.legal_planning))
        self._court = Court(world, legal, idle, assessors, self._approvals, planning, practice, self._orders)
        assessors.begin()
        self._begin_meetings(idle)

    def _begin_meetings(self, idle: IdleLags) -> None:
        told = self._world.parameters
        tracker, summit = _in_force(told.plo_tracker), _in_force(told.adoption_summit)
        if tracker is not None:
            steps = (IdleStep.PRE_PROCEEDINGS, IdleStep.PARENTS, IdleStep.RELATIVES, IdleStep.ADOPTION)
            covers = dict.fromkeys(steps, tracker.covers)
            meeting = MeetingOnIdleSteps(
                self._world, idle, MeetingKind.TRACKER, covers, tracker.agenda, tracker.taken_up
            )
            meeting.begin(tracker.starts, tracker.interval)
        if summit is not None and summit.exists:
            covers = {
                IdleStep.FAMILY_FINDING: summit.covers.adoption,
                IdleStep.RELATIVES: summit.covers.guardianship,
                IdleStep.LONG_TERM_MATCH: summit.covers.fostering,
                IdleStep.DISCHARGE: summit.covers.discharge,
            }
            meeting = MeetingOnIdleSteps(self._world, idle, MeetingKind.SUMMIT, covers, summit.agenda, summit.taken_up)
            meeting.begin(summit.starts, summit.interval)

    # --- families at risk

    def works_with_families(self) -> bool:
        """Whether it does: the council's legal planning hears them before their crisis, whether they enter or not."""
        return True

    def referred(self, family: Family) -> None:
        """Follow a family that is on the way to court."""
        self._pre_proceedings.referred(family)

    def entry_ratio(self, family: Family) -> float:
        """Return what legal planning makes of the risk of entering."""
        return self._pre_proceedings.entry_ratio(family)

    def family_enters(self, family: Family) -> None:
        """Note that the children of a family come into care."""
        self._pre_proceedings.family_enters(family)

    # --- moments of a child

    def opened(self, child: Child, kept: PoolChild) -> None:
        """Take up what stood in law about a child who is in care on the first day."""
        if kept.law is None:
            return
        law = kept.law
        standing = LegalStanding(child)
        standing.status, standing.after_order = law.status, law.after_order
        standing.destined = None if law.destined == NOBODY else CourtOrder(law.destined)
        standing.adoption_considered = law.adoption_considered
        self._standings[child.identity] = standing
        self._orders.note_status(standing, law.status, law.since)
        self._permanence.opened(standing, law.permanence)
        assert child.placement is not None
        self._approvals.resume(child, child.placement, law.approval)
        if law.case is not None:
            self._court.opened(standing, law.case)
        standing.other_ways = self._orders.other_ways(standing)

    def all_opened(self, children: Sequence[Child]) -> None:
        """Let cases, assessments and plans go on from where they stood."""
        self._approvals.all_resumed()
        self._court.all_opened()
        for child in children:
            standing = self._standings.get(child.identity)
            if standing is not None and standing.after_order:
                self._orders.goes_on(standing)

    def entered_care(self, child: Child) -> None:
        """Take up what stands in law about `child` and those who have come into care with them."""
        if child.identity in self._standings:
            return  # came with a sibling
        now = self._world.lives.now
        together = [one for one in (child, *child.siblings) if one.looked_after and one.entered == now]
        standings = [self._stands(one) for one in together]
        self._court.comes(standings, self._pre_proceedings.foreseen_entry(child.family))

    def _stands(self, child: Child) -> LegalStanding:
        standing = LegalStanding(child)
        self._standings[child.identity] = standing
        self._orders.note_status(standing, standing.status)
        self._permanence.entered_care(standing)
        ends = PROTECTION_ENDS.get(standing.status)
        if ends is not None:
            self._world.lives.at(self._world.lives.now + ends, partial(self._protection_ends, standing))
        return standing

    def _protection_ends(self, standing: LegalStanding) -> None:
        here = self._standings.get(standing.child.identity) is standing
        if here and standing.status in PROTECTION_ENDS:
            self._orders.note_status(standing, LegalStatus.ACCOMMODATED)

    def placed(self, child: Child, placement: Placement) -> None:
        """Relatives and friends are approved for a time, and assessed."""
        self._approvals.placed(child, placement)

    def left_placement(self, child: Child) -> None:
        """An assessment of relatives or friends ends with the placement."""
        if child.placement is not None:
            self._approvals.left(child, child.placement)

    def moved_on(self, child: Child, _after: PlacementEnd) -> None:
        """A care order at home that broke down is one in care from now on."""
        standing, here = self._standings.get(child.identity), child.placement
        if standing is None or here is None or here.kind is Kind.WITH_PARENTS:
            return
        if standing.after_order and standing.destined is CourtOrder.CARE_AT_HOME and standing.other_ways == 0.0:
            standing.other_ways = self._legal.residual.after_order_multiplier

    def plan_failed(self, child: Child) -> None:
        """Adoption came to nothing before the order was made: a family is looked for anew."""
        standing = self._standings.get(child.identity)
        if standing is not None and standing.status is LegalStatus.PLACEMENT_ORDER:
            self._orders.adoption.broke_down(standing)

    def left_care(self, child: Child) -> None:
        """The case goes on for siblings, and what was being done for this child ends."""
        standing = self._standings.pop(child.identity, None)
        if standing is None:
            return
        self._court.leaves(standing)
        for task in standing.tasks:
            task.stop(self._world.lives)

    # --- questions about a child

    def other_ways(self, child: Child) -> float:
        """Return what stands in law makes of the rate of leaving by other ways than a court's order."""
        standing = self._standings.get(child.identity)
        return 1.0 if standing is None else standing.other_ways

    def after_order(self, child: Child) -> bool:
        """Whether a court has made its final order about `child`."""
        standing = self._standings.get(child.identity)
        return standing is not None and standing.after_order


def _in_force(strategy: AnyStrategy | None) -> AnyStrategy | None:
    """Return a strategy that has the capacity to do something, if it is among what the model is told."""
    return strategy if strategy is not None and strategy.exists else None
