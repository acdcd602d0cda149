"""What an officer's challenge does: a leaving or a move that has been decided comes sooner; none is decided by it."""

from __future__ import annotations

from typing import Final

from sim.foundations.codes import LeavingCause
from sim.model.engine.life import Lives, Wake
from sim.model.statutory.review_cases import ReviewCase

EARLIER: Final[tuple[LeavingCause, ...]] = (
    LeavingCause.HOME_PLANNED,
    LeavingCause.RELATIVES,
    LeavingCause.CHILD_ARRANGEMENTS,
)
"""Preparations that a challenge may shorten; adoption and guardianship take as long as courts and panels do."""


def shorten_drift(case: ReviewCase, lives: Lives, share: float) -> None:
    """Take a share off what is left of a leaving, or of a planned move, that has been decided."""
    child = case.child
    if share <= 0.0 or child.life is None:
        return
    here = child.placement
    if here is not None and case.moving_from is here and here.noticed and case.move_needed > lives.now:
        here.planned_end = case.move_needed = _sooner(lives.now, case.move_needed, share)
        lives.wake(child.life, Wake.MOVE_SOONER)
    plan = child.plan
    if plan is not None and plan.decided and plan.cause in EARLIER and plan.next > lives.now:
        plan.next = _sooner(lives.now, plan.next, share)
        lives.wake(child.life, Wake.PLAN_CHANGED)


def _sooner(now: float, day: float, share: float) -> float:
    return now + (day - now) * (1.0 - share)
