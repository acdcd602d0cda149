"""What was asked on the command line, how it is answered, and the exit codes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Protocol, TypeAlias

from sim.experiments.running.pace import Pace
from sim.commands.stages import PARTS, Stages
from sim.foundations.called import recorded
from sim.foundations.plain_text import printable

if TYPE_CHECKING:
    from sim.reports.shared.origin import Origin

DONE, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""Where a command adds its own parser; argparse has no public name for it."""


@dataclass(frozen=True, slots=True)
class CommandLine:
    """What was asked for on the command line."""

    options: argparse.Namespace
    typed: tuple[str, ...]
    began: float
    """On the clock of `time.monotonic`."""

    @property
    def only_report(self) -> bool:
        """Whether nothing is to be run, but a report made of what is kept."""
        return bool(getattr(self.options, "reported", False))

    def origin(self, processes: int) -> Origin:
        """Return how results came about, for the manifest."""
        from sim.reports.shared.origin import Origin

        return Origin((*recorded(), *self.typed), processes, self.began)


class ProgressShown(Protocol):
    """Says how far a long piece of work is."""

    def __call__(self, done: int, total: int, what: str = "") -> None:
        """Tell that `done` of `total` steps are done, and in a few words what is going on."""


def say(message: str) -> None:
    """Print a message for the person at the terminal, apart from results."""
    print(printable(message), file=sys.stderr)


@contextmanager
def progress(starting: str, steps: int, plain: str, stages: Stages | None = None) -> Iterator[ProgressShown]:
    """Show on standard error how far some work is, how fast it goes, and what is left; give what says so.

    Where standard error is no terminal the words `plain` are said once, then a line now and then: a bar there is noise.
    Work in `stages` is counted once over all of them, in percent.
    """
    with _shown(starting, steps, plain, stages is not None) as tell:
        if stages is None:
            yield tell
        else:
            yield lambda done, total, what="": tell(stages.done(done, total, what), PARTS, what)


@contextmanager
def _shown(starting: str, steps: int, plain: str, in_percent: bool) -> Iterator[ProgressShown]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    console, pace = Console(stderr=True), Pace()
    if not console.is_terminal:
        say(plain)
        yield _Lines(pace, in_percent)
        return
    many = TaskProgressColumn() if in_percent else MofNCompleteColumn()
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), many, TimeElapsedColumn())
    words_of = pace.left if in_percent else pace.words
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(starting, total=steps)

        def tell(done: int, total: int, what: str = "") -> None:
            words = ", ".join(part for part in (what, words_of(done, total)) if part)
            bar.update(task, completed=done, total=total, description=words or None)

        yield tell


LINE_EVERY = 30.0
"""Seconds between two lines on how far long work is, where standard error is no terminal."""


class _Lines:
    """Says a line on how far the work is, now and then."""

    def __init__(self, pace: Pace, in_percent: bool = False) -> None:
        self._pace = pace
        self._in_percent = in_percent
        self._said = monotonic()

    def __call__(self, done: int, total: int, what: str = "") -> None:
        words = (self._pace.left if self._in_percent else self._pace.words)(done, total)
        if words and done < total and monotonic() - self._said >= LINE_EVERY:
            self._said = monotonic()
            far = f"{done / total:.0%} of all done" if self._in_percent else f"{done:,} of {total:,} done"
            say(f"{', '.join(part for part in (what, far, words) if part)}.")
