"""A part of a run that any worker can do: long runs of the model, the first day made of them, and replications."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from sim.experiments.running.execution.tasks import Batch, Point, Task
from sim.experiments.running.progress import Stage
from sim.experiments.running.progress_lines import LinesOfProgress, in_words, read_line
from sim.experiments.running.study import Study
from sim.model.opening.pool import Pool
from sim.offline.day_to_make import DayToMake
from sim.offline.study_to_take import StudyToTake

YEARS_TO_WARM: Final = 0.1

STAYS: Final = "Working out how long children stay by your own numbers"


@dataclass(slots=True)
class SharedWork:
    """What one worker does of a run. What goes from worker to worker is packed, for it crosses the page."""

    say: Callable[[str], None]
    """Is given words that tell how far the work is."""
    study: Study | None = None
    pools: dict[str, Pool] = field(default_factory=dict)
    """The children of first days that are asked for, by digest."""
    lines: LinesOfProgress = field(init=False)

    def __post_init__(self) -> None:
        """Begin to count."""
        self.lines = LinesOfProgress(self._said)

    def stay(self, packed: bytes) -> float:
        """Return how many years children stay in the mean by the numbers of a day, and say what is done."""
        day: DayToMake = pickle.loads(bytes(packed))
        self.say(STAYS)
        return day.stay()

    def lived(self, packed: bytes, number: int, done: int, in_all: int) -> bytes:
        """Return what a long run of a day gave; so many of so many were done when it began, none where nobody asks."""
        day: DayToMake = pickle.loads(bytes(packed))
        if in_all:
            self.lines(Stage.OPENING, done, in_all)
        return pickle.dumps(day.lived(number))

    def made(self, digest: str, packed: bytes, lived: Sequence[bytes], asked: Sequence[str]) -> bytes:
        """Return the children of a first day, made of what its long runs gave; of others are kept those `asked` for."""
        day: DayToMake = pickle.loads(bytes(packed))
        pool = day.made([pickle.loads(bytes(one)) for one in lived])
        self._hold(digest, pool, asked)
        return pickle.dumps(pool)

    def told(self, digest: str) -> str:
        """Return what of a first day could not be made."""
        return json.dumps(self.pools[digest].told)

    def take_day(self, digest: str, packed: bytes, asked: Sequence[str]) -> None:
        """Take the children of a first day, as another worker made them; of others are kept those `asked` for."""
        self._hold(digest, pickle.loads(bytes(packed)), asked)

    def warm(self, digest: str, packed: bytes) -> None:
        """Work out what a worker needs once for all replications that open with a first day, by a very short one."""
        day: DayToMake = pickle.loads(bytes(packed))
        short = replace(day.scenario, years=YEARS_TO_WARM)
        study = Study((short,), (day.calendar,), {(0, ()): self.pools[digest]}, day.seed, uncertainty=True)
        study.perform(Task(Point(0), 0, 1))

    def take(self, packed: bytes) -> None:
        """Take the study of the run, whose first days were taken before."""
        taken: StudyToTake = pickle.loads(bytes(packed))
        self.study = taken.with_pools(self.pools)
        self.lines = LinesOfProgress(self._said)

    def perform(self, scenario: int, first: int, size: int, done: int, in_all: int) -> bytes:
        """Return what a task gave; so many replications of so many were done when it began."""
        assert self.study is not None
        self.lines(Stage.RUNNING, done, in_all)
        task = Task(Point(scenario), first, size)
        return pickle.dumps((task, self.study.perform(task)))

    def _hold(self, digest: str, pool: Pool, asked: Sequence[str]) -> None:
        """Hold a pool, and let go what is not asked for any more: each takes many megabytes."""
        self.study = None
        self.pools = {known: one for known, one in self.pools.items() if known in asked} | {digest: pool}

    def _said(self, text: str) -> None:
        line = read_line(text)
        if line is not None:
            self.say(in_words(line))


def done_of(packed: bytes) -> tuple[Task, Batch]:
    """Return a task and what it gave, as a worker packed it."""
    found: tuple[Task, Batch] = pickle.loads(bytes(packed))
    return found
