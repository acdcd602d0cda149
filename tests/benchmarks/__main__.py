"""Runs the benchmarks one after the other, prints what each says in plain words, and writes the page when asked to."""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Callable
from importlib.metadata import version
from os import cpu_count
from pathlib import Path
from time import perf_counter

from sim.foundations.faults import BadInput
from sim.reports.shared.marks import Marks
from tests.benchmarks.case import Case
from tests.benchmarks.compiled import compiled
from tests.benchmarks.courts import courts
from tests.benchmarks.execution import cluster, task_overhead, two_processes
from tests.benchmarks.growth import growth
from tests.benchmarks.memory import memory
from tests.benchmarks.naive import naive
from tests.benchmarks.outside import outside
from tests.benchmarks.sections import Section
from tests.benchmarks.services import services
from tests.benchmarks.shares import shares
from tests.benchmarks.speed import speed
from tests.benchmarks.startup import startup
from tests.benchmarks.tasks import large_sweep, task_memory

BENCHMARKS: dict[str, Callable[[Case], Section]] = {
    "speed": speed,
    "courts": courts,
    "services": services,
    "naive": naive,
    "compiled": compiled,
    "growth": growth,
    "startup": startup,
    "outside": outside,
    "processes": two_processes,
    "overhead": task_overhead,
    "cluster": cluster,
    "memory": memory,
    "tasks": task_memory,
    "sweep": large_sweep,
    "shares": shares,
}
"""In the order in which they run and stand in the page."""


def main() -> int:
    """Run every benchmark, or those that were asked for."""
    asked = parser().parse_args()
    names = [name for name in BENCHMARKS if not asked.only or name in asked.only]
    try:
        for name in ("machine", *names) if asked.write else ():
            marks(name).check(asked.write)
    except BadInput as bad:
        print(*bad.faults, sep="\n", file=sys.stderr)
        return 2
    started, case = perf_counter(), Case(asked.quick)
    print(machine())
    for name in names:
        section = BENCHMARKS[name](case)
        print(f"\n{section.text()}", flush=True)
        if asked.write:
            marks(name).replace(asked.write, section.markdown())
            marks("machine").replace(asked.write, machine())
    print(f"\nDone in {perf_counter() - started:.0f} s.")
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command."""
    words = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    words.add_argument("--quick", action="store_true", help="fewer rounds, a smaller authority, less sure answers")
    words.add_argument(
        "--only", action="append", choices=list(BENCHMARKS), help="one benchmark alone; may be given again"
    )
    words.add_argument(
        "--write", type=Path, metavar="PAGE", help="put what was found between its marks in this page as well"
    )
    return words


def marks(name: str) -> Marks:
    """Return the marks in the page around what this benchmark found."""
    return Marks(f"benchmark {name}")


def machine() -> str:
    """Return the class of the machine, without its name."""
    return (
        f"Measured on {cpu_count()} cores ({platform.machine()}, {platform.system()}) with Python"
        f" {platform.python_version()}, SimPy {version('simpy')} and numpy {version('numpy')}. Times are of the"
        " processor, so other programs on the machine count for less."
    )


if __name__ == "__main__":
    sys.exit(main())
