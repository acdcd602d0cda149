"""Idle lags: steps that could be taken and are not, until somebody does or a meeting takes them up.

Each lasts as long as nobody thinks of it: an exponential time, by name. A meeting that finds it waiting may end it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf
from typing import TYPE_CHECKING

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.codes import IdleStep
from sim.model.engine.life import Wake
from sim.model.legal.waiting import CareTask, LeftCareError
from sim.model.register.columns import OPEN

if TYPE_CHECKING:
    from collections.abc import Generator

    from sim.model.core.run import Run

WHICH_BITS = 6
"""Which of several steps of the same kind has so many bits in the name of a lag."""


class IdleLag:
    """One step that lies idle now."""

    __slots__ = ("name", "row", "step", "subject", "task")

    def __init__(self, step: IdleStep, subject: int, name: int, task: CareTask, row: int) -> None:
        self.step = step
        self.subject = subject
        """The identity of the family or child whose step it is."""
        self.name = name
        """Names its draws, with the subject."""
        self.task = task
        self.row = row


class IdleLags:
    """All steps that lie idle."""

    __slots__ = ("_lags", "_read", "_run")

    def __init__(self, run: Run) -> None:
        self._run = run
        self._read: set[IdleStep] = set()
        """Kinds of steps that a meeting may take up."""
        self._lags: dict[int, IdleLag] = {}
        """By row of the register."""

    def length(self, step: IdleStep, subject: int, occasion: int, mean: float) -> float:
        """Return for how many days a step lies idle that no meeting takes up."""
        return mean * self._run.chance.exponential(decisions.IDLE, subject, occasion << WHICH_BITS | step)

    def lies(
        self,
        task: CareTask,
        step: IdleStep,
        subject: int,
        occasion: int,
        mean: float,
        since: float,
        longest: float = inf,
    ) -> Generator[float, Wake | None, float]:
        """Let a step lie idle `since` a day, which may be over; return the day on which it is taken.

        It is taken after the `longest` time at the latest.

        Raises LeftCareError when nobody is left in care about whom it is.
        """
        run, rows = self._run, self._run.register.idle_steps
        name = occasion << WHICH_BITS | step
        taken = since + min(longest, self.length(step, subject, occasion, mean))
        row = len(rows.step)
        rows.step.append(step)
        rows.subject.append(subject)
        rows.began.append(since)
        rows.ended.append(OPEN)
        rows.taken_up.append(False)
        if taken > run.lives.now:
            self._lags[row] = IdleLag(step, subject, name, task, row)
            while run.lives.now < taken:
                woken = yield taken
                if woken is Wake.LEFT:
                    del self._lags[row]
                    raise LeftCareError
                if woken is Wake.STEP_DONE:
                    taken = run.lives.now
                    rows.taken_up[row] = True
            del self._lags[row]
        rows.ended[row] = taken
        return taken

    def taken(
        self, task: CareTask, step: IdleStep, subject: int, occasion: int, mean: float, since: float
    ) -> Generator[float, Wake | None, float]:
        """Let a step lie idle `since` a day; return the day on which it is taken.

        That day may be yet to come where no meeting could take the step up: nobody need wait for it then.
        """
        if step in self._read:
            return (yield from self.lies(task, step, subject, occasion, mean, since))
        taken, rows = since + self.length(step, subject, occasion, mean), self._run.register.idle_steps
        rows.step.append(step)
        rows.subject.append(subject)
        rows.began.append(since)
        rows.ended.append(OPEN)
        rows.taken_up.append(False)
        task.foresees(self._run.lives, rows.ended, len(rows.ended) - 1, taken)
        return taken

    def passes(
        self, step: IdleStep, subject: int, occasion: int, mean: float, since: float, longest: float = inf
    ) -> float:
        """Enter a step that lies idle `since` a day and that nobody will take up; return the day on which it is taken.

        It is taken after the `longest` time at the latest.
        """
        run, rows = self._run, self._run.register.idle_steps
        taken = since + min(longest, self.length(step, subject, occasion, mean))
        rows.step.append(step)
        rows.subject.append(subject)
        rows.began.append(since)
        rows.ended.append(taken if taken < run.lives.horizon else OPEN)
        rows.taken_up.append(False)
        return taken

    def are_read(self, steps: Iterable[IdleStep]) -> None:
        """A meeting reads steps of these kinds."""
        self._read.update(steps)

    def waiting(self) -> Iterator[IdleLag]:
        """Yield the lags, the oldest first, as they are now."""
        began = self._run.register.idle_steps.began
        yield from sorted(self._lags.values(), key=lambda lag: began[lag.row])  # some had begun before they were known

    def take_up(self, lag: IdleLag) -> None:
        """End a lag now."""
        if lag.row in self._lags:
            self._run.lives.wake(lag.task.life, Wake.STEP_DONE)
