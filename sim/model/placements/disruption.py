"""Disruption: the hazard of each placement, and the support in force that multiplies it."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from sim.foundations.hazards import Hazard
from sim.model.core.clock import DisruptionClock
from sim.model.core.people import Child, Placement
from sim.parameters.tables import DURATION_BAND_STARTS

if TYPE_CHECKING:
    from sim.model.lives.world import World

WEEKS_14, WEEKS_52 = 98.0, 364.0


def step_down_hazard(within_14_weeks: float, within_52_weeks: float) -> Hazard:
    """Return the hazard under which these shares of step-down placements break down by 14 and by 52 weeks."""
    early = -log(1.0 - within_14_weeks)
    late = -log(1.0 - within_52_weeks) - early
    per_year = (early / WEEKS_14 * 365.25, max(0.0, late) / (WEEKS_52 - WEEKS_14) * 365.25)
    return Hazard(per_year, (0.0, WEEKS_14))


class Disruption:
    """Starts and re-times the clocks of placements."""

    __slots__ = ("_hazard", "_kinds", "_step_down", "_world")

    def __init__(self, world: World) -> None:
        stability = world.parameters.stability
        self._world = world
        self._kinds = stability.kind_multiplier.values()
        self._hazard = Hazard(
            [rate * stability.scale for rate in stability.hazard_by_time_in_placement.values()],
            DURATION_BAND_STARTS,
            stability.age_multiplier.values(),
        )
        panel = world.parameters.ipop
        self._step_down = (
            step_down_hazard(panel.breakdown_within_14_weeks, panel.breakdown_within_52_weeks) if panel else None
        )

    def start(self, child: Child, placement: Placement, going_on: bool = False) -> None:
        """Start the clock of `placement`; a new threshold is drawn for each placement and each stabilisation.

        One that has been `going_on` without notice will not break down before the days of notice are over.
        """
        world = self._world
        now = world.lives.now
        hazard = self._step_down if placement.step_down and self._step_down is not None else self._hazard
        threshold = world.chance.exponential("disruption", child.identity, placement.occasion)
        multiplier = self.multiplier(child, placement, now)
        immediate = world.chance.happens(
            world.parameters.stability.immediate_share, "ends the same day", child.identity, placement.occasion
        )
        placement.notice = 0.0 if immediate else world.parameters.stability.notice
        if going_on:
            threshold += multiplier * hazard.exposure(now - placement.began, now - child.born, placement.notice)
        # a breakdown after the end is felt before it, when notice is given
        until = min(child.adult, world.lives.horizon) + world.parameters.stability.notice
        placement.clock = DisruptionClock(hazard, threshold, placement.began, now, now - child.born, multiplier, until)
        self._time_strain(child, placement)

    def retime(self, child: Child, placement: Placement) -> None:
        """Re-time the clock under the support now in force."""
        assert placement.clock is not None
        now = self._world.lives.now
        placement.clock.retime(now, self.multiplier(child, placement, now))
        self._time_strain(child, placement)

    def multiplier(self, child: Child, placement: Placement, now: float) -> float:
        """Return all that multiplies the hazard now: kind, need, match, siblings, and support in force."""
        stability = self._world.parameters.stability
        product = self.support(child, placement, now)
        if placement.fragile:
            product *= stability.fragile_multiplier
        if placement.step_down:
            return product  # the step-down hazard was observed on these children and places as they are
        product *= self._kinds[placement.kind]
        if child.behaviour:
            product *= stability.behaviour_multiplier
        if not placement.matched:
            product *= stability.poor_match_multiplier
        if placement.split:
            product *= stability.split_multiplier
        if placement.emergency:
            product *= self._world.parameters.emergency.hazard_multiplier
        return product

    def support(self, child: Child, placement: Placement, now: float) -> float:
        """Return what the support in force multiplies the hazard by."""
        parameters = self._world.parameters
        product = child.camhs_multiplier
        household = placement.household
        if household is not None:
            if household.covered and parameters.out_of_hours is not None:
                product *= parameters.out_of_hours.hazard_multiplier
            if household.trained and parameters.carer_development is not None:
                product *= parameters.carer_development.hazard_multiplier
            if household.consulted and parameters.camhs_support is not None:
                product *= parameters.camhs_support.consultation.hazard_multiplier
        panel = parameters.ipop
        if panel is not None:
            if now < placement.stabilised_until:
                product *= panel.stabilised_multiplier
            if placement.redirected:
                product *= panel.redirected_multiplier
        return product

    def _time_strain(self, child: Child, placement: Placement) -> None:
        """Set the day on which carers under strain turn to CAMHS, for a child with the need who is not with it yet."""
        camhs = self._world.camhs
        if camhs is None or not child.behaviour or placement.strained or not placement.kind.foster:
            return
        assert placement.clock is not None
        placement.strain = placement.clock.reaches(camhs.parameters.strain)
