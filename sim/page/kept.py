"""Runs that are kept on disk: found in their folders, whether or not the page that began them still runs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sim.foundations.faults import BadInput
from sim.reports.shared.kept_runs import begun

NAME: Final = re.compile(r"[A-Za-z0-9_+][A-Za-z0-9._+-]{0,150}")
"""Of a folder of results that can be asked for by its name: no path, nothing hidden."""

FILE: Final = re.compile(r"[A-Za-z0-9_]+\.(csv|csv\.gz|json|html|svg|png|toml|docx|pdf|xlsx)")

MANIFEST, RUNS, PAPER = "manifest.json", "runs.csv.gz", "paper"


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A folder of results."""

    name: str
    folder: Path
    title: str
    words: tuple[str, ...]
    """Of the command that made it."""
    done: bool
    """Or else interrupted: what is done of it is kept, and it can go on."""
    when: datetime

    @property
    def state(self) -> str:
        """Return in a word whether it is done."""
        return "done" if self.done else "interrupted"


def kept_runs(results: Path) -> list[KeptRun]:
    """Return the runs in a folder of results, the latest first."""
    folders = results.iterdir() if results.is_dir() else iter(())
    found = (run for path in folders if (run := kept_run(results, path.name)) is not None)
    return sorted(found, key=lambda run: run.when, reverse=True)


def kept_run(results: Path, name: str) -> KeptRun | None:
    """Return a run by the name of its folder; None where there is none."""
    folder = results / name
    if not NAME.fullmatch(name) or not folder.is_dir() or folder.is_symlink():
        return None
    manifest = folder / MANIFEST
    try:
        if manifest.is_file():
            said = json.loads(manifest.read_text(encoding="utf-8"))
            words = _words(str(said["command"]))
            title = " · ".join(_titles(said))
            return KeptRun(name, folder, title or name, words, True, _when(manifest))
        if (folder / RUNS).is_file():
            words = begun(folder).words
            return KeptRun(name, folder, " ".join(words[:4]), tuple(words), False, _when(folder / RUNS))
    except (BadInput, OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # what it holds was not made by this program
    return None


def file_of(run: KeptRun, name: str, within: str = "") -> Path | None:
    """Return a file of a run by its name; None where there is none that may be given away."""
    path = run.folder / within / name
    good = FILE.fullmatch(name) is not None and within in ("", PAPER)
    return path if good and path.is_file() and not path.is_symlink() else None


def _titles(said: dict[str, object]) -> Iterator[str]:
    scenarios = said.get("scenarios")
    titles = [str(one["title"]) for one in scenarios] if isinstance(scenarios, list) else []
    base = titles[0] if titles else ""
    yield from ([base] if base else [])
    others = [one.removeprefix(f"{base}, ") for one in titles[1:]]
    if others:
        more = f" and {len(others) - 2} more" if len(others) > 2 else ""
        yield f"{'; '.join(others[:2])}{more}"


def _words(command: str) -> tuple[str, ...]:
    import shlex

    words = shlex.split(command)
    first = next((place for place, word in enumerate(words) if word.endswith(".py") or word == "sim"), 0)
    return tuple(words[first + 1 :])


def _when(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime)
