"""Machines: where work is done, and the workers hired there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from sim.experiments.running.execution.certificates import Certificates
from sim.experiments.running.execution.processes import Crew, cores, possible, shared, together
from sim.experiments.running.execution.workers import Alone, Workers

Item = TypeVar("Item")


Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Machines:
    """Where work is done: on processes of this machine, or on a cluster."""

    processes: int | None = None
    """One for each core when None."""
    cluster: str | None = None
    """Address of its scheduler, or "local"; None for processes of this machine alone."""
    certificates: Certificates | None = None

    @property
    def processes_used(self) -> int:
        """Return on how many processes of this machine the work is shared."""
        return possible(together(cores()) if self.processes is None else self.processes)


@contextmanager
def hired(
    work: Callable[[Item], Answer],
    machines: Machines,
    pieces: int | None = None,
    *,
    here: Callable[[Item], Answer] | None = None,
    waits: Callable[[], None] = lambda: None,
) -> Iterator[Workers[Item, Answer]]:
    """Give workers for the work, which stop at the end; no more than there are `pieces` of work, where that is known.

    `work` must be picklable; `here` is the same as it is done in this process, where that is not alike. `waits` is
    called now and then while other processes of this machine work, and may raise an error that ends all. Raises
    BadInput when a cluster cannot be reached.
    """
    wanted = cores() if machines.processes is None else machines.processes
    size = wanted if pieces is None else min(wanted, max(1, pieces))
    workers: Workers[Item, Answer]
    if machines.cluster is not None:
        from sim.experiments.running.execution.cluster import DaskCluster

        workers = DaskCluster(work, machines.cluster, size, machines.certificates)
    elif (size := shared(size)) <= 1:
        workers = Alone(here or work)
    else:
        workers = Crew(work, size, waits)
    try:
        yield workers
    finally:
        workers.stop()
