"""Execution: what two processes gain, and what handing out and keeping a task costs, also on a Dask cluster."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from sim import load
from sim.experiments.asking.measure_choice import USUAL
from sim.experiments.running.execution.machines import Machines, hired
from sim.experiments.running.execution.tasks import Batch, Point, Task, batch_size
from sim.experiments.running.execution.workers import settle
from sim.experiments.running.laboratory import Laboratory
from sim.experiments.running.study import Chosen, RegisterReader, Study, study, usual
from sim.reports.shared.kept_runs import KeptRuns, begin
from tests.benchmarks.case import BASE, SEED, Case
from tests.benchmarks.sections import Section, ratio

REPLICATIONS = 200
GOAL = 1.85
"""Times as fast on two processes as on one, for so many replications."""

OVERHEAD_GOAL = 0.02
"""Of a task's own time."""

PROCESSES, CLUSTER = Machines(2), Machines(2, "local")


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds: on the clock, and of the processor, by this process and by its workers."""

    clock: float
    here: float
    workers: float

    @property
    def processor(self) -> float:
        """Seconds of the processor in all."""
        return self.here + self.workers


@dataclass(frozen=True)
class Ready:
    """Work whose answer is there already: doing it takes no time, handing it out and keeping it as long as ever."""

    batch: Batch

    def __call__(self, _: Task) -> Batch:
        """Return the answer."""
        return self.batch


def two_processes(case: Case) -> Section:
    """Say how much faster two processes are than one, starting them and keeping what is done included."""
    made, replications, rounds = prepared(), _replications(case), 1 if case.quick else 3
    with garbage_as_in_a_worker():
        one, two = in_turns((Machines(1), PROCESSES), made, replications, rounds)
    faster = ratio([each.clock for each in one], [each.clock for each in two])
    at_best = ratio([2 * each.processor for each in one], [each.processor for each in two])
    share = median(each.here / each.processor for each in two)
    verdict = "within" if faster.middle >= GOAL else "NOT within"
    return Section(
        "Two processes",
        (
            f"{replications} replications of the base on two processes are {faster} times as fast as on one, on the "
            f"clock ({verdict} the goal of {GOAL}). That includes the start of the processes and keeping each task, of "
            f"{batch_size(replications)} replications, on the disk. It means something only on a machine that does "
            "nothing else. The one process looks for garbage as seldom as workers do, so that the gain is that of the "
            "second core alone.",
            f"By processor time alone, which others on the machine count for less in, it could be {at_best} times; "
            f"handing out and keeping take {share:.1%} of all processor time.",
        ),
    )


@contextmanager
def garbage_as_in_a_worker() -> Iterator[None]:
    """Look for garbage as seldom as workers do: with Python's own settings one process is slower by that alone."""
    before = gc.get_threshold()
    settle()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def task_overhead(case: Case) -> Section:
    """Say what a task costs beside its own time, on processes and on a cluster of this machine."""
    rows = []
    for name, reading, size in (
        ("run and compare: every measure, and monthly values", usual, batch_size(REPLICATIONS)),
        ("other experiments: the headline measures", Chosen(USUAL), batch_size(10_000)),
    ):
        made, task = prepared(reading), Task(Point(0), 0, size)
        own = min(spent(lambda made=made, task=task: made.perform(task)).here for _ in range(3))
        batch = made.perform(task)
        for where, machines in (("processes", PROCESSES), ("cluster", CLUSTER)):
            each = of_a_task(Ready(batch), machines, 50 if case.quick else 300)
            words = f"{each / own:.1%}" + ("" if machines is CLUSTER else _verdict(each / own))
            rows.append((name, f"{size}", f"{1000 * own:.0f}", where, f"{1000 * each:.1f}", words))
    return Section(
        "Overhead of a task",
        (
            "What this process spends on each task: handing it out, unpacking what it gave, and keeping that on the "
            f"disk. The goal is at most {OVERHEAD_GOAL:.0%} of the task's own time.",
        ),
        ("experiment", "replications in a task", "the task itself, ms", "on", "overhead, ms", "share"),
        tuple(rows),
    )


def cluster(case: Case) -> Section:
    """Say how long a cluster of two workers on this machine takes beside two processes."""
    made, replications, rounds = prepared(), _replications(case), 1 if case.quick else 3
    processes, clusters = in_turns((PROCESSES, CLUSTER), made, replications, rounds)
    clock = ratio([each.clock for each in clusters], [each.clock for each in processes])
    work = ratio([each.processor for each in clusters], [each.processor for each in processes])
    return Section(
        "A Dask cluster",
        (
            f"{replications} replications on a cluster of two workers on this machine (`--cluster local`) take {clock} "
            f"times as long on the clock as on two processes, and {work} times the processor time, its start and end "
            "included. A cluster is for more machines, not for one.",
        ),
    )


def in_turns(
    two: tuple[Machines, Machines], made: Study, replications: int, rounds: int
) -> tuple[list[Spent], list[Spent]]:
    """What the replications take on either, in turns, so that both meet the same weather."""
    found: tuple[list[Spent], list[Spent]] = ([], [])
    for _ in range(rounds):
        for machines, each in zip(two, found, strict=True):
            each.append(spent(lambda machines=machines: run(made, machines, replications)))
    return found


def of_a_task(work: Ready, machines: Machines, tasks: int) -> float:
    """Seconds of this process for each task whose answer is there at once, the start of the workers left out."""
    size = len(work.batch)
    with TemporaryDirectory() as folder, keeping(Path(folder)) as kept, hired(work, machines) as workers:
        for _ in workers.answers([Task(Point(0), 0, size)] * 4):
            pass
        started = seconds(RUSAGE_SELF)
        for task, batch in workers.answers(Task(Point(0), size * number, size) for number in range(tasks)):
            assert isinstance(batch, tuple)
            kept.keep(task, batch)
        return (seconds(RUSAGE_SELF) - started) / tasks


def run(made: Study, machines: Machines, replications: int) -> None:
    """Run so many replications and keep them."""
    with (
        TemporaryDirectory() as folder,
        keeping(Path(folder)) as kept,
        Laboratory(made, machines, keeper=kept) as laboratory,
    ):
        laboratory.expect(replications)
        for _ in laboratory.runs([Point(0)], range(replications)):
            pass


@contextmanager
def keeping(folder: Path) -> Iterator[KeptRuns]:
    """Give a keeper in a folder of its own."""
    kept = begin(folder / "out", ["benchmark"], "")
    try:
        yield kept
    finally:
        kept.release()


def prepared(reading: RegisterReader = usual) -> Study:
    """The study of the base, its opening cohort made."""
    return study([load(BASE)], SEED, False, reading)


def spent(work: Callable[[], object]) -> Spent:
    """What some work takes."""
    began, here, workers = perf_counter(), seconds(RUSAGE_SELF), seconds(RUSAGE_CHILDREN)
    work()
    return Spent(perf_counter() - began, seconds(RUSAGE_SELF) - here, seconds(RUSAGE_CHILDREN) - workers)


def seconds(who: int) -> float:
    """Seconds of the processor so far."""
    usage = getrusage(who)
    return usage.ru_utime + usage.ru_stime


def _replications(case: Case) -> int:
    return 60 if case.quick else REPLICATIONS


def _verdict(share: float) -> str:
    return " (within)" if share <= OVERHEAD_GOAL else " (NOT within)"
