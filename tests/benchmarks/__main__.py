"""Runs the benchmarks one after the other and prints what each says, in plain words."""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from time import perf_counter, process_time

from sim import load
from sim.foundations.calendar import Calendar
from sim.inputs.parameters import Parameters
from sim.model.opening_cohort import make_pool
from sim.model.pool import Pool
from tests.benchmarks.growth import growth
from tests.benchmarks.memory import memory
from tests.benchmarks.shares import shares
from tests.benchmarks.speed import speed

BASE = "tower_hamlets_2018"
STRATEGIES = ("edge_of_care", "ipop", "camhs", "out_of_hours", "carer_development")
SEED = 2018


@dataclass(frozen=True)
class Case:
    """What is run: the base and all five strategies together, from one pool of opening lives."""

    base: Parameters
    everything: Parameters
    calendar: Calendar
    pool: Pool


def case() -> Case:
    """Load the case and make its pool."""
    scenario = load(BASE)
    started = process_time()
    pool = make_pool(scenario.parameters, scenario.calendar(), SEED)
    assert pool is not None
    print(f"The opening pool, made once for all replications: {process_time() - started:.1f} s.")
    return Case(scenario.parameters, load(BASE, *STRATEGIES).parameters, scenario.calendar(), pool)


def main() -> int:
    """Print every benchmark, or those that were asked for."""
    words = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    words.add_argument("--quick", action="store_true", help="fewer rounds, a smaller authority, less sure answers")
    words.add_argument("--only", choices=["speed", "growth", "memory", "shares"], help="one benchmark alone")
    asked = words.parse_args()
    started = perf_counter()
    print(f"Python {platform.python_version()}, SimPy {version('simpy')}, {platform.machine()}, {platform.system()}.")
    print("Times are of the processor, so other programs on the machine count for less; rates are medians of rounds.")
    made = case()
    quick = asked.quick
    benchmarks: dict[str, Callable[[], list[str]]] = {
        "speed": lambda: speed(made.base, made.everything, made.calendar, made.pool, rounds=5 if quick else 15),
        "growth": lambda: growth(made.base, made.calendar, made.pool, factors=(1, 10) if quick else (1, 10, 100)),
        "memory": lambda: memory(BASE, replications=(10, 100) if quick else (10, 200)),
        "shares": lambda: shares(made.base, made.calendar, made.pool, replications=5 if quick else 20),
    }
    for name, benchmark in benchmarks.items():
        if asked.only in (None, name):
            print()
            for line in benchmark():
                print(line)
    print(f"\nDone in {perf_counter() - started:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
