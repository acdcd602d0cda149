"""A child's life in care, told in the order it happens: in, from placement to placement, out, and perhaps in again."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.codes import Kind, PlacementEnd
from sim.model.core.people import Child, LeavingPlan, Placement, PlacementSearch
from sim.model.engine.life import Life, Story, Wake
from sim.model.lives.moving import PendingMove, given_notice, move_on, search_goes_on, seeks_siblings
from sim.model.lives.needs import expect_need
from sim.model.lives.placing import begin_placement, leave_placement, place_in_emergency, start_clocks
from sim.model.lives.plans import fails, leave_care, plan_fails, plan_goes_on
from sim.model.placements.policy import is_in_hospital_or_detention
from sim.model.placements.recording import enter_child, enter_episode, note_apart
from sim.model.placements.siblings import apart_from_sibling
from sim.model.register.columns import NOBODY

if TYPE_CHECKING:
    from collections.abc import Generator

    from sim.model.lives.world import World

    Stage = Generator[float, Wake | None, PlacementEnd]
    """Living in a placement: returns how it ends."""


def enter_care(world: World, children: list[Child], request: PlacementSearch | None = None) -> None:
    """Bring `children`, siblings or one child, into care now: together if a place for all is found, else apart."""
    for child in children:
        _begin_episode(world, child)
    if not _placed_with_family(world, children):
        searched = [child for child in children if not _is_elsewhere(world, child)]
        if searched:
            if request is None or len(searched) < len(request.children):
                request = world.matching.request(searched)
            _find_places(world, searched, request)
    for child in children:
        note_apart(world, child, apart_from_sibling(child))
    for child in children:
        world.services.entered_care(child)
        child.life = Life(looked_after(world, child))
        world.lives.resume(child.life)


def _placed_with_family(world: World, children: list[Child]) -> bool:
    """Place `children` with their parents, under a care order, or with relatives or friends; whether that is done."""
    first, doors = children[0], world.parameters.doors
    if doors is not None and world.chance.happens(
        doors.parents_at_entry[first.route], decisions.WITH_PARENTS_AT_ENTRY, first.family, first.episode
    ):
        kind = Kind.WITH_PARENTS
    elif world.carers.connected_person(children):
        kind = Kind.CONNECTED
    else:
        return False
    home = world.placements.placed_with_family(first, kind)
    begin_placement(world, first, home)
    for child in children[1:]:
        begin_placement(world, child, world.placements.joined(child, home))
    return True


def _is_elsewhere(world: World, child: Child) -> bool:
    """Whether `child` is in a hospital, a family centre or custody and stays there: such a place is not searched."""
    if Kind.OTHER_RESIDENTIAL not in world.markets:
        return False
    if not is_in_hospital_or_detention(world.chance, world.parameters.policy, child, world.lives.now):
        return False
    begin_placement(world, child, world.placements.placed_where_needed(child, Kind.OTHER_RESIDENTIAL))
    return True


def _find_places(world: World, children: list[Child], request: PlacementSearch) -> None:
    """Place `children` as the search found; in emergency places, from which it goes on, where it has found nothing."""
    if world.matching.found(request):
        for child in children:
            begin_placement(world, child, world.placements.placed(child, request))
    else:
        for child in children:
            place_in_emergency(world, child, request)


def _begin_episode(world: World, child: Child) -> None:
    now = world.lives.now
    if child.row == NOBODY:
        expect_need(world, child)
        enter_child(world, child)
    child.episode += 1
    child.failed_plans = 0
    child.entered, child.comes_back = now, inf
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
        if ending is PlacementEnd.DISRUPTED and fails(child, placement):
            plan_fails(world, child)
        move_on(world, child, placement, ending)
    child.comes_back = leave_care(world, child)
    if child.comes_back < inf:
        yield from away(world, child)


def away(world: World, child: Child) -> Story:
    """Let `child` be out of care until they come back, with the siblings who are to come back too.

    The family is known, so a place is looked for beforehand.
    """
    lives = world.lives
    if (yield from _until(child.comes_back - world.parameters.demand.search_notice)) is Wake.COMES_BACK_TOO:
        return
    children = _coming_back(child, lives.now)
    request = world.matching.request(children)
    world.services.asked_for_place(child, request, child.comes_back)
    woken = yield from _until(child.comes_back)
    world.services.withdrew(child)
    if woken is Wake.COMES_BACK_TOO:
        return
    coming = _coming_back(child, lives.now)
    for sibling in coming[1:]:
        assert sibling.life is not None
        lives.wake(sibling.life, Wake.COMES_BACK_TOO)
    enter_care(world, coming, request if coming == children else None)


def _until(when: float) -> Generator[float, Wake | None, Wake | None]:
    """Sleep until a day, deaf to all but a sibling who comes back; say whether that was what woke the child."""
    while True:
        woken = yield when
        if woken is None or woken is Wake.COMES_BACK_TOO:
            return woken


def _coming_back(child: Child, now: float) -> list[Child]:
    """Return `child` and the siblings who are out of care, under 18 and to come back."""
    return [child, *(other for other in child.siblings if other.comes_back < inf and other.adult > now)]


def lived_in(world: World, child: Child, placement: Placement) -> Stage:
    """Live in `placement` until it ends, and return why it ends."""
    while True:
        plan = child.plan
        assert plan is not None
        assert placement.clock is not None
        ending: PlacementEnd | None = None
        disrupts = placement.clock.ends - placement.notice
        moves = placement.planned_move
        when = _foreseen(placement, plan, disrupts)
        woken = yield when
        if woken is Wake.SUPPORT_CHANGED:
            world.disruption.retime(child, placement)
        elif woken is Wake.PLAN_CHANGED:
            continue
        elif woken is Wake.STEP_DOWN:
            ending = yield from given_notice(world, child, placement, PlacementEnd.STEPPED_DOWN)
        elif woken is Wake.HOUSEHOLD_CLOSES:
            ending = yield from given_notice(world, child, placement, PlacementEnd.HOUSEHOLD_CLOSED)
        elif woken is Wake.NOT_APPROVED:
            ending = yield from given_notice(world, child, placement, PlacementEnd.NOT_APPROVED)
        elif woken is Wake.PERMANENT_FAMILY:
            ending = yield from given_notice(world, child, placement, PlacementEnd.TO_PERMANENT_FAMILY)
        elif woken is Wake.MOVES_TOO:
            ending = PlacementEnd.FOUND_BETTER if placement.emergency else PlacementEnd.PLANNED
        elif woken is Wake.JOINS_SIBLING or woken is Wake.MOVED_BY_ORDER:
            ending = placement.door_to
        elif when == plan.next:
            ending = plan_goes_on(world, child)
        elif when == placement.door:
            ending = placement.door_to
        elif when == placement.to_sibling:
            ending = seeks_siblings(world, child, placement)
        elif when == placement.answer:
            ending = search_goes_on(world, child, placement)
        elif when == placement.strain:
            world.disruption.under_strain(child, placement)
        elif when == disrupts:
            ending = yield from given_notice(world, child, placement, PlacementEnd.DISRUPTED)
        elif when == moves:
            waits = world.services.planned_move_waits_until(child, placement)
            if waits > world.lives.now:
                placement.planned_move = waits
                continue
            ending = yield from given_notice(world, child, placement, PlacementEnd.PLANNED)
        else:
            ending = yield from given_notice(world, child, placement, PlacementEnd.TO_SUPPORTED)
        if ending is not None:
            return ending


def _foreseen(placement: Placement, plan: LeavingPlan, disrupts: float) -> float:
    """Return the first day on which something happens that is foreseen now; `disrupts` is that of a breakdown.

    Compared one by one, which takes less than half as long as `min` of so many.
    """
    first = disrupts
    if placement.planned_move < first:
        first = placement.planned_move
    if placement.to_supported < first:
        first = placement.to_supported
    if plan.next < first:
        first = plan.next
    if placement.strain < first:
        first = placement.strain
    if placement.answer < first:
        first = placement.answer
    if placement.door < first:
        first = placement.door
    if placement.to_sibling < first:
        first = placement.to_sibling
    return first
