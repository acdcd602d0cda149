"""How long a run takes at most, by what the last run of the same council took in this folder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sim.experiments.running.pace import length_in_words
from sim.foundations.counted import counted
from sim.page.kept import DONE
from sim.planner.asked import Asked
from sim.planner.summary import runs_in_all
from sim.reports.shared.runs_kept import MANIFEST, RunKept


def how_long(runs: Iterable[RunKept], asked: Asked, years: float) -> str:
    """Return how long a run over so many years takes at most, in words; empty where none was made of its base here.

    `runs` begin with the latest. What a run does once, such as making the children of the first day, is taken to grow
    with it, and not to shrink: so it is at most.
    """
    for run in runs:
        took = _took(run, asked, years) if run.state == DONE else None
        if took is not None:
            words = f"{counted(runs_in_all(asked), 'run')} of the model: at most {length_in_words(took)}"
            return f"{words}, by what the last run of this council took here."
    return ""


def _took(run: RunKept, asked: Asked, years: float) -> float | None:
    """Return how long it takes at most by what one run took; None where that was of another base, or does not say."""
    try:
        told: dict[str, Any] = json.loads((run.folder / MANIFEST).read_bytes())
        scenarios, seconds = told["scenarios"], float(told["seconds"])
        of_base = any(file.rpartition("/")[2] == f"{asked.base}.toml" for file in scenarios[0]["files"])
        work = len(scenarios) * int(told["replications"]) * float(told["years"])
        resumed = "--resume" in told["command"]
    except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError, IndexError):
        return None
    if not of_base or resumed or work <= 0:
        return None
    return seconds * max(1.0, runs_in_all(asked) * years / work)
