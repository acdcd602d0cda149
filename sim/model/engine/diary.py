"""The diary: what is to be done on whole days, one event for each day that has anything in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import ceil

from sim.model.engine.life import Lives


class Diary:
    """What is to be done on whole days, in the order of rank, then of name: never of who wrote it down first.

    What is entered for a day while that day's acts are done, is done on that day too, after those of lower rank and
    name that are still to come. Nothing is kept past the horizon.
    """

    __slots__ = ("_days", "_entered", "_lives", "_today")

    def __init__(self, lives: Lives) -> None:
        self._lives = lives
        self._days: dict[int, list[tuple[int, int, int, Callable[[], None]]]] = {}
        """Of each day: rank, name, a number that no other entry has, and what is to be done."""
        self._entered = 0
        self._today: int | None = None
        """The day whose acts are being done: the last of them first, in the order that is kept."""

    def enter(self, day: int, rank: int, name: int, act: Callable[[], None]) -> None:
        """Have `act` called on `day`, or today if that is past; `name` tells it from others of its rank."""
        lives = self._lives
        if day < lives.now:
            day = ceil(lives.now)
        if day >= lives.horizon:
            return
        acts = self._days.get(day)
        if acts is None:
            acts = self._days[day] = []
            lives.at(float(day), partial(self._open, day))
        self._entered += 1
        acts.append((rank, name, self._entered, act))
        if day == self._today:
            acts.sort(reverse=True)

    def _open(self, day: int) -> None:
        """Do what is to be done on a day."""
        acts = self._days[day]
        acts.sort(reverse=True)
        self._today = day
        while acts:
            acts.pop()[3]()
        self._today = None
        del self._days[day]
