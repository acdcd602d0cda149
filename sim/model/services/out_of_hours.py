"""Out-of-hours support to in-house carers: whom it covers, and from when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.model.core.people import Household
from sim.model.engine.life import Wake
from sim.model.fostering.households import Fostering
from sim.model.fostering.retiming import retime_children
from sim.parameters.out_of_hours import OutOfHours

if TYPE_CHECKING:
    from sim.model.lives.world import World


class OutOfHoursSupport:
    """Covers in-house households from the start of the service on, over its ramp, in the order of their luck."""

    __slots__ = ("_fostering", "_parameters", "_world")

    def __init__(self, world: World, fostering: Fostering, parameters: OutOfHours) -> None:
        self._world = world
        self._fostering = fostering
        self._parameters = parameters
        fostering.deregistration_multiplier = parameters.deregistration_multiplier

    def approved(self, household: Household) -> None:
        """Plan when a household that was approved is covered, if it will be."""
        parameters = self._parameters
        luck = self._world.chance.uniform("covered out of hours", household.identity)
        if luck >= parameters.coverage:
            return
        covered = parameters.starts + parameters.ramp * luck / parameters.coverage
        if covered <= self._world.lives.now:
            household.covered = True
        else:
            self._world.lives.at(covered, lambda: self._cover(household))

    def _cover(self, household: Household) -> None:
        if household.identity not in self._fostering.households:
            return
        household.covered = True
        if household.life is not None:
            self._world.lives.wake(household.life, Wake.SUPPORT_CHANGED)
        retime_children(self._world, household)
