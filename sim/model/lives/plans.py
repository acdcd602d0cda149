"""The plan for leaving care takes its steps: the decision, what is prepared, the leaving; or it fails."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.codes import Kind, LeavingCause, PlacementEnd
from sim.model.core.people import Child, LeavingPlan, Placement
from sim.model.engine.life import Wake
from sim.model.placements.recording import end_episode, note_decision, withdraw_decision

if TYPE_CHECKING:
    from sim.model.lives.world import World

HOME: Final[tuple[LeavingCause, ...]] = (LeavingCause.HOME_PLANNED, LeavingCause.HOME_UNPLANNED)


def plan_goes_on(world: World, child: Child) -> PlacementEnd | None:
    """Take the next step of the plan for leaving care; return how it ends the placement, if it does."""
    plan, now = child.plan, world.lives.now
    assert plan is not None
    if plan.decided:
        return PlacementEnd.LEFT_CARE
    plan.decided = True
    plan.cause = LeavingCause.EIGHTEENTH_BIRTHDAY if now >= child.adult else world.leaving.cause(child, now)
    return prepares(world, child)


def prepares(world: World, child: Child) -> PlacementEnd | None:
    """Begin to prepare the leaving that has been decided now; return how it ends the placement, if it does."""
    plan, now = child.plan, world.lives.now
    assert plan is not None
    note_decision(world, child, plan.cause)
    _shut_doors(child)
    days = _preparation(world, child, plan)
    if days == 0.0:
        return PlacementEnd.LEFT_CARE
    if now + days >= child.adult:
        plan.next, plan.cause = child.adult, LeavingCause.EIGHTEENTH_BIRTHDAY
        note_decision(world, child, plan.cause)
        return None
    plan.next = now + days
    world.services.prepares_to_leave(child)
    return PlacementEnd.TO_ADOPTION if plan.cause is LeavingCause.ADOPTED else None


def _preparation(world: World, child: Child, plan: LeavingPlan) -> float:
    """Return the days from the decision of now to leaving care; a return home takes the longer, the less time there is.

    Not an adoption, whose days courts and agencies set.
    """
    days = world.leaving.preparation(child, plan)
    return days * world.services.plans_take() if plan.cause is LeavingCause.HOME_PLANNED else days


def fails(child: Child, placement: Placement) -> bool:
    """Whether the breakdown of `placement` ends the plan for leaving: adoption by those adopters, home to parents."""
    plan = child.plan
    if plan is None or not plan.decided:
        return False
    if placement.kind is Kind.ADOPTION:
        return plan.cause is LeavingCause.ADOPTED
    return placement.kind is Kind.WITH_PARENTS and plan.cause in HOME


def plan_fails(world: World, child: Child) -> None:
    """Give up the plan that broke down with the placement; a new one is made from now on."""
    world.services.plan_failed(child)
    child.failed_plans += 1
    withdraw_decision(world, child)
    child.plan = world.leaving.plan(child, world.lives.now)


def decide_return(world: World, child: Child) -> bool:
    """Decide now that the child goes home, where nothing was decided; return whether there is time before 18.

    The child's life is to be woken with `PLAN_CHANGED` by who decides.
    """
    plan, now = child.plan, world.lives.now
    assert plan is not None
    likely = world.services.other_ways(child)
    if likely < 1.0 and not world.chance.happens(likely, decisions.RETURN_BESIDE_COURT, child.identity, child.episode):
        return False  # it is for a court to decide, or one has
    returning = LeavingPlan(now, LeavingCause.HOME_PLANNED, decided=True)
    returning.next += _preparation(world, child, returning)
    if returning.next >= child.adult:
        return False
    plan.next, plan.cause, plan.decided = returning.next, returning.cause, True
    note_decision(world, child, plan.cause)
    _shut_doors(child)
    return True


def other_ways_change(world: World, child: Child) -> None:
    """Time anew when it is decided that `child` leaves, if they are in care: other ways are more or less likely."""
    life, plan = child.life, child.plan
    if not child.looked_after or life is None or life.over or plan is None:
        return
    before = plan.next
    world.leaving.retime(child, world.lives.now)
    world.lives.moved(life, before, plan.next, Wake.PLAN_CHANGED)


def moved_by_order(world: World, child: Child, ending: PlacementEnd, joins: Placement | None = None) -> None:
    """End the placement of `child` now, as a court's order or a decision on permanence has it; siblings stay.

    One who is to live where a sibling has just gone `joins` that placement.
    """
    placement = child.placement
    assert placement is not None
    assert child.life is not None
    placement.by_order, placement.door_to, placement.joins = True, ending, joins
    world.lives.wake(child.life, Wake.MOVED_BY_ORDER)


def leaves_by_order(world: World, child: Child, cause: LeavingCause) -> None:
    """Have `child` leave care now by a court's order."""
    _decided_by_order(world, child, cause, world.lives.now)
    moved_by_order(world, child, PlacementEnd.LEFT_CARE)


def placed_with_adopters(world: World, child: Child, until: float, joins: Placement | None = None) -> None:
    """Have `child` live with adopters from now on, and be adopted on a day, before their 18th birthday.

    One who is to live with the adopters of a sibling `joins` that placement.
    """
    _to_be_adopted(world, child, until)
    moved_by_order(world, child, PlacementEnd.TO_ADOPTION, joins)


def adopted_where_they_live(world: World, child: Child, until: float) -> None:
    """Have `child`, who lives with the adopters already, be adopted on a day, before their 18th birthday."""
    assert child.life is not None
    _to_be_adopted(world, child, until)
    world.lives.wake(child.life, Wake.PLAN_CHANGED)


def _to_be_adopted(world: World, child: Child, until: float) -> None:
    assert until < child.adult
    _decided_by_order(world, child, LeavingCause.ADOPTED, until)
    world.services.prepares_to_leave(child)


def _decided_by_order(world: World, child: Child, cause: LeavingCause, leaves: float) -> None:
    plan = child.plan
    assert plan is not None
    plan.next, plan.cause, plan.decided, plan.by_order = leaves, cause, True, True
    note_decision(world, child, cause)
    _shut_doors(child)


def _shut_doors(child: Child) -> None:
    """Let nothing but what is prepared, or a breakdown, move a child whose leaving is decided."""
    if child.placement is not None:
        child.placement.door = child.placement.to_sibling = inf


def leave_care(world: World, child: Child) -> float:
    """Close the period of care; return the day on which the child comes back, infinite if never."""
    plan, now = child.plan, world.lives.now
    assert plan is not None
    end_episode(world, child, plan.cause)
    risk_ratio = world.services.reentry_ratio(child)
    world.services.left_care(child)
    return world.leaving.comes_back(child, plan.cause, now, risk_ratio)
