"""A family at risk, from when it becomes known to its crisis, and beyond it when entry was only postponed."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from sim.model.core.people import Child, Family, PlacementSearch
from sim.model.engine.life import Story, Wake
from sim.model.lives.looked_after import enter_care

if TYPE_CHECKING:
    from sim.model.lives.world import World


def at_risk(world: World, family: Family) -> Story:
    """Follow a family from when it becomes known to its crisis, and beyond it when entry was only postponed."""
    if not family.route.gives_warning:
        if world.services.passes_on(family):
            world.register.passed_on.append(world.lives.now)
        else:
            enter_care(world, family.children)
        return
    world.services.referred(family)
    lives, rows, notice = world.lives, world.register.families, world.parameters.demand.search_notice
    asks = max(family.referred, family.crisis - notice)
    while asks > lives.now:
        yield asks
        asks = max(lives.now, family.crisis - notice)  # a crisis that was moved meanwhile moves the search too
    children = family.children
    request = _search(world, children, asks, family.crisis) if enters(world, family) else None
    yield family.crisis
    while family.crisis > lives.now:
        yield family.crisis
    here = [child for child in children if child.adult > lives.now]  # a crisis that was put off comes too late for some
    if here and enters(world, family):
        rows.entered[family.row] = True
        _enter(world, family, here, request if len(here) == len(children) else None)
        return
    if request is not None:
        world.services.withdrew(children[0])
    day = world.services.postponed_until(family) if rows.would_enter[family.row] else inf
    children = [child for child in children if child.adult > day]
    if children:
        rows.postponed_until[family.row] = day
        asks = max(family.crisis, day - notice)
        yield asks
        request = _search(world, children, asks, day)
        yield day
        _enter(world, family, children, request)


def move_crisis(world: World, family: Family, day: float) -> None:
    """Have a family's crisis come on another day than was foreseen: not before tomorrow, nor before a birth."""
    earliest = min(family.crisis, max(world.lives.now, *family.births) + 1.0)
    family.crisis = world.register.families.crisis[family.row] = max(earliest, day)
    if family.life is not None:
        world.lives.wake(family.life, Wake.CRISIS_MOVED)
    world.services.crisis_moved(family)


def enters(world: World, family: Family) -> bool:
    """Whether the family's children enter care at the crisis, as things stand."""
    return family.luck < world.parameters.demand.entry_probability * world.services.entry_ratio(family)


def _search(world: World, children: list[Child], since: float, day: float) -> PlacementSearch:
    """Open the search for a place ahead of the entry on `day`, perhaps before the start; services may hear it."""
    request = world.matching.request(children, since=since)
    world.services.asked_for_place(children[0], request, day)
    return request


def _enter(world: World, family: Family, children: list[Child], request: PlacementSearch | None) -> None:
    """Bring the family's children, those who are still under 18, into care."""
    world.services.withdrew(children[0])
    world.services.family_enters(family)
    enter_care(world, children, request)
    world.services.family_entered(children)
