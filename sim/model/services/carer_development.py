"""Development of carers: courses that teach them a skill that they lack."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.codes import Skill
from sim.model.core.people import Child, Household, Placement
from sim.model.core.service import Service
from sim.model.engine.slots import every
from sim.model.fostering.households import FROM_10, Fostering
from sim.model.fostering.retiming import retime_children
from sim.model.register.columns import OPEN
from sim.parameters.carer_development import CarerDevelopment

if TYPE_CHECKING:
    from sim.model.core.run import Run


TAUGHT: Final = int(Skill.ADOLESCENTS | Skill.DISABILITY)
"""What courses teach."""


class CarerDevelopmentProgramme(Service):
    """Trains so many households a month, those first whose name comes up, each in a skill that it lacks."""

    __slots__ = ("_due", "_fostering", "_in_training", "_month", "_parameters", "_run", "_trained")

    def __init__(self, run: Run, fostering: Fostering, parameters: CarerDevelopment) -> None:
        self._run = run
        self._fostering = fostering
        self._parameters = parameters
        self._due = 0.0
        self._month = 0
        self._in_training: set[int] = set()
        """Households that have had their place."""
        self._trained: set[int] = set()
        if self.exists and parameters.training_places > 0:
            months = [day for day, _ in run.calendar.firsts_of_month(parameters.starts, run.lives.horizon)]
            following = dict(pairwise(months))
            if months:
                every(
                    run.lives,
                    months[0],
                    lambda day: following.get(int(day), run.lives.horizon),
                    self._course,
                )

    @property
    def exists(self) -> bool:
        """Whether there are carers to train, or to find."""
        return self._fostering.exists and (self._parameters.training_places > 0 or self._parameters.extra_enquiries > 0)

    def extra_enquiries(self, day: float) -> float:
        """Return the enquiries that its campaign brings from its start on."""
        return self._parameters.extra_enquiries if day >= self._parameters.starts else 0.0

    def _course(self) -> None:
        """Start this month's course."""
        self._due += self._parameters.training_places
        self._month += 1
        chance = self._run.chance
        places = int(self._due)
        self._due -= places
        untrained = [household for household in self._fostering.households.values() if self._could_train(household)]
        untrained.sort(key=lambda household: chance.uniform(decisions.TRAINING, household.identity))
        for household in untrained[:places]:
            self._train(household)

    def _train(self, household: Household) -> None:
        """Give `household` a training place in a skill that it lacks, once in its life."""
        run, parameters = self._run, self._parameters
        name = household.identity
        skill = Skill.DISABILITY
        if run.chance.happens(parameters.adolescents_share, decisions.TRAINING_IN_ADOLESCENTS, name):
            skill = Skill.ADOLESCENTS
        if skill & household.skills:
            skill = Skill.ADOLESCENTS if skill is Skill.DISABILITY else Skill.DISABILITY
        lives, rows = run.lives, run.register.training
        row = len(rows.household)
        rows.household.append(household.row)
        rows.began.append(lives.now)
        rows.completed.append(OPEN)
        rows.skill.append(skill)
        learned = int(skill)  # plain numbers are kept: they are looked at in every search
        self._in_training.add(name)
        if not run.chance.happens(parameters.completed, decisions.TRAINING_COMPLETED, name):
            return

        def completes() -> None:
            if name not in self._fostering.households:
                return
            rows.completed[row] = lives.now
            household.skills |= learned
            self._trained.add(name)
            if skill is Skill.ADOLESCENTS:
                self._fostering.widen(household, FROM_10)
            retime_children(run, household)

        lives.at(lives.now + parameters.course_days, completes)

    def _could_train(self, household: Household) -> bool:
        """Whether a place would add to what the carers can do: they have had none, lack a skill and stay on."""
        return household.identity not in self._in_training and could_learn(household)

    def hazard(self, child: Child, placement: Placement, now: float, multiplier: float) -> float:
        """Return the multiplier, lower where the carers have been trained."""
        household = placement.household
        if household is not None and household.identity in self._trained:
            return multiplier * self._parameters.hazard_multiplier
        return multiplier


def could_learn(household: Household) -> bool:
    """Whether the carers lack a skill that is taught, and stay on."""
    return not (household.closing or household.skills & TAUGHT == TAUGHT)
