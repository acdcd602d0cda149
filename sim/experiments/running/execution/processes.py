"""Work on several processes of this machine: pieces of work, done in any order, each given back with its answer.

Each process is sent the work to do once, when it has started, and afterwards only pieces of it; nothing is kept in a
module. A process that ends without an answer is replaced, and its piece handed out again.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from pathlib import PurePath
from threading import Thread, current_thread, main_thread
from traceback import format_exc
from typing import Any, Generic, NamedTuple, TypeVar
from warnings import warn

from sim.experiments.running.execution.workers import (
    ENDED,
    MOST_LOST,
    MOST_TRIES,
    Lost,
    WorkerError,
    attempt,
    settle,
)

Item = TypeVar("Item")
Answer = TypeVar("Answer")


MOST_ON_WINDOWS = 60
"""Windows waits for at most 63 things at once, of which a few are its own."""


def cores() -> int:
    """Return the number of processor cores of this machine."""
    return os.cpu_count() or 1


def together(processes: int, windows: bool = os.name == "nt") -> int:
    """Return how many of so many processes this system can have at work together."""
    return min(processes, MOST_ON_WINDOWS) if windows else processes


BEAT = 0.5
"""Seconds at most between two times that whoever waits for answers is heard."""

FROM_STANDARD_INPUT = "<stdin>"
"""The file of a script that Python reads from its standard input: `python - < script.py`."""

ON_ONE = (
    "The script came on standard input, where other processes cannot read it again: all is done on one process. For "
    "more, save it as a file and run that."
)


def possible(processes: int) -> int:
    """Return on how many of so many processes work can be shared: one where others could not read the script."""
    script = str(getattr(sys.modules.get("__main__"), "__file__", ""))
    return 1 if PurePath(script).name == FROM_STANDARD_INPUT else processes


def shared(processes: int) -> int:
    """Return on how many of so many processes work can be shared, and warn where it is fewer."""
    found = possible(processes)
    if found < processes:
        warn(ON_ONE, RuntimeWarning, stacklevel=2)
    return found


def numbered(work: Callable[[int], Answer], count: int, processes: int) -> Generator[tuple[int, Answer], None, None]:
    """Yield (number, ``work(number)``) for each number below `count`, as each is done.

    With one process everything happens here, in order. `work` must be picklable when there are more. An error in the
    work is raised here. When the caller stops early, or on Ctrl-C, every process is stopped.
    """
    size = shared(min(processes, count))
    if size <= 1:
        for number in range(count):
            yield number, work(number)
        return
    crew = Crew(work, size)
    try:
        for number, answer in crew.answers(range(count)):
            if isinstance(answer, Lost):
                raise WorkerError(answer.reason if answer.ended else f"replication {number}: {answer.reason}")
            yield number, answer
    finally:
        crew.stop()


class _Given(NamedTuple, Generic[Item]):
    """A piece of work that a process has, and how often it has been tried with this one."""

    item: Item
    tries: int


class Crew(Generic[Item, Answer]):
    """Processes that wait for a piece of work, do it and send the answer back."""

    def __init__(self, work: Callable[[Item], Answer], size: int, waits: Callable[[], None] = lambda: None) -> None:
        # "spawn" starts clean processes: unlike "fork" it is safe when this process has threads, and it is the same
        # on every system.
        self._context = get_context("spawn")
        self._work = work
        self._packed: memoryview | None = None
        """The work as it is sent, packed once for all processes."""
        self._size = together(size)
        self._waits = waits
        self._processes: dict[Connection, BaseProcess] = {}
        self._starting: dict[Connection, None] = {}
        """Those that have not said yet that they run."""
        self._idle: list[Connection] = []

    def answers(self, items: Iterable[Item]) -> Iterator[tuple[Item, Answer | Lost]]:
        """Hand out `items` one at a time and yield each with its answer; `waits` is called now and then meanwhile.

        Raises WorkerError when processes do nothing but end, and whatever `waits` raises.
        """
        fresh, again = iter(items), deque[_Given[Item]]()
        busy: dict[Connection, _Given[Item]] = {}
        stillborn = lost = 0
        self._hand_out(fresh, again, busy)
        while busy:
            for ready in self._ready(busy):
                assert isinstance(ready, Connection)
                received = _received(ready)
                if received and ready in self._starting:
                    stillborn = 0
                    self._put_to_work(ready, busy[ready].item)
                    continue
                given, answers = busy.pop(ready), received
                if received:
                    lost = 0
                    self._idle.append(ready)
                elif self._bury(ready):
                    stillborn += 1
                    again.append(given._replace(tries=given.tries - 1))
                elif given.tries < MOST_TRIES:
                    again.append(given)
                else:
                    lost += 1
                    answers = [Lost(ENDED, ended=True)]
                if stillborn > MOST_TRIES * self._size or lost >= MOST_LOST:
                    raise WorkerError(ENDED)
                # the process gets its next piece before anything is done with this answer
                self._hand_out(fresh, again, busy)
                for answer in answers:
                    yield given.item, answer

    def _ready(self, busy: Mapping[Connection, object]) -> list[Any]:
        """Return connections over which something has come, having waited for one."""
        while not (ready := wait(list(busy), BEAT)):
            self._waits()
        return ready

    def _hand_out(
        self, fresh: Iterator[Item], again: deque[_Given[Item]], busy: dict[Connection, _Given[Item]]
    ) -> None:
        """Give every process that is free, or can be started, a piece of work, as far as there are any."""
        while len(busy) < self._size:
            given = again.popleft() if again else next((_Given(item, 0) for item in fresh), None)
            if given is None:
                return
            connection = self._idle.pop() if self._idle else self._start()
            busy[connection] = given._replace(tries=given.tries + 1)
            if connection not in self._starting:
                _send(connection, given.item)

    def _start(self) -> Connection:
        """Start a process and return the connection to it, over which it says when it runs.

        It is sent nothing before it says so: what does not fit into the pipe would have this process wait until the
        other has started, and the next one start only then.
        """
        ours, theirs = self._context.Pipe()
        with _interrupts_waiting():
            process = self._context.Process(target=_serve, args=(theirs,), daemon=True)
            process.start()
            self._processes[ours] = process
            self._starting[ours] = None
        theirs.close()
        return ours

    def _put_to_work(self, connection: Connection, item: Item) -> None:
        """Send a process that has started the work, and its first piece."""
        del self._starting[connection]
        if self._packed is None:
            self._packed = ForkingPickler.dumps(self._work)
        with suppress(OSError):  # one that has ended is noticed where its answer is awaited
            connection.send_bytes(self._packed)
        _send(connection, item)

    def _bury(self, connection: Connection) -> bool:
        """Forget a process that has ended; return whether it had never begun."""
        process = self._processes.pop(connection)
        process.join()
        process.close()
        connection.close()
        stillborn = connection in self._starting
        self._starting.pop(connection, None)
        return stillborn

    def stop(self) -> None:
        """End every process, whatever it is doing."""
        for process in self._processes.values():
            process.kill()
        for connection in list(self._processes):
            self._bury(connection)
        self._idle.clear()


def _send(connection: Connection, item: object) -> None:
    """Send a piece of work; to a process that has ended it is lost, which is noticed where its answer is awaited."""
    with suppress(OSError):
        connection.send(item)


def _received(connection: Connection) -> list[Any]:
    """Return what has arrived; nothing when the process has ended."""
    try:
        return [connection.recv()]
    except (EOFError, ConnectionResetError):
        return []


def _serve(connection: Connection) -> None:
    """Do the pieces of work that arrive until the connection closes: what a process of the crew runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    Thread(target=_end_with_the_parent, daemon=True).start()
    try:
        connection.send(None)  # it runs
        work = _work(connection)
        while True:
            item = connection.recv()
            answer = attempt(work, item)
            try:
                connection.send(answer)
            except (BrokenPipeError, ConnectionResetError):
                raise
            except Exception:
                connection.send(Lost(format_exc()))
            gc.collect()  # what a piece of work leaves behind goes before the next one begins
    except (EOFError, OSError):
        return  # the parent has gone


