"""A child's life in care, told in the order it happens: in, from placement to placement, out, and perhaps in again."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import Kind, LeavingCause, PlacementEnd
from sim.model.children import Child
from sim.model.life import Life, Story, Wake
from sim.model.matching import Request, apart_from_sibling, lives_with
from sim.model.placements import Placement
from sim.model.policy import SIXTEEN, SUPPORTED_FIRST, turns_residential
from sim.model.recording import (
    end_episode,
    end_placement,
    enter_child,
    enter_episode,
    enter_placement,
    note_apart,
    note_decision,
    note_notice,
    withdraw_notice,
)
from sim.model.register import NOBODY

if TYPE_CHECKING:
    from collections.abc import Generator

    from sim.model.world import World

    Stage = Generator[float, Wake | None, PlacementEnd]
    """Living in a placement: returns how it ends."""

    Notice = Generator[float, Wake | None, PlacementEnd | None]
    """The time between notice and move: returns how the placement ends, nothing if it goes on after all."""


@dataclass(frozen=True, slots=True)
class PendingMove:
    """A move of which notice was given before the run."""

    why: PlacementEnd
    noticed: float
    needed: float
    """The day on which it is due."""


TOGETHER_TURNS = 3
"""Rounds of asking after which siblings in emergency places are looked for apart."""

MOVES_TO_SUPPORTED_FROM = (Kind.IN_HOUSE, Kind.CONNECTED, Kind.AGENCY, Kind.CHILDRENS_HOME)


# --- coming into care


def enter_care(world: World, children: list[Child], request: Request | None = None) -> None:
    """Bring `children`, siblings or one child, into care now: together if a place for all is found, else apart."""
    for child in children:
        _begin_episode(world, child)
    if world.matching.connected_person(children):
        for child in children:
            _begin_placement(world, child, world.matching.placed_with_family(child, Kind.CONNECTED))
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
            _begin_placement(world, child, world.matching.placed(child, request))
    else:
        for child in children:
            _place_in_emergency(world, child, request)


def _place_in_emergency(world: World, child: Child, request: Request) -> None:
    placement = world.matching.placed_in_emergency(child, request)
    placement.search = request
    placement.answer = world.matching.next_answer(request)
    _begin_placement(world, child, placement)


def _begin_episode(world: World, child: Child) -> None:
    now = world.lives.now
    if child.row == NOBODY:
        enter_child(world, child)
    child.episode += 1
    child.entered = now
    enter_episode(world, child, now)
    child.plan = world.leaving.plan(child, now)


# --- in care


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
        _end_placement(world, child, placement, ending)
        if ending is PlacementEnd.LEFT_CARE:
            break
        _move(world, child, placement, ending)
    comes_back = _leave_care(world, child)
    if comes_back < inf:
        yield comes_back
        child.siblings = [sibling for sibling in child.siblings if sibling.looked_after]
        enter_care(world, [child])


def start_clocks(world: World, child: Child, placement: Placement, going_on: bool = False) -> None:
    """Set, by name, when the placement, which may be `going_on` from before, will end if nothing else ends it first."""
    now, chance, stability = world.lives.now, world.chance, world.parameters.stability
    name, occasion = child.identity, placement.occasion
    if world.consultation is not None:
        world.consultation.placed(child, placement)
    world.disruption.start(child, placement, going_on)
    if placement.kind in (Kind.WITH_PARENTS, Kind.ADOPTION):
        return  # these belong to the plan for leaving, and are not moved on from
    rate = stability.planned_moves[placement.kind] / DAYS_PER_YEAR / max(1 + len(siblings_here(child)), placement.along)
    if rate > 0.0 and not placement.emergency:
        placement.planned_move = now + chance.exponential("planned move", name, occasion) / rate
    rate = stability.moves_to_supported / DAYS_PER_YEAR
    if rate > 0.0 and placement.kind in MOVES_TO_SUPPORTED_FROM and Kind.SUPPORTED in world.matching.markets:
        since = max(now, child.born + SIXTEEN)
        if since < world.lives.horizon:
            placement.to_supported = since + chance.exponential("to supported", name, occasion) / rate


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
            ending = _plan_goes_on(world, child)
        elif when == placement.answer:
            ending = _search_goes_on(world, child, placement)
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


def given_notice(
    world: World, child: Child, placement: Placement, why: PlacementEnd, pending: PendingMove | None = None
) -> Notice:
    """Wait from notice of a move until it happens, and return how the placement ends; `None` if it goes on after all.

    A breakdown moves on the day that the notice ends, to an emergency place if need be; a planned move waits until a
    place is found.
    """
    plan, now = child.plan, world.lives.now
    assert plan is not None
    must_move = why in (PlacementEnd.DISRUPTED, PlacementEnd.HOUSEHOLD_CLOSED)
    noticed, needed = (pending.noticed, pending.needed) if pending is not None else (now, inf)
    if pending is None:
        needed = now + _notice_days(world, placement, why)
        note_notice(world, placement, why)
    if why is not PlacementEnd.STEPPED_DOWN:
        _open_search(world, child, placement, why, noticed)
        if world.panel is not None and needed > now:
            world.panel.asked_to_move(child, placement, why, needed)
    while True:
        when = min(needed, plan.next)
        woken = yield when
        if woken is Wake.STABILISED:
            _stays(world, child, placement)
            return None
        if woken is Wake.MOVES_TOO:
            return why
        if woken is not None:
            continue  # a closing household or changed support: the move is under way already
        if when == plan.next:
            ending = _plan_goes_on(world, child)
            if ending is not None:
                _withdraw(world, child, placement)
                return ending
        elif why is PlacementEnd.STEPPED_DOWN:
            home = placement.step_down_to
            assert home is not None
            if home.closing:
                _withdraw(world, child, placement)
                _stays(world, child, placement)
                return None
            return why
        else:
            search = placement.search
            assert search is not None
            if _found_for_all(world, child, search) or must_move:
                return why
            needed = world.matching.next_answer(search)


def _notice_days(world: World, placement: Placement, why: PlacementEnd) -> float:
    """Return the days between notice of the move and the day on which it is due."""
    if why is PlacementEnd.STEPPED_DOWN:
        assert world.panel is not None
        return world.panel.parameters.transition_weeks * 7
    if why is PlacementEnd.DISRUPTED:
        assert placement.clock is not None
        return max(0.0, placement.clock.ends - world.lives.now)
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
    if why in (PlacementEnd.PLANNED, PlacementEnd.HOUSEHOLD_CLOSED):
        for sibling in siblings_here(child):
            theirs = sibling.placement
            if theirs is not None and theirs.search is None:
                children.append(sibling)
            elif theirs is not None and theirs.search is not None and child in theirs.search.children:
                placement.search = theirs.search  # the sibling looks for both already
                return
    kinds = SUPPORTED_FIRST if why is PlacementEnd.TO_SUPPORTED else None
    placement.search = world.matching.request(children, entering=False, kinds=kinds, since=since)


def _plan_goes_on(world: World, child: Child) -> PlacementEnd | None:
    """Take the next step of the plan for leaving care; return how it ends the placement, if it does."""
    plan, now = child.plan, world.lives.now
    assert plan is not None
    if plan.decided:
        return PlacementEnd.LEFT_CARE
    plan.decided = True
    note_decision(world, child, plan.cause)
    days = world.leaving.preparation(child, plan)
    if days == 0.0:
        return PlacementEnd.LEFT_CARE
    if now + days >= child.adult:
        plan.next, plan.cause = child.adult, LeavingCause.EIGHTEENTH_BIRTHDAY
        note_decision(world, child, plan.cause)
        return None
    plan.next = now + days
    if plan.with_parents:
        return PlacementEnd.TO_PARENTS
    if plan.cause is LeavingCause.HOME_PLANNED and world.edge_of_care is not None:
        world.edge_of_care.asked_for_return(child)
    return PlacementEnd.TO_ADOPTION if plan.cause is LeavingCause.ADOPTED else None


def _search_goes_on(world: World, child: Child, placement: Placement) -> PlacementEnd | None:
    """Look whether the search behind an emergency place has found a better one by now."""
    search = placement.search
    assert search is not None
    if _found_for_all(world, child, search):
        return PlacementEnd.FOUND_BETTER
    if len(search.children) > 1 and search.turn >= TOGETHER_TURNS:
        alone = world.matching.request([child], entering=False)
        alone.asked = search.asked
        placement.search = search = alone
    placement.answer = world.matching.next_answer(search)
    return None


def _found_for_all(world: World, child: Child, search: Request) -> bool:
    """Look for a place for `child` and the siblings who are to move along, and tell them when there is one."""
    search.children = [child, *(other for other in search.children if other is not child and _moves_with(child, other))]
    if not world.matching.found(search):
        return False
    for sibling in search.children[1:]:
        assert sibling.placement is not None
        assert sibling.life is not None
        sibling.placement.search = search
        world.lives.wake(sibling.life, Wake.MOVES_TOO)
    return True


def _moves_with(child: Child, sibling: Child) -> bool:
    """Whether `sibling` still lives with `child` and either waits for the same search or has none."""
    here, there = child.placement, sibling.placement
    if here is None or there is None or not lives_with(here, there):
        return False
    return there.step_down_to is None and (there.search is None or there.search is here.search)


def siblings_here(child: Child) -> list[Child]:
    """Return the siblings who live in the same placement as `child`."""
    here = child.placement
    if here is None:
        return []
    return [other for other in child.siblings if other.placement is not None and lives_with(here, other.placement)]


def _ask_camhs(world: World, child: Child, placement: Placement) -> None:
    placement.strain, placement.strained = inf, True
    assert world.camhs is not None
    world.camhs.carers_under_strain(child)


def _stays(world: World, child: Child, placement: Placement) -> None:
    """Let the placement go on after notice: with a new threshold, and whatever support there now is."""
    withdraw_notice(world, placement)
    placement.search, placement.answer = None, inf
    child.residential_plan = placement.kind.residential
    placement.occasion = child.occasion
    child.occasion += 1
    placement.planned_move = placement.to_supported = inf
    start_clocks(world, child, placement)


def _withdraw(world: World, child: Child, placement: Placement) -> None:
    """Give up what was arranged for a move that does not happen."""
    if world.panel is not None:
        world.panel.withdrawn(child)
    if placement.step_down_to is not None:
        assert world.fostering is not None
        world.fostering.unreserve(placement.step_down_to)
        placement.step_down_to = None


# --- moving and leaving


def _move(world: World, child: Child, left: Placement, ending: PlacementEnd) -> None:
    """Give `child` the next placement after `left`."""
    matching = world.matching
    along: list[Child] = []
    if ending is PlacementEnd.TO_PARENTS:
        _begin_placement(world, child, matching.placed_with_family(child, Kind.WITH_PARENTS))
    elif ending is PlacementEnd.TO_ADOPTION:
        _begin_placement(world, child, matching.placed_with_family(child, Kind.ADOPTION))
    elif ending is PlacementEnd.STEPPED_DOWN:
        assert left.step_down_to is not None
        child.residential_plan = False
        _begin_placement(world, child, matching.stepped_down(child, left.step_down_to))
    else:
        search = left.search
        assert search is not None
        if search.result is not None:
            along = search.children
            _begin_placement(world, child, matching.placed(child, search))
        else:
            _place_in_emergency(world, child, search)
    note_apart(world, child, apart_from_sibling(child, along))
    assert child.placement is not None
    child.placement.along = len(along)
    if ending is PlacementEnd.DISRUPTED and world.camhs is not None:
        world.camhs.placement_disrupted(child)


def _leave_care(world: World, child: Child) -> float:
    """Close the period of care; return the day on which the child comes back, infinite if never."""
    plan, now = child.plan, world.lives.now
    assert plan is not None
    end_episode(world, child, plan.cause)
    if world.camhs is not None:
        world.camhs.left_care(child)
    risk_ratio = 1.0
    if world.edge_of_care is not None:
        world.edge_of_care.left_care(child)
        if child.supported_return:
            risk_ratio = world.edge_of_care.parameters.reentry_risk_ratio
            child.supported_return = False
    return world.leaving.comes_back(child, plan.cause, now, risk_ratio)


def _begin_placement(world: World, child: Child, placement: Placement) -> None:
    child.placement = placement
    child.occasion += 1
    enter_placement(world, child, placement)
    if placement.kind.residential and world.panel is not None:
        world.panel.placed_in_residential(child, placement.began)


def _end_placement(world: World, child: Child, placement: Placement, ending: PlacementEnd) -> None:
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
    world.matching.vacate(child, placement, stays)
    if world.panel is not None:
        world.panel.withdrawn(child)
        world.panel.left_residential(child)
    child.placement = None
