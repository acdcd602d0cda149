"""Work on several processes: numbered pieces of work, done in any order, given back with their numbers.

Each process is sent the work to do once, when it starts, and afterwards only numbers; nothing is kept in a module.
"""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from os import cpu_count
from threading import current_thread, main_thread
from traceback import format_exc
from typing import Generic, TypeVar

Answer = TypeVar("Answer")

YOUNG_OBJECTS = 50_000
"""New objects after which a worker looks for garbage; Python's own 700 suits smaller programs."""


class WorkerError(Exception):
    """A piece of work raised an error in another process, or the process ended without an answer."""


def cores() -> int:
    """Return the number of processor cores of this machine."""
    return cpu_count() or 1


def numbered(work: Callable[[int], Answer], count: int, processes: int) -> Generator[tuple[int, Answer], None, None]:
    """Yield (number, ``work(number)``) for each number below `count`, as each is done.

    With one process everything happens here, in order. `work` must be picklable when there are more. An error in the
    work is raised here. When the caller stops early, or on Ctrl-C, every process is stopped.
    """
    if min(processes, count) <= 1:
        for number in range(count):
            yield number, work(number)
        return
    crew = Crew(work, min(processes, count))
    try:
        yield from crew.answers(iter(range(count)))
    finally:
        crew.stop()


class Crew(Generic[Answer]):
    """Processes that wait for a number, do the work and send the answer back."""

    def __init__(self, work: Callable[[int], Answer], size: int) -> None:
        # "spawn" starts clean processes: unlike "fork" it is safe when this process has threads, and it is the same
        # on every system.
        context = get_context("spawn")
        self.processes: list[BaseProcess] = []
        self.connections: list[Connection] = []
        with _interrupts_ignored():
            for _ in range(size):
                ours, theirs = context.Pipe()
                process = context.Process(target=_serve, args=(work, theirs), daemon=True)
                process.start()
                theirs.close()
                self.processes.append(process)
                self.connections.append(ours)

    def answers(self, numbers: Iterator[int]) -> Iterator[tuple[int, Answer]]:
        """Hand out `numbers` one at a time and yield each with its answer."""
        busy = {connection for connection in self.connections if _hand_out(connection, numbers)}
        while busy:
            for ready in wait(list(busy)):
                assert isinstance(ready, Connection)
                number, answer = self._receive(ready)
                if not _hand_out(ready, numbers):
                    busy.discard(ready)
                yield number, answer

    @staticmethod
    def _receive(connection: Connection) -> tuple[int, Answer]:
        """Return the number and answer that have arrived; raise `WorkerError` for an error or an end."""
        try:
            number, answer, error = connection.recv()
        except (EOFError, ConnectionResetError):
            raise WorkerError(ENDED) from None
        if error:
            raise WorkerError(f"replication {number}: {error}")
        return number, answer

    def stop(self) -> None:
        """End every process, whatever it is doing."""
        for process in self.processes:
            process.terminate()
        for process, connection in zip(self.processes, self.connections, strict=True):
            process.join()
            process.close()
            connection.close()


def _hand_out(connection: Connection, numbers: Iterator[int]) -> bool:
    """Send the next number, if there is one; return whether there was."""
    number = next(numbers, None)
    if number is None:
        return False
    try:
        connection.send(number)
    except BrokenPipeError:
        raise WorkerError(ENDED) from None
    return True


ENDED = (
    "a worker process ended without an answer. It may have run out of memory: try fewer --processes. In a script of "
    'your own, put the call under `if __name__ == "__main__":`.'
)


def _serve(work: Callable[[int], object], connection: Connection) -> None:
    """Do the work for each number that arrives until the connection closes: what a process of the crew runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    # what the work brings along lives as long as the process: looking through it for garbage takes a fifth of the time
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])
    try:
        while True:
            number = connection.recv()
            try:
                connection.send((number, work(number), None))
            except Exception:
                connection.send((number, None, format_exc()))
            gc.collect()  # what a replication leaves behind goes before the next one begins
    except (EOFError, OSError):
        return  # the parent has gone


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Ignore Ctrl-C for a moment, so that a process started now inherits that from its first instruction."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
