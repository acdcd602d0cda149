"""Equality: the compiled model comes to the plain one's registers, every column, for the base and every strategy.

    python -m tests.compiled_equality [--installation FOLDER] [--replications 12]

It compiles the project into a folder of its own, unless it is given one (made by `pip install --target FOLDER .` with
PLACEMENT_SUFFICIENCY_COMPILE=1), has both models do the same replications in turn, and says how much faster the
compiled one is. What it compiled itself must also pass the tests of the whole model and refuse sources that changed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from hashlib import sha256
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ("setup.py", "pyproject.toml", "README.md", "LICENSE", "sim")
"""What an installation is made from."""

BASE = "tower_hamlets_2018"
TOGETHER = ("edge_of_care", "ipop", "camhs", "out_of_hours", "carer_development")
SEED = 2018

TESTS = (
    "test_golden.py",
    "test_determinism.py",
    "test_conservation.py",
    "test_laws_of_supply.py",
    "test_laws_of_luck.py",
    "test_reach_of_services.py",
)
"""Tests of the model as a whole; those that put a part of their own in place of one of the model's run on plain."""


def main() -> int:
    """Compare the two models; or, with `--answer`, be one of them."""
    words = argparse.ArgumentParser(prog="python -m tests.compiled_equality", description=__doc__.split("\n", 1)[0])
    words.add_argument("--installation", type=Path, help="a folder with a compiled installation; without, one is made")
    words.add_argument("--replications", type=int, default=12, help="of each scenario (default: 12)")
    words.add_argument("--answer", action="store_true", help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.answer:
        answer()
        return 0
    if asked.installation:
        return compare(asked.installation.resolve(), asked.replications)
    with TemporaryDirectory() as folder:
        installation = Path(folder) / "installation"
        compile_into(installation, Path(folder) / "project")
        return (
            compare(installation, asked.replications)
            or pass_tests(installation)
            or refuse_changed_sources(installation)
        )


def compile_into(installation: Path, copy: Path) -> None:
    """Install the compiled model from a copy of the project, in which the compiler leaves its files."""
    copy.mkdir()
    for name in PROJECT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(ROOT / name, copy)
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(installation), str(copy)],
        env={**os.environ, "PLACEMENT_SUFFICIENCY_COMPILE": "1"},
        check=True,
    )


def compare(installation: Path, replications: int) -> int:
    """Return 0 when both models come to the same in everything; say where they do not, and how fast each is."""
    with TemporaryDirectory() as caches:
        models = {
            "plain": Model(ROOT, Path(caches, "plain")),
            "compiled": Model(installation, Path(caches, "compiled")),
        }
        engines = {name: model.said() for name, model in models.items()}
        if any(engine != name for name, engine in engines.items()):
            print(f"These are not a plain and a compiled model: {engines}", file=sys.stderr)
            return 1
        failed = 0
        for strategy in scenarios():
            seconds: dict[str, list[float]] = {name: [] for name in models}
            unequal = set()
            for replication in range(replications):
                done = {name: model.replication(strategy, replication) for name, model in models.items()}
                plain, compiled = done["plain"]["columns"], done["compiled"]["columns"]
                unequal |= {name for name in plain.keys() | compiled.keys() if plain.get(name) != compiled.get(name)}
                for name, one in done.items():
                    seconds[name].append(one["seconds"])
            failed |= bool(unequal)
            says = f"DIFFERS in {', '.join(sorted(unequal))}" if unequal else f"equal in {len(plain)} columns"
            took = {name: median(each) for name, each in seconds.items()}
            print(
                f"{'+'.join(strategy) or 'the base'}: {says}; a replication takes {took['plain']:.3f} s plain and"
                f" {took['compiled']:.3f} s compiled, {took['plain'] / took['compiled']:.2f} times as fast",
                flush=True,
            )
        for model in models.values():
            model.stop()
    return int(failed)


def scenarios() -> Iterator[tuple[str, ...]]:
    """Yield the strategies of each scenario: none, each by itself, and those together that can be."""
    yield ()
    for file in sorted((ROOT / "scenarios" / "strategies").glob("*.toml")):
        yield (file.stem,)
    yield TOGETHER


class Model:
    """A process that runs one of the models, with a cache of its own, so that it makes its own opening cohorts."""

    def __init__(self, installation: Path, cache: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", __file__, "--answer"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(installation), "PLACEMENT_SUFFICIENCY_CACHE": str(cache)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def replication(self, strategies: tuple[str, ...], number: int) -> dict[str, Any]:
        """Return the digest of every column of the register of one replication, and how long it took."""
        assert self._process.stdin is not None
        print(json.dumps([strategies, number]), file=self._process.stdin, flush=True)
        said: dict[str, Any] = self.said()
        return said

    def said(self) -> Any:
        """Return what the process says next."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            sys.exit(f"A model ended with {self._process.wait()}; it says above why.")
        return json.loads(line)

    def stop(self) -> None:
        """Let the process end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def answer() -> None:
    """Say which model this is, then do each replication that is asked for."""
    from sim import load
    from sim.experiments.running.execution.workers import settle
    from sim.experiments.running.study import study
    from sim.foundations.build import engine
    from sim.foundations.chance import Chance
    from sim.model.model import simulate

    print(json.dumps(engine()), flush=True)
    ready: dict[tuple[str, ...], Any] = {}
    for line in sys.stdin:
        names, replication = json.loads(line)
        strategies = tuple(names)
        if strategies not in ready:
            whole = study([load(BASE), load(BASE, *strategies)] if strategies else [load(BASE)], SEED, False)
            pool = whole.pools[len(whole.scenarios) - 1, ()]
            opening = {"the opening pool": digest(repr(values(pool.__reduce__()[1])))}
            ready[strategies] = (whole.scenarios[-1], whole.calendars[-1], pool, opening)
            settle()
        scenario, calendar, pool, opening = ready[strategies]
        chance = Chance(SEED, replication)
        began = process_time()
        register = simulate(scenario.parameters, calendar, chance, scenario.years, pool)
        seconds = process_time() - began
        found = dict(columns(register)) | opening
        print(json.dumps({"seconds": seconds, "columns": found}), flush=True)


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


def pass_tests(installation: Path) -> int:
    """Return 0 when the tests of the whole model pass on the compiled one."""
    tests = [str(ROOT / "tests" / "model" / name) for name in TESTS]
    done = subprocess.run(
        [sys.executable, "-P", "-m", "pytest", "-p", "no:cacheprovider", *tests],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(installation)},
    )
    return done.returncode


def refuse_changed_sources(installation: Path) -> int:
    """Return 0 when the compiled model is no longer imported once one of the sources beside it has changed."""
    source = installation / "sim" / "model" / "model.py"
    source.write_text(source.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-P", "-c", "import sim"],
        env={**os.environ, "PYTHONPATH": str(installation)},
        capture_output=True,
        text=True,
    )
    refused = done.returncode != 0 and "made from other sources" in done.stderr
    print("Sources that changed are refused." if refused else f"Sources that changed were taken: {done.stderr}")
    return 0 if refused else 1


if __name__ == "__main__":
    sys.exit(main())
