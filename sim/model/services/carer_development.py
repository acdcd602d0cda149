"""Development of carers: courses that teach them a skill that they lack."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sim.foundations.codes import Skill
from sim.model.core.people import Household
from sim.model.engine.slots import every
from sim.model.fostering.households import FROM_10, Fostering
from sim.model.fostering.retiming import retime_children
from sim.model.register.columns import OPEN
from sim.parameters.carer_development import CarerDevelopment

if TYPE_CHECKING:
    from sim.model.lives.world import World


TAUGHT = int(Skill.ADOLESCENTS | Skill.DISABILITY)
"""What courses teach."""


class CarerDevelopmentProgramme:
    """Trains so many households a month, those first whose name comes up, each in a skill that it lacks."""

    __slots__ = ("_due", "_fostering", "_month", "_parameters", "_world")

    def __init__(self, world: World, fostering: Fostering, parameters: CarerDevelopment) -> None:
        self._world = world
        self._fostering = fostering
        self._parameters = parameters
        self._due = 0.0
        self._month = 0
        if parameters.training_places > 0:
            months = [day for day, _ in world.calendar.firsts_of_month(parameters.starts, world.lives.horizon)]
            following = dict(pairwise(months))
            if months:
                every(
                    world.lives,
                    months[0],
                    lambda day: following.get(int(day), world.lives.horizon),
                    self._course,
                )

    def _course(self) -> None:
        """Start this month's course."""
        self._due += self._parameters.training_places
        self._month += 1
        chance = self._world.chance
        places = int(self._due)
        self._due -= places
        untrained = [household for household in self._fostering.households.values() if could_train(household)]
        untrained.sort(key=lambda household: chance.uniform("training", household.identity))
        for household in untrained[:places]:
            self._train(household)

    def _train(self, household: Household) -> None:
        """Give `household` a training place in a skill that it lacks, once in its life."""
        world, parameters = self._world, self._parameters
        name = household.identity
        skill = Skill.DISABILITY
        if world.chance.happens(parameters.adolescents_share, "training in adolescents", name):
            skill = Skill.ADOLESCENTS
        if skill & household.skills:
            skill = Skill.ADOLESCENTS if skill is Skill.DISABILITY else Skill.DISABILITY
        lives, rows = world.lives, world.register.training
        row = len(rows.household)
        rows.household.append(household.row)
        rows.began.append(lives.now)
        rows.completed.append(OPEN)
        rows.skill.append(skill)
        learned = int(skill)  # plain numbers are kept: they are looked at in every search
        household.in_training = True
        if not world.chance.happens(parameters.completed, "training completed", name):
            return

        def completes() -> None:
            if name not in self._fostering.households:
                return
            rows.completed[row] = lives.now
            household.skills |= learned
            household.trained = True
            if skill is Skill.ADOLESCENTS:
                self._fostering.widen(household, FROM_10)
            retime_children(world, household)

        lives.at(lives.now + parameters.course_days, completes)


def could_train(household: Household) -> bool:
    """Whether a training place would add to what the carers of `household` can do: they lack a skill and stay on."""
    return not (household.in_training or household.closing or household.skills & TAUGHT == TAUGHT)
