"""The laboratory: replications of a study's points, run once each, kept as they land, and given back as numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from math import nan
from types import TracebackType
from typing import Protocol

import numpy as np

from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.running.execution.machines import Machines, hired
from sim.experiments.running.execution.tasks import Batch, Failure, Made, Point, Task, batch_size, parted
from sim.experiments.running.execution.workers import Lost, Workers
from sim.experiments.running.failures import RunError, failures_in_words
from sim.experiments.running.numbers_kept import NumbersByPoint
from sim.experiments.running.progress import Stage, Tell, tell_nobody
from sim.experiments.running.study import Study
from sim.measures.arrays import Numbers


class Measures(Protocol):
    """Gives what is wanted of runs; what analyses are written against."""

    def values(self, points: Sequence[Point], replications: range) -> Numbers:
        """Return numbers by point, by what is wanted, and by replication; not a number where undefined.

        Replication r has the same luck at every point.
        """


class MeasuresOnOwnLuck(Measures, Protocol):
    """Gives what is wanted of runs, also where points do not share their luck."""

    def values_at(self, places: Sequence[tuple[Point, int]]) -> Numbers:
        """Return numbers by place, a point in one replication, and by what is wanted; not a number where undefined."""


class Keeper(Protocol):
    """Keeps what tasks gave, so that nothing is lost and nothing run twice."""

    def known(self) -> Iterator[tuple[Task, Batch]]:
        """Yield what was kept, also of an earlier run of the same study."""

    def lacks(self, runs: int) -> None:
        """Hear that so many runs were not kept and are about to be run. Raises BadInput where none may be."""

    def keep(self, task: Task, batch: Batch) -> None:
        """Keep what a task gave: it is on the disk when this returns."""


class Forgetful:
    """Keeps nothing."""

    def known(self) -> Iterator[tuple[Task, Batch]]:
        """Yield nothing."""
        return iter(())

    def lacks(self, runs: int) -> None:
        """Let them be run."""

    def keep(self, task: Task, batch: Batch) -> None:
        """Let go what a task gave."""


@dataclass(frozen=True, slots=True)
class RunDone:
    """One replication of one point, done."""

    point: Point
    replication: int
    made: Made


class Laboratory:
    """Runs what is asked for and has not been run before; used as a context, at whose end its workers stop."""

    def __init__(
        self,
        study: Study,
        machines: Machines,
        wanted: Sequence[MeasureChoice] = (),
        keeper: Keeper | None = None,
        tell: Tell | None = None,
        *,
        tolerant: bool = False,
    ) -> None:
        self.study = study
        self.wanted = tuple(wanted)
        self.failures: list[Failure] = []
        """Replications that failed; a tolerant laboratory gives no numbers for them, another raises an error."""
        self._machines = machines
        self._keeper: Keeper = keeper or Forgetful()
        self._tell = tell or tell_nobody
        self._tolerant = tolerant
        self._stack = ExitStack()
        self._workers: Workers[Task, Batch] | None = None
        self._done = self._asked = self._expected = 0
        self._kept: NumbersByPoint | None = None
        self._failed: dict[tuple[Point, int], None] = {}
        """Replications that are not tried again here: they would fail again."""
        self._keys = [[one.key(scenario) for one in wanted] for scenario in study.scenarios]
        """Of what is wanted, in each scenario."""

    def __enter__(self) -> Laboratory:
        """Return the laboratory; workers are hired when there is something to do."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the workers."""
        self._stack.close()

    def expect(self, replications: int) -> None:
        """Tell how many replications are expected in all, for those who watch the progress."""
        self._expected = replications

    def values(self, points: Sequence[Point], replications: range) -> Numbers:
        """Return numbers by point, by what is wanted, and by replication; not a number where undefined.

        Raises RunError when some replications failed, after all others are done, unless the laboratory is tolerant.
        """
        kept = self._filled()
        asked = len(set(points)) * len(replications)
        for run in self._run(lambda: kept.missing(points, replications), asked):
            kept.put(run.point, run.replication, self._picked(run.point, run.made))
        return kept.numbers(points, replications)

    def values_at(self, places: Sequence[tuple[Point, int]]) -> Numbers:
        """Return numbers by place, a point in one replication, and by what is wanted; not a number where undefined.

        Raises RunError when some replications failed, after all others are done, unless the laboratory is tolerant.
        """
        kept = self._filled()
        for run in self._run(lambda: kept.missing_of(places), len(set(places))):
            kept.put(run.point, run.replication, self._picked(run.point, run.made))
        found = [kept.numbers([point], range(one, one + 1))[0, :, 0] for point, one in places]
        return np.array(found).reshape(len(places), len(self.wanted))

    def runs(self, points: Sequence[Point], replications: range) -> Iterator[RunDone]:
        """Yield each replication of each point, in any order, those kept from an earlier run first.

        Raises RunError at the end when some failed, unless the laboratory is tolerant.
        """
        here, known = set(points), NumbersByPoint(0)
        for task, batch in self._keeper.known():
            if task.point in here:
                for run in _runs(task, batch):
                    if run.replication in replications and not known.has(run.point, run.replication):
                        known.put(run.point, run.replication, ())
                        yield run
        yield from self._run(lambda: known.missing(points, replications), len(here) * len(replications))

    def _filled(self) -> NumbersByPoint:
        """Return what is wanted of every replication run so far, those kept from an earlier run among them."""
        if self._kept is None:
            self._kept = NumbersByPoint(len(self.wanted))
            for task, batch in self._keeper.known():
                if task.point.scenario >= len(self._keys):
                    continue  # of no scenario of this study
                for run in _runs(task, batch):
                    self._kept.put(run.point, run.replication, self._picked(run.point, run.made))
        return self._kept

    def _picked(self, point: Point, made: Made) -> list[float]:
        """Return what is wanted of a replication, in order; not a number where undefined."""
        given = dict(zip(made.measures.keys, made.measures.values.tolist(), strict=True))
        return [given.get(key, nan) for key in self._keys[point.scenario]]

    def _run(self, not_known: Callable[[], Iterator[tuple[Point, int]]], asked: int) -> Iterator[RunDone]:
        """Yield each replication that is not known, of so many that are asked for, in any order, having kept it.

        The replications of a batch that ended whatever worker tried it are tried again one by one, so that no more are
        lost than have to be.
        """

        def missing() -> Iterator[tuple[Point, int]]:
            return (place for place in not_known() if place not in self._failed)

        failed, count = len(self.failures), sum(1 for _ in missing())
        if count:
            self._keeper.lacks(count)
        self._done += asked - count
        self._asked += asked
        self._tell_where()
        tasks: Iterable[Task] = parted(missing(), batch_size(max(count, self._expected)))
        while count:
            apart: list[Task] = []
            for task, answer in self._hired(count).answers(tasks):
                if isinstance(answer, Lost) and task.size > 1:
                    apart.extend(Task(task.point, replication, 1) for replication in task.replications)
                    continue
                batch = _all_lost(task, answer) if isinstance(answer, Lost) else answer
                failures = [one for one in batch if isinstance(one, Failure)]
                self.failures.extend(failures)
                self._failed.update(((one.point, one.replication), None) for one in failures)
                self._keeper.keep(task, batch)
                self._done += task.size
                self._tell_where()
                yield from _runs(task, batch)
            tasks, count = apart, len(apart)
        if len(self.failures) > failed and not self._tolerant:
            raise RunError(failures_in_words(self.study, self.failures))

    def _perform(self, task: Task) -> Batch:
        """Do a task in this process, telling how far it is between its replications."""
        done = list(self.study.perform(Task(task.point, task.first, 1)))
        for replication in task.replications[1:]:
            self._tell_where()
            done.extend(self.study.perform(Task(task.point, replication, 1)))
        return tuple(done)

    def _tell_where(self) -> None:
        """Tell how far it is, whether or not that has changed: whoever is told may end the work."""
        self._tell(Stage.RUNNING, self._done, max(self._asked, self._expected))

    def _hired(self, replications: int) -> Workers[Task, Batch]:
        """Return the workers, hired the first time that they are needed."""
        if self._workers is None:
            most = replications if self._expected else None  # how much there will be to do in all is known
            self._workers = self._stack.enter_context(
                hired(self.study.perform, self._machines, most, here=self._perform, waits=self._tell_where)
            )
        return self._workers


def _runs(task: Task, batch: Batch) -> Iterator[RunDone]:
    """Yield the replications of a task that went well."""
    for replication, made in zip(task.replications, batch, strict=True):
        if isinstance(made, Made):
            yield RunDone(task.point, replication, made)


def _all_lost(task: Task, lost: Lost) -> Batch:
    return tuple(Failure(task.point, replication, lost.reason) for replication in task.replications)
