"""The legal planning meeting: hears which families are to come before a court, emergencies first, then as they came."""

from __future__ import annotations

from math import ceil, inf
from typing import TYPE_CHECKING

from sim.model.engine.life import Wake
from sim.model.legal.meetings import MeetingKind
from sim.model.legal.waiting import Task, until_woken

if TYPE_CHECKING:
    from collections.abc import Generator

    from sim.model.core.run import Run
    from sim.parameters.legal.planning import PlanningBeforeCourt
    from sim.parameters.legal.strategies import WeeklyLegalPlanning


def next_meeting(day: float, interval: float, since: float = 0.0) -> float:
    """Return the first meeting on or after a day, of those held every `interval` days before and after `since`."""
    return since + interval * ceil((day - since) / interval)


class LegalPlanningMeeting:
    """Hears cases on its days: all that have come, or as many as its agenda holds."""

    __slots__ = ("_agenda", "_interval", "_line", "_meeting", "_run", "_since", "_strategy")

    def __init__(self, run: Run, planning: PlanningBeforeCourt, strategy: WeeklyLegalPlanning | None) -> None:
        self._run = run
        self._interval = planning.interval
        self._agenda = inf
        self._since = 0.0
        self._strategy = strategy
        self._line: list[tuple[int, Task]] = []
        """(urgent first, then as they came): 0 for who cannot wait."""
        self._meeting = inf
        """The day of the next meeting that somebody waits for."""
        if strategy is not None:
            run.lives.at(max(run.lives.now, strategy.starts), self._changes)

    def _changes(self) -> None:
        """Meet from now on as the strategy has it."""
        assert self._strategy is not None
        self._interval, self._agenda, self._since = self._strategy.interval, self._strategy.agenda, self._run.lives.now
        if self._line:
            self._call()

    def heard(self, task: Task, subject: int, urgent: bool) -> Generator[float, Wake | None, float]:
        """Bring a case to the meeting; return the day on which it is heard.

        Raises LeftCareError when nobody is left in care about whom it is.
        """
        self._line.append((0 if urgent else 1, task))
        self._line.sort(key=lambda case: case[0])
        if self._meeting == inf:
            self._call()
        yield from until_woken(Wake.STEP_DONE)
        rows = self._run.register.meetings
        rows.day.append(self._run.lives.now)
        rows.meeting.append(MeetingKind.LEGAL_PLANNING)
        rows.subject.append(subject)
        rows.taken_up.append(True)
        return self._run.lives.now

    def _call(self) -> None:
        """Have the next meeting take place."""
        meeting = next_meeting(self._run.lives.now, self._interval, self._since)
        if meeting < self._meeting:
            self._meeting = meeting
            self._run.lives.at(meeting, self._meet)

    def _meet(self) -> None:
        if self._run.lives.now != self._meeting:
            return  # one that was called earlier has taken its place
        self._meeting = inf
        heard = 0
        waiting, self._line = self._line, []
        for place, (_, task) in enumerate(waiting):
            if heard >= self._agenda:
                self._line = [*waiting[place:], *self._line]
                break
            if not task.life.over:
                heard += 1
                self._run.lives.wake(task.life, Wake.STEP_DONE)
        if self._line:
            self._meeting_after()

    def _meeting_after(self) -> None:
        self._meeting = next_meeting(self._run.lives.now, self._interval, self._since) + self._interval
        self._run.lives.at(self._meeting, self._meet)
