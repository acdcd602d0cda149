"""Support to in-house carers: a psychologist's advice, help out of hours, and training. Acts where it reaches."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sim.foundations.codes import Skill
from sim.model.households import FROM_10, Fostering, Household
from sim.model.life import Wake
from sim.model.matching import CONSULTABLE
from sim.model.register import OPEN
from sim.model.teams import Slots, every
from sim.parameters.camhs import CarerConsultation
from sim.parameters.carer_development import CarerDevelopment
from sim.parameters.out_of_hours import OutOfHours

if TYPE_CHECKING:
    from sim.model.children import Child
    from sim.model.placements import Placement
    from sim.model.world import World


def retime_children(world: World, household: Household, but: Child | None = None) -> None:
    """Have the placements in a household re-timed, since its support has changed."""
    for child in list(household.occupants):
        if child is not but and child.life is not None and child.placement is not None:
            world.lives.wake(child.life, Wake.SUPPORT_CHANGED)


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
