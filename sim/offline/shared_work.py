"""A part of a run that any worker can do: long runs of the model for the first day, and replications."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass, field

from sim.experiments.running.execution.tasks import Batch, Point, Task
from sim.experiments.running.progress import Stage
from sim.experiments.running.progress_lines import LinesOfProgress, in_words, read_line
from sim.experiments.running.study import Study
from sim.foundations.calendar import Calendar
from sim.model.pool.making import LivesOfRuns, long_run
from sim.parameters.parameters import Parameters


@dataclass(frozen=True, slots=True)
class RunToLive:
    """One of the long runs of which the children of a first day are made."""

    balanced: Parameters
    calendar: Calendar
    seed: int
    number: int
    """Which of them, counted from 1."""


@dataclass(slots=True)
class SharedWork:
    """What one worker does of a run. What goes from worker to worker is packed, for it crosses the page."""

    say: Callable[[str], None]
    """Is given words that tell how far the work is."""
    study: Study | None = None
    lines: LinesOfProgress = field(init=False)

    def __post_init__(self) -> None:
        """Begin to count."""
        self.lines = LinesOfProgress(self._said)

    def lived(self, packed: bytes, done: int, in_all: int) -> bytes:
        """Return what a long run gave; so many of so many were done when it began."""
        one: RunToLive = pickle.loads(bytes(packed))
        self.lines(Stage.OPENING, done, in_all)
        return pickle.dumps(long_run(one.balanced, one.calendar, one.seed, one.number))

    def take(self, packed: bytes) -> None:
        """Take the study of the run."""
        self.study = pickle.loads(bytes(packed))

    def perform(self, scenario: int, first: int, size: int, done: int, in_all: int) -> bytes:
        """Return what a task gave; so many replications of so many were done when it began."""
        assert self.study is not None
        self.lines(Stage.RUNNING, done, in_all)
        task = Task(Point(scenario), first, size)
        return pickle.dumps((task, self.study.perform(task)))

    def _said(self, text: str) -> None:
        line = read_line(text)
        if line is not None:
            self.say(in_words(line))


def lives_of(packed: bytes) -> LivesOfRuns:
    """Return what a long run gave, as a worker packed it."""
    found: LivesOfRuns = pickle.loads(bytes(packed))
    return found


def done_of(packed: bytes) -> tuple[Task, Batch]:
    """Return a task and what it gave, as a worker packed it."""
    found: tuple[Task, Batch] = pickle.loads(bytes(packed))
    return found
