"""Lives: plain generators driven by SimPy.

`cause = yield when` sleeps until the absolute time `when` and gets `None`, or the cause when something woke the life
earlier (a place granted, a planned move, support changed). The alarm of a sleep that was cut short is no longer the
life's own, and is not heard.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from enum import IntEnum
from functools import partial
from math import inf
from typing import Final, cast

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
    JOINS_SIBLING = 8
    """A sibling has gone through a door that takes both, or has room for the child."""
    COMES_BACK_TOO = 9
    """A sibling comes back into care, and the child with them."""
    MOVED_BY_ORDER = 10
    """A court's order, or a decision on permanence, ends the placement now."""
    STEP_DONE = 11
    """What a task waited for is there: an option has been looked at, a step taken up."""
    NOT_APPROVED = 12
    """Relatives or friends with whom the child lives are refused as foster carers."""
    PERMANENT_FAMILY = 14
    """A foster family is looked for in which the child is to grow up."""
    MOVE_SOONER = 15
    """A planned move, of which notice has been given, is to come sooner: see the placement's planned end."""
    CRISIS_MOVED = 13
    """The crisis of a family at risk comes on another day than was foreseen."""


Story = Generator[float, Wake | None, None]
"""A life as it is written: yields when it next wants to act, is sent why it was woken."""

NEVER: Final = inf
"""A time that does not come: `yield NEVER` sleeps until woken."""

AFTER_OPENING: Final = 1.0
"""Day on which is done what was due before the run began and ends care: nobody leaves on the first day."""

OVER: Final = -inf
"""Said of a story that has ended, in place of a day."""


class Life:
    """A story being lived; only `Lives` moves it on."""

    __slots__ = ("alarm", "over", "rings", "story", "when")

    def __init__(self, story: Story) -> None:
        self.story = story
        self.over = False
        self.alarm: Timeout | None = None
        """The timeout that ends its sleep, unless it is woken before."""
        self.when = NEVER
        """The day on which it wants to act."""
        self.rings = NEVER
        """The environment's day on which its alarm rings."""


class Lives:
    """Drives lives and timed actions on a SimPy environment until the horizon; nothing is scheduled past it."""

    def __init__(self, horizon: float, start: float = 0.0) -> None:
        self.environment = simpy.Environment(initial_time=start)
        self.horizon = horizon
        self.now = start
        """The present, in days since the scenario's start: the very time that was asked for.

        The environment's own adds up delays, whose rounding depends on when the sleeper last woke.
        """
        self._elapsed = start
        """The environment's own present, kept here: it would be asked for at every step, which is dear."""
        self.events = 0
        self._rings = self._ring  # one for all alarms: what each has of its own is fetched from memory when it rings

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

    def moved(self, life: Life, before: float, now: float, cause: Wake) -> None:
        """Wake a life one of whose days is another `now` than `before`, if it waits for either or for a later one."""
        if now != before and min(now, before) <= life.when:
            self.wake(life, cause)

    def at(self, when: float, action: Callable[[], None]) -> None:
        """Call `action` at the time `when`, unless that is past the horizon."""
        if when < self.horizon:
            delay = max(0.0, when - self._elapsed)
            timeout = Timeout(self.environment, delay)
            timeout.callbacks.append(partial(self._act, action, when, self._elapsed + delay))

    def heard(self, every: float, hear: Callable[[], None]) -> None:
        """Call `hear` again and again, so many days apart, until the horizon: it hears that time goes by.

        It stands beside the lives: nothing that happens is another for it.
        """
        if self.environment.now + every < self.horizon:
            Timeout(self.environment, every).callbacks.append(lambda _event: self._heard(every, hear))

    def _heard(self, every: float, hear: Callable[[], None]) -> None:
        hear()
        self.heard(every, hear)

    def run(self, until: float = inf) -> None:
        """Let everything happen until the horizon, or a day `until` before it."""
        until = min(until, self.horizon)
        self.environment.run(until=until)
        self._elapsed, self.now = self.environment.now, until

    def _advance(self, life: Life, cause: Wake | None) -> None:
        life.alarm = None
        when = next(life.story, OVER) if cause is None else _sent(life.story, cause)
        if when == OVER:
            life.over = True
            return
        life.when = when
        if when < self.horizon:
            delay = when - self._elapsed if when > self._elapsed else 0.0
            life.rings = self._elapsed + delay
            life.alarm = alarm = Timeout(self.environment, delay, life)
            alarm.callbacks.append(self._rings)

    def _ring(self, event: Event) -> None:
        life = cast(Life, event.value)
        self.events += 1
        if life.alarm is event:  # else the sleep was cut short
            self._elapsed = life.rings
            if life.when > self.now:
                self.now = life.when
            self._advance(life, None)

    def _act(self, action: Callable[[], None], when: float, rings: float, _event: Event) -> None:
        self.events += 1
        self._elapsed = rings
        self.now = max(self.now, when)
        action()


def _sent(story: Story, cause: Wake) -> float:
    """Return when a story that is told why it was woken next wants to act; `OVER` when it ends."""
    try:
        return story.send(cause)
    except StopIteration:
        return OVER
