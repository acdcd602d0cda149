"""Common ground of statutory services: the diary, days that count, and hours that one asks of another."""

from __future__ import annotations

from enum import IntEnum
from math import ceil

from sim.foundations.codes import WorkTask
from sim.foundations.school_days import SchoolDays
from sim.foundations.working_days import WorkingDays
from sim.model.core.run import Run
from sim.model.core.service import Services
from sim.model.engine.diary import Diary
from sim.model.statutory.practice import Practice

DAYS_BEFORE = 2 * 365
"""How far back days are known, as far as bank holidays are: what is due on the first day began before it."""

DAYS_AFTER = 2 * 365
"""How far past the horizon, likewise: due days are worked out that will not come."""


def in_force(starts: float, ramp: float, day: float) -> float:
    """Return how far what starts on a day, and grows evenly over `ramp` days, is in force on another day."""
    if day < starts:
        return 0.0
    return 1.0 if ramp <= 0.0 else min(1.0, (day - starts) / ramp)


class Rank(IntEnum):
    """What comes before what on one day; practice clinics come before all of it."""

    APPOINTMENTS = 1
    REVIEWS = 2
    HOURS = 3
    NEEDS = 4
    SCHOOL = 5
    LIFE_STORY = 6


class StatutoryGround:
    """What the statutory services of one replication share; each works without the others."""

    __slots__ = ("asked", "diary", "practice", "run", "school", "services", "working")

    def __init__(self, run: Run, services: Services) -> None:
        self.run = run
        self.services = services
        """All of them: whom one has something to tell, tells it there."""
        self.diary = Diary(run.lives)
        since, until = -DAYS_BEFORE, ceil(run.lives.horizon) + DAYS_AFTER
        self.working = WorkingDays(run.calendar, since, until)
        self.school = SchoolDays(run.calendar, since, until)
        self.practice = Practice(run.parameters)
        self.asked = [0.0] * len(WorkTask)
        """How many of each task have been asked of social workers since their week began; theirs to read and reset."""

    @property
    def today(self) -> int:
        """Return the whole day that it is."""
        return int(self.run.lives.now // 1)

    def ask(self, task: WorkTask, number: float = 1.0) -> None:
        """Ask social workers for so many of a task."""
        self.asked[task] += number
