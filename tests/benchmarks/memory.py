"""Memory: the most that the parent and a worker hold at once, over few and over many replications."""

from __future__ import annotations

import subprocess
import sys
from multiprocessing import active_children
from pathlib import Path

from sim import load
from sim.experiments.running.progress import Stage
from sim.experiments.running.replications import run_all
from sim.experiments.running.settings import Settings
from tests.benchmarks.case import BASE, Case
from tests.benchmarks.sections import Section

TITLE = "Memory"
ROOT = Path(__file__).resolve().parents[2]
FLAT = 0.1
"""MB for each further replication. One register kept would be several MB; a worker's peak rises a little, with luck."""


def memory(case: Case) -> Section:
    """Say what the parent and a worker held at most, each number of replications in a process of its own."""
    if not Path("/proc/self/status").exists():
        return Section(TITLE, ("Measured on Linux only.",))
    found = []
    for number in (10, 100) if case.quick else (10, 200):
        words = [sys.executable, "-m", "tests.benchmarks.memory", BASE, str(number)]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
        parent, worker = (float(word) for word in done.stdout.split())
        found.append((number, parent, worker))
    (few, *first), (many, *last) = found[0], found[-1]
    growth = [(after - before) / (many - few) for before, after in zip(first, last, strict=True)]
    verdict = "flat" if max(growth) <= FLAT else "NOT flat"
    return Section(
        TITLE,
        (
            "The most held at once, with two workers. Each further replication adds"
            f" {growth[0]:+.3f} MB to the parent and {growth[1]:+.3f} MB to a worker ({verdict}: at most {FLAT} MB).",
        ),
        ("replications", "parent, MB", "worker, MB"),
        tuple((f"{number}", f"{parent:.0f}", f"{worker:.0f}") for number, parent, worker in found),
    )


def most_held(process: int | str) -> float:
    """The most memory in MB that a process has held since it started its program."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def weigh(scenario: str, replications: int) -> tuple[float, float]:
    """Run the replications and return the most that this process, and any worker, held."""
    workers = [0.0]

    def progress(_stage: Stage, _done: int, _in_all: int) -> None:
        workers.extend(most_held(child.pid) for child in active_children() if child.pid is not None)

    run_all([load(scenario)], Settings(replications, processes=2), progress)
    return most_held("self"), max(workers)


if __name__ == "__main__":
    print(*weigh(sys.argv[1], int(sys.argv[2])))
