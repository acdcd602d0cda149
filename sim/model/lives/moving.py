"""Moves from one placement to the next: notice, the search, siblings who come along, and the move."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.codes import Kind, PlacementEnd
from sim.model.core.people import Child, Placement, PlacementSearch
from sim.model.engine.life import Wake
from sim.model.lives.doors import LEADS_TO, TOGETHER, together
from sim.model.lives.placing import begin_placement, keep_emergency_place, place_in_emergency, start_clocks
from sim.model.lives.plans import plan_goes_on
from sim.model.placements.policy import SUPPORTED_FIRST, turns_residential
from sim.model.placements.recording import note_apart, note_notice, withdraw_notice
from sim.model.placements.siblings import apart_from_sibling, lives_with, siblings_here

if TYPE_CHECKING:
    from collections.abc import Generator

    from sim.model.lives.world import World

    Notice = Generator[float, Wake | None, PlacementEnd | None]
    """The time between notice and move: returns how the placement ends, nothing if it goes on after all."""


MUST_MOVE: Final[tuple[PlacementEnd, ...]] = (
    PlacementEnd.DISRUPTED,
    PlacementEnd.HOUSEHOLD_CLOSED,
    PlacementEnd.NOT_APPROVED,
)
"""Ends that do not wait until a place is found."""

MOVE_TOGETHER: Final[tuple[PlacementEnd, ...]] = (
    PlacementEnd.PLANNED,
    PlacementEnd.HOUSEHOLD_CLOSED,
    PlacementEnd.NOT_APPROVED,
    PlacementEnd.TO_PERMANENT_FAMILY,
)
"""Ends after which siblings who live together move on together."""

SOUGHT: Final[dict[PlacementEnd, tuple[Kind, ...]]] = {
    PlacementEnd.TO_SUPPORTED: SUPPORTED_FIRST,
    PlacementEnd.TO_PERMANENT_FAMILY: (Kind.IN_HOUSE, Kind.AGENCY),
}
"""Kinds that are looked for after such an end; else as is the policy for the child."""

TOGETHER_TURNS: Final = 3
"""Rounds of asking after which siblings in emergency places are looked for apart."""


@dataclass(frozen=True, slots=True)
class PendingMove:
    """A move of which notice was given before the run."""

    why: PlacementEnd
    noticed: float
    needed: float
    """The day on which it is due."""


def given_notice(
    world: World, child: Child, placement: Placement, why: PlacementEnd, pending: PendingMove | None = None
) -> Notice:
    """Wait from notice of a move until it happens, and return how the placement ends; `None` if it goes on after all.

    A breakdown moves on the day that the notice ends, to an emergency place if need be; a planned move waits until a
    place is found, until the household closes, or until the placement breaks down all the same.
    """
    noticed, needed = (pending.noticed, pending.needed) if pending is not None else (world.lives.now, inf)
    placement.noticed = True
    if pending is None:
        needed = world.lives.now + _notice_days(world, placement, why)
        note_notice(world, placement, why)
    must_move = needed if why in MUST_MOVE else inf
    if why is not PlacementEnd.STEPPED_DOWN:
        _open_search(world, child, placement, why, noticed)
        world.services.gave_notice(child, placement, why, needed)
    while True:
        plan, clock = child.plan, placement.clock
        assert plan is not None
        assert clock is not None
        breaks_down = inf if why is PlacementEnd.DISRUPTED else clock.ends - placement.notice
        when = min(needed, plan.next, breaks_down, placement.door)
        woken = yield when
        if woken is Wake.STABILISED:
            _stays(world, child, placement, why)
            return None
        if woken is Wake.MOVES_TOO:
            return why
        if woken is Wake.JOINS_SIBLING or woken is Wake.MOVED_BY_ORDER:
            _withdraw(world, child, placement)
            return placement.door_to
        if woken is Wake.SUPPORT_CHANGED and why is not PlacementEnd.DISRUPTED:
            world.disruption.retime(child, placement)
        if woken is Wake.HOUSEHOLD_CLOSES:
            must_move = min(must_move, world.lives.now + world.parameters.stability.planned_notice)
            needed = min(needed, must_move)
        if woken is Wake.MOVE_SOONER and why is not PlacementEnd.DISRUPTED:
            needed = min(needed, max(world.lives.now, placement.planned_end))
        if woken is not None:
            continue  # the move is under way already
        if when == plan.next:
            ending = plan_goes_on(world, child)
            if ending is not None:
                _withdraw(world, child, placement)
                return ending
        elif when == placement.door:
            _withdraw(world, child, placement)
            return placement.door_to
        elif when == breaks_down:
            why = PlacementEnd.DISRUPTED
            note_notice(world, placement, why)
            must_move = needed = max(world.lives.now, clock.ends)
            if placement.reserved is None and not placement.emergency:
                placement.search = None  # the child alone is looked for now, and what is sought may be another kind
                _open_search(world, child, placement, why, world.lives.now)
        elif placement.reserved is not None:
            if not placement.reserved.household.closing:
                return why
            _withdraw(world, child, placement)
            if why is PlacementEnd.STEPPED_DOWN:
                withdraw_notice(world, placement)
                placement.noticed = False
                return None
            _open_search(world, child, placement, why, world.lives.now)
        else:
            search = placement.search
            assert search is not None
            if _found_for_all(world, child, search) or world.lives.now >= must_move:
                return why
            needed = min(world.matching.next_answer(search), must_move)


def _notice_days(world: World, placement: Placement, why: PlacementEnd) -> float:
    """Return the days between notice of the move and the day on which it is due."""
    if why is PlacementEnd.STEPPED_DOWN:
        assert placement.reserved is not None
        return placement.reserved.days
    if why is PlacementEnd.DISRUPTED:
        assert placement.clock is not None
        return max(0.0, placement.clock.ends - world.lives.now)
    if why is PlacementEnd.PLANNED:
        return max(0.0, placement.planned_end - world.lives.now) * world.services.plans_take()
    if why is PlacementEnd.TO_SUPPORTED:
        return world.parameters.stability.planned_notice * world.services.plans_take()
    return world.parameters.stability.planned_notice


def _open_search(world: World, child: Child, placement: Placement, why: PlacementEnd, since: float) -> None:
    """Start looking for the next place, unless the search behind an emergency place is going on already.

    When notice was given before the start, the search has gone on `since` then.
    """
    if placement.search is not None and why is not PlacementEnd.TO_SUPPORTED:
        return
    if (
        why is PlacementEnd.DISRUPTED
        and placement.kind.foster
        and turns_residential(world.chance, world.parameters.policy, child, world.lives.now)
    ):
        child.residential_plan = True
    children = [child]
    if why in MOVE_TOGETHER:
        for sibling in siblings_here(child):
            theirs = sibling.placement
            if theirs is not None and theirs.search is None:
                children.append(sibling)
            elif theirs is not None and theirs.search is not None and child in theirs.search.children:
                placement.search = theirs.search  # the sibling looks for both already
                return
    placement.search = world.matching.request(children, kinds=SOUGHT.get(why), since=since)


def search_goes_on(world: World, child: Child, placement: Placement) -> PlacementEnd | None:
    """Look whether the search behind an emergency place has found a better one by now; or the place is kept."""
    search = placement.search
    assert search is not None
    if world.placements.could_keep(placement) and _keeps(world, search):
        if world.matching.found(search):
            _become_home(world, child, search)
            return None
    elif _found_for_all(world, child, search):
        return PlacementEnd.FOUND_BETTER
    if len(search.children) > 1 and search.turn >= TOGETHER_TURNS:
        alone = world.matching.request([child])
        alone.asked = search.asked
        placement.search = search = alone
    placement.answer = world.matching.next_answer(search)
    return None


def _keeps(world: World, search: PlacementSearch) -> bool:
    """Whether the children stay in their emergency place when the search behind it finds another: all or none."""
    leader = search.children[0]
    return world.chance.happens(
        world.parameters.emergency.kept, decisions.EMERGENCY_PLACE_KEPT, leader.family, search.occasion
    )


def _become_home(world: World, child: Child, search: PlacementSearch) -> None:
    """Let the emergency place become the home of all who wait in it for the same search."""
    for other in (child, *(sibling for sibling in search.children if sibling is not child)):
        placement = other.placement
        if placement is None or placement.search is not search or not placement.emergency or placement.noticed:
            continue
        if not world.placements.could_keep(placement):
            continue
        keep_emergency_place(world, other, placement)
        if other is not child and other.life is not None:
            world.lives.wake(other.life, Wake.PLAN_CHANGED)


def _found_for_all(world: World, child: Child, search: PlacementSearch) -> bool:
    """Look for a place for `child` and the siblings who are to move along, and tell them when there is one."""
    search.children = [child, *(other for other in search.children if other is not child and _moves_with(child, other))]
    if not world.matching.found(search):
        return False
    _tell(world, search)
    return True


def _moves_with(child: Child, sibling: Child) -> bool:
    """Whether `sibling` still lives with `child` and either waits for the same search or has none."""
    here, there = child.placement, sibling.placement
    if here is None or there is None or not lives_with(here, there):
        return False
    return there.reserved is None and (there.search is None or there.search is here.search)


def _stays(world: World, child: Child, placement: Placement, why: PlacementEnd) -> None:
    """Let the placement go on after notice, with new thresholds and whatever support there now is.

    One that had come to the point of breaking down stays fragile.
    """
    withdraw_notice(world, placement)
    placement.noticed = False
    placement.search, placement.answer = None, inf
    child.residential_plan = placement.kind.residential
    placement.fragile = placement.fragile or why is PlacementEnd.DISRUPTED
    placement.occasion = child.occasion
    child.occasion += 1
    start_clocks(world, child, placement)


def _withdraw(world: World, child: Child, placement: Placement) -> None:
    """Give up what was arranged for a move that does not happen."""
    world.services.withdrew(child)
    if placement.reserved is not None:
        world.fostering.unreserve(placement.reserved.household)
        placement.reserved = None


def move_on(world: World, child: Child, left: Placement, ending: PlacementEnd) -> None:
    """Give `child` the next placement after `left`."""
    placements = world.placements
    along: list[Child] = []
    if left.reserved is not None:
        child.residential_plan = False
        begin_placement(world, child, placements.stepped_down(child, left))
    elif left.joins is not None:
        child.residential_plan = False
        begin_placement(world, child, placements.joined(child, left.joins))
    elif ending is PlacementEnd.TO_ADOPTION:
        begin_placement(world, child, placements.placed_with_family(child, Kind.ADOPTION))
    elif ending in TOGETHER:
        child.residential_plan = False
        along = [child] if left.by_order else [child, *together(child, ending)]
        begin_placement(world, child, placements.placed_with_family(child, LEADS_TO[ending]))
    elif ending in (PlacementEnd.TO_OTHER_RESIDENTIAL, PlacementEnd.TO_SECURE):
        begin_placement(world, child, placements.placed_where_needed(child, LEADS_TO[ending]))
    else:
        search = left.search
        assert search is not None
        if search.result is not None:
            along = search.children
            begin_placement(world, child, placements.placed(child, search))
        else:
            place_in_emergency(world, child, search)
    here = child.placement
    assert here is not None
    note_apart(world, child, apart_from_sibling(child, along))
    here.along = len(along)
    if left.by_order and left.joins is not None:
        _are_together(world, child)
    if ending in TOGETHER and left.joins is None:
        _bring_along(world, along[1:], here, ending)
    world.services.moved_on(child, ending)


def _are_together(world: World, child: Child) -> None:
    """Note that siblings whom `child` has followed by a court's order are apart from nobody any more, if so."""
    for sibling in siblings_here(child):
        home = sibling.placement
        if home is not None and home.split and not apart_from_sibling(sibling):
            note_apart(world, sibling, apart=False)
            if sibling.life is not None:
                world.lives.wake(sibling.life, Wake.SUPPORT_CHANGED)


