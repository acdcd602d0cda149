"""Teams with a finite number of slots that come into being over a ramp, and a waiting line by priority."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from math import floor

from sim.model.engine.life import Life, Lives, Wake


class Slots:
    """The slots of one team and those who wait for them; lower priority numbers go first, then who came first."""

    __slots__ = ("_lines", "_lives", "_open", "_total", "_used", "starts")

    def __init__(self, lives: Lives, total: float, starts: float, ramp: float, priorities: int = 2) -> None:
        """Open `floor(total)` slots, evenly from `starts` over `ramp` days."""
        self._lives = lives
        self._total = floor(total + 1e-9)
        self.starts = starts
        self._open = 0
        self._used = 0
        self._lines: tuple[deque[Life], ...] = tuple(deque() for _ in range(priorities))
        self._open_from(starts, ramp, self._total)

    def add(self, total: float, starts: float) -> None:
        """Open `floor(total)` more slots on a day."""
        more = floor(total + 1e-9)
        self._total += more
        self._open_from(starts, 0.0, more)

    def _open_from(self, starts: float, ramp: float, number: int) -> None:
        for which in range(number):
            opens = starts + ramp * which / number
            if opens <= self._lives.now:
                self._open += 1
            else:
                self._lives.at(opens, self._opens)

    @property
    def exists(self) -> bool:
        """Whether there will ever be a slot."""
        return self._total > 0

    @property
    def free(self) -> int:
        """Slots that nobody has."""
        return self._open - self._used

    @property
    def open(self) -> int:
        """Slots opened so far."""
        return self._open

    def waiting(self) -> int:
        """How many wait, those who gave up not counted."""
        return sum(not life.over for line in self._lines for life in line)

    def take(self) -> bool:
        """Take a slot if one is free."""
        if self.free <= 0:
            return False
        self._used += 1
        return True

    def hold(self) -> None:
        """Have a slot that somebody had before the run began, though there be more of them than slots."""
        self._used += 1

    def wait(self, life: Life, priority: int) -> None:
        """Join the line; the life is woken with the slot already its own. A life that is over has given up."""
        self._lines[priority].append(life)

    def give_back(self) -> None:
        """Return a slot, which goes to the first in line."""
        self._used -= 1
        self.serve()

    def _opens(self) -> None:
        self._open += 1
        self.serve()

    def serve(self) -> None:
        """Give the slots that are free to those who wait."""
        while self.free > 0:
            life = self._first()
            if life is None:
                return
            self._used += 1
            self._lives.wake(life, Wake.SLOT_GRANTED)

    def _first(self) -> Life | None:
        for line in self._lines:
            while line:
                life = line.popleft()
                if not life.over:
                    return life
        return None


def every(lives: Lives, starts: float, next_day: Callable[[float], float], act: Callable[[], None]) -> None:
    """Call `act` on a day `starts` and on each day that `next_day` names after it."""

    def once() -> None:
        act()
        lives.at(next_day(lives.now), once)

    lives.at(starts, once)
