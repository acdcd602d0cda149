"""A child's life in care, told in the order it happens: in, from placement to placement, out, and perhaps in again."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from sim.foundations.codes import Kind, PlacementEnd
from sim.model.children import Child
from sim.model.life import Life, Story, Wake
from sim.model.matching import Request, apart_from_sibling
from sim.model.moving import PendingMove, given_notice, move_on, search_goes_on
from sim.model.needs import expect_need
from sim.model.placements import Placement
from sim.model.placing import begin_placement, leave_placement, place_in_emergency, start_clocks
from sim.model.plans import leave_care, plan_goes_on
from sim.model.recording import (
    enter_child,
    enter_episode,
    note_apart,
)
from sim.model.register import NOBODY

if TYPE_CHECKING:
    from collections.abc import Generator

    from sim.model.world import World

    Stage = Generator[float, Wake | None, PlacementEnd]
    """Living in a placement: returns how it ends."""


def enter_care(world: World, children: list[Child], request: Request | None = None) -> None:
    """Bring `children`, siblings or one child, into care now: together if a place for all is found, else apart."""
    for child in children:
        _begin_episode(world, child)
    if world.matching.connected_person(children):
        for child in children:
            begin_placement(world, child, world.matching.placed_with_family(child, Kind.CONNECTED))
    else:
        if request is None:
            request = world.matching.request(children, entering=True)
        _find_places(world, children, request)
    for child in children:
        note_apart(world, child, apart_from_sibling(child))
    for child in children:
        if world.camhs is not None:
            world.camhs.entered_care(child)
        child.life = Life(looked_after(world, child))
        world.lives.resume(child.life)


def _find_places(world: World, children: list[Child], request: Request) -> None:
    """Place `children` as the search found; in emergency places, from which it goes on, where it has found nothing."""
    if world.matching.found(request):
        for child in children:
            begin_placement(world, child, world.matching.placed(child, request))
    else:
        for child in children:
            place_in_emergency(world, child, request)


def _begin_episode(world: World, child: Child) -> None:
    now = world.lives.now
    if child.row == NOBODY:
        expect_need(world, child)
        enter_child(world, child)
    child.episode += 1
    child.entered = now
    enter_episode(world, child, now)
    child.plan = world.leaving.plan(child, now)


def looked_after(world: World, child: Child, pending: PendingMove | None = None) -> Story:
    """Follow `child`, who has been placed, until they leave care; and, if they come back, again.

    At the start of the run a move may be `pending` of which notice was given before.
    """
    while True:
        placement = child.placement
        assert placement is not None
        start_clocks(world, child, placement, going_on=placement.began < world.lives.now)
        ending = None
        if pending is not None:
            ending, pending = (yield from given_notice(world, child, placement, pending.why, pending)), None
        if ending is None:
            ending = yield from lived_in(world, child, placement)
        leave_placement(world, child, placement, ending)
        if ending is PlacementEnd.LEFT_CARE:
            break
        move_on(world, child, placement, ending)
    comes_back = leave_care(world, child)
    if comes_back < inf:
        yield comes_back
        child.siblings = [sibling for sibling in child.siblings if sibling.looked_after]
        enter_care(world, [child])


def lived_in(world: World, child: Child, placement: Placement) -> Stage:
    """Live in `placement` until it ends, and return why it ends."""
    plan = child.plan
    assert plan is not None
    while True:
        assert placement.clock is not None
        ending: PlacementEnd | None = None
        disrupts = placement.clock.ends - placement.notice
        moves, supported = placement.planned_move, placement.to_supported
        when = min(disrupts, moves, supported, plan.next, placement.strain, placement.answer)
        woken = yield when
        if woken is Wake.SUPPORT_CHANGED:
            world.disruption.retime(child, placement)
        elif woken is Wake.PLAN_CHANGED:
            continue
        elif woken is Wake.STEP_DOWN:
            ending = yield from given_notice(world, child, placement, PlacementEnd.STEPPED_DOWN)
        elif woken is Wake.HOUSEHOLD_CLOSES:
            ending = yield from given_notice(world, child, placement, PlacementEnd.HOUSEHOLD_CLOSED)
        elif woken is Wake.MOVES_TOO:
            ending = PlacementEnd.FOUND_BETTER if placement.emergency else PlacementEnd.PLANNED
        elif when == plan.next:
            ending = plan_goes_on(world, child)
        elif when == placement.answer:
            ending = search_goes_on(world, child, placement)
        elif when == placement.strain:
            _ask_camhs(world, child, placement)
        elif when == disrupts:
            ending = yield from given_notice(world, child, placement, PlacementEnd.DISRUPTED)
        elif when == moves:
            ending = yield from given_notice(world, child, placement, PlacementEnd.PLANNED)
        else:
            ending = yield from given_notice(world, child, placement, PlacementEnd.TO_SUPPORTED)
        if ending is not None:
            return ending


def _ask_camhs(world: World, child: Child, placement: Placement) -> None:
    placement.strain, placement.strained = inf, True
    assert world.camhs is not None
    world.camhs.carers_under_strain(child)
