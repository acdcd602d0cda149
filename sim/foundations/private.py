"""What is of a real child: never shown, never told by an error, and never written but by who was asked to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from traceback import extract_tb
from typing import Any

from sim.foundations.faults import BadInput


class Private:
    """What is of a real child: it is never shown and never written."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Show nothing."""
        return f"<{type(self).__name__}: not shown>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Refuse to be pickled."""
        raise TypeError(f"a {type(self).__name__} is of real children and is never written")


class UntoldError(Exception):
    """An error whose own words may tell of a child: only of what kind it is, and where in the program it was."""


@contextmanager
def untold() -> Iterator[None]:
    """Let no words of an error out of where real children are at hand, but those that are meant for a reader."""
    try:
        yield
    except (BadInput, UntoldError, MemoryError, BrokenPipeError):
        raise
    except Exception as error:
        places = [f"{PurePath(one.filename).name}:{one.lineno} {one.name}" for one in extract_tb(error.__traceback__)]
        told = f"{type(error).__name__}, whose words are not shown as they may tell of a child; at"
        raise UntoldError(f"{told} {', '.join(places)}") from None
