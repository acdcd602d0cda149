"""Hands: the work as each worker of a cluster has it, and how a worker does a piece of it.

What is here runs in the cluster's workers, so this program must be installed where they are, and be the same.
"""

from __future__ import annotations

import gc
import pickle
import signal
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

from distributed import Worker, WorkerPlugin, get_worker

from sim.experiments.running.execution.workers import attempt, settle
from sim.foundations.program import this_program

ARRIVAL_SECONDS = 30.0
"""For which a piece of work that has come to a worker before the work itself waits for it."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """Stands for the answer of a worker that cannot do the work."""

    reason: str


class Hand(WorkerPlugin):
    """The work as each worker has it, also one that joins or is started again later."""

    def __init__(self, work: Callable[[Any], object], own: bool) -> None:
        self.name = f"placement-sufficiency-{uuid4().hex}"
        self.program = program()
        self.packed = pickle.dumps(work)
        self.own = own
        """Whether the workers are there for this work alone: then Ctrl-C is for whoever asked for it, not for them."""
        self.work: Callable[[Any], object] | None = None
        """None until it has been unpacked."""
        self.misfit: Misfit | None = None

    def setup(self, worker: Worker) -> None:
        """Unpack the work in a worker."""
        if self.own:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        here = program()
        if here != self.program:
            self.misfit = Misfit(unlike(worker.address, here, self.program))
            return
        self.work = pickle.loads(self.packed)
        self.packed = b""
        settle()

    def teardown(self, worker: Worker) -> None:
        """Let the work go: the worker may outlive it by days."""
        del worker
        self.work = None
        gc.unfreeze()


def perform(name: str, item: Any) -> object:
    """Return what the work of this name gives for an item, `Lost` or `Misfit` in its place: runs in a worker."""
    hand = _hand(name)
    if hand is None or hand.work is None:
        return (hand and hand.misfit) or Misfit(f"{get_worker().address} has not been given the work")
    answer = attempt(hand.work, item)
    gc.collect()  # what a piece of work leaves behind goes before the next one begins
    return answer


def _hand(name: str) -> Hand | None:
    """Return the hand of this worker; a worker that has only just joined may get a piece of work before it."""
    plugins, until = get_worker().plugins, monotonic() + ARRIVAL_SECONDS
    while True:
        found = plugins.get(name)
        if isinstance(found, Hand) and (found.work is not None or found.misfit is not None):
            return found
        if monotonic() > until:
            return None
        sleep(0.05)


def program() -> str:
    """Return which program this is, and what it stands on."""
    return str(this_program())


def unlike(address: str, there: str, here: str) -> str:
    """Return in words that a worker runs another program than this one."""
    return f"the worker {address} runs another version of this program, {there} in place of {here}"
