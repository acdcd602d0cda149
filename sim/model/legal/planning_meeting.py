"""The legal planning meeting: hears which families are to come before a court, emergencies first, then as they came."""

from __future__ import annotations

from collections.abc import Callable, Generator
from math import ceil, inf
from typing import TYPE_CHECKING

from sim.model.engine.life import Wake
from sim.model.legal.meetings import MeetingKind
from sim.model.legal.waiting import CareTask, until_woken

if TYPE_CHECKING:
    from sim.model.core.run import Run
    from sim.parameters.legal.planning import PlanningBeforeCourt
    from sim.parameters.legal.strategies import WeeklyLegalPlanning


def next_meeting(day: float, interval: float) -> float:
    """Return the first meeting on or after a day, of those held every `interval` days before and after the start."""
    return interval * ceil(day / interval)


class CaseToHear:
    """A case that has been brought to the meeting and waits to be heard."""

    __slots__ = ("foreseen", "since", "task", "urgent")

    def __init__(self, task: CareTask, since: float, urgent: bool, foreseen: Callable[[float], None] | None) -> None:
        self.task = task
        self.since = since
        """The day from which it waits."""
        self.urgent = urgent
        self.foreseen = foreseen
        """Told of the day on which the case should be heard, as far as can be foreseen."""

    @property
    def turn(self) -> tuple[bool, float]:
        """Return what says whose turn it is: emergencies first, then who came first."""
        return not self.urgent, self.since


class LegalPlanningMeeting:
    """Hears cases on its days: all that have come, or as many as its agenda holds; the others wait for the next.

    All its days lie on one calendar, so that meetings held twice as often are those of before and one between each.
    """

    __slots__ = ("_agenda", "_interval", "_line", "_next", "_run", "_strategy")

    def __init__(self, run: Run, planning: PlanningBeforeCourt, strategy: WeeklyLegalPlanning | None) -> None:
        """A `strategy` changes how often the meeting is held, and its agenda, from the day on which it starts."""
        self._run = run
        self._interval = planning.interval
        self._agenda = inf
        self._strategy = strategy
        self._line: list[CaseToHear] = []
        self._next = inf
        """The day of the next meeting that somebody waits for."""
        if strategy is not None and strategy.exists:
            run.lives.at(max(run.lives.now, strategy.starts), self._changes)

    def heard(
        self,
        task: CareTask,
        subject: int,
        urgent: bool,
        since: float | None = None,
        foreseen: Callable[[float], None] | None = None,
    ) -> Generator[float, Wake | None, float]:
        """Bring a case to the meeting, where it waits from now, or `since` a day before; return the day it is heard.

        Raises LeftCareError when nobody is left in care about whom it is.
        """
        now = self._run.lives.now
        case = CaseToHear(task, now if since is None else since, urgent, foreseen)
        self._line.append(case)
        self._line.sort(key=lambda one: one.turn)
        self._call(next_meeting(now, self._interval))
        self._foresee(case)
        yield from until_woken(Wake.STEP_DONE)
        self.enter(self._run.lives.now, subject)
        return self._run.lives.now

    def enter(self, day: float, subject: int) -> None:
        """Enter a case that is heard on a day."""
        rows = self._run.register.meetings
        rows.day.append(day)
        rows.meeting.append(MeetingKind.LEGAL_PLANNING)
        rows.subject.append(subject)
        rows.taken_up.append(True)

    def _changes(self) -> None:
        """Meet from now on as the strategy has it."""
        assert self._strategy is not None
        self._interval, self._agenda = self._strategy.interval, self._strategy.agenda
        self._next = inf
        if self._line:
            self._call(next_meeting(self._run.lives.now, self._interval))
            self._foresee(*self._line)

    def _call(self, day: float) -> None:
        """Have a meeting take place on a day, unless one will before."""
        if day < self._next:
            self._next = day
            self._run.lives.at(day, self._meet)

    def _foresee(self, *cases: CaseToHear) -> None:
        for case in cases:
            if case.foreseen is not None:
                case.foreseen(self._next)

    def _meet(self) -> None:
        """Hear as many as the agenda holds, in turn."""
        now = self._run.lives.now
        if now != self._next:
            return  # the calendar has changed since this one was called
        self._next = inf
        self._line = [case for case in self._line if not case.task.life.over]
        on_agenda = self._line if self._agenda == inf else self._line[: ceil(self._agenda)]
        self._line = self._line[len(on_agenda) :]
        left = list(self._line)
        if left:
            self._call(next_meeting(now + 0.5 * self._interval, self._interval))
            self._foresee(*left)
        for case in on_agenda:
            self._run.lives.wake(case.task.life, Wake.STEP_DONE)