def _bring_along(world: World, siblings: list[Child], here: Placement, through: PlacementEnd) -> None:
    """Have the siblings follow through a door that takes them all."""
    for sibling in siblings:
        assert sibling.placement is not None
        assert sibling.life is not None
        sibling.placement.joins, sibling.placement.door_to = here, through
        world.lives.wake(sibling.life, Wake.JOINS_SIBLING)


def seeks_siblings(world: World, child: Child, placement: Placement) -> PlacementEnd | None:
    """Bring `child` and siblings who live apart together: in the home of one of them, or in another found for all.

    Where there is neither, it is tried again later.
    """
    placement.joins = world.carers.sibling_home(child)
    if placement.joins is not None:
        return PlacementEnd.TO_SIBLING
    search = None
    if not placement.emergency and placement.kind is not Kind.CONNECTED:
        since = world.lives.now - world.parameters.stability.planned_notice
        search = world.matching.place_together(child, since)
    if search is None:
        world.doors.seek_sibling(child, placement)
        return None
    placement.search = search
    _tell(world, search)
    return PlacementEnd.TO_SIBLING


def _tell(world: World, search: PlacementSearch) -> None:
    """Tell the siblings of the child who looks that a place has been found for all."""
    for sibling in search.children[1:]:
        assert sibling.placement is not None
        assert sibling.life is not None
        sibling.placement.search = search
        world.lives.wake(sibling.life, Wake.MOVES_TOO)
