"""What stands in law takes effect on a child's life: a status is entered, other ways of leaving open or close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundations.codes import CourtOrder, Kind, LegalStatus, PermanencePlan
from sim.model.legal.long_term_match import LongTermMatches
from sim.model.legal.permanence_rows import note_plan
from sim.model.legal.standing import LegalStanding
from sim.model.lives.plans import other_ways_change

if TYPE_CHECKING:
    from sim.model.lives.world import World
    from sim.parameters.legal.legal import Legal


class LegalEffects:
    """Has a legal status, and a care order, take effect."""

    __slots__ = ("_legal", "_long_term", "_world")

    def __init__(self, world: World, legal: Legal, long_term: LongTermMatches) -> None:
        self._world = world
        self._legal = legal
        self._long_term = long_term

    def note_status(self, standing: LegalStanding, status: LegalStatus, day: float | None = None) -> None:
        """Enter a legal status that holds from now on, or since a `day` before the start."""
        standing.status = status
        rows = self._world.register.legal_statuses
        rows.episode.append(standing.child.episode_row)
        rows.status.append(status)
        rows.since.append(self._world.lives.now if day is None else day)

    def care_order(self, standing: LegalStanding) -> None:
        """Let a child stay in care under a care order, and be found a home for good."""
        standing.after_order = True
        self.note_status(standing, LegalStatus.CARE_ORDER)
        self.set_other_ways(standing, self._legal.residual.after_order_multiplier)
        note_plan(self._world, standing, PermanencePlan.FOSTERING)
        self._long_term.care_order(standing)

    def other_ways(self, standing: LegalStanding) -> float:
        """Return what multiplies the rate of leaving by other ways as things stand."""
        residual, order = self._legal.residual, standing.destined
        if standing.early:
            return 0.0
        if not standing.after_order:
            return 1.0 if standing.case is None else residual.pending_multiplier
        placement = standing.child.placement
        if order is CourtOrder.CARE_AT_HOME and placement is not None and placement.kind is Kind.WITH_PARENTS:
            return 0.0
        return 0.0 if standing.status is LegalStatus.PLACEMENT_ORDER else residual.after_order_multiplier

    def set_other_ways(self, standing: LegalStanding, multiplier: float) -> None:
        """Say what multiplies the rate of leaving by other ways from now on."""
        standing.other_ways = multiplier
        other_ways_change(self._world, standing.child)
