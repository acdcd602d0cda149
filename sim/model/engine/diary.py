"""The diary: what is to be done on whole days, one event for each day that has anything in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from heapq import heappop, heappush

from sim.model.engine.life import Lives


class Diary:
    """What is to be done on whole days, in the order of rank, then of name: never of who wrote it down first.

    What is entered for a day while that day's acts are done, is done on that day too, after those of lower rank and
    name that are still to come. Nothing is kept past the horizon.
    """

    __slots__ = ("_days", "_entered", "_lives")

    def __init__(self, lives: Lives) -> None:
        self._lives = lives
        self._days: dict[int, list[tuple[int, int, int, Callable[[], None]]]] = {}
        """Of each day a heap: rank, name, a number that no other entry has, and what is to be done."""
        self._entered = 0

    def enter(self, day: int, rank: int, name: int, act: Callable[[], None]) -> None:
        """Have `act` called on `day`, or today if that is past; `name` tells it from others of its rank."""
        day = max(day, int(-(-self._lives.now // 1)))
        if day >= self._lives.horizon:
            return
        acts = self._days.get(day)
        if acts is None:
            acts = self._days[day] = []
            self._lives.at(float(day), partial(self._open, day))
        self._entered += 1
        heappush(acts, (rank, name, self._entered, act))

    def _open(self, day: int) -> None:
        """Do what is to be done on a day."""
        acts = self._days[day]
        while acts:
            heappop(acts)[3]()
        del self._days[day]
