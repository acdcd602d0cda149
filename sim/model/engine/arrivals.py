"""Arrivals by one candidate stream: a Poisson process thinned by name, so that less demand removes and moves nobody.

Candidates are points in time and intensity: strips of fixed height, each a Poisson process of its own. A candidate
arrives when its mark lies below the rate of its day. A higher rate adds arrivals (in more strips when needed); a lower
one takes some away; those that stay keep their names, their days and so all their luck.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil
from typing import Final

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.chance import Chance, Decision

STRIP: Final = 64.0
"""Height of a strip, in arrivals per year. Part of every arrival's name: changing it changes all luck."""

STRIP_BITS: Final = 24
"""An arrival's identity is its strip followed by its number in the strip."""


def arrivals(
    chance: Chance, stream: Decision, rate: Callable[[float], float], most: float, since: float, until: float
) -> Iterator[tuple[int, float]]:
    """Yield (identity, day) of each arrival from `since` to `until`, strip by strip, days rising within each.

    `rate` is arrivals per year on a day, nowhere above `most`.
    """
    for strip in range(ceil(most / STRIP)):
        name = strip << STRIP_BITS
        day, number = since, 0
        while True:
            identity = name | number
            day += chance.exponential(stream, identity, 0) * DAYS_PER_YEAR / STRIP
            if day >= until:
                break
            if (strip + chance.uniform(stream, identity, 1)) * STRIP < rate(day):
                yield identity, day
            number += 1
