"""Start-up: what it takes to import the package, to show the command line's help, and to begin in a worker."""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from sim import load
from sim.experiments.running.study import study
from tests.benchmarks.case import BASE, SEED, Case
from tests.benchmarks.memory import ROOT
from tests.benchmarks.sections import Section, ratio

WORKER = "import sim.experiments.running.study, sim.experiments.running.execution.processes"
"""What a worker imports by the time that it has read its work."""

PROGRAMS = {
    "Python itself": ("-c", "pass"),
    "`import sim`": ("-c", "import sim"),
    "`run.py --help`": ("run.py", "--help"),
    "the model alone": ("-c", "import sim.model.model"),
    "numpy alone": ("-c", "import numpy"),
    "what a worker imports": ("-c", WORKER),
}

HEAVY = ("numpy", "scipy", "pydantic", "rich", "jinja2", "matplotlib", "distributed")
LISTING = "\nimport sys; print(*(name for name in sys.argv[1:] if name in sys.modules))"
HELP = "import sys, sim.cli; sim.cli.parser().format_help()"


def startup(case: Case) -> Section:
    """Start each program in turn, in each round, and say what it took."""
    rounds = 5 if case.quick else 15
    found: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    with TemporaryDirectory() as folder:
        for words in PROGRAMS.values():
            seconds_of(words, folder)  # compiles what is imported, as happens once after a change
        for _ in range(rounds):
            for name, words in PROGRAMS.items():
                found[name].append(seconds_of(words, folder))
    bare = found["Python itself"]
    rows = tuple(
        (name, f"{1000 * median(found[name]):.0f}", str(ratio(found[name], bare)), ", ".join(loaded(words)) or "none")
        for name, words in PROGRAMS.items()
    )
    size, packing, reading = hand_over(rounds)
    return Section(
        "Import and start-up",
        (
            f"Processor time of a new process, {rounds} rounds in turns. Heavy libraries stand inside the functions"
            " that need them.",
            f"A worker is then sent its work ({size / 1e6:.1f} MB, nearly all of it the pool of opening lives), packed"
            f" once in {1000 * packing:.0f} ms and read by each worker in {1000 * reading:.0f} ms.",
        ),
        ("", "ms", "times Python itself", "heavy libraries imported"),
        rows,
    )


def seconds_of(words: tuple[str, ...], folder: str) -> float:
    """Processor seconds of a new Python that runs these words to its end, with what is compiled kept in a folder."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={**kept, "PYTHONPYCACHEPREFIX": folder},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def loaded(words: tuple[str, ...]) -> list[str]:
    """Which heavy libraries a program has imported at its end."""
    code = words[1] if words[0] == "-c" else HELP
    done = subprocess.run(
        [sys.executable, "-c", code + LISTING, *HEAVY], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def hand_over(rounds: int) -> tuple[int, float, float]:
    """How large a worker's work is in bytes, and the seconds to pack it and to read it."""
    work = study([load(BASE)], SEED, uncertainty=False)
    packed = pickle.dumps(work.perform)
    packing = typical(lambda: pickle.dumps(work.perform), rounds)
    gc.disable()  # as a worker does while it reads
    reading = typical(lambda: pickle.loads(packed), rounds)
    gc.enable()
    return len(packed), packing, reading


def typical(work: Callable[[], object], rounds: int) -> float:
    """The median seconds of so many rounds of some work."""
    found = []
    for _ in range(rounds):
        started = process_time()
        work()
        found.append(process_time() - started)
    return median(found)
