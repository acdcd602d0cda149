"""Work that the page has begun: one ordinary command at a time, in a process of its own, heard and stopped here."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Final

from sim.experiments.running.progress_lines import ProgressLine, RunState, read_line
from sim.foundations.faults import BadInput
from sim.foundations.where import READ_AT, Where

SECONDS_TO_STOP: Final = 0.7
"""In which a command that is stopped may clean up; then it is ended at once."""

SECONDS_TO_HEAR: Final = 0.2
"""In which the last words of a command that was ended are heard."""

MOST_SAID: Final = 200
"""Lines for a person that are kept of a command, the last of them."""

SOURCE: Final = Path(__file__).parents[2]
"""Where the program lies."""

PROGRESS: Final = ("--progress", "json")
"""What a command is told that can say how far it is in lines that the page reads."""

TELLS: Final = ("run", "compare", "sweep")
"""Commands that can."""

ENDED_FROM_OUTSIDE: Final = (
    "It was ended from outside, most often because the memory of this machine ran out. Close other programs, or ask "
    "for less at a time."
)

OF_EXIT: Final = {0: RunState.DONE, 2: RunState.FAULTS, 130: RunState.STOPPED}
"""What the exit codes of commands mean."""


class BusyError(BadInput):
    """One piece of work goes on already."""


@dataclass(slots=True, eq=False)
class Job:
    """A command that was begun."""

    name: str
    """In addresses; of a run that of its folder."""
    title: str
    words: tuple[str, ...]
    """Of the command, as they are typed after the program's own name."""
    done_at: str
    """Address of what is there when it is done."""
    process: subprocess.Popen[bytes] | None = None
    listener: Thread | None = None
    last: ProgressLine = field(default_factory=lambda: ProgressLine(RunState.LOADING))
    said: list[str] = field(default_factory=list)
    stopped: bool = False

    @property
    def tells(self) -> bool:
        """Whether it says how far it is in lines that the page reads."""
        return self.words[0] in TELLS

    @property
    def going(self) -> bool:
        """Whether it goes on."""
        return not self.last.state.ended

    def follow(self) -> None:
        """Hear the command to its end, and note how that was."""
        assert self.process is not None
        assert self.process.stderr is not None
        with self.process.stderr as spoken:
            for raw in spoken:
                self._hear(raw.decode("utf-8", errors="replace").rstrip())
        code = self.process.wait()
        if code < 0:  # by a signal, so that it could not say why
            self.said = [ENDED_FROM_OUTSIDE]
        state = RunState.STOPPED if self.stopped else OF_EXIT.get(code, RunState.FAILED)
        self.last = ProgressLine(state, words=tuple(self.said))

    def _hear(self, text: str) -> None:
        """Take in one line that the command says."""
        line = read_line(text)
        if line is None:
            self.said = [*self.said, text][-MOST_SAID:] if text else self.said
        elif line.state.ended:
            self.said = [*line.words] or self.said
        else:
            self.last = line

    def stop(self) -> None:
        """End the command and all that it started: it may clean up for a moment."""
        self.stopped = True
        if self.process is None or self.process.poll() is not None:
            return
        _end(self.process, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(SECONDS_TO_STOP)
        _end(self.process, KILL)
        self.process.wait()
        if self.listener is not None:
            self.listener.join(SECONDS_TO_HEAR)  # so that how it ended is known


KILL: Final = signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL


@dataclass(slots=True)
class Jobs:
    """The work of this page: what goes on, and what ended while it ran."""

    folder: Path
    """In which commands are run."""
    begun: dict[str, Job] = field(default_factory=dict)

    @property
    def going(self) -> Job | None:
        """Return what goes on, if anything does."""
        return next((job for job in self.begun.values() if job.going), None)

    def begin(self, job: Job) -> None:
        """Begin a command. Raises BusyError while another goes on."""
        busy = self.going
        if busy is not None:
            raise BusyError([f"{busy.title} goes on; wait for it or stop it, one thing is done at a time"])
        job.process = subprocess.Popen(
            [*program(), *job.words, *(PROGRESS if job.tells else ())],
            cwd=self.folder,
            env=os.environ | _environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,  # so that all of it can be ended together
        )
        self.begun[job.name] = job
        job.listener = Thread(target=job.follow, daemon=True)
        job.listener.start()

    def end_all(self) -> None:
        """Stop what goes on: the page is closing."""
        busy = self.going
        if busy is not None:
            busy.stop()


def program() -> tuple[str, ...]:
    """Return the words that call this program in a process of its own."""
    door = SOURCE / "run.py"
    return (sys.executable, str(door)) if door.is_file() else (sys.executable, "-m", "sim")


def _environment() -> Mapping[str, str]:
    """Return how a command is told where the program lies, to say at once what it says, and who reads it."""
    return {"PYTHONPATH": os.pathsep.join(_search_path()), "PYTHONUNBUFFERED": "1", READ_AT: Where.PAGE.value}


def _search_path() -> Sequence[str]:
    before = os.environ.get("PYTHONPATH")
    return (str(SOURCE), *([before] if before else []))


def _end(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to a command and all that it started; on Windows workers end with the command by themselves."""
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.terminate()
        else:
            os.killpg(process.pid, number)