def _work(connection: Connection) -> Callable[[Any], object]:
    """Return the work that arrives; what cannot be read in this process is told as the error of each piece of it."""
    gc.disable()  # nothing that is read now goes again
    try:
        work: Callable[[Any], object] = connection.recv()
    except (EOFError, OSError):
        raise
    except Exception:
        unread = Lost(format_exc())
        return lambda _: unread
    finally:
        gc.enable()
    settle()
    return work


def _end_with_the_parent() -> None:
    """End this process at once when its parent has ended, however that came about."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _interrupts_waiting() -> Iterator[None]:
    """Have Ctrl-C, and a request to end, wait until a process that is started now has all it needs and is known here.

    One that is only half started tells of an end of its input, and nobody would end it. From its first instruction it
    is deaf to Ctrl-C, which a terminal sends to all. Neither must be ignored instead: one that comes at that moment
    would be lost, and the work go on.
    """
    if sys.platform == "win32" or current_thread() is not main_thread():
        yield
        return
    from multiprocessing import resource_tracker  # which other systems have, and Windows does not need

    resource_tracker.ensure_running()  # whose own start, between the lines below, would let Ctrl-C through
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    came: list[int] = []
    # what another thread is told of, as one that is not deaf, comes to this one all the same
    before = {one: signal.signal(one, lambda number, _: came.append(number)) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for one, handler in before.items():
            signal.signal(one, handler)
        for number in came:
            signal.raise_signal(number)
