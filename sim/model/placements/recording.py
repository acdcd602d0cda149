"""Entries in the register that a life in care makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundations.codes import LeavingCause, PlacementEnd
from sim.model.core.people import Child, Placement
from sim.model.register.columns import NOBODY, OPEN

if TYPE_CHECKING:
    from sim.model.core.run import Run


def enter_child(run: Run, child: Child) -> None:
    """Enter a child who has not been in care before."""
    rows = run.register.children
    child.row = len(rows.identity)
    rows.identity.append(child.identity)
    rows.family.append(child.family)
    rows.born.append(child.born)
    rows.sex.append(child.sex)
    rows.behaviour_since.append(child.born if child.behaviour else OPEN)
    rows.disability.append(child.disability)


def enter_episode(run: Run, child: Child, began: float) -> None:
    """Enter the period of care that begins."""
    rows = run.register.episodes
    child.episode_row = len(rows.child)
    rows.child.append(child.row)
    rows.number.append(child.episode)
    rows.route.append(child.route)
    rows.began.append(began)
    rows.decided.append(OPEN)
    rows.ended.append(OPEN)
    rows.cause.append(NOBODY)


def enter_placement(run: Run, child: Child, placement: Placement) -> None:
    """Enter the placement that begins."""
    rows = run.register.placements
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
    rows.redirected.append(placement.instead_of is not None)
    rows.days_searched.append(placement.days_searched)
    rows.weekly_price.append(placement.weekly_price)
    rows.home.append(placement.home)
    rows.kept.append(OPEN)
    rows.kept_price.append(placement.weekly_price)


def note_apart(run: Run, child: Child, apart: bool) -> None:
    """Say whether the placement that begins is apart from a sibling in care."""
    assert child.placement is not None
    child.placement.split = apart
    run.register.placements.split[child.placement.row] = apart


def note_notice(run: Run, placement: Placement, why: PlacementEnd, day: float | None = None) -> None:
    """Say that notice of the placement's end was given now, or on a `day` before the start."""
    run.register.placements.notice[placement.row] = run.lives.now if day is None else day
    run.register.placements.why[placement.row] = why


def withdraw_notice(run: Run, placement: Placement) -> None:
    """Take the notice back: the placement goes on."""
    run.register.placements.notice[placement.row] = OPEN
    run.register.placements.why[placement.row] = NOBODY


def note_kept(run: Run, placement: Placement, weekly_price: float) -> None:
    """Say that an emergency place has become the child's home, at another price from now on."""
    run.register.placements.kept[placement.row] = run.lives.now
    run.register.placements.kept_price[placement.row] = weekly_price


def end_placement(run: Run, placement: Placement, why: PlacementEnd) -> None:
    """Close the placement now."""
    run.register.placements.ended[placement.row] = run.lives.now
    run.register.placements.why[placement.row] = why


def note_decision(run: Run, child: Child, cause: LeavingCause, day: float | None = None) -> None:
    """Say that the plan that ends the period of care was decided now, or on a `day` before the start."""
    run.register.episodes.decided[child.episode_row] = run.lives.now if day is None else day
    run.register.episodes.cause[child.episode_row] = cause


def withdraw_decision(run: Run, child: Child) -> None:
    """Take the decision back: the plan came to nothing."""
    run.register.episodes.decided[child.episode_row] = OPEN
    run.register.episodes.cause[child.episode_row] = NOBODY


def end_episode(run: Run, child: Child, cause: LeavingCause) -> None:
    """Close the period of care now."""
    run.register.episodes.ended[child.episode_row] = run.lives.now
    run.register.episodes.cause[child.episode_row] = cause
