"""Runs that are kept on disk, as their folders tell by what they hold: for lists of them, without reading results."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal, TypeAlias

from filelock import FileLock, Timeout

from sim.foundations.faults import BadInput
from sim.reports.shared import folder, kept_runs

RunKeptState: TypeAlias = Literal["done", "going on", "interrupted"]

MANIFEST = "manifest.json"

MOST_NAMED = 2
"""Scenarios beside the first that a title names: of more it says how many."""


@dataclass(frozen=True, slots=True)
class RunKept:
    """A run in a folder of its own."""

    folder: Path
    name: str
    """Of the folder."""
    title: str
    """What was run, in words."""
    when: datetime
    """When its results were written, or it was begun."""
    state: RunKeptState
    """What was interrupted can go on from what is kept."""


def runs_in(results: Path) -> list[RunKept]:
    """Return the runs that a folder of results holds, the latest first; what is no run of this program is left out."""
    folders = results.iterdir() if folder.is_folder(results) else iter(())
    found = [run for one in folders if (run := run_in(one)) is not None]
    return sorted(found, key=lambda run: (run.when, run.name), reverse=True)


def run_in(place: Path) -> RunKept | None:
    """Return the run that is kept in a folder; None where it holds none, is hidden or is a link."""
    if place.name.startswith(".") or place.is_symlink() or not folder.is_folder(place):
        return None
    manifest, runs = place / MANIFEST, place / kept_runs.FILE
    try:
        if folder.is_file(manifest):
            told = json.loads(manifest.read_bytes())
            return RunKept(place, place.name, _title(told), _when(manifest), "done")
        if folder.is_file(runs):
            words = kept_runs.kept_in(place).words
            what = " ".join(takewhile(lambda word: not word.startswith("-"), words))
            return RunKept(place, place.name, what, _when(runs), _unfinished(place))
    except (BadInput, OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return None  # what it holds was not made by this program, or is damaged
    return None


def _unfinished(place: Path) -> RunKeptState:
    """Return whether a run without results goes on: a program holds its folder then."""
    if not folder.is_file(place / kept_runs.LOCK):
        return "interrupted"
    lock = FileLock(place / kept_runs.LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return "going on"
    lock.release()
    return "interrupted"


def _title(told: dict[str, Any]) -> str:
    """Return what a manifest is of; raises KeyError or TypeError where it is none."""
    scenarios = told.get("scenarios")
    if not scenarios:  # made from published figures alone
        return str(told["command"])
    what = str(told.get("experiment", ""))
    said = "; ".join(_named([str(one["title"]) for one in scenarios]))
    return f"{what[:1].upper()}{what[1:]}: {said}" if what else said


def _named(titles: Sequence[str]) -> Iterator[str]:
    base, others = titles[0], titles[1:]
    yield base
    yield from (one.removeprefix(f"{base}, ") for one in others[:MOST_NAMED])
    if len(others) > MOST_NAMED:
        yield f"and {len(others) - MOST_NAMED} more"


def _when(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime).astimezone()
