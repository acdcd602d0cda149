"""How this program was called, so that every command that it names can be typed as it stands."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path, PurePath

INSTALLED = "placement-sufficiency"
"""The command that an installation brings."""

FROM_SOURCE = "run.py"
"""The file in a copy of the project that does the same."""

SPECIAL = " <>|&^()"
"""What a command line of Windows does not take as it stands, unless it is quoted."""

AS_PACKAGE = ("python", "-m", "sim")


def called() -> str:
    """Return the words that were typed before those of the command, such as ``python run.py``."""
    words = as_typed(sys.argv, sys.orig_argv, [Path(folder) for folder in os.get_exec_path()])
    return in_shell(words or recorded())


def recorded() -> tuple[str, ...]:
    """Return what the program is called in what it keeps: the same on every machine, without interpreter or folders."""
    door = PurePath(sys.argv[0])
    if door.stem == INSTALLED:
        return (INSTALLED,)
    if _is_package(door):
        return AS_PACKAGE
    there = door.name == FROM_SOURCE or (Path(__file__).parents[2] / FROM_SOURCE).is_file()
    return (FROM_SOURCE,) if there else (INSTALLED,)


def in_pages() -> str:
    """Return what the program is called in pages and files."""
    return " ".join(recorded())


def as_typed(arguments: Sequence[str], original: Sequence[str], found_in: Sequence[PurePath]) -> tuple[str, ...]:
    """Return the words typed before a command's, none when this program was not called but used by another.

    `arguments` are what Python gives a program, `original` all it was started with, and `found_in` the folders in which
    the system finds commands: what lies in one of them needs no folder.
    """
    door, *others = arguments
    kind = type(found_in[0]) if found_in else PurePath

    def short(word: str) -> str:
        return kind(word).name if kind(word).is_absolute() and kind(word).parent in found_in else word

    if kind(door).stem == INSTALLED:
        return (short(door),)
    if kind(door).name != FROM_SOURCE and not _is_package(kind(door)):
        return ()
    before = len(original) - len(others)
    if before < 2 or list(original[before:]) != others:
        return ()
    interpreter, *rest = original[:before]
    return short(interpreter), *rest


def in_shell(words: Sequence[str], windows: bool = sys.platform == "win32") -> str:
    """Return words as a command line of this system takes them."""
    if windows:
        return " ".join(f'"{word}"' if set(word) & set(SPECIAL) else word for word in words)
    return shlex.join(words)


def _is_package(door: PurePath) -> bool:
    return door.name == "__main__.py" and door.parent.name == "sim"
