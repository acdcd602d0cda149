"""Cancelling: how work is ended before its end, from whoever is told of its progress or from another thread."""

from __future__ import annotations

from threading import Event

from sim.experiments.running.progress import Stage, Tell, tell_nobody


class Cancelled(Exception):  # noqa: N818  # what happened, and no error
    """The work was cancelled. Nothing is left half written, no process runs on, and what was kept can be resumed."""


class Cancel:
    """A request to end work, made from anywhere; the work hears it when it next tells how far it is.

    That is before the next replication or simulated year in this process, and within half a second where others of this
    machine work; on a cluster when replications next come back.
    """

    def __init__(self) -> None:
        self._asked = Event()

    def ask(self) -> None:
        """Ask that the work end; to ask twice is to ask once."""
        self._asked.set()

    @property
    def asked(self) -> bool:
        """Whether the work is to end."""
        return self._asked.is_set()

    def heard_by(self, tell: Tell | None = None) -> Tell:
        """Return a progress that ends the work once that is asked for, and otherwise tells `tell`."""
        told = tell or tell_nobody

        def hear(stage: Stage, done: int, in_all: int) -> None:
            if self.asked:
                raise Cancelled
            told(stage, done, in_all)

        return hear
