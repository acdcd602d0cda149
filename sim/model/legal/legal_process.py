"""The legal process, as lives in care meet it: what stands in law about each child, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from sim.foundations.codes import CourtOrder, IdleStep, Kind, LegalStatus, PlacementEnd
from sim.model.core.kept import PoolChild
from sim.model.core.people import Child, Family, Placement
from sim.model.core.service import Service
from sim.model.legal.approvals import CarerApprovals
from sim.model.legal.assessors import Assessors
from sim.model.legal.court import Court
from sim.model.legal.early_permanence import EarlyPlacements
from sim.model.legal.family_finding import FamilyFinding
from sim.model.legal.idle import IdleLags
from sim.model.legal.meetings import MeetingKind, MeetingOnIdleSteps
from sim.model.legal.orders import Orders
from sim.model.legal.permanence import PermanencePlans
from sim.model.legal.planning_meeting import LegalPlanningMeeting
from sim.model.legal.practice import CourtPractice
from sim.model.legal.pre_proceedings import PreProceedings
from sim.model.legal.proceedings import proceedings
from sim.model.legal.standing import LegalStanding
from sim.model.register.columns import NOBODY
from sim.parameters.legal.strategies import (
    AdoptionSummit,
    CaseTracker,
    ConnectedCarersTeam,
    EarlierFamilyFinding,
    EarlyPermanence,
    ParallelPlanning,
    WeeklyLegalPlanning,
)

AnyStrategy = TypeVar(
    "AnyStrategy",
    AdoptionSummit,
    CaseTracker,
    ConnectedCarersTeam,
    EarlierFamilyFinding,
    EarlyPermanence,
    ParallelPlanning,
    WeeklyLegalPlanning,
)

if TYPE_CHECKING:
    from sim.model.lives.world import World
    from sim.parameters.legal.legal import Legal

PROTECTION_ENDS: Final = {LegalStatus.POLICE_PROTECTION: 3.0, LegalStatus.EMERGENCY_PROTECTION: 8.0}
"""Days after which police protection (72 hours) or an emergency protection order (8 days) is over: Children Act 1989,
sections 46 and 45. Until proceedings are issued the child is then accommodated under section 20."""

ADOPTION_PLANS_AT_THE_SUMMIT: Final = 0.5
"""Share of adoption plans that a summit goes through without the strategy: a judgement. How long theirs lie idle is in
the mean that the base is told of, so that the strategy brings nothing new to them: it takes up the others."""


class LegalProcess(Service):
    """Keeps what stands in law about each child in care, and has courts and the council act on it."""

    __slots__ = (
        "_approvals",
        "_assessors",
        "_court",
        "_legal",
        "_orders",
        "_permanence",
        "_pre_proceedings",
        "_standings",
        "_world",
    )

    def __init__(self, world: World, legal: Legal) -> None:
        self._world = world
        self._legal = legal
        self._standings: dict[int, LegalStanding] = {}
        """By the identity of each child in care."""
        told = world.parameters
        idle = IdleLags(world)
        assessors = Assessors(world, legal, _in_force(told.connected_carers))
        self._assessors = assessors
        self._approvals = CarerApprovals(world, legal, assessors)
        planning = LegalPlanningMeeting(world, legal.planning, _in_force(told.legal_planning))
        practice = CourtPractice(legal, _in_force(told.parallel_planning))
        earlier = _in_force(told.family_finding)
        finding = FamilyFinding(world, legal, idle, earlier)
        early = EarlyPlacements(world, legal, practice, _in_force(told.early_permanence))
        self._orders = Orders(world, legal, idle, self._approvals, finding, early)
        self._permanence = PermanencePlans(world, legal, self._orders.adoption, earlier)
        tracked = _in_force(told.plo_tracker) is not None
        self._pre_proceedings = PreProceedings(world, legal, idle, planning, _in_force(told.legal_planning), tracked)
        self._court = Court(
            world, legal, idle, assessors, self._approvals, planning, practice, self._orders, proceedings
        )
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
                IdleStep.FAMILY_FINDING: max(0.0, summit.covers.adoption - ADOPTION_PLANS_AT_THE_SUMMIT),
                IdleStep.RELATIVES: summit.covers.guardianship,
                IdleStep.LONG_TERM_MATCH: summit.covers.fostering,
                IdleStep.DISCHARGE: summit.covers.discharge,
            }
            meeting = MeetingOnIdleSteps(self._world, idle, MeetingKind.SUMMIT, covers, summit.agenda, summit.taken_up)
            meeting.begin(summit.starts, summit.interval)

    # --- families at risk

    def works_with_families(self) -> bool:
        """Whether what is done before court may change when families enter, and who waits with them to be heard."""
        return self._pre_proceedings.acts

    def foresees_families(self) -> bool:
        """Whether what becomes of families before court can be foreseen, for want of anybody who changes it."""
        return not self._pre_proceedings.acts

    def foreseen(self, family: Family) -> None:
        """Enter what becomes of a family on the way to court."""
        self._pre_proceedings.foreseen(family)

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
        standing = LegalStanding(child, self._world.lives.now)
        standing.status, standing.after_order = law.status, law.after_order
        standing.destined = None if law.destined == NOBODY else CourtOrder(law.destined)
        standing.adoption_considered = law.adoption_considered
        self._standings[child.identity] = standing
        self._orders.effects.note_status(standing, law.status, law.since)
        self._permanence.opened(standing, law.permanence)
        assert child.placement is not None
        self._approvals.resume(child, child.placement, law.approval)
        if law.case is not None:
            self._court.opened(standing, law.case)
        standing.early = not law.permanence.placed <= 0.0 and law.permanence.early <= 0.0 and _is_with_adopters(child)
        standing.other_ways = self._orders.effects.other_ways(standing)

    def all_opened(self, children: Sequence[Child]) -> None:
        """Let cases, assessments and plans go on from where they stood."""
        self._assessors.opens()
        self._approvals.all_resumed()
        self._court.all_opened()
        self._assessors.all_opened()
        standings = [self._standings[child.identity] for child in children if child.identity in self._standings]
        self._orders.adoption.goes_on(standings)
        for standing in standings:
            self._permanence.reviews(standing)
            if standing.after_order:
                self._orders.goes_on(standing)

    def entered_care(self, child: Child) -> None:
        """Take up what stands in law about `child` and those who have come into care with them."""
        if child.identity in self._standings:
            return  # came with a sibling
        now = self._world.lives.now
        together = [one for one in (child, *child.siblings) if one.looked_after and one.entered == now]
        foreseen = self._pre_proceedings.foreseen_entry(child.family)
        standings = [self._stands(one, foreseen) for one in together]
        self._court.comes(standings, foreseen)
        for standing in standings:
            self._permanence.reviews(standing)

    def _stands(self, child: Child, foreseen: float) -> LegalStanding:
        standing = LegalStanding(child, foreseen)
        self._standings[child.identity] = standing
        self._orders.effects.note_status(standing, standing.status)
        self._permanence.entered_care(standing)
        ends = PROTECTION_ENDS.get(standing.status)
        if ends is not None:
            self._world.lives.at(self._world.lives.now + ends, partial(self._protection_ends, standing))
        return standing

    def _protection_ends(self, standing: LegalStanding) -> None:
        here = self._standings.get(standing.child.identity) is standing
        if here and standing.status in PROTECTION_ENDS:
            self._orders.effects.note_status(standing, LegalStatus.ACCOMMODATED)

    def placed(self, child: Child, placement: Placement) -> None:
        """Relatives and friends are approved for a time, and assessed."""
        self._approvals.placed(child, placement)

    def left_placement(self, child: Child) -> None:
        """An assessment of relatives or friends ends with the placement, and so does a match for the long term."""
        if child.placement is None:
            return
        self._approvals.left(child, child.placement)
        self._orders.long_term.left_placement(child)
        standing = self._standings.get(child.identity)
        if standing is not None and standing.early and _is_with_adopters(child):
            self._orders.adoption.left_placement(standing)

    def lives_in(self, child: Child, _placement: Placement) -> None:
        """Those who are to grow up in foster care are looked for a home for good while they live there."""
        self._orders.long_term.lives_in(child)

    def moved_on(self, child: Child, after: PlacementEnd) -> None:
        """A care order at home that broke down is one in care from now on."""
        if after is PlacementEnd.TO_PERMANENT_FAMILY:
            self._orders.long_term.moved_to_permanent_family(child)
        standing, here = self._standings.get(child.identity), child.placement
        if standing is None or here is None or here.kind is Kind.WITH_PARENTS:
            return
        if standing.after_order and standing.destined is CourtOrder.CARE_AT_HOME and standing.other_ways == 0.0:
            standing.other_ways = self._legal.residual.after_order_multiplier
            self._orders.long_term.care_order(standing)

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
        standing.over = True
        self._court.leaves(standing)
        self._orders.adoption.left_care(standing)
        self._orders.long_term.left_care(child)
        for task in standing.tasks:
            task.stop(self._world.lives)

    def reviewed(self, child: Child, number: int) -> None:
        """Where a service holds the reviews, where a child is to grow up is decided at them."""
        standing = self._standings.get(child.identity)
        if standing is not None:
            self._permanence.reviewed(standing, number)

    # --- questions about a child

    def hazard(self, child: Child, _placement: Placement, _now: float, multiplier: float) -> float:
        """Return the multiplier of the hazard of a breakdown, with what a match for the long term makes of it."""
        ratio = self._legal.permanence.disruption_multiplier
        return multiplier * ratio if ratio != 1.0 and self._orders.long_term.is_matched(child) else multiplier

    def planned_moves(self, child: Child) -> float:
        """Return what a match for the long term makes of the rate of planned moves."""
        return self._legal.permanence.moves_multiplier if self._orders.long_term.is_matched(child) else 1.0

    def other_ways(self, child: Child) -> float:
        """Return what stands in law makes of the rate of leaving by other ways than a court's order."""
        standing = self._standings.get(child.identity)
        return 1.0 if standing is None else standing.other_ways

    def after_order(self, child: Child) -> bool:
        """Whether a court has made its final order about `child`."""
        standing = self._standings.get(child.identity)
        return standing is not None and standing.after_order


def _is_with_adopters(child: Child) -> bool:
    return child.placement is not None and child.placement.kind is Kind.ADOPTION


def _in_force(strategy: AnyStrategy | None) -> AnyStrategy | None:
    """Return a strategy that has the capacity to do something, if it is among what the model is told."""
    return strategy if strategy is not None and strategy.exists else None
