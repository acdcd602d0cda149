"""How much dearer placements have become from year to year in England, by Section 251 returns.

An authority's own returns do not tell how its prices go on: over 150 authorities its growth in 2017 to 2020 and in 2021
to 2024 go together with a correlation of 0.04 (fostering) and 0.03 (children's homes), and a year of much growth is
followed by one of little. So every base has England's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

FIRST_RETURN = 2017
"""The first year of which Section 251 unit costs are published here."""

ROOM = 0.02
"""By how much growth may at least be lower or higher than before, a year: a judgement."""


@dataclass(frozen=True, slots=True)
class PublishedGrowth:
    """Yearly growth of a unit cost, with the range of what it may be in the years to come."""

    yearly: float
    low: float
    high: float


def growth_of(costs: Sequence[float]) -> PublishedGrowth:
    """Return the mean growth of a series of years; its range is from the least to the most of any one year, or more.

    Raises ValueError where there are not two years.
    """
    if len(costs) < 2:
        raise ValueError("growth is of two years or more")
    each = [later / earlier - 1.0 for earlier, later in pairwise(costs)]
    yearly = (costs[-1] / costs[0]) ** (1.0 / len(each)) - 1.0
    return PublishedGrowth(yearly, min(*each, yearly - ROOM), max(*each, yearly + ROOM))
