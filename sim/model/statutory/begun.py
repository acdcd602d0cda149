"""When an overdue assessment is begun: a constant chance each day, which a strategy raises step by step."""

from __future__ import annotations

from math import inf, sqrt

from sim.parameters.statutory.strategies import AssessmentRecovery


class Beginnings:
    """The rate at which overdue assessments are begun: one mean wait until the strategy, another once it is in force.

    The rate grows evenly over the ramp. It holds for all that wait, not only for those that fall due from then on.
    """

    __slots__ = ("_after", "_before", "_ramp", "_starts")

    def __init__(self, mean: float, recovery: AssessmentRecovery | None) -> None:
        self._before = 1.0 / mean if mean > 0.0 else inf
        self._after, self._starts, self._ramp = self._before, inf, 0.0
        if recovery is not None:
            self._after = 1.0 / recovery.begun_mean if recovery.begun_mean > 0.0 else inf
            self._starts, self._ramp = recovery.starts, recovery.ramp

    def day(self, due: float, threshold: float) -> float:
        """Return the day on which what is `due` is begun, whose unit-exponential threshold is that large."""
        since, left = due, threshold
        if since < self._starts:
            if left <= self._before * (self._starts - since):
                return since + left / self._before
            left -= self._before * (self._starts - since)
            since = self._starts
        full = self._starts + self._ramp
        if since < full:
            if self._before == inf:
                return since
            if self._after == inf:
                return full
            growth = (self._after - self._before) / self._ramp
            rate = self._before + growth * (since - self._starts)
            span = full - since
            passed = rate * span + growth * span * span / 2.0
            if left <= passed:
                return since + 2.0 * left / (rate + sqrt(max(0.0, rate * rate + 2.0 * growth * left)))
            left -= passed
            since = full
        return since + left / self._after

    def passed(self, since: float, until: float) -> float:
        """Return how much of a unit-exponential threshold passes from one day to a later one."""
        full = self._starts + self._ramp
        threshold = 0.0
        if since < self._starts:
            threshold += self._before * (min(until, self._starts) - since)
        if since < full and until > self._starts:
            growth = (self._after - self._before) / self._ramp
            first, last = max(since, self._starts) - self._starts, min(until, full) - self._starts
            threshold += (last - first) * (self._before + growth * (first + last) / 2.0)
        return threshold + (self._after * (until - max(since, full)) if until > full else 0.0)
