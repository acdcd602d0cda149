"""Waiting in stories about children in care: for a day, until woken, for several things at once.

All end when the children whom a story is about have left care: the wait raises `LeftCareError`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TypeAlias

from sim.model.engine.life import NEVER, Life, Lives, Story, Wake
from sim.model.register.columns import OPEN

Waiting: TypeAlias = Generator[float, Wake | None, None]
Steps: TypeAlias = Generator[float, Wake | None, float]
"""Steps towards something; returns the day on which it is done, which may be over."""


class LeftCareError(Exception):
    """Nobody is left in care about whom the story goes on."""


class CareTask:
    """Something that is being done about children in care, and the life that does it."""

    __slots__ = ("_foreseen", "_life")

    def __init__(self) -> None:
        self._life: Life | None = None
        self._foreseen: list[tuple[list[float], int]] = []
        """Column and row of the days that were entered before they came."""

    @property
    def life(self) -> Life:
        """Return the life that does it, once it has begun."""
        assert self._life is not None
        return self._life

    def begin(self, lives: Lives, story: Story) -> None:
        """Let it be done as a story tells, from now on."""
        self._life = Life(_unless_left(story))
        lives.resume(self._life)

    def stop(self, lives: Lives) -> None:
        """Let it end, since the children have left care."""
        if self._life is not None:
            lives.wake(self._life, Wake.LEFT)
        for column, row in self._foreseen:
            if column[row] > lives.now:
                column[row] = OPEN

    def foresees(self, lives: Lives, column: list[float], row: int, day: float) -> None:
        """Enter a day that comes unless the children leave care before it, or the run ends."""
        if day < lives.horizon:
            column[row] = day
            if day > lives.now:
                self._foreseen.append((column, row))


def _unless_left(story: Story) -> Story:
    """Tell a story, which ends early when the children leave care."""
    try:
        yield from story
    except LeftCareError:
        return


def until(lives: Lives, day: float) -> Waiting:
    """Wait for a day, if it is not over; deaf to all but that the children have left care."""
    while lives.now < day:
        if (yield day) is Wake.LEFT:
            raise LeftCareError


def until_woken(by: Wake) -> Waiting:
    """Wait until woken `by` what the story waits for."""
    while True:
        woken = yield NEVER
        if woken is Wake.LEFT:
            raise LeftCareError
        if woken is by:
            return


class Together:
    """Several things that are done beside one another, and a story that goes on when all are done."""

    __slots__ = ("_awaited", "_lives", "_open", "_task", "last", "tasks")

    def __init__(self, lives: Lives, task: CareTask, since: float) -> None:
        self._lives = lives
        self._task = task
        self._open = 0
        self._awaited = False
        self.tasks: list[CareTask] = []
        self.last = since
        """The day on which the last of them was done."""

    def begin(self, steps: Callable[[CareTask], Steps]) -> None:
        """Let one more be done from now on."""
        task = CareTask()
        self.tasks.append(task)
        self._open += 1
        task.begin(self._lives, self._one(steps(task)))

    def _one(self, steps: Steps) -> Story:
        done = yield from steps
        self.last = max(self.last, done)
        self._open -= 1
        if self._open == 0 and self._awaited:
            self._lives.wake(self._task.life, Wake.STEP_DONE)

    def all_done(self) -> Steps:
        """Wait until all are done; return the day on which the last was."""
        if self._open > 0:
            self._awaited = True
            yield from until_woken(Wake.STEP_DONE)
        return self.last
