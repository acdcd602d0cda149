"""Lives: plain generators driven by SimPy.

`cause = yield when` sleeps until the absolute time `when` and gets `None`, or the cause when something woke the life
earlier (a place granted, a planned move, support changed). A sleep that was cut short is known by its token.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from enum import IntEnum
from math import inf
from typing import cast

import simpy
from simpy.events import Event, Timeout


class Wake(IntEnum):
    """Why a sleeping life is woken before its time."""

    SUPPORT_CHANGED = 0
    PLAN_CHANGED = 1
    HOUSEHOLD_CLOSES = 2
    STEP_DOWN = 3
    STABILISED = 4
    MOVES_TOO = 5
    """A sibling's search has found a place for both."""
    SLOT_GRANTED = 6
    LEFT = 7


Story = Generator[float, Wake | None, None]
"""A life as it is written: yields when it next wants to act, is sent why it was woken."""


class Life:
    """A story being lived; only `Lives` moves it on."""

    __slots__ = ("over", "story", "token")

    def __init__(self, story: Story) -> None:
        self.story = story
        self.token = 0
        self.over = False


class Lives:
    """Drives lives and timed actions on a SimPy environment until the horizon; nothing is scheduled past it."""

    def __init__(self, horizon: float, start: float = 0.0) -> None:
        self.environment = simpy.Environment(initial_time=start)
        self.horizon = horizon
        self.now = start
        """The present, in days since the scenario's start: the very time that was asked for.

        The environment's own adds up delays, whose rounding depends on when the sleeper last woke.
        """
        self.events = 0

    def begin(self, story: Story) -> Life:
        """Start a life now and return it."""
        life = Life(story)
        self._advance(life, None)
        return life

    def resume(self, life: Life) -> None:
        """Start now a life that was made before, so that others know it while it takes its first step."""
        self._advance(life, None)

    def wake(self, life: Life, cause: Wake) -> None:
        """Tell a sleeping life why it is woken; it acts at once. A life that is over stays so."""
        if not life.over:
            self._advance(life, cause)

    def at(self, when: float, action: Callable[[], None]) -> None:
        """Call `action` at the time `when`, unless that is past the horizon."""
        if when < self.horizon:
            timeout = Timeout(self.environment, max(0.0, when - self.environment.now), (action, when))
            timeout.callbacks.append(self._act)

    def run(self, until: float = inf) -> None:
        """Let everything happen until the horizon, or a day `until` before it."""
        until = min(until, self.horizon)
        self.environment.run(until=until)
        self.now = until

    def _advance(self, life: Life, cause: Wake | None) -> None:
        life.token += 1
        token = life.token
        try:
            when = life.story.send(cause)
        except StopIteration:
            life.over = True
            return
        if when < self.horizon:
            now = self.environment.now
            timeout = Timeout(self.environment, when - now if when > now else 0.0, (life, token, when))
            timeout.callbacks.append(self._ring)

    def _ring(self, event: Event) -> None:
        life, token, when = cast(tuple[Life, int, float], event.value)
        self.events += 1
        if life.token == token and not life.over:
            self.now = max(self.now, when)
            self._advance(life, None)

    def _act(self, event: Event) -> None:
        action, when = cast(tuple[Callable[[], None], float], event.value)
        self.events += 1
        self.now = max(self.now, when)
        action()


NEVER = inf
"""A time that does not come: `yield NEVER` sleeps until woken."""
