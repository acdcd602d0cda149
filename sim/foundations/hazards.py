"""Piecewise-constant hazards by time since a start and by age, integrated and inverted in closed form.

A duration is found by giving its integrated hazard a unit-exponential threshold: when the hazard changes, what has
been used up is kept, so nothing is drawn again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from math import inf
from typing import Final

from sim.foundations.calendar import AGE_BAND_STARTS, DAYS_PER_YEAR

AGE_STARTS: Final = (*(years * DAYS_PER_YEAR for years in AGE_BAND_STARTS), inf)


class Hazard:
    """A hazard that is a rate by time since a start, times a multiplier by age; both constant within bands."""

    __slots__ = ("_highest_multipliers", "_highest_rates", "_multipliers", "_rates", "_starts")

    def __init__(
        self,
        per_year: Sequence[float],
        band_starts: Sequence[float],
        age_multipliers: Sequence[float] = (1.0,) * 5,
    ) -> None:
        """Take rates `per_year` in bands that start on `band_starts` days after the start; a multiplier an age band."""
        self._starts = (*band_starts, inf)
        self._rates = tuple(rate / DAYS_PER_YEAR for rate in per_year)
        self._multipliers = tuple(age_multipliers)
        self._highest_rates, self._highest_multipliers = highest_from(self._rates), highest_from(self._multipliers)

    def exposure(self, elapsed: float, age: float, span: float) -> float:
        """Return the hazard integrated over `span` days from `elapsed` days since the start, at `age` in days."""
        total = 0.0
        for rate, begins, ends in self._pieces(elapsed, age):
            if ends >= span:
                return total + rate * (span - begins)
            total += rate * (ends - begins)
        return total

    def time_to(
        self, threshold: float, elapsed: float, age: float, multiplier: float = 1.0, until: float = inf
    ) -> float:
        """Return the days until the hazard times `multiplier` integrates to `threshold`; infinite if it never does.

        What lies further off than `until` days concerns nobody, and may be given as infinite.
        """
        if multiplier <= 0.0:
            return inf
        threshold /= multiplier
        starts, rates, multipliers = self._starts, self._rates, self._multipliers
        band, year = bisect_right(starts, elapsed) or 1, bisect_right(AGE_STARTS, age) or 1
        if threshold > self._highest_rates[band - 1] * self._highest_multipliers[year - 1] * until:
            return inf  # it cannot be used up in time: this saves most of the walks
        here = 0.0
        while here < until:
            rate = rates[band - 1] * multipliers[year - 1]
            next_band, next_year = starts[band] - elapsed, AGE_STARTS[year] - age
            ends = next_band if next_band < next_year else next_year
            if rate > 0.0:
                span = here + threshold / rate
                if span <= ends:
                    return span
                threshold -= rate * (ends - here)
            here = ends
            if next_band == ends:
                band += 1
            if next_year == ends:
                year += 1
        return inf

    def _pieces(self, elapsed: float, age: float) -> Iterator[tuple[float, float, float]]:
        """Yield (hazard a day, from, to) for each stretch of constant hazard, in days from now; the last never ends."""
        starts, rates, multipliers = self._starts, self._rates, self._multipliers
        band, year = bisect_right(starts, elapsed) or 1, bisect_right(AGE_STARTS, age) or 1
        here = 0.0
        while here < inf:
            next_band, next_year = starts[band] - elapsed, AGE_STARTS[year] - age
            ends = next_band if next_band < next_year else next_year
            yield rates[band - 1] * multipliers[year - 1], here, ends
            here = ends
            if next_band == ends:
                band += 1
            if next_year == ends:
                year += 1


class Clock:
    """One of the times that a product of hazards runs by: what multiplies it from each start on."""

    __slots__ = ("highest", "multipliers", "starts")

    def __init__(self, band_starts: Sequence[float], multipliers: Sequence[float]) -> None:
        self.starts = (*band_starts, inf)
        """Days at which the bands start, the first at 0, then infinity."""
        self.multipliers = tuple(multipliers)
        self.highest = highest_from(multipliers)
        """The highest multiplier of each band and those after it."""


def time_to_product(
    threshold: float, per_year: float, clocks: tuple[Clock, ...], elapsed: list[float], until: float
) -> float:
    """Return the days until a hazard that several clocks multiply integrates to `threshold`; infinite after `until`.

    `elapsed` is how many days each clock has run already.
    """
    rate = per_year / DAYS_PER_YEAR
    most = rate * until
    bands = []
    for place, one in enumerate(clocks):
        band = bisect_right(one.starts, elapsed[place]) or 1
        most *= one.highest[band - 1]
        bands.append(band)
    if threshold > most:
        return inf
    here = 0.0
    while here < until:
        speed, ends = rate, until
        for place, one in enumerate(clocks):
            band = bands[place]
            speed *= one.multipliers[band - 1]
            next_band = one.starts[band] - elapsed[place]
            if next_band < ends:
                ends = next_band
        used = speed * (ends - here)
        if threshold <= used:
            return here + threshold / speed if speed > 0.0 else here
        threshold -= used
        here = ends
        for place, one in enumerate(clocks):
            if one.starts[bands[place]] - elapsed[place] <= here:
                bands[place] += 1
    return inf


def highest_from(numbers: Sequence[float]) -> tuple[float, ...]:
    """Return the highest of each number and those after it."""
    return tuple(max(numbers[first:]) for first in range(len(numbers)))
