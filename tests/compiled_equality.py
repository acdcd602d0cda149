"""Equality: the compiled model comes to the plain one's registers, every column, for the base and every strategy.

    python -m tests.compiled_equality [--installation FOLDER] [--replications 6]

It compiles the project into a folder of its own, unless it is given one (made by `pip install --target FOLDER .` with
PLACEMENT_SUFFICIENCY_COMPILE=1), has both models do the same replications in turn, and says how much faster the
compiled one is. What it compiled itself must also pass the tests of the whole model and refuse sources that changed.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.case import every_strategy
from tests.compiled_installation import ROOT, compile_into
from tests.model_process import ModelProcess

OWN_PARTS = re.compile(
    r"monkeypatch|unittest.mock|scripted_worlds|handmade_registers|^class \w+\((Chance|\w*Chance)\)", re.MULTILINE
)
"""What a file of tests says that puts a part of its own in place of one of the model's: those run on plain."""


def tests_of_the_model() -> list[Path]:
    """Return the files of tests of the model and its foundations that can be run on the compiled one."""
    files = (file for room in ("foundations", "model") for file in sorted((ROOT / "tests" / room).glob("test_*.py")))
    return [file for file in files if not OWN_PARTS.search(file.read_text(encoding="utf-8"))]


def main() -> int:
    """Compare the two models."""
    words = argparse.ArgumentParser(prog="python -m tests.compiled_equality", description=__doc__.split("\n", 1)[0])
    words.add_argument("--installation", type=Path, help="a folder with a compiled installation; without, one is made")
    words.add_argument("--replications", type=int, default=6, help="of each scenario (default: 6)")
    asked = words.parse_args()
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


def compare(installation: Path, replications: int) -> int:
    """Return 0 when both models come to the same in everything; say where they do not, and how fast each is."""
    with TemporaryDirectory() as caches:
        models = {
            "plain": ModelProcess(ROOT, Path(caches, "plain")),
            "compiled": ModelProcess(installation, Path(caches, "compiled")),
        }
        engines = {name: model.engine for name, model in models.items()}
        if any(engine != name for name, engine in engines.items()):
            print(f"These are not a plain and a compiled model: {engines}", file=sys.stderr)
            return 1
        failed = 0
        for strategies in every_strategy():
            seconds: dict[str, list[float]] = {name: [] for name in models}
            unequal = set()
            for number in range(replications):
                done = {name: model.replication(strategies, number) for name, model in models.items()}
                plain, compiled = done["plain"].columns, done["compiled"].columns
                unequal |= {name for name in plain.keys() | compiled.keys() if plain.get(name) != compiled.get(name)}
                for name, one in done.items():
                    seconds[name].append(one.seconds)
            failed |= bool(unequal)
            says = f"DIFFERS in {', '.join(sorted(unequal))}" if unequal else f"equal in {len(plain)} columns"
            took = {name: median(each) for name, each in seconds.items()}
            print(
                f"{'+'.join(strategies) or 'the base'}: {says}; a replication takes {took['plain']:.3f} s plain and"
                f" {took['compiled']:.3f} s compiled, {took['plain'] / took['compiled']:.2f} times as fast",
                flush=True,
            )
        for model in models.values():
            model.stop()
    return int(failed)


def pass_tests(installation: Path) -> int:
    """Return 0 when the tests of the whole model pass on the compiled one."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "pytest", "-m", "", "-p", "no:cacheprovider", *map(str, tests_of_the_model())],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(installation), "PLACEMENT_SUFFICIENCY_ENGINE": "compiled"},
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
