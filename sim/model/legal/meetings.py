"""Meetings that look for steps that lie idle and have them taken: the case tracker and the adoption summit."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.codes import IdleStep
from sim.model.engine.slots import every
from sim.model.legal.idle import IdleLag, IdleLags

if TYPE_CHECKING:
    from sim.model.core.run import Run

MEETING_BITS: Final = 12
"""The number of a meeting has so many bits in the name of the draw whether it takes a step up."""


class MeetingKind(IntEnum):
    """Which meeting looked at a subject."""

    LEGAL_PLANNING = 0
    TRACKER = 1
    SUMMIT = 2


class MeetingOnIdleSteps:
    """Meets every so many days, reads the steps that lie idle in its remit, the oldest first, and takes some up."""

    __slots__ = ("_agenda", "_covers", "_idle", "_kind", "_number", "_run", "_taken_up")

    def __init__(
        self,
        run: Run,
        idle: IdleLags,
        kind: MeetingKind,
        covers: dict[IdleStep, float],
        agenda: float,
        taken_up: float,
    ) -> None:
        self._run = run
        self._idle = idle
        self._kind = kind
        self._covers = covers
        """Share of steps of each kind in its remit; the same of a child, or family, at every meeting."""
        self._agenda = agenda
        self._taken_up = taken_up
        self._number = 0
        idle.are_read(covers)

    def begin(self, starts: float, interval: float) -> None:
        """Meet on the day it `starts` and every `interval` days after it."""
        every(self._run.lives, max(starts, self._run.lives.now), lambda now: now + interval, self._meet)

    def _meet(self) -> None:
        self._number += 1
        heard = 0
        for lag in self._idle.waiting():
            if heard >= self._agenda:
                return
            if self._is_covered(lag):
                heard += 1
                self._look_at(lag)

    def _is_covered(self, lag: IdleLag) -> bool:
        share = self._covers.get(lag.step, 0.0)
        return self._run.chance.happens(share, decisions.COVERED_BY_A_MEETING, lag.subject, self._kind)

    def _look_at(self, lag: IdleLag) -> None:
        name = lag.name << MEETING_BITS | self._number
        taken = self._run.chance.happens(self._taken_up, decisions.STEP_TAKEN_UP, lag.subject, name)
        rows = self._run.register.meetings
        rows.day.append(self._run.lives.now)
        rows.meeting.append(self._kind)
        rows.subject.append(lag.subject)
        rows.taken_up.append(taken)
        if taken:
            self._idle.take_up(lag)
