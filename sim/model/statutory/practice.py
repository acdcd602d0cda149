"""Practice as it changes: how long each process takes beside what it takes at rest, and the monthly practice clinics.

What is red in a month, by how things truly are and not by what has been recorded, is gone through in a clinic on the
first day of the next: its delay goes part of the way that is left to the best that attention can reach. It stays
there when the indicator is red no more. Nothing measures what clinics do; at rest they do nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.foundations.codes import PracticeProcess
from sim.model.core.run import Run
from sim.model.engine.diary import Diary
from sim.parameters.parameters import Parameters
from sim.parameters.statutory.performance import Performance
from sim.parameters.statutory.strategies import PracticeClinics

BEFORE_ALL = 0
"""Clinics come before anything else of their day: they look at how the month before ended."""


@dataclass(frozen=True, slots=True)
class DoneInTime:
    """How many were due, or are there, and of them how many are in time, up to date, or as they should be."""

    part: int
    whole: int

    def below(self, share: float) -> bool:
        """Whether there are any, and fewer than that share are as they should be."""
        return self.whole > 0 and self.part < share * self.whole


InTime = Callable[[int, int], DoneInTime]
"""Asked on the first day of a month for the one before, from its first day up to that day."""


class Practice:
    """How long each process takes, over what it takes at rest: the one place where that is kept."""

    __slots__ = ("_ratios", "watched")

    def __init__(self, parameters: Parameters) -> None:
        self._ratios = [1.0] * len(PracticeProcess)
        self.watched = _clinics_exist(parameters)
        """Whether anybody will ask how many were in time: services count it only then."""

    def of(self, process: PracticeProcess) -> float:
        """Return how long a process takes, over what it takes at rest."""
        return self._ratios[process]

    def improve(self, process: PracticeProcess, effect: float, best: float) -> None:
        """Take a share of the way that is left to the best; what is there already stays."""
        now = self._ratios[process]
        self._ratios[process] = now - effect * max(0.0, now - best)


class WatchedProcess:
    """A process that clinics go through: how many were in time, and who is told when its practice has changed."""

    __slots__ = ("changed", "in_time", "process")

    def __init__(
        self, process: PracticeProcess, in_time: InTime, changed: Callable[[float], None] | None = None
    ) -> None:
        self.process = process
        self.in_time = in_time
        self.changed = changed
        """Called with what the process took before, over what it takes at rest."""


class PracticeMeetings:
    """The clinics, on the first day of each month."""

    __slots__ = ("_began", "_clinics", "_diary", "_management", "_practice", "_run", "_watched")

    def __init__(
        self,
        run: Run,
        diary: Diary,
        practice: Practice,
        management: Performance,
        clinics: PracticeClinics | None,
        watched: list[WatchedProcess],
    ) -> None:
        self._run = run
        self._diary = diary
        self._practice = practice
        self._management = management
        self._clinics = clinics if clinics is not None and clinics.exists else None
        self._watched = watched
        self._began = 0
        """The first day of the month that is looked at."""
        self._expect()

    def _expect(self) -> None:
        """Enter the clinic of the next month, which looks at this one."""
        day, _ = next(self._run.calendar.firsts_of_month(self._began + 1, self._began + 31))
        self._diary.enter(day, BEFORE_ALL, -1, self._meet)

    def _meet(self) -> None:
        """Go through what was red in the month that has ended."""
        today = int(self._run.lives.now // 1)
        effect = self._effect(float(today))
        for watched in self._watched:
            state = watched.in_time(self._began, today)
            if effect > 0.0 and state.below(self._management.red_below[watched.process]):
                before = self._practice.of(watched.process)
                self._practice.improve(watched.process, effect, self._management.clinic_best)
                if watched.changed is not None:
                    watched.changed(before)
        self._began = today
        self._expect()

    def _effect(self, day: float) -> float:
        """Return of the way that is left what a clinic on a day takes."""
        clinics = self._clinics
        return self._management.clinic_effect if clinics is None or day < clinics.starts else clinics.effect


def _clinics_exist(parameters: Parameters) -> bool:
    """Whether clinics do anything, now or once a strategy starts."""
    management, clinics = parameters.performance, parameters.practice_clinics
    if management is None:
        return False
    return management.clinic_effect > 0.0 or (clinics is not None and clinics.exists)
