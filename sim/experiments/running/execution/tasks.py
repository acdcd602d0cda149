"""Tasks: batches of replications at one point, which workers do in any order, and what comes back of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sim.scenario.levers import Setting

if TYPE_CHECKING:
    from sim.experiments.statistics.sample import Measured

LARGEST_BATCH = 10
"""Replications in a task: enough that handing it out costs little beside doing it, few enough to share out evenly."""

LEAST_TASKS = 64
"""Into which work is parted where it can be, so that no worker waits long for another at the end."""


class Point(NamedTuple):
    """Which of a study's scenarios is run, and what is set in it."""

    scenario: int
    settings: tuple[Setting, ...] = ()


class Task(NamedTuple):
    """A batch of replications of one point."""

    point: Point
    first: int
    size: int

    @property
    def replications(self) -> range:
        """Return the replications."""
        return range(self.first, self.first + self.size)


class Made(NamedTuple):
    """What one replication gave: its measures, and its series over time."""

    measures: Measured
    series: Measured


@dataclass(frozen=True, slots=True)
class Failure:
    """A replication that failed, and why."""

    point: Point
    replication: int
    error: str
    """The last line of what went wrong first, then where."""


Batch: TypeAlias = tuple[Made | Failure, ...]
"""What a task gave, one for each of its replications."""


def batch_size(runs: int) -> int:
    """Return how many replications a task has when there are so many runs in all."""
    return max(1, min(LARGEST_BATCH, runs // LEAST_TASKS))


def parted(missing: Iterable[tuple[Point, int]], size: int) -> Iterator[Task]:
    """Yield tasks of at most `size` replications in a row that make up the points and replications, in their order."""
    for point, group in groupby(missing, key=lambda one: one[0]):
        run: list[int] = []
        for _, replication in group:
            if run and (replication != run[-1] + 1 or len(run) == size):
                yield Task(point, run[0], len(run))
                run = []
            run.append(replication)
        if run:
            yield Task(point, run[0], len(run))
