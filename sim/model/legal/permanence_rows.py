"""Rows of the register on permanence: one a period of care, entered when it begins."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from sim.foundations.codes import PermanencePlan
from sim.model.core.kept import KeptPermanence
from sim.model.legal.standing import LegalStanding
from sim.model.register.columns import NOBODY, OPEN

if TYPE_CHECKING:
    from sim.model.core.run import Run


def enter(run: Run, standing: LegalStanding, second_review: float) -> None:
    """Enter a period of care in which nothing is planned yet."""
    rows = run.register.permanence
    standing.permanence_row = len(rows.episode)
    rows.episode.append(standing.child.episode_row)
    rows.second_review.append(second_review)
    rows.decided.append(OPEN)
    rows.plan.append(NOBODY)
    rows.contingency.append(False)
    rows.adoption_decision.append(OPEN)
    rows.placement_order.append(OPEN)
    rows.finding_possible.append(OPEN)
    rows.finding_began.append(OPEN)
    rows.matched.append(OPEN)
    rows.placed.append(OPEN)
    rows.early.append(OPEN)
    rows.reversed.append(OPEN)
    rows.long_term_matched.append(OPEN)
    rows.discharge_due.append(OPEN)


def enter_kept(run: Run, standing: LegalStanding, kept: KeptPermanence) -> None:
    """Enter the period of care of a child who is in care on the first day, with what was planned before."""
    enter(run, standing, kept.second_review)
    rows, row = run.register.permanence, standing.permanence_row
    for column, day in (
        (rows.decided, kept.decided),
        (rows.adoption_decision, kept.adoption_decision),
        (rows.placement_order, kept.placement_order),
        (rows.finding_possible, kept.finding_possible),
        (rows.finding_began, kept.finding_began),
        (rows.matched, kept.matched),
        (rows.placed, kept.placed),
        (rows.early, kept.early),
        (rows.long_term_matched, kept.long_term_matched),
        (rows.discharge_due, kept.discharge_due),
    ):
        if day < inf:
            column[row] = day
    rows.plan[row], rows.contingency[row] = kept.plan, kept.contingency


def undecided(run: Run, standing: LegalStanding) -> bool:
    """Whether it has yet to be decided where a child is to grow up."""
    return run.register.permanence.plan[standing.permanence_row] == NOBODY


def note_plan(run: Run, standing: LegalStanding, plan: PermanencePlan) -> None:
    """Enter that a plan for good has been decided now, unless one was before."""
    if undecided(run, standing):
        rows, row = run.register.permanence, standing.permanence_row
        rows.decided[row], rows.plan[row] = run.lives.now, plan
