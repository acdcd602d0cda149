"""Progress as lines of JSON: what a run in another process, or a browser's worker, says of itself.

Each line is one object: `state`, and as far as they are known `done`, `all` and `seconds_left` of that state. The last
says how the run ended: done, with the `folder` of its results; faults, failed or stopped, with `words` for whoever
asked. Lines that are no such object are words for a person.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from sim.experiments.running.pace import Pace, length_in_words
from sim.experiments.running.progress import Stage


class RunState(StrEnum):
    """What a run is doing, or how it ended."""

    LOADING = Stage.LOADING
    OPENING = Stage.OPENING
    RUNNING = Stage.RUNNING
    WRITING = Stage.WRITING
    DONE = "done"
    FAULTS = "faults"
    """What was asked cannot be run: the words say where, and the mend."""
    FAILED = "failed"
    """The program or the machine failed."""
    STOPPED = "stopped"
    """By whoever asked for it; the words say how to go on, where something was kept."""

    @property
    def ended(self) -> bool:
        """Whether the run is over."""
        return self.value not in {stage.value for stage in Stage}


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """One thing that a run says of itself."""

    state: RunState
    done: int = 0
    in_all: int = 0
    """0 where it is not known how much there is."""
    seconds_left: float | None = None
    """Of this stage, from its own pace; None until that can be told."""
    words: tuple[str, ...] = ()
    folder: str = ""
    """Of the results, of a run that is done."""

    @property
    def text(self) -> str:
        """Return the line as JSON, without the end of the line."""
        said: dict[str, object] = {"state": self.state.value}
        if self.state.ended:
            said |= {"words": list(self.words)} | ({"folder": self.folder} if self.folder else {})
        else:
            left = self.seconds_left if self.seconds_left is None else round(self.seconds_left, 1)
            said |= {"done": self.done, "all": self.in_all, "seconds_left": left}
        return json.dumps(said)


def read_line(text: str) -> ProgressLine | None:
    """Return what a line says; None where it is words for a person."""
    try:
        said = json.loads(text)
        return ProgressLine(
            RunState(said["state"]),
            said.get("done", 0),
            said.get("all", 0),
            said.get("seconds_left"),
            tuple(said.get("words", ())),
            said.get("folder", ""),
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def in_words(line: ProgressLine) -> str:
    """Return how far work is, as a person reads it; nothing of work that has ended."""
    if line.state.ended:
        return ""
    far = f", {line.done:,} of {line.in_all:,}" if line.in_all and line.state is RunState.RUNNING else ""
    left = f", {length_in_words(line.seconds_left)} left" if line.seconds_left else ""
    return f"{Stage(line.state.value).words}{far}{left}"


@dataclass(slots=True)
class LinesOfProgress:
    """A progress that says each stage as a line, with the time left at the stage's own pace."""

    say: Callable[[str], None]
    """Given each line."""
    stage: Stage | None = None
    pace: Pace = field(default_factory=Pace)
    said: tuple[int, int] = (0, 0)
    """How much of it was done, and how much there was, when last said."""

    def __call__(self, stage: Stage, done: int, in_all: int) -> None:
        """Say how much of a stage is done."""
        if stage is not self.stage:
            self.stage, self.pace = stage, Pace()
        elif self.said == (done, in_all):
            return
        self.said = done, in_all
        left = self.pace.seconds_left(done, in_all)
        self.say(ProgressLine(RunState(stage.value), done, in_all, left).text)
