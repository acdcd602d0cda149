"""Which program this is: a digest of its own files, whatever their line ends, and the versions of what it stands on."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).parents[1]

STANDS_ON = ("numpy", "scipy", "simpy", "holidays")
"""Packages whose other versions may give other numbers."""

MADE_ANEW = {".pyc", ".pyo", ".so", ".pyd"}
"""Ends of files that Python, or an installation, makes from the program's own."""


class Version(NamedTuple):
    """What is installed of something that the program stands on."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Program:
    """All of the program that decides what a run gives."""

    files: str
    """Digest of its files."""
    stands_on: tuple[Version, ...]

    def unlike(self, other: Program) -> Iterator[str]:
        """Yield in words what is other in the other one, with what it is here."""
        if other.files != self.files:
            yield "another version of this program"
        numbers = dict(other.stands_on)
        for name, number in self.stands_on:
            if numbers.get(name, number) != number:
                yield f"{name} {numbers[name]} (here {number})"

    def __str__(self) -> str:
        return f"{self.files[:12]} ({', '.join(f'{name} {number}' for name, number in self.stands_on)})"


@cache
def this_program() -> Program:
    """Return the program as it was when it was first asked: code that was changed since is not in use."""
    return Program(program_digest(), versions())


def versions() -> tuple[Version, ...]:
    """Return the versions of Python and of the packages that may change a number."""
    return Version("Python", platform.python_version()), *(Version(name, _installed(name)) for name in STANDS_ON)


def program_digest(package: Path = PACKAGE) -> str:
    """Return a digest of every file of the program."""
    return _digest(package, (file for file in package.rglob("*") if _is_own(file, package)))


def code_digest(folders: Sequence[str], package: Path = PACKAGE) -> str:
    """Return a digest of the code in these parts of the program."""
    return _digest(package, (file for folder in folders for file in (package / folder).rglob("*.py")))


def _digest(package: Path, files: Iterable[Path]) -> str:
    """Return a digest of files, their names within the program included."""
    found = sha256()
    for name, file in sorted((file.relative_to(package).as_posix(), file) for file in files):
        content = sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        found.update(f"{name}\0{content}\n".encode())
    return found.hexdigest()


def _is_own(file: Path, package: Path) -> bool:
    """Whether it is a file of the program, and neither made from one nor left by an editor."""
    parts = file.relative_to(package).parts
    hidden = any(part.startswith(".") or part == "__pycache__" for part in parts)
    return not hidden and file.suffix not in MADE_ANEW and file.is_file()


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
