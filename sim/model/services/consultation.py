"""Support to in-house carers: a psychologist's advice, help out of hours, and training. Acts where it reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.model.core.people import Child, Placement
from sim.model.engine.slots import Slots
from sim.model.fostering.retiming import retime_children
from sim.model.placements.matching import CONSULTABLE
from sim.model.register.columns import OPEN
from sim.parameters.camhs import CarerConsultation

if TYPE_CHECKING:
    from sim.model.lives.world import World


class CarerConsultations:
    """A psychologist's hours: so many households at a time are advised, each for some weeks around a child."""

    __slots__ = ("_slots", "_world", "parameters")

    def __init__(self, world: World, parameters: CarerConsultation) -> None:
        self._world = world
        self.parameters = parameters
        self._slots = Slots(
            world.lives, parameters.hours / parameters.hours_per_household, parameters.starts, parameters.ramp
        )

    @property
    def exists(self) -> bool:
        """Whether any household will ever be advised."""
        return self._slots.exists

    def has_room(self) -> bool:
        """Whether advice can be offered with a child today."""
        return self._slots.free > 0

    def placed(self, child: Child, placement: Placement) -> None:
        """Advise the carers of a child just placed with a behaviour need, or with one that advice can make up for."""
        household = placement.household
        if household is None or household.consulted:
            return
        lacking = child.skills_needed(self._world.lives.now) & CONSULTABLE & ~household.skills
        if not (child.behaviour or lacking) or not self._slots.take():
            return
        household.consulted = True
        retime_children(self._world, household, but=child)
        lives, rows = self._world.lives, self._world.register.consultations
        row = len(rows.household)
        rows.household.append(household.row)
        rows.began.append(lives.now)
        rows.ended.append(OPEN)

        def ends() -> None:
            rows.ended[row] = lives.now
            household.consulted = False
            retime_children(self._world, household)
            self._slots.give_back()

        lives.at(lives.now + self.parameters.weeks * 7, ends)
