"""Permanence: when a plan for a home for good is decided, and how it is found for those who stay in care."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from sim.model.core.kept import KeptPermanence
from sim.model.legal.standing import LegalStanding
from sim.model.register.columns import NOBODY, OPEN

if TYPE_CHECKING:
    from sim.model.lives.world import World
    from sim.parameters.legal.legal import Legal


class PermanencePlans:
    """Keeps what is planned for each child in care."""

    __slots__ = ("_legal", "_world")

    def __init__(self, world: World, legal: Legal) -> None:
        self._world = world
        self._legal = legal

    def entered_care(self, standing: LegalStanding) -> None:
        """Enter a period of care."""
        rows, review = self._world.register.permanence, self._legal.permanence.second_review
        standing.permanence_row = len(rows.episode)
        rows.episode.append(standing.child.episode_row)
        rows.second_review.append(standing.child.entered + review)
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

    def care_order(self, standing: LegalStanding) -> None:
        """A child stays in care under a care order."""

    def opened(self, standing: LegalStanding, kept: KeptPermanence) -> None:
        """Enter what was planned about a child in care on the first day."""
        self.entered_care(standing)
        rows, row = self._world.register.permanence, standing.permanence_row
        rows.second_review[row] = kept.second_review
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

    def goes_on(self, standing: LegalStanding) -> None:
        """Let the search for a home for good go on, of a child under a care order."""
