"""Entries in the register that a life in care makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundations.codes import LeavingCause, PlacementEnd
from sim.model.core.people import Child, Placement
from sim.model.register.columns import NOBODY, OPEN

if TYPE_CHECKING:
    from sim.model.lives.world import World


def enter_child(world: World, child: Child) -> None:
    """Enter a child who has not been in care before."""
    rows = world.register.children
    child.row = len(rows.identity)
    rows.identity.append(child.identity)
    rows.family.append(child.family)
    rows.born.append(child.born)
    rows.sex.append(child.sex)
    rows.behaviour_since.append(child.born if child.behaviour else OPEN)
    rows.disability.append(child.disability)


def enter_episode(world: World, child: Child, began: float) -> None:
    """Enter the period of care that begins."""
    rows = world.register.episodes
    child.episode_row = len(rows.child)
    rows.child.append(child.row)
    rows.number.append(child.episode)
    rows.route.append(child.route)
    rows.began.append(began)
    rows.decided.append(OPEN)
    rows.ended.append(OPEN)
    rows.cause.append(NOBODY)


def enter_placement(world: World, child: Child, placement: Placement) -> None:
    """Enter the placement that begins."""
    rows = world.register.placements
    placement.row = len(rows.episode)
    rows.episode.append(child.episode_row)
    rows.kind.append(placement.kind)
    rows.sought.append(placement.sought)
    rows.location.append(placement.location)
    rows.household.append(placement.household.row if placement.household is not None else NOBODY)
    rows.began.append(placement.began)
    rows.notice.append(OPEN)
    rows.ended.append(OPEN)
    rows.why.append(NOBODY)
    rows.first_choice.append(placement.first_choice)
    rows.emergency.append(placement.emergency)
    rows.matched.append(placement.matched)
    rows.split.append(placement.split)
    rows.step_down.append(placement.step_down)
    rows.redirected.append(placement.redirected)
    rows.days_searched.append(placement.days_searched)
    rows.weekly_price.append(placement.weekly_price)
    rows.home.append(placement.home)
    rows.kept.append(OPEN)
    rows.kept_price.append(placement.weekly_price)


def note_apart(world: World, child: Child, apart: bool) -> None:
    """Say whether the placement that begins is apart from a sibling in care."""
    assert child.placement is not None
    child.placement.split = apart
    world.register.placements.split[child.placement.row] = apart


def note_notice(world: World, placement: Placement, why: PlacementEnd, day: float | None = None) -> None:
    """Say that notice of the placement's end was given now, or on a `day` before the start."""
    world.register.placements.notice[placement.row] = world.lives.now if day is None else day
    world.register.placements.why[placement.row] = why


def withdraw_notice(world: World, placement: Placement) -> None:
    """Take the notice back: the placement goes on."""
    world.register.placements.notice[placement.row] = OPEN
    world.register.placements.why[placement.row] = NOBODY


def note_kept(world: World, placement: Placement, weekly_price: float) -> None:
    """Say that an emergency place has become the child's home, at another price from now on."""
    world.register.placements.kept[placement.row] = world.lives.now
    world.register.placements.kept_price[placement.row] = weekly_price


def end_placement(world: World, placement: Placement, why: PlacementEnd) -> None:
    """Close the placement now."""
    world.register.placements.ended[placement.row] = world.lives.now
    world.register.placements.why[placement.row] = why


def note_decision(world: World, child: Child, cause: LeavingCause, day: float | None = None) -> None:
    """Say that the plan that ends the period of care was decided now, or on a `day` before the start."""
    world.register.episodes.decided[child.episode_row] = world.lives.now if day is None else day
    world.register.episodes.cause[child.episode_row] = cause


def withdraw_decision(world: World, child: Child) -> None:
    """Take the decision back: the plan came to nothing."""
    world.register.episodes.decided[child.episode_row] = OPEN
    world.register.episodes.cause[child.episode_row] = NOBODY


def end_episode(world: World, child: Child, cause: LeavingCause) -> None:
    """Close the period of care now."""
    world.register.episodes.ended[child.episode_row] = world.lives.now
    world.register.episodes.cause[child.episode_row] = cause
