"""Pieces of work for tests of those who do them; light to import, because every process that is started does so."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
"""Ends a process at once; Windows has no other signal that does, and means the same by it."""


def square(number: int) -> int:
    return number * number


def third_fails(number: int) -> int:
    if number == 3:
        raise ValueError("three is not allowed")
    return number


def third_dies(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), KILL)
    return number


def third_cannot_be_sent(number: int) -> object:
    return (lambda: 0) if number == 3 else number


def all_but_the_first_take_long(number: int) -> int:
    time.sleep(3600 if number else 0)
    return number


def process(_: int) -> int:
    time.sleep(0.05)
    return os.getpid()


@dataclass(frozen=True)
class DiesAtFirst:
    """Work that ends its process the first times that it is done, for each number of `deadly`; says each time."""

    folder: Path
    deadly: frozenset[int]
    times: int = 1

    def __call__(self, number: int) -> int:
        (self.folder / f"{number}-{time.monotonic_ns()}").touch()
        if number in self.deadly and self.tried(number) <= self.times:
            os.kill(os.getpid(), KILL)
        return number * number

    def tried(self, number: int) -> int:
        """How often the number has been tried."""
        return len(list(self.folder.glob(f"{number}-*")))


class CannotBeRead:
    """Work that can be sent but not read."""

    def __call__(self, number: int) -> int:
        return number

    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return _unreadable, ("this work",)


def _unreadable(what: str) -> object:
    raise ImportError(f"{what} cannot be read here")
