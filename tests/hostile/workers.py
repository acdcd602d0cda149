"""Processes that try cases, each within a limit of memory; one that does not answer is ended and replaced."""

from __future__ import annotations

import resource
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from time import monotonic

from .case import Case
from .trial import MOST_MEGABYTES, Outcome, megabytes, problems, tried

LONGEST = 90.0
"""Seconds after which a case hangs; the longest take some seconds on a loaded machine."""

ADDRESSES = 4 * 2**30
"""Bytes that a process may ask for, libraries included: what wants more ends, and takes no other program with it."""

MOST_HANGS = 5
"""After so many no more is tried: each costs as long as a hundred others."""

REPLACED_AT = 0.8
"""Of the most that may be held: a process that has come so far is replaced, so that each case is judged by itself."""


def verdicts(cases: Iterable[Case], processes: int) -> Iterator[tuple[Case, tuple[str, ...], str]]:
    """Yield each case with what was wrong with it and what it said, as they end."""
    waiting, hung = iter(cases), 0
    busy: dict[Connection, Worker] = {}
    for _ in range(processes):
        _begin(waiting, busy, Worker())
    while busy:
        ready = [one for one in wait(list(busy), 1.0) if isinstance(one, Connection)]
        for one in ready:
            worker = busy.pop(one)
            outcome = worker.answer()
            wrong = ("its process died",) if outcome is None else tuple(problems(outcome))
            yield worker.case, wrong, "" if outcome is None else outcome.said
            spent = outcome is None or outcome.megabytes > REPLACED_AT * MOST_MEGABYTES
            _begin(waiting, busy, worker.replaced() if spent else worker)
        for one in [one for one, worker in busy.items() if monotonic() - worker.since > LONGEST]:
            worker, hung = busy.pop(one), hung + 1
            waiting = iter(()) if hung == MOST_HANGS else waiting
            yield worker.case, (f"hangs: no answer in {LONGEST:g} seconds",), ""
            _begin(waiting, busy, worker.replaced())


class Worker:
    """A process that tries one case after another."""

    def __init__(self) -> None:
        context = get_context("fork")  # what was imported once is there at once
        self.connection, other = context.Pipe()
        self.process: BaseProcess = context.Process(target=_try_all, args=(other,), daemon=True)
        self.process.start()
        other.close()
        self.case = Case("", ())
        self.since = 0.0

    def begin(self, case: Case) -> None:
        """Have a case tried."""
        self.case, self.since = case, monotonic()
        self.connection.send(case)

    def answer(self) -> Outcome | None:
        """Return how the case ended; None where the process did."""
        with suppress(EOFError, ConnectionResetError):
            found = self.connection.recv()
            assert isinstance(found, Outcome)
            return found
        return None

    def end(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.join()
        self.connection.close()

    def replaced(self) -> Worker:
        """End the process and return another."""
        self.end()
        return Worker()


def _begin(waiting: Iterator[Case], busy: dict[Connection, Worker], worker: Worker) -> None:
    case = next(waiting, None)
    if case is None:
        worker.end()
        return
    worker.begin(case)
    busy[worker.connection] = worker


def _try_all(connection: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    assert megabytes() < MOST_MEGABYTES
    with suppress(EOFError):
        while True:
            connection.send(tried(connection.recv()))
