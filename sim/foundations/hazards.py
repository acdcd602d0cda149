"""Piecewise-constant hazards by time since a start and by age, integrated and inverted in closed form.

A duration is found by giving its integrated hazard a unit-exponential threshold: when the hazard changes, what has
been used up is kept, so nothing is drawn again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import inf

from sim.foundations.calendar import AGE_BAND_STARTS, DAYS_PER_YEAR

AGE_STARTS = tuple(years * DAYS_PER_YEAR for years in AGE_BAND_STARTS)


class Hazard:
    """A hazard that is a rate by time since a start, times a multiplier by age; both constant within bands."""

    __slots__ = ("_multipliers", "_rates", "_starts")

    def __init__(
        self,
        per_year: Sequence[float],
        band_starts: Sequence[float],
        age_multipliers: Sequence[float] = (1.0,) * 5,
    ) -> None:
        """Take rates `per_year` in bands that start `band_starts` days after the start, and one multiplier an age band."""
        self._starts = tuple(band_starts)
        self._rates = tuple(rate / DAYS_PER_YEAR for rate in per_year)
        self._multipliers = tuple(age_multipliers)

    def exposure(self, elapsed: float, age: float, span: float) -> float:
        """Return the hazard integrated over `span` days from `elapsed` days since the start, at `age` in days."""
        total = 0.0
        while span > 0.0:
            rate, stretch = self._piece(elapsed, age)
            stretch = min(stretch, span)
            total += rate * stretch
            elapsed += stretch
            age += stretch
            span -= stretch
        return total

    def time_to(self, threshold: float, elapsed: float, age: float, multiplier: float = 1.0) -> float:
        """Return the days until the hazard times `multiplier` has integrated to `threshold`; infinite if it never does."""
        if multiplier <= 0.0:
            return inf
        threshold /= multiplier
        span = 0.0
        while True:
            rate, stretch = self._piece(elapsed, age)
            if rate * stretch >= threshold and rate > 0.0:
                return span + threshold / rate
            if stretch == inf:
                return inf
            threshold -= rate * stretch
            span += stretch
            elapsed += stretch
            age += stretch

    def _piece(self, elapsed: float, age: float) -> tuple[float, float]:
        """Return the hazard a day now, and the days for which it stays so."""
        band = bisect_right(self._starts, elapsed)
        year = bisect_right(AGE_STARTS, age)
        stretch = self._starts[band] - elapsed if band < len(self._starts) else inf
        if year < len(AGE_STARTS):
            stretch = min(stretch, AGE_STARTS[year] - age)
        return self._rates[max(band - 1, 0)] * self._multipliers[max(year - 1, 0)], stretch
