"""How a command ended that was not done: its exit code, and the words for a person or the last line for a program."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.commands.request import BAD_INPUT, FAILED, INTERRUPTED, say, say_line
from sim.experiments.running.progress_lines import ProgressLine, RunState
from sim.foundations.where import told_here

NAMES_OF_NO_FILE = (errno.ENAMETOOLONG, errno.ELOOP)
"""Errors of the system that say so."""

MOST_TOLD = 100
"""Faults that are told at once: a file has seldom more, and whoever reads them begins at the first."""

LONGEST_TOLD = 3_000
"""Characters of one fault: the longest lists what can be named."""

NOTHING_LEFT = "No half-written results are left."

CODES = {RunState.FAULTS: BAD_INPUT, RunState.FAILED: FAILED, RunState.STOPPED: INTERRUPTED}
"""The exit code of each end."""


@dataclass(frozen=True, slots=True)
class CommandEnding:
    """How a command ended that was not done."""

    state: RunState
    words: tuple[str, ...]

    def told(self, in_lines: bool) -> int:
        """Tell it on standard error, `in_lines` as the last line of a run, and return the exit code."""
        if in_lines:
            say_line(ProgressLine(self.state, words=self.words).text)
        else:
            say("\n".join(self.words))
        return CODES[self.state]


def ended_by(error: BaseException) -> CommandEnding:
    """Return how a command ended that this error has ended. Raises the error itself where it is asked for."""
    from sim.experiments.running.execution.workers import WorkerError
    from sim.experiments.running.failures import RunError
    from sim.foundations.faults import BadInput

    kept: Sequence[str] = getattr(error, "__notes__", ())
    if isinstance(error, KeyboardInterrupt):
        return CommandEnding(RunState.STOPPED, ("Stopped.", *(kept or (NOTHING_LEFT,))))
    if isinstance(error, MemoryError):
        return CommandEnding(
            RunState.FAILED, ("Failed: the memory ran out. Try fewer replications or processes.", *kept)
        )
    if isinstance(error, BadInput):
        return CommandEnding(RunState.FAULTS, (*_in_short(error.faults), *kept))
    if os.environ.get("SIM_TRACEBACK"):
        raise error
    if isinstance(error, OSError) and error.errno in NAMES_OF_NO_FILE:
        name = str(error.filename)[:60]
        return CommandEnding(
            RunState.FAULTS, (f"{name}: cannot be the name of a file; give a shorter, plain name", *kept)
        )
    left = kept or (NOTHING_LEFT,)
    if isinstance(error, WorkerError | RunError):
        return CommandEnding(RunState.FAILED, (f"Failed: {error}", *left))
    where = told_here("Set SIM_TRACEBACK=1 to see where.", "The command that is shown here tells more in a terminal.")
    return CommandEnding(RunState.FAILED, (f"Failed: {type(error).__name__}: {error}", *left, where))


def _in_short(faults: Sequence[str]) -> Iterator[str]:
    """Yield faults as they are told: the first of them, each in no more characters than anybody reads."""
    for fault in faults[:MOST_TOLD]:
        yield fault if len(fault) <= LONGEST_TOLD else f"{fault[:LONGEST_TOLD]}..."
    if len(faults) > MOST_TOLD:
        yield f"And {len(faults) - MOST_TOLD:,} more of such faults."
