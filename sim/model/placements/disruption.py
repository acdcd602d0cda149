"""Disruption: the hazard of each placement, and the support in force that multiplies it."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.hazards import Hazard
from sim.model.core.clock import DisruptionClock
from sim.model.core.people import Child, Placement
from sim.model.core.service import Services
from sim.parameters.tables import DURATION_BAND_STARTS

if TYPE_CHECKING:
    from sim.model.core.run import Run


class Disruption:
    """Starts and re-times the clocks of placements."""

    __slots__ = ("_asked_for_help", "_hazard", "_kinds", "_run", "_services", "_stability")

    def __init__(self, run: Run, services: Services) -> None:
        stability = run.parameters.stability
        self._run = run
        self._services = services
        self._stability = stability
        self._kinds = stability.kind_multiplier.values()
        self._asked_for_help: set[int] = set()
        """Rows of placements whose carers have."""
        self._hazard = Hazard(
            [rate * stability.scale for rate in stability.hazard_by_time_in_placement.values()],
            DURATION_BAND_STARTS,
            stability.age_multiplier.values(),
        )

    def start(self, child: Child, placement: Placement, going_on: bool = False) -> None:
        """Start the clock of `placement`; a new threshold is drawn for each placement and each stabilisation.

        One that has been `going_on` without notice will not break down before the days of notice are over.
        """
        run, stability = self._run, self._stability
        now = run.lives.now
        hazard = self._hazard if placement.hazard is None else placement.hazard
        threshold = run.chance.exponential(decisions.DISRUPTION, child.identity, placement.occasion)
        multiplier = self.multiplier(child, placement, now)
        immediate = run.chance.happens(
            stability.immediate_share, decisions.ENDS_THE_SAME_DAY, child.identity, placement.occasion
        )
        placement.notice = 0.0 if immediate else stability.notice
        if going_on:
            threshold += multiplier * hazard.exposure(now - placement.began, now - child.born, placement.notice)
        # a breakdown after the end is felt before it, when notice is given
        until = min(child.adult, run.lives.horizon) + stability.notice
        placement.clock = DisruptionClock(hazard, threshold, placement.began, now, now - child.born, multiplier, until)
        self._time_strain(child, placement)

    def retime(self, child: Child, placement: Placement) -> None:
        """Re-time the clock under the support now in force."""
        assert placement.clock is not None
        now = self._run.lives.now
        placement.clock.retime(now, self.multiplier(child, placement, now))
        self._time_strain(child, placement)

    def under_strain(self, child: Child, placement: Placement) -> None:
        """Let the carers ask for help now, which they do once."""
        placement.strain = inf
        self._asked_for_help.add(placement.row)
        self._services.under_strain(child)

    def multiplier(self, child: Child, placement: Placement, now: float) -> float:
        """Return all that multiplies the hazard now: kind, need, match, siblings, and support in force."""
        stability = self._stability
        product = self._services.hazard(child, placement, now, 1.0)
        if placement.fragile:
            product *= stability.fragile_multiplier
        if placement.hazard is not None:
            return product  # it was observed on these children and places as they are
        product *= self._kinds[placement.kind]
        if child.behaviour:
            product *= stability.behaviour_multiplier
        if not placement.matched:
            product *= stability.poor_match_multiplier
        if placement.split:
            product *= stability.split_multiplier
        if placement.emergency:
            product *= self._run.parameters.emergency.hazard_multiplier
        return product

    def _time_strain(self, child: Child, placement: Placement) -> None:
        """Set the day on which carers under strain ask for help, if they do and have not."""
        if placement.row in self._asked_for_help:
            return
        share = self._services.asks_for_help(child, placement)
        if share < inf:
            assert placement.clock is not None
            placement.strain = placement.clock.reaches(share)
