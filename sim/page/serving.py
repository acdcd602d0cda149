"""Serving the page: to this machine alone, on a free port, to whoever has the key, one server a folder."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from secrets import token_urlsafe
from threading import Thread
from time import sleep

import uvicorn
from filelock import FileLock, Timeout

from sim.foundations.faults import BadInput
from sim.page.app import application
from sim.page.desk import Desk
from sim.page.guard import KEY, Guard
from sim.page.jobs import Jobs
from sim.reports.shared.laid_down import make
from sim.scenario.files.workplace import Workplace

LOOPBACK = "127.0.0.1"

LOCK = ".page.lock"
"""In the folder of results."""

LONGEST_IDLE = 12 * 3600
"""Seconds without a question or a run, after which the page closes."""

LOOKED = 60
"""Seconds between two looks at whether anybody uses it."""


@dataclass(frozen=True, slots=True)
class Served:
    """A page that can be served: what it guards, and where it listens."""

    guard: Guard
    desk: Desk
    listening: socket.socket

    @property
    def address(self) -> str:
        """Return the address at which the page opens, with its key."""
        return f"http://{LOOPBACK}:{self.listening.getsockname()[1]}/?{KEY}={self.guard.key}"

    def serve(self, begun: Callable[[], None]) -> None:
        """Serve until it is told to end, or nobody uses it; then stop what goes on."""
        settings = uvicorn.Config(
            self.guard, log_level="critical", access_log=False, ws="none", lifespan="off", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(settings)
        Thread(target=self._watch, args=(server,), daemon=True).start()
        begun()
        try:
            server.run(sockets=[self.listening])
        finally:
            self.desk.jobs.end_all()

    def _watch(self, server: uvicorn.Server) -> None:
        while self.guard.idle < LONGEST_IDLE or self.desk.jobs.going is not None:
            sleep(LOOKED)
        server.should_exit = True


@contextmanager
def served(place: Workplace, port: int = 0) -> Iterator[Served]:
    """Give the page of a folder, ready to be served. Raises BadInput where that folder has one already."""
    try:
        make(place.results)
    except OSError as error:
        problem = f"no results can be kept in it ({error.strerror})"
        raise BadInput([f"{place.results}: {problem}; start the page in a folder of your own"]) from None
    lock = FileLock(place.results / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        problem = "a page of this folder is open already"
        raise BadInput([f"page: {problem}; use that one, or close it with Ctrl-C where it was started"]) from None
    try:
        with socket.socket() as listening:
            _bind(listening, port)
            port = listening.getsockname()[1]
            desk = Desk(place, Jobs(place.folder))
            hosts = frozenset({f"{LOOPBACK}:{port}", f"localhost:{port}"})
            guard = Guard(application(desk), hosts, token_urlsafe(24), f"page-{port}")
            yield Served(guard, desk, listening)
    finally:
        lock.release()


def _bind(listening: socket.socket, port: int) -> None:
    """Listen on this machine's own address alone. Raises BadInput where the port is taken."""
    try:
        listening.bind((LOOPBACK, port))
    except OSError as error:
        raise BadInput(
            [f"--port: {port} cannot be had ({error.strerror}); leave it out, and a free one is taken"]
        ) from None
