"""The clock that says when a placement breaks down.

The clock holds one unit-exponential threshold, drawn once for the placement; the published hazard by time in placement
and age, times the multipliers in force, uses it up. When a multiplier changes the end is re-timed, not drawn again.
"""

from __future__ import annotations

from math import inf

from sim.foundations.hazards import Hazard


class DisruptionClock:
    """The time to disruption of one placement, under a hazard whose multiplier may change."""

    __slots__ = (
        "_advanced",
        "_age_at_start",
        "_began",
        "_hazard",
        "_multiplier",
        "_remaining",
        "_threshold",
        "_until",
        "ends",
    )

    def __init__(
        self,
        hazard: Hazard,
        threshold: float,
        began: float,
        now: float,
        age: float,
        multiplier: float,
        until: float = inf,
    ) -> None:
        """Start `now` a clock for a placement that `began` at a day, of a child `age` days old now.

        What would happen after the day `until` may be taken never to happen.
        """
        self._hazard = hazard
        self._threshold = self._remaining = threshold
        self._began = began
        self._age_at_start = age - (now - began)
        self._advanced = now
        self._multiplier = multiplier
        self._until = until
        self.ends = now + hazard.time_to(threshold, now - began, age, multiplier, until - now)

    def retime(self, now: float, multiplier: float) -> None:
        """Use up what has passed under the old multiplier and time the end anew under `multiplier`."""
        if multiplier == self._multiplier:
            return
        elapsed = self._advanced - self._began
        used = self._hazard.exposure(elapsed, self._age_at_start + elapsed, now - self._advanced)
        self._remaining = max(0.0, self._remaining - used * self._multiplier)
        self._advanced = now
        self._multiplier = multiplier
        elapsed = now - self._began
        age = self._age_at_start + elapsed
        self.ends = now + self._hazard.time_to(self._remaining, elapsed, age, multiplier, self._until - now)

    def reaches(self, share: float) -> float:
        """Return the day on which the placement will have gone `share` of the way to disruption, as things stand."""
        elapsed = self._advanced - self._began
        threshold = max(0.0, self._remaining - (1.0 - share) * self._threshold)
        age, until = self._age_at_start + elapsed, self._until - self._advanced
        return self._advanced + self._hazard.time_to(threshold, elapsed, age, self._multiplier, until)
