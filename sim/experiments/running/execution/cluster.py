"""Work on a cluster: pieces of work that a Dask scheduler shares out among its workers, a few at a time.

Imported only when a cluster is asked for: its engine, dask.distributed, is an extra. The work itself goes to each
worker once, as a plugin; afterwards only pieces of it are sent, and no more than can soon be done, so that nobody's
memory grows with their number.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from itertools import count, islice
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, Generic, TypeVar

import dask
from distributed import Client, Future, KilledWorker, LocalCluster, Security

from sim.experiments.running.execution.addresses import LOCAL
from sim.experiments.running.execution.certificates import Certificates
from sim.experiments.running.execution.hands import Hand, Misfit, perform, program, unlike
from sim.experiments.running.execution.workers import ENDED, MOST_LOST, Lost, WorkerError
from sim.foundations.faults import BadInput
from sim.foundations.where import told_here

Item = TypeVar("Item")
Answer = TypeVar("Answer")

CONNECT_SECONDS = 10.0
"""For which a scheduler, and then its first worker, are waited for."""

PATIENCE_SECONDS = 120.0
"""For which a cluster that has lost all its workers is waited for."""

LOOK_SECONDS = 2.0
"""Between two looks at how many workers there are, at the least."""

PIECES_PER_THREAD = 2
"""That are under way at a time: one in hand, and one that waits beside it."""

MOST_TOLD = 5
"""Workers that a message tells of one by one."""

LOOPBACK = "127.0.0.1"

ALONE = {
    # not looked at a hundred times a second for pictures that nobody sees
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.gil.enabled": False,
    # no pages, which know no certificates
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}
"""How the engine is set for a cluster of its own."""

LOUD = ("distributed", "distributed.client", "distributed.gc", "tornado", "tornado.application", "asyncio")
"""Loggers that the engine writes to; what matters of it is told in this program's own words."""


class DaskCluster(Generic[Item, Answer]):
    """Workers of a cluster. Raises BadInput when it cannot be reached, or its workers cannot do the work."""

    def __init__(
        self, work: Callable[[Item], Answer], address: str, size: int, certificates: Certificates | None
    ) -> None:
        self._address = address
        self._numbers = count()
        self._threads = 0
        """Of all workers, when they were last looked at."""
        self._looked = self._last_seen = monotonic()
        with ExitStack() as opening:
            opening.enter_context(_quiet())
            self._client = opening.enter_context(_own(size) if address == LOCAL else _reached(address, certificates))
            self._hand = Hand(work, own=address == LOCAL)
            _check(self._client)
            self._client.register_plugin(self._hand)
            opening.callback(self._take_back)
            self._count_threads()
            self._opened = opening.pop_all()

    def answers(self, items: Iterable[Item]) -> Iterator[tuple[Item, Answer | Lost]]:
        """Hand out `items`, a few at a time, and yield each with its answer.

        Those that seem to end their workers are tried again at the end, one by one. Raises WorkerError when the
        scheduler or all workers have gone, or one that joined has another program.
        """
        fresh = iter(items)
        suspects: list[Item] = []
        for item, answer in self._answers(fresh, lambda: PIECES_PER_THREAD * self._threads):
            if isinstance(answer, Lost) and answer.ended:
                suspects.append(item)  # or what waited beside it on the same worker: the engine blames both
            else:
                yield item, answer
        yield from self._answers(iter(suspects), lambda: 1)

    def _answers(self, fresh: Iterator[Item], most: Callable[[], int]) -> Iterator[tuple[Item, Answer | Lost]]:
        """Yield each item with its answer; at most so many are under way at a time."""
        under_way: dict[str, tuple[Item, Future[Any]]] = {}
        done: SimpleQueue[Future[Any]] = SimpleQueue()
        lost = 0
        self._hand_out(fresh, under_way, done, most())
        while under_way:
            self._look()
            try:
                future = done.get(timeout=LOOK_SECONDS)
            except Empty:
                continue
            item, _ = under_way.pop(str(future.key))
            answer = self._answer(future)
            future.release()
            lost = lost + 1 if isinstance(answer, Lost) and answer.ended else 0
            if lost >= MOST_LOST + most():
                raise WorkerError(ENDED)
            self._hand_out(fresh, under_way, done, most())
            yield item, answer

    def stop(self) -> None:
        """Leave the cluster, and end it when it is there for this work alone."""
        self._opened.close()

    def _hand_out(
        self,
        fresh: Iterator[Item],
        under_way: dict[str, tuple[Item, Future[Any]]],
        done: SimpleQueue[Future[Any]],
        most: int,
    ) -> None:
        """Keep so many pieces under way, as far as there are any."""
        for item in islice(fresh, max(0, max(1, most) - len(under_way))):
            key = f"{self._hand.name}-{next(self._numbers)}"
            with self._reaching():
                future = self._client.submit(perform, self._hand.name, item, key=key, pure=False)
            under_way[key] = item, future
            future.add_done_callback(done.put)

    def _answer(self, future: Future[Any]) -> Answer | Lost:
        """Return what a piece of work gave."""
        with self._reaching():
            error = future.exception()
            given: Any = future.result() if error is None else None
        if isinstance(error, KilledWorker):
            return Lost(ENDED, ended=True)
        if error is not None:
            return Lost(f"{type(error).__name__}: {error}")
        if isinstance(given, Misfit):
            raise WorkerError(f"{given.reason}. Install this one there and start the workers again.")
        answer: Answer | Lost = given
        return answer

    def _look(self) -> None:
        """Count the workers' threads, now and then. Raises WorkerError when there have been none for long."""
        if monotonic() - self._looked < LOOK_SECONDS:
            return
        self._count_threads()
        if monotonic() - self._last_seen > PATIENCE_SECONDS:
            waited = f"the cluster {self._address} has had no workers for {PATIENCE_SECONDS:.0f} seconds"
            raise WorkerError(f"{waited}. Start some with: dask worker {self._address}")

    def _count_threads(self) -> None:
        with self._reaching():
            self._threads = sum(self._client.nthreads().values())
        self._looked = monotonic()
        if self._threads:
            self._last_seen = self._looked

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        """Tell in plain words when the scheduler cannot be reached any more."""
        try:
            yield
        except (OSError, CancelledError, RuntimeError) as error:
            gone = f"the cluster's scheduler, {self._address}, has gone or has let go of the work"
            raise WorkerError(f"{gone}. Start it and its workers again.") from error

    def _take_back(self) -> None:
        """Have the workers let go of the work, as far as anybody is there who listens."""
        if self._client.status == "running" and self._address != LOCAL:
            with suppress(Exception):
                self._client.unregister_worker_plugin(self._hand.name)


