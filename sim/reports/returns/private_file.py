"""Writing a private file: for its owner's eyes alone, and nowhere from where it would be passed on."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

from sim.foundations.faults import BadInput
from sim.foundations.first_day import ENDING, FIRST_LINE, LARGEST
from sim.reports.shared.windows_names import odd_names
from sim.scenario.files.reading import shipped
from sim.scenario.files.workplace import Workplace

MANIFEST = "manifest.json"
"""Marks a folder of results, wherever it lies."""


def check(path: Path, beside: Sequence[Path] = ()) -> None:
    """Raise BadInput where a private file may not be written; `beside` are folders of what is being written too."""
    faults = list(_faults(path, beside))
    if faults:
        raise BadInput([f"--private {path.name}: {faults[0]}"])


def _faults(path: Path, beside: Sequence[Path]) -> Iterator[str]:
    if path.suffix != ENDING:
        yield f"the name of a private file ends in {ENDING}, so that what copies or shares files leaves it out"
    if odd := odd_names(path):
        yield f"{odd}; give another name"
    above = path.absolute().parent
    if not above.is_dir():
        yield f"there is no folder {above.name}; make it, where you alone can read, or give another place"
        return
    if where := _passed_on(above.resolve(), beside):
        yield f"{where}, and what is in it is passed on; give a place where you alone can read"
    if path.is_symlink() or (path.exists() and not _ours(path)):
        yield "this is there already, and is no private first day; give another name"


def _passed_on(above: Path, beside: Sequence[Path]) -> str:
    """Return in words in which folder that others get this one lies; empty where in none."""
    for folder, words in (
        *((each, "this is in the folder of the page") for each in beside),
        (Workplace().results, "this is in the results folder"),
        (Workplace().scenarios, "this is in the folder of scenarios"),
        (shipped(), "this is in the folder of scenarios"),
        (Path(str(files("sim"))), "this is in the program's own folder"),
    ):
        if above.is_relative_to(folder.absolute().resolve()):
            return words
    return (
        "this is in a folder of results" if any((each / MANIFEST).exists() for each in (above, *above.parents)) else ""
    )


def _ours(path: Path) -> bool:
    """Whether a file is one that this program has written."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            return False
        with path.open("rb") as file:
            return file.read(len(FIRST_LINE)) == FIRST_LINE.encode()
    except OSError:
        return False


def keep(path: Path, text: str) -> None:
    """Write a private file, whole or not at all, that no one else can read where the system knows whose files are.

    Raises BadInput when it cannot be written.
    """
    handle, name = -1, ""
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=ENDING, dir=path.absolute().parent)  # its owner's alone
        with os.fdopen(handle, "w", encoding="ascii", newline="\n") as file:
            file.write(text)
        Path(name).replace(path)
    except OSError as error:
        raise BadInput([f"--private {path.name}: cannot be written there ({error.strerror})"]) from None
    finally:
        if name:
            with suppress(OSError):
                Path(name).unlink(missing_ok=True)
