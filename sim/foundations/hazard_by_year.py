"""A piecewise-constant hazard by time since a start and by age, with a level for each financial year as well.

A class of its own beside `Hazard`: this is walked for every child, and the plain one must not pay for years.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import inf

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.hazards import AGE_STARTS, highest_from


class HazardByYear:
    """A rate by time since a start, times a multiplier by age, times a level by day of the run."""

    __slots__ = (
        "_highest_levels",
        "_highest_multipliers",
        "_highest_rates",
        "_levels",
        "_multipliers",
        "_rates",
        "_starts",
        "_year_starts",
    )

    def __init__(
        self,
        per_year: Sequence[float],
        band_starts: Sequence[float],
        age_multipliers: Sequence[float],
        year_starts: Sequence[float],
        levels: Sequence[float],
    ) -> None:
        """Take rates as `Hazard` does, and a level for each of the years that start on days of the run, from 0 on."""
        self._starts, self._year_starts = (*band_starts, inf), (*year_starts, inf)
        self._rates = tuple(rate / DAYS_PER_YEAR for rate in per_year)
        self._multipliers, self._levels = tuple(age_multipliers), tuple(levels)
        self._highest_rates = highest_from(self._rates)
        self._highest_multipliers, self._highest_levels = highest_from(self._multipliers), highest_from(self._levels)

    def exposure(self, elapsed: float, age: float, day: float, span: float) -> float:
        """Return the hazard integrated over `span` days from a day of the run, `elapsed` since the start, at `age`."""
        starts, year_starts = self._starts, self._year_starts
        rates, multipliers, levels = self._rates, self._multipliers, self._levels
        band, ages = bisect_right(starts, elapsed) or 1, bisect_right(AGE_STARTS, age) or 1
        year = bisect_right(year_starts, day) or 1
        total = here = 0.0
        while here < span:
            next_band, next_age, next_year = starts[band] - elapsed, AGE_STARTS[ages] - age, year_starts[year] - day
            ends = min(next_band, next_age, next_year, span)
            total += rates[band - 1] * multipliers[ages - 1] * levels[year - 1] * (ends - here)
            here = ends
            if next_band == ends:
                band += 1
            if next_age == ends:
                ages += 1
            if next_year == ends:
                year += 1
        return total

    def time_to(
        self, threshold: float, elapsed: float, age: float, day: float, multiplier: float, until: float
    ) -> float:
        """Return the days until the hazard times `multiplier` integrates to `threshold`; infinite if it never does.

        What lies further off than `until` days concerns nobody, and may be given as infinite.
        """
        if multiplier <= 0.0:
            return inf
        threshold /= multiplier
        starts, year_starts = self._starts, self._year_starts
        rates, multipliers, levels = self._rates, self._multipliers, self._levels
        band, ages = bisect_right(starts, elapsed) or 1, bisect_right(AGE_STARTS, age) or 1
        year = bisect_right(year_starts, day) or 1
        highest = self._highest_rates[band - 1] * self._highest_multipliers[ages - 1] * self._highest_levels[year - 1]
        if threshold > highest * until:
            return inf  # it cannot be used up in time: this saves most of the walks
        here = 0.0
        while here < until:
            rate = rates[band - 1] * multipliers[ages - 1] * levels[year - 1]
            next_band, next_age, next_year = starts[band] - elapsed, AGE_STARTS[ages] - age, year_starts[year] - day
            ends = next_band if next_band < next_age else next_age
            if next_year < ends:
                ends = next_year
            if rate > 0.0:
                span = here + threshold / rate
                if span <= ends:
                    return span
                threshold -= rate * (ends - here)
            here = ends
            if next_band == ends:
                band += 1
            if next_age == ends:
                ages += 1
            if next_year == ends:
                year += 1
        return inf
