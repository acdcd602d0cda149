"""Out-of-hours support to in-house carers: whom it covers, and from when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundations import decisions_of_chance as decisions
from sim.model.core.people import Child, Household, Placement
from sim.model.core.service import Service
from sim.model.engine.life import Wake
from sim.model.fostering.households import Fostering
from sim.model.fostering.retiming import retime_children
from sim.parameters.out_of_hours import OutOfHours

if TYPE_CHECKING:
    from sim.model.core.run import Run


class OutOfHoursSupport(Service):
    """Covers in-house households from the start of the service on, over its ramp, in the order of their luck."""

    __slots__ = ("_covered", "_fostering", "_parameters", "_run")

    def __init__(self, run: Run, fostering: Fostering, parameters: OutOfHours) -> None:
        self._run = run
        self._fostering = fostering
        self._parameters = parameters
        self._covered: set[int] = set()

    @property
    def exists(self) -> bool:
        """Whether any household will ever be covered."""
        return self._fostering.exists and self._parameters.coverage > 0

    def joined(self, household: Household) -> None:
        """Plan when a household that fosters from now on is covered, if it will be."""
        parameters = self._parameters
        luck = self._run.chance.uniform(decisions.COVERED_OUT_OF_HOURS, household.identity)
        if luck >= parameters.coverage:
            return
        covered = parameters.starts + parameters.ramp * luck / parameters.coverage
        if covered <= self._run.lives.now:
            self._covered.add(household.identity)
        else:
            self._run.lives.at(covered, lambda: self._cover(household))

    def _cover(self, household: Household) -> None:
        if household.identity not in self._fostering.households:
            return
        self._covered.add(household.identity)
        if household.life is not None:
            self._run.lives.wake(household.life, Wake.SUPPORT_CHANGED)
        retime_children(self._run, household)

    def leaving_ratio(self, household: Household) -> float:
        """Return what cover makes of the rate at which households leave."""
        return self._parameters.deregistration_multiplier if household.identity in self._covered else 1.0

    def hazard(self, child: Child, placement: Placement, now: float, multiplier: float) -> float:
        """Return the multiplier, lower where the household is covered."""
        household = placement.household
        if household is not None and household.identity in self._covered:
            return multiplier * self._parameters.hazard_multiplier
        return multiplier
