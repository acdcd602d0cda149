"""Outside replications: what checking a file takes, and what a comparison takes beside its replications."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from shutil import copytree
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from sim.experiments.comparison.comparison import laid_over
from sim.experiments.running.replications import run_all
from sim.experiments.running.settings import Settings
from sim.experiments.running.study import usual
from sim.reports.shared.kept_runs import begin, digest_of
from tests.benchmarks.case import BASE, SEED, Case
from tests.benchmarks.memory import ROOT
from tests.benchmarks.sections import Section, ratio

REPLICATIONS = 2
"""Few, for what is measured is the same for any number; more of them only make more to read."""

CHECK_GOAL = 0.3
"""Seconds on the clock to check a scenario, on a core that does nothing else."""

KEEPING_GOAL = 1.05
"""Seconds on the clock for figures, tables and page of a comparison, whatever its size: a judgement."""

PYTHON, NUMPY, CHECK = "Python itself", "numpy alone", "`check`"
COMPARE, KEEPING = "`compare`, processes: {}", "figures, tables and page, processes: {}"
"""What is started, as the table names it."""

COMPARING = """
import sys
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter
from sim.cli import main
from sim.reports.run import report
keep, took = report.keep_comparison, []
def spent():
    used = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
def timed(*given):
    began, before = perf_counter(), spent()
    keep(*given)
    took.extend((perf_counter() - began, spent() - before))
report.keep_comparison = timed
code = main(["compare", "--resume", sys.argv[1], "--processes", sys.argv[2]])
print(*took)
sys.exit(code)
"""
"""Goes on with a comparison whose replications have all been made, and says last what it took to keep it."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the clock, and of the processor in all processes."""

    clock: float
    processor: float


def outside(case: Case) -> Section:
    """Check a scenario, and end a comparison whose replications are made, in turns with Python and numpy alone."""
    rounds = 5 if case.quick else 15
    found: dict[str, list[Spent]] = {}
    with TemporaryDirectory() as folder:
        made, compiled = Path(folder) / "made", Path(folder) / "compiled"
        make(made)
        for number in range(rounds + 1):
            one_round = a_round(made, Path(folder) / str(number), compiled)
            if number:  # the first compiled what is imported, as happens once after a change
                for name, one in one_round.items():
                    found.setdefault(name, []).append(one)
    bare, numpy = ([one.processor for one in found[name]] for name in (PYTHON, NUMPY))
    rows = []
    for name, spents in found.items():
        clock, processor = [one.clock for one in spents], [one.processor for one in spents]
        words = (f"{median(clock):.2f}", f"{median(processor):.2f}")
        rows.append((name, *words, str(ratio(processor, bare)), str(ratio(processor, numpy))))
    check, keeping = (median(one.clock for one in found[name]) for name in (CHECK, KEEPING.format(2)))
    return Section(
        "Outside replications",
        (
            f"New processes, {rounds} rounds in turns: seconds on the clock, and seconds of the processor, those of"
            " processes that each starts among them; the ratios are of the latter. The clock means something only on a"
            f" machine that does nothing else. Checking a scenario takes {check:.2f} s{verdict(check, CHECK_GOAL)}.",
            f"`compare`, with the five strategies and all together, goes on with {REPLICATIONS} replications that have"
            " been made, so what is left is the start, reading scenarios and the opening cohort, statistics, figures,"
            f" tables and page. The last three take {keeping:.2f} s on two processes"
            f"{verdict(keeping, KEEPING_GOAL)}.",
        ),
        ("", "seconds", "of the processor", "times Python itself", "times numpy alone"),
        tuple(rows),
    )


def a_round(made: Path, place: Path, compiled: Path) -> dict[str, Spent]:
    """Start each program once, one after the other."""
    found = {
        PYTHON: started(("-c", "pass"), compiled)[0],
        NUMPY: started(("-c", "import numpy"), compiled)[0],
        CHECK: started(("run.py", "check", BASE), compiled)[0],
    }
    for processes in (1, 2):
        here = place / str(processes)
        copytree(made, here)
        found[COMPARE.format(processes)], said = started(("-c", COMPARING, str(here), str(processes)), compiled)
        found[KEEPING.format(processes)] = Spent(*(float(word) for word in said.splitlines()[-1].split()))
    return found


def make(folder: Path) -> None:
    """Make every replication of a comparison, and leave it as if it had been stopped then."""
    scenarios = laid_over(BASE)
    typed = ("compare", "--replications", str(REPLICATIONS), "--seed", str(SEED))
    kept = begin(folder, typed, digest_of(scenarios, SEED, False, usual))
    try:
        run_all(scenarios, Settings(REPLICATIONS, SEED, processes=1), keeper=kept)
    finally:
        kept.release()


def started(words: tuple[str, ...], compiled: Path) -> tuple[Spent, str]:
    """What a new Python takes that runs these words to its end, with its bytecode in a folder, and what it prints."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, began = getrusage(RUSAGE_CHILDREN), perf_counter()
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={**kept, "PYTHONPYCACHEPREFIX": str(compiled)},
        capture_output=True,
        text=True,
        check=True,
    )
    clock, after = perf_counter() - began, getrusage(RUSAGE_CHILDREN)
    return Spent(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime), done.stdout


def verdict(seconds: float, goal: float) -> str:
    """Say whether a goal on the clock is reached."""
    return f" ({'within' if seconds <= goal else 'NOT within'} the goal of {goal:g})"
