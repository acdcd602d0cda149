"""The days on which a change of a quantity is in force: from when, until when, and over how long it comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, inf

from sim.foundations.calendar import DAYS_PER_YEAR

STEP = DAYS_PER_YEAR / 12
"""Days between the steps of a change that comes bit by bit; each step has the value of its middle."""


@dataclass(frozen=True, slots=True)
class Span:
    """When a change is in force, in days after the start of the run; the last day is not in it."""

    begins: float = 0.0
    """Below 0 when it began before the run."""
    ends: float = inf
    over: float = 0.0
    """Days over which it comes, evenly, once it has begun."""

    @property
    def steps(self) -> int:
        """Return in how many steps it comes."""
        return max(1, ceil(self.over / STEP - 1e-9))

    def share(self, day: float) -> float:
        """Return how much of the change is in force on a day, from 0 to 1."""
        if not self.begins <= day < self.ends:
            return 0.0
        if day >= self.begins + self.over:
            return 1.0
        taken = _steps_taken((day - self.begins) / self.over * self.steps)
        return (taken + 0.5) / self.steps if taken < self.steps else 1.0  # the last digit of the last day counts too

    def years(self, day: float) -> float:
        """Return for how many years it has been in force by a day, to the middle of a step of a month."""
        if day < self.begins:
            return 0.0
        if day >= self.ends:
            return (self.ends - self.begins) / DAYS_PER_YEAR
        return (_steps_taken((day - self.begins) / STEP) + 0.5) * STEP / DAYS_PER_YEAR

    def coming(self, horizon: float) -> Iterator[float]:
        """Yield the days after the first, before the horizon, on which more or less of it is in force."""
        steps = (self.begins + self.over * number / self.steps for number in range(self.steps + 1))
        yield from (day for day in (*steps, self.ends) if 0 < day < horizon)

    def growing(self, horizon: float) -> Iterator[float]:
        """Yield the days after the first, before the horizon, on which what grows with it takes a step."""
        until, day = min(self.ends, horizon), self.begins
        while day < until:
            if day > 0:
                yield day
            day += STEP
        if 0 < self.ends < horizon:
            yield self.ends


def _steps_taken(steps: float) -> int:
    """Return the whole steps; one that is just being taken counts, whatever the last binary digit of its day."""
    return int(steps + 1e-6)
