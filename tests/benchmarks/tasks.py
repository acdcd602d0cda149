"""Tasks: the memory that many of them take, and how long a sweep of a thousand points takes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing import active_children
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from sim import load
from sim.experiments.asking.measure_choice import USUAL
from sim.experiments.running.execution.machines import Machines
from sim.experiments.running.execution.tasks import LARGEST_BATCH, Batch, Made, Point, Task
from sim.experiments.running.laboratory import Laboratory
from sim.experiments.running.study import Chosen, Study, study
from sim.experiments.statistics.sample import Measured
from sim.scenario.levers import Setting, lever
from tests.benchmarks.case import BASE, SEED, Case
from tests.benchmarks.execution import CLUSTER, PROCESSES, keeping
from tests.benchmarks.memory import ROOT, most_held
from tests.benchmarks.sections import Section

FLAT = 1.0
"""MB for each thousand further tasks, of ten replications each. A cluster's engine keeps short logs of its own."""

YEARS = 1.0
REPLICATIONS = 10

VARIED = (
    "demand.entries_per_year",
    "in_house_fostering.agreement",
    "in_house_fostering.households",
    "stability.scale",
    "leaving.hazard_by_time_in_care",
)
"""What the points of the sweep set, each over its own range."""


@dataclass(frozen=True)
class Quick:
    """A study whose replications take no time: what is left is what is kept of a task."""

    study: Study

    def perform(self, task: Task) -> Batch:
        """Return the same numbers for each replication."""
        keys = tuple(one.key(self.study.scenarios[0]) for one in USUAL)
        made = Made(Measured(keys, np.arange(len(keys), dtype=float)), Measured((), np.array([])))
        return (made,) * task.size

    def __getattr__(self, name: str) -> object:
        """Return what the study has."""
        if name == "study":  # while it is being unpacked
            raise AttributeError(name)
        return getattr(self.study, name)


def task_memory(case: Case) -> Section:
    """Say how memory grows with tasks, each number of them in a process of its own."""
    counts = (200, 1000) if case.quick else (1000, 10_000)
    rows, sentences = [], []
    for where in ("processes", "cluster"):
        found = [(count, *alone("memory", count, where)[1:]) for count in counts]
        rows += [(where, f"{count:,}", f"{parent:.0f}", f"{worker:.0f}") for count, parent, worker in found]
        (few, *first), (many, *last) = found
        growth = [1000 * (after - before) / (many - few) for before, after in zip(first, last, strict=True)]
        verdict = "flat" if max(growth) <= FLAT else "NOT flat"
        sentences.append(
            f"On {'two processes' if where == 'processes' else 'a cluster'} each further thousand tasks add "
            f"{growth[0]:+.2f} MB to the parent{', which holds the scheduler,' * (where == 'cluster')} and "
            f"{growth[1]:+.2f} MB to a worker ({verdict}: at most {FLAT:g} MB)."
        )
    return Section("Memory of tasks", tuple(sentences), ("on", "tasks", "parent, MB", "worker, MB"), tuple(rows))


def large_sweep(case: Case) -> Section:
    """Say what a sweep takes, in a process of its own."""
    points = 30 if case.quick else 1000
    seconds, parent, worker = alone("sweep", points, "processes")
    return Section(
        "A large sweep",
        (
            f"{points:,} points over {len(VARIED)} numbers, {REPLICATIONS} replications of {YEARS:g} year each, on two "
            f"processes: {seconds:.0f} s on the clock, {1000 * seconds / points / REPLICATIONS:.1f} ms a replication. "
            f"At most {parent:.0f} MB in the parent and {worker:.0f} MB in a worker.",
        ),
    )


def alone(part: str, count: int, where: str) -> tuple[float, ...]:
    """Do a part of this in a process of its own; return its seconds, and the most MB in it and in any worker."""
    words = [sys.executable, "-m", "tests.benchmarks.tasks", part, str(count), where]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(float(word) for word in done.stdout.split())


def weighed(made: Study | Quick, points: Sequence[Point], machines: Machines, replications: int) -> tuple[float, ...]:
    """Return the seconds that it takes, and the most MB that this process and any worker held."""
    most = 0.0

    def look(done: int, _: int) -> None:
        nonlocal most
        if done % 100 == 0:
            most = max([most, *(most_held(child.pid) for child in active_children() if child.pid is not None)])

    began = perf_counter()
    with ExitStack() as stack:
        kept = stack.enter_context(keeping(Path(stack.enter_context(TemporaryDirectory()))))
        laboratory = stack.enter_context(Laboratory(made, machines, USUAL, kept, look))
        if isinstance(made, Study):
            assert np.isfinite(laboratory.values(points, range(replications))).any()
        else:  # numbers that are asked for take room, and should
            assert sum(1 for _ in laboratory.runs(points, range(replications))) == len(points) * replications
    return perf_counter() - began, most_held("self"), most


def spread(count: int) -> list[Point]:
    """So many points, each number of each in another part of its range."""
    scenario = load(BASE)
    levers = [lever(path, scenario) for path in VARIED]
    orders = np.array([np.random.default_rng(number).permutation(count) for number in range(len(levers))])
    found = []
    for parts in orders.T.tolist():
        numbers = [one.quantile((part + 0.5) / count) for one, part in zip(levers, parts, strict=True)]
        found.append(Point(0, tuple(Setting(path, number) for path, number in zip(VARIED, numbers, strict=True))))
    return found


def do(part: str, count: int, where: str) -> tuple[float, ...]:
    """Do a part of this here."""
    machines = CLUSTER if where == "cluster" else PROCESSES
    made = study([load(BASE).with_years(YEARS)], SEED, False, Chosen(USUAL))
    if part == "sweep":
        return weighed(made, spread(count), machines, REPLICATIONS)
    return weighed(Quick(made), [Point(0)], machines, count * LARGEST_BATCH)


if __name__ == "__main__":
    print(*do(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
