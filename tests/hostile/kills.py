"""A run that is killed at random moments and goes on each time ends in the bytes of an undisturbed one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

from small_authority import ROOT

from .case import SMALL

REPLICATIONS = 60
PROGRAM = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from sim.reports.run.figures import figures
figures.of_run = lambda _: []  # they take seconds
from sim.cli import main
sys.exit(main(sys.argv[1:]))
"""

BEGIN = ("run", SMALL, "--replications", str(REPLICATIONS), "--processes", "1", "--out")
KEPT = "runs.csv.gz"


def stopped_run(folder: Path, small: str) -> dict[str, bytes]:
    """Return the files of a run in `folder` that was killed half-way, by path; small enough to be tried again."""
    (folder / SMALL).write_text(small, encoding="utf-8")
    with _started(folder, (*BEGIN, "kept")) as one:
        kept = folder / "kept" / KEPT
        while one.poll() is None and not (kept.is_file() and kept.stat().st_size > 20_000):
            with suppress(subprocess.TimeoutExpired):
                one.wait(0.02)
        one.kill()
    return {f"kept/{path.name}": path.read_bytes() for path in (folder / "kept").iterdir()}


def unlike(folder: Path, small: str, kills: int, seed: int) -> Iterator[str]:
    """Yield what is other than in an undisturbed run, after so many kills of runs of the same."""
    random = Random(seed)
    (folder / SMALL).write_text(small, encoding="utf-8")
    if _ended(folder, (*BEGIN, "whole")) != 0:
        yield "a run that nothing disturbed did not end well"
        return
    whole = _tables(folder / "whole")
    left, run = kills, 0
    while left:
        into, words = f"killed-{run}", (*BEGIN, f"killed-{run}")
        while (left := left - _killed(folder, words, random)) and not (folder / into / "report.html").is_file():
            going_on = (folder / into / KEPT).is_file()
            words = ("run", "--resume", into, "--processes", "1") if going_on else words
        if not (folder / into / "report.html").is_file():
            words = ("run", "--resume", into) if (folder / into / KEPT).is_file() else words
            code = _ended(folder, words)
            if code != 0:
                yield f"after a kill, run.py {' '.join(words)} ended with {code}"
        made = _tables(folder / into)
        yield from (f"{into}/{name} is other than undisturbed" for name in whole if made.get(name) != whole[name])
        run += 1


def _killed(folder: Path, words: tuple[str, ...], random: Random) -> int:
    """Start a command, kill it at a random moment, and return 1; 0 where it had ended before."""
    with _started(folder, words) as one:
        try:
            one.wait(random.uniform(0.2, 4.0))
        except subprocess.TimeoutExpired:
            one.kill()
            one.wait()
            return 1
    return 0


def _ended(folder: Path, words: tuple[str, ...]) -> int:
    with _started(folder, words) as one:
        return one.wait()


def _started(folder: Path, words: tuple[str, ...]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(ROOT), *words],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.csv")}
