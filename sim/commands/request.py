"""What was asked on the command line, how it is answered, and the exit codes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Protocol, TypeAlias

from sim.commands.stages import PARTS, Stages
from sim.experiments.running.pace import Pace
from sim.foundations.called import recorded
from sim.foundations.plain_text import printable

if TYPE_CHECKING:
    from sim.reports.shared.origin import Origin

DONE, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130

PROGRESS, BAR, JSON = "--progress", "bar", "json"
"""The option that says how progress is told on standard error: for a person, or for another program."""

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
    def in_lines(self) -> bool:
        """Whether progress, and how the command ended, are told in lines of JSON, for another program."""
        return getattr(self.options, "progress", BAR) == JSON

    @property
    def only_report(self) -> bool:
        """Whether nothing is to be run, but a report made of what is kept."""
        return bool(getattr(self.options, "reported", False))

    @property
    def png(self) -> bool:
        """Whether figures are to be kept as PNG too: they always are of commands without that option."""
        return bool(getattr(self.options, "png", True))

    def origin(self, processes: int) -> Origin:
        """Return how results came about, for the manifest."""
        from sim.reports.shared.origin import Origin

        return Origin((*recorded(), *self.typed), processes, self.began, self.png)


def without_progress(typed: Sequence[str]) -> tuple[str, ...]:
    """Return a command's words without how its progress is told, of which nothing hangs in its results."""
    words = [word for word in typed if not word.startswith(f"{PROGRESS}=")]
    if PROGRESS in words:
        place = words.index(PROGRESS)
        del words[place : place + 2]
    return tuple(words)


class ProgressShown(Protocol):
    """Says how far a long piece of work is."""

    def __call__(self, done: int, total: int, what: str = "") -> None:
        """Tell that `done` of `total` steps are done, and in a few words what is going on."""


def say(message: str) -> None:
    """Print a message for the person at the terminal, apart from results."""
    print(printable(message), file=sys.stderr)


def say_line(line: str) -> None:
    """Print a line for the program that reads standard error, at once."""
    print(line, file=sys.stderr, flush=True)


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

    console, pace = Console(stderr=True), _PaceInWords(in_percent)
    if not console.is_terminal:
        say(plain)
        yield _Lines(pace)
        return
    many = TaskProgressColumn() if in_percent else MofNCompleteColumn()
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), many, TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(starting, total=steps)

        def tell(done: int, total: int, what: str = "") -> None:
            words = ", ".join(part for part in (what, pace.words(done, total, what)) if part)
            bar.update(task, completed=done, total=total, description=words or None)

        yield tell


LINE_EVERY = 30.0
"""Seconds between two lines on how far long work is, where standard error is no terminal."""


class _PaceInWords:
    """Says how fast work goes and what is left of it: of all of it in percent, else of what is going on."""

    def __init__(self, in_percent: bool) -> None:
        self.in_percent = in_percent
        self._pace, self._what = Pace(), ""

    def words(self, done: int, total: int, what: str) -> str:
        """Return both in words, what is left alone in percent; empty until it can be told."""
        if self.in_percent:
            return self._pace.left(done, total)
        if what != self._what:  # another kind of work, which has a pace of its own
            self._pace, self._what = Pace(), what
        return self._pace.words(done, total)


class _Lines:
    """Says a line on how far the work is, now and then."""

    def __init__(self, pace: _PaceInWords) -> None:
        self._pace = pace
        self._said = monotonic()

    def __call__(self, done: int, total: int, what: str = "") -> None:
        words = self._pace.words(done, total, what)
        if words and done < total and monotonic() - self._said >= LINE_EVERY:
            self._said = monotonic()
            far = f"{done / total:.0%} of all done" if self._pace.in_percent else f"{done:,} of {total:,} done"
            say(f"{', '.join(part for part in (what, far, words) if part)}.")
