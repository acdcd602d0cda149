"""A process that runs one of the two models, plain or compiled, and says what came of it and how long it took.

Run as a program it is that process: it is given what to do and answers in lines of JSON, and imports no tests but those
that it is asked for, for the project is what lies in the folder it was given.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

BASE = "tower_hamlets_2018"
SEED = 2018


@dataclass(frozen=True, slots=True)
class Done:
    """What one replication, or several runs of the reduced model, came to."""

    seconds: float
    """Of the processor."""
    measuring: float
    """Seconds for measures and monthly values."""
    columns: dict[str, str]
    """The digest of every column of the register."""


class ModelProcess:
    """One of the models at work, with a cache of its own, so that it makes its own opening cohorts."""

    def __init__(self, installation: Path, cache: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", __file__],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(installation), "PLACEMENT_SUFFICIENCY_CACHE": str(cache)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.engine = self._said()
        """Which model it is."""

    def replication(self, strategies: tuple[str, ...], number: int) -> Done:
        """Have one replication done of the base with these strategies."""
        return self._done("replication", strategies, number)

    def reduced(self, module: str, authority: str, first: int, runs: int) -> Done:
        """Have the reduced model run so many times from a number on, as the class of this name there writes it."""
        return self._done("reduced", module, authority, first, runs)

    def stop(self) -> None:
        """Let the process end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def _done(self, *asked: object) -> Done:
        assert self._process.stdin is not None
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        return Done(**self._said())

    def _said(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            sys.exit(f"A model ended with {self._process.wait()}; it says above why.")
        return json.loads(line)


def answer() -> None:
    """Say which model this is, then do whatever is asked for."""
    from sim.foundations.build import engine

    print(json.dumps(engine()), flush=True)
    replications = Replications()
    for line in sys.stdin:
        what, *asked = json.loads(line)
        done = replications.done(*asked) if what == "replication" else reduced(*asked)
        print(json.dumps({field.name: getattr(done, field.name) for field in fields(done)}), flush=True)


class Replications:
    """Does replications of the base with strategies, whose study is kept from one to the next."""

    def __init__(self) -> None:
        self._ready: dict[tuple[str, ...], Any] = {}

    def done(self, names: list[str], number: int) -> Done:
        """Do one replication, and measure it."""
        from sim.foundations.chance import Chance
        from sim.measures import measure, monthly
        from sim.model.model import simulate

        strategies = tuple(names)
        if strategies not in self._ready:
            self._ready[strategies] = prepared(strategies)
        scenario, calendar, pool, opening = self._ready[strategies]
        chance = Chance(SEED, number)
        began = process_time()
        register = simulate(scenario.parameters, calendar, chance, scenario.years, pool)
        simulated = process_time()
        measure(register, calendar, scenario.parameters)
        monthly(register, calendar, scenario.parameters)
        measured = process_time()
        return Done(simulated - began, measured - simulated, dict(columns(register)) | opening)


def prepared(strategies: tuple[str, ...]) -> Any:
    """Return what replications need: the scenario, its calendar, the pool and the pool's digest."""
    from sim import load
    from sim.experiments.running.execution.workers import settle
    from sim.experiments.running.study import study

    whole = study([load(BASE), load(BASE, *strategies)] if strategies else [load(BASE)], SEED, False)
    pool = whole.pools[len(whole.scenarios) - 1, ()]
    settle()
    opening = {"the opening pool": digest(repr(values(pool.__reduce__()[1])))}
    return whole.scenarios[-1], whole.calendars[-1], pool, opening


def reduced(module: str, authority: str, first: int, runs: int) -> Done:
    """Run the reduced model, as one class writes it."""
    way = import_module(module)
    authorities = [getattr(way, authority)(way.Case(), SEED, first + one) for one in range(runs)]
    gc.collect()  # what was left behind before is not cleared away in this time
    began = process_time()
    logs = [one.run() for one in authorities]
    seconds = process_time() - began
    return Done(seconds, 0.0, {name: text for which, log in enumerate(logs) for name, text in columns(log, f"{which}")})


def columns(table: Any, name: str = "register") -> Iterator[tuple[str, str]]:
    """Yield (name, digest of its values) of every column of a register."""
    for field in fields(table):
        value, known = getattr(table, field.name), f"{name}.{field.name}"
        if is_dataclass(value):
            yield from columns(value, known)
        elif isinstance(value, list):
            yield known, digest(repr([float(one) for one in value]))
        else:
            yield known, digest(repr(value))


def values(part: Any) -> Any:
    """Return what is kept of lives with all enumerations as the numbers they stand for."""
    if isinstance(part, tuple):
        return [values(one) for one in part]
    return float(part) if isinstance(part, int | float) else part


def digest(text: str) -> str:
    """Return what tells one text from another."""
    return sha256(text.encode()).hexdigest()[:16]


if __name__ == "__main__":
    answer()
