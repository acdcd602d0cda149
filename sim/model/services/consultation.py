"""A psychologist's advice to in-house carers: for whom there are hours, and what it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.model.core.people import ADOLESCENTS, BEHAVIOUR, Child, Household, Placement
from sim.model.core.service import Service
from sim.model.engine.slots import Slots
from sim.model.fostering.retiming import retime_children
from sim.model.register.columns import OPEN
from sim.parameters.camhs import CarerConsultation

if TYPE_CHECKING:
    from sim.model.core.run import Run


CONSULTABLE: Final = BEHAVIOUR | ADOLESCENTS
"""Needs that a psychologist's advice helps unskilled carers to say yes to."""


class CarerConsultations(Service):
    """A psychologist's hours: so many households at a time are advised, each for some weeks around a child."""

    __slots__ = ("_advised", "_parameters", "_run", "_slots")

    def __init__(self, run: Run, parameters: CarerConsultation) -> None:
        self._run = run
        self._parameters = parameters
        self._advised: set[int] = set()
        self._slots = Slots(
            run.lives, parameters.hours / parameters.hours_per_household, parameters.starts, parameters.ramp
        )

    @property
    def exists(self) -> bool:
        """Whether any household will ever be advised."""
        return self._slots.exists

    def lives_in(self, child: Child, placement: Placement) -> None:
        """Advise the carers of a child just placed with a behaviour need, or with one that advice can make up for."""
        household = placement.household
        if household is None or household.identity in self._advised:
            return
        lacking = child.skills_needed(self._run.lives.now) & CONSULTABLE & ~household.skills
        if not (child.behaviour or lacking) or not self._slots.take():
            return
        self._advised.add(household.identity)
        retime_children(self._run, household, but=child)
        lives, rows = self._run.lives, self._run.register.consultations
        row = len(rows.household)
        rows.household.append(household.row)
        rows.began.append(lives.now)
        rows.ended.append(OPEN)

        def ends() -> None:
            rows.ended[row] = lives.now
            self._advised.discard(household.identity)
            retime_children(self._run, household)
            self._slots.give_back()

        lives.at(lives.now + self._parameters.weeks * 7, ends)

    def hazard(self, child: Child, placement: Placement, now: float, multiplier: float) -> float:
        """Return the multiplier, lower where the carers are being advised."""
        household = placement.household
        if household is not None and household.identity in self._advised:
            return multiplier * self._parameters.hazard_multiplier
        return multiplier

    def agreement(self, household: Household, lacking: int) -> float:
        """Return the share of their agreement that carers keep who are advised, or can be from today."""
        if lacking & ~CONSULTABLE:
            return 0.0
        if household.identity not in self._advised and self._slots.free <= 0:
            return 0.0
        return self._parameters.unskilled_agreement
