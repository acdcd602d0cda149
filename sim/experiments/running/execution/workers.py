"""Workers: whoever does pieces of work, on this machine or on a cluster, behind one interface."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from traceback import format_exc
from typing import Generic, Protocol, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")
Got = TypeVar("Got", covariant=True)

YOUNG_OBJECTS = 50_000
"""New objects after which a worker looks for garbage; Python's own 700 suits smaller programs."""

MOST_TRIES = 3
"""Of one piece of work, each on a new worker: one that always ends its worker must not go round for ever."""

MOST_LOST = 5
"""Pieces of work in a row that end every worker which tries them: after so many no further ones are tried."""

ENDED = (
    "a worker process ended without an answer. It may have run out of memory: try fewer processes. In a script of "
    'your own, put the call under `if __name__ == "__main__":`.'
)


@dataclass(frozen=True, slots=True)
class Lost:
    """Stands for the answer to a piece of work that raised an error or never came back."""

    reason: str
    ended: bool = False
    """Whether the worker ended, each time that the piece was tried."""


class WorkerError(Exception):
    """A piece of work raised an error in another process, or the workers ended without an answer."""


class Workers(Protocol[Item, Got]):
    """Whoever does the work."""

    def answers(self, items: Iterable[Item]) -> Iterator[tuple[Item, Got | Lost]]:
        """Yield each item with its answer, as each is done; raises WorkerError when all workers have gone."""

    def stop(self) -> None:
        """End the work, whatever is being done."""


class Alone(Generic[Item, Answer]):
    """Does the work here, one piece after the other; an error in it is raised as it is."""

    def __init__(self, work: Callable[[Item], Answer]) -> None:
        self._work = work

    def answers(self, items: Iterable[Item]) -> Iterator[tuple[Item, Answer | Lost]]:
        """Yield each item with its answer, in their order."""
        with _settled():
            for item in items:
                yield item, self._work(item)

    def stop(self) -> None:
        """There is nothing to end."""


def attempt(work: Callable[[Item], Answer], item: Item) -> Answer | Lost:
    """Return the answer of the work, or what stands for it and tells the whole error when it raises one."""
    try:
        return work(item)
    except Exception:
        return Lost(format_exc())


@contextmanager
def _settled() -> Iterator[None]:
    """Make this process fit for long work, and put back afterwards what is not its own."""
    usual = gc.get_threshold()
    settle()
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def settle() -> None:
    """Make a process that has just been given its work fit for long work."""
    # what the work brings along lives as long as the process: looking through it for garbage takes a fifth of the time
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])
