"""A family at risk, from when it becomes known to its crisis, and beyond it when entry was only postponed."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from sim.model.core.people import Child, Family, PlacementSearch
from sim.model.engine.life import Story
from sim.model.lives.looked_after import enter_care

if TYPE_CHECKING:
    from sim.model.lives.world import World


def at_risk(world: World, family: Family) -> Story:
    """Follow a family from when it becomes known to its crisis, and beyond it when entry was only postponed."""
    team = world.edge_of_care
    if not family.route.gives_warning:
        enter_care(world, family.children)
        return
    if team is not None:
        team.referred(family)
    rows, day = world.register.families, family.crisis
    asks = max(family.referred, day - world.parameters.demand.search_notice)
    if asks > world.lives.now:
        yield asks
    children = family.children
    request = _search(world, children, asks, day) if enters(world, family) else None
    yield day
    if enters(world, family):
        rows.entered[family.row] = True
        _enter(world, family, children, request)
        return
    if request is not None:
        _withdraw(world, children)
    day = postponed_until(world, family) if rows.would_enter[family.row] and team is not None else inf
    children = [child for child in children if child.adult > day]
    if children:
        rows.postponed_until[family.row] = day
        asks = max(family.crisis, day - world.parameters.demand.search_notice)
        yield asks
        request = _search(world, children, asks, day)
        yield day
        _enter(world, family, children, request)


def enters(world: World, family: Family) -> bool:
    """Whether the family's children enter care at the crisis, as things stand."""
    probability = world.parameters.demand.entry_probability
    if world.edge_of_care is not None:
        probability *= world.edge_of_care.risk_ratio(family)
    return family.luck < probability


def postponed_until(world: World, family: Family) -> float:
    """Return the day on which an averted entry happens after all; infinite when it stays averted."""
    assert world.edge_of_care is not None
    parameters, chance = world.edge_of_care.parameters, world.chance
    if not chance.happens(parameters.postponed_share, "only postponed", family.identity):
        return inf
    return family.crisis + parameters.postponed_within * chance.uniform("postponed by", family.identity)


def _search(world: World, children: list[Child], since: float, day: float) -> PlacementSearch:
    """Open the search for a place ahead of the entry on `day`, perhaps before the start; the panel may hear it."""
    request = world.matching.request(children, since=since)
    if world.panel is not None:
        world.panel.asked_for_place(children[0], request, day)
    return request


def _withdraw(world: World, children: list[Child]) -> None:
    if world.panel is not None:
        world.panel.withdrawn(children[0])


def _enter(world: World, family: Family, children: list[Child], request: PlacementSearch | None) -> None:
    """Bring the family's children, those who are still under 18, into care."""
    _withdraw(world, children)
    if world.edge_of_care is not None:
        world.edge_of_care.entered_care(family)
    enter_care(world, children, request)
    if world.edge_of_care is not None:
        world.edge_of_care.may_return(children)
