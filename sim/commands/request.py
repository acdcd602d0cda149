"""What was asked on the command line, how it is answered, and the exit codes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from sim.reports.report import Origin

DONE, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""Where a command adds its own parser; argparse has no public name for it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    options: argparse.Namespace
    typed: tuple[str, ...]
    began: float
    """On the clock of `time.monotonic`."""

    def origin(self, processes: int) -> Origin:
        """Return how results came about, for the manifest."""
        from sim.reports.report import Origin

        return Origin(("run.py", *self.typed), processes, self.began)


class Tell(Protocol):
    """Says how far a long piece of work is."""

    def __call__(self, done: int, total: int, what: str = "") -> None:
        """Tell that `done` of `total` steps are done, and in a few words what is going on."""


def say(message: str) -> None:
    """Print a message for the person at the terminal, apart from results."""
    print(message, file=sys.stderr)


@contextmanager
def progress(starting: str, steps: int, plain: str) -> Iterator[Tell]:
    """Show on standard error how far some work is; give the function that says so.

    Where standard error is no terminal the words `plain` are said once: a bar in a file or pipe is only noise.
    """
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    if not console.is_terminal:
        say(plain)
        yield _ignore
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(starting, total=steps)

        def tell(done: int, total: int, what: str = "") -> None:
            bar.update(task, completed=done, total=total, description=what or None)

        yield tell


def _ignore(done: int, total: int, what: str = "") -> None:
    """Show nothing."""