@contextmanager
def _reached(address: str, certificates: Certificates | None) -> Iterator[Client]:
    """Give the way to the scheduler at the address. Raises BadInput when nobody answers there, or has no workers."""
    security = None if certificates is None else _security(certificates)
    try:
        client = Client(address, security=security, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        reason = "its certificates do not fit" if "certificate" in str(error).lower() else "nobody answers there"
        instead = told_here(f", or give --cluster {LOCAL}", "")
        mend = f"start a scheduler with: dask scheduler (docs/cluster.md){instead}"
        raise BadInput([f"cluster: {address} cannot be reached, {reason}; {mend}"]) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        except TimeoutError as error:
            raise BadInput(
                [f"cluster: {address} has no workers; start some with: dask worker {address} (docs/cluster.md)"]
            ) from error
        yield client


def _security(certificates: Certificates) -> Security:
    """Return the certificates as the engine takes them: for whichever part of the cluster, and nothing without them."""
    parts = ("client", "scheduler", "worker")
    return Security(
        require_encryption=True,
        tls_ca_file=str(certificates.authority),
        **{f"tls_{part}_cert": str(certificates.certificate) for part in parts},
        **{f"tls_{part}_key": str(certificates.key) for part in parts},
    )


@contextmanager
def _own(size: int) -> Iterator[Client]:
    """Give the way to a cluster of its own on this machine, which ends with it; no other user can take part."""
    from sim.experiments.running.execution.own_certificates import own_certificates  # whose library others do without

    with (
        dask.config.set(ALONE),
        own_certificates() as certificates,
        LocalCluster(
            n_workers=size,
            threads_per_worker=1,
            host=LOOPBACK,
            protocol="tls://",
            security=_security(certificates),
            local_directory=str(certificates.key.parent),
            dashboard_address=None,
            # even without pages the scheduler waits for who asks for them: on this machine alone, and at any port
            scheduler_kwargs={"dashboard": False, "dashboard_address": f"{LOOPBACK}:0"},
            memory_limit=None,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster, timeout=CONNECT_SECONDS, set_as_default=False) as client,
    ):
        yield client


def _check(client: Client) -> None:
    """Raise BadInput with every worker that has not this program, or another version of it."""
    here = program()
    faults = []
    for address, there in client.run(program, on_error="return").items():
        if isinstance(there, Exception):
            faults.append(f"cluster: the worker {address} does not have this program ({there}); install it there")
        elif there != here:
            faults.append(f"cluster: {unlike(address, there, here)}; install this one there and start it again")
    if faults:
        more = len(faults) - MOST_TOLD
        raise BadInput([*faults[:MOST_TOLD], *([f"cluster: so it is with {more:,} more workers"] if more > 0 else [])])


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the engine's loggers from writing to standard error."""
    loggers = [logging.getLogger(name) for name in LOUD]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
