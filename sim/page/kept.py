"""Runs that are kept on disk, asked for by name: no path leads out of their folders, and nothing hidden is given."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Final

from sim.foundations.faults import BadInput
from sim.reports.shared import kept_runs, runs_kept
from sim.reports.shared.runs_kept import MANIFEST, RunKept

NAME: Final = re.compile(r"[A-Za-z0-9_+][A-Za-z0-9._+-]{0,150}")
"""Of a folder of results that can be asked for by its name: no path, nothing hidden."""

FILE: Final = re.compile(r"[A-Za-z0-9_]+\.(csv|csv\.gz|json|html|svg|png|toml|docx|pdf|xlsx)")

DONE: Final = "done"
"""The state of a run that has results."""

INTERRUPTED: Final = "interrupted"
"""Of one that can go on from what is kept of it."""

PAPER: Final = "paper"
"""The folder of papers within a run's."""


def runs_of(results: Path) -> list[RunKept]:
    """Return the runs in a folder of results, the latest first."""
    return [run for run in runs_kept.runs_in(results) if NAME.fullmatch(run.name)]


def run_of(results: Path, name: str) -> RunKept | None:
    """Return a run by the name of its folder; None where there is none."""
    return runs_kept.run_in(results / name) if NAME.fullmatch(name) else None


def command_of(run: RunKept) -> tuple[str, ...]:
    """Return the words of the command that made a run, without the program's own; none where they are not told."""
    try:
        if run.state != DONE:
            return tuple(kept_runs.kept_in(run.folder).words)
        words = shlex.split(str(json.loads((run.folder / MANIFEST).read_bytes())["command"]))
    except (BadInput, OSError, ValueError, RecursionError, KeyError, TypeError):
        return ()
    program = next((place for place, word in enumerate(words) if not _of_program(word)), len(words))
    return tuple(words[program:])


def file_of(run: RunKept, name: str, within: str = "") -> Path | None:
    """Return a file of a run by its name; None where there is none that may be given away."""
    path = run.folder / within / name
    good = FILE.fullmatch(name) is not None and within in ("", PAPER)
    return path if good and path.is_file() and not path.is_symlink() else None


def _of_program(word: str) -> bool:
    """Whether a word of a command calls the program, in any of the ways in which that is recorded."""
    return word.endswith(".py") or word in ("placement-sufficiency", "python", "-m", "sim")
