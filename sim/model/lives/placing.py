"""Placements begin and end: taking a place, giving it back, and the clocks that say when it will end."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from sim.foundations.codes import Kind, LeavingCause, PlacementEnd
from sim.model.core.people import Child, Placement, PlacementSearch
from sim.model.placements.recording import end_placement, enter_placement
from sim.model.placements.siblings import siblings_here

if TYPE_CHECKING:
    from sim.model.lives.world import World


def begin_placement(world: World, child: Child, placement: Placement) -> None:
    """Let `child` live in `placement` from now on."""
    child.placement = placement
    child.occasion += 1
    enter_placement(world, child, placement)
    world.services.placed(child, placement)


def place_in_emergency(world: World, child: Child, request: PlacementSearch) -> None:
    """Give `child` an emergency place now, while the search goes on."""
    placement = world.placements.placed_in_emergency(child, request)
    placement.search = request
    placement.answer = world.matching.next_answer(request)
    begin_placement(world, child, placement)


def keep_emergency_place(world: World, child: Child, placement: Placement) -> None:
    """Let an emergency place become the child's home: the search is over, and the placement goes on as others do."""
    world.placements.keep(child, placement)
    placement.search, placement.answer = None, inf
    world.disruption.retime(child, placement)
    world.doors.plan_move(child, placement, 1 + len(siblings_here(child)))


def start_clocks(world: World, child: Child, placement: Placement, going_on: bool = False) -> None:
    """Set, by name, when the placement, which may be `going_on` from before, will end if nothing else ends it first."""
    world.services.lives_in(child, placement)
    world.disruption.start(child, placement, going_on)
    world.leaving.retime(child, world.lives.now)
    if placement.kind is Kind.ADOPTION:
        return  # it belongs to the plan for leaving, and is not moved on from
    world.doors.start(child, placement)
    if not placement.emergency:
        world.doors.plan_move(child, placement, max(1 + len(siblings_here(child)), placement.along), going_on)


def leave_placement(world: World, child: Child, placement: Placement, ending: PlacementEnd) -> None:
    """Leave `placement` and give its place back."""
    end_placement(world, placement, ending)
    stays = 0.0
    if (
        ending is PlacementEnd.LEFT_CARE
        and placement.household is not None
        and child.plan is not None
        and child.plan.cause is LeavingCause.EIGHTEENTH_BIRTHDAY
    ):
        stays = world.leaving.stays_put(child)
    world.placements.vacate(child, placement, stays)
    world.services.left_placement(child)
    child.placement = None
