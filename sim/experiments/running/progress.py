"""How far work is: the stages of a run, and who is told of them."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Stage(StrEnum):
    """What is going on, in the order in which it comes."""

    LOADING = "loading"
    """Files are read and checked."""
    OPENING = "opening"
    """The children in care on the first day are made; told in simulated years."""
    RUNNING = "running"
    """Told in replications, those of every scenario counted."""
    WRITING = "writing"
    """Figures are drawn, and files written."""

    @property
    def words(self) -> str:
        """Return it as a person reads it."""
        return {
            Stage.LOADING: "Reading and checking the files",
            Stage.OPENING: "Making the children in care on the first day",
            Stage.RUNNING: "Running replications",
            Stage.WRITING: "Drawing the figures and writing the files",
        }[self]


Tell = Callable[[Stage, int, int], None]
"""Called with the stage, how much of it is done, and how much there is in all as far as that is known.

It hears the same again while work goes on: between replications in this process, and twice a second while other
processes of this machine work. It may raise `Cancelled`, which ends the work.
"""

TellSteps = Callable[[int, int], None]
"""Called with steps done and steps in all, of work that has no stages."""

TellStage = Callable[[int, int, str], None]
"""Called with steps done, steps of the stage in all, and what is going on."""


def tell_nobody(_stage: Stage, _done: int, _in_all: int) -> None:
    """Take the place of a progress that nobody follows."""


def runs_alone(tell: TellSteps | None, before: int = 0, in_all: int | None = None) -> Tell:
    """Return what tells replications alone as steps, after those done before, of as many as there are in all."""

    def told(stage: Stage, done: int, of_these: int) -> None:
        if tell is not None and stage is Stage.RUNNING:
            tell(before + done, of_these if in_all is None else in_all)

    return told
