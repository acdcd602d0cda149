"""Time at risk cut where the band of time since something began, or the band of age, changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sim.parameters.tables import DURATION_BAND_STARTS

YEAR = 365.25
AGE_STARTS = (0, 1, 5, 10, 16)


@dataclass(frozen=True, slots=True)
class RiskPiece:
    """Days in one band of time and one of age."""

    band: int
    age: int
    days: int
    until: date


def pieces(began: date, born: date, since: date, until: date) -> Iterator[RiskPiece]:
    """Yield the days from `since` to before `until` of something that `began`, by time since then and by age."""
    if until <= since:
        return
    cuts = sorted(
        day
        for day in (
            *(began + timedelta(days=round(start)) for start in DURATION_BAND_STARTS[1:]),
            *(birthday(born, age) for age in AGE_STARTS[1:]),
        )
        if since < day < until
    )
    for first, last in pairwise([since, *dict.fromkeys(cuts), until]):
        inside = last - timedelta(days=1)
        yield RiskPiece(band_of((inside - began).days), age_band(born, inside), (last - first).days, last)


def band_of(days: int) -> int:
    """Return the band of a time in days."""
    return sum(days >= round(start) for start in DURATION_BAND_STARTS) - 1


def age_band(born: date, day: date) -> int:
    """Return the band of age on a day."""
    return sum(day >= birthday(born, age) for age in AGE_STARTS[1:])


def birthday(born: date, age: int) -> date:
    """Return the day on which somebody turns so old; who was born on 29 February does on 1 March of other years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)
