"""How long placements last and how they end, from days lived there in the window: delayed entry, then an end or none.

A placement that began before the window counts from the window's first day on, at the age it had then; one that began
and ended before it is not seen, and is not missed, since only days in the window count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sim.foundations.codes import Kind, PlacementEnd
from sim.parameters.tables import DURATION_BAND_STARTS
from sim.returns.lives import CareLives, Stay

YEAR = 365.25
BROKEN = (PlacementEnd.DISRUPTED, PlacementEnd.HOUSEHOLD_CLOSED)


@dataclass(frozen=True, slots=True)
class PlacementCounts:
    """By band of time in the placement (rows) and kind (columns): endings, and child-years lived there."""

    broken: NDArray[np.float64]
    planned: NDArray[np.float64]
    unknown: NDArray[np.float64]
    """Moves whose reason is not known."""
    child_years: NDArray[np.float64]

    def broken_a_year(self) -> NDArray[np.float64]:
        """Return breakdowns a child-year by band of time, moves of unknown reason shared out like the others."""
        known = self.broken + self.planned
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where(known > 0, self.broken / known, 0.0)
            rates: NDArray[np.float64] = (self.broken + share * self.unknown).sum(axis=1) / self.child_years.sum(axis=1)
        return rates


def placement_counts(lives: CareLives) -> PlacementCounts:
    """Return how placements ended, and how long children lived in them, in the window."""
    shape = (len(DURATION_BAND_STARTS), len(Kind))
    broken, planned, unknown, days = (np.zeros(shape) for _ in range(4))
    first, last = lives.window.first, lives.window.last
    for child in lives.children:
        for period in child.periods:
            for stay, following in pairwise((*period.stays, None)):
                assert stay is not None
                if stay.kind is None or not stay.begin_known:
                    continue
                _lived(stay, first, last, days)
                if following is None or not following.moved or stay.ends is None or not first <= stay.ends <= last:
                    continue
                band = _band((stay.ends - stay.begins).days - 1)
                if stay.why_ended in BROKEN:
                    broken[band, stay.kind] += 1
                elif stay.why_ended is None:
                    unknown[band, stay.kind] += 1
                else:
                    planned[band, stay.kind] += 1
    return PlacementCounts(broken, planned, unknown, days / YEAR)


def _lived(stay: Stay, first: date, last: date, days: NDArray[np.float64]) -> None:
    """Add the days of a placement in the window to its bands."""
    assert stay.kind is not None
    begins, ends = max(stay.begins, first), min(stay.ends or last + timedelta(days=1), last + timedelta(days=1))
    edges = [stay.begins + timedelta(days=round(start)) for start in DURATION_BAND_STARTS]
    for band, since in enumerate(edges):
        until = edges[band + 1] if band + 1 < len(edges) else ends
        days[band, stay.kind] += max(0, (min(ends, until) - max(begins, since)).days)


def _band(day: int) -> int:
    return sum(day >= round(start) for start in DURATION_BAND_STARTS) - 1
