"""How far chance alone may take a number of one council: as far as those of its size stray from their own trends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from math import inf, isnan, log, sqrt

import numpy as np

from sim.experiments.profile.item import Item, ProfileNumber, ProfileUnit
from sim.experiments.profile.line import PlaceLine
from sim.experiments.profile.shown import ShownStatus
from sim.published.authorities import authorities_of
from sim.published.table import Figures

ALIKE = 30
"""Councils nearest in size on which it is measured."""

LEAST_YEARS = 4
"""Published years that a trend needs."""

COUNTED = (ProfileUnit.PERCENT, ProfileUnit.PER_10_000)
"""Units of shares and rates of children."""

USUAL = 1.96
"""Standard deviations within which chance keeps 95 of 100."""


class Beside(Enum):
    """How a council's number stands to another."""

    ABOVE = "above"
    BELOW = "below"
    WITHIN_CHANCE = "no further apart than chance may bring them"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Stray:
    """How widely numbers of councils of one size stray from their own trends."""

    ratio: float
    """Their variance over that of children independent of each other; siblings come together, and years differ."""
    councils: int

    def beside(self, unit: ProfileUnit, own: ProfileNumber, other: ProfileNumber) -> Beside:
        """Return how the council's number stands to a number of many children, which itself strays little."""
        if own.status is not ShownStatus.PUBLISHED or other.status is not ShownStatus.PUBLISHED or not self.councils:
            return Beside.UNKNOWN
        # by what the council would have at the other's share: of no child at all it would say that chance does nothing
        wide = USUAL * unit.scale * sqrt(self.ratio * _variance(unit, other.value / unit.scale, own.over))
        if isnan(wide):
            return Beside.UNKNOWN
        if abs(own.value - other.value) <= wide:
            return Beside.WITHIN_CHANCE
        return Beside.ABOVE if own.value > other.value else Beside.BELOW


def stray(known: Figures, item: Item, own: PlaceLine) -> Stray:
    """Return it of a share or a rate, from the councils that have a base nearest in size to that of `own`."""
    last = own.years[-1]
    base = own.last.over
    if item.unit not in COUNTED or isnan(base) or base <= 0:
        return Stray(inf, 0)
    found = []
    for one in authorities_of(last):
        points = [item.read(known, one.code, year) for year in own.years]
        over = points[-1].over
        if over > 0 and sum(point.status is ShownStatus.PUBLISHED for point in points) >= LEAST_YEARS:
            found.append((abs(log(over / base)), one.code, points))
    nearest = [points for *_, points in sorted(found, key=lambda one: one[:2])[:ALIKE]]
    if not nearest:
        return Stray(inf, 0)
    strayed, expected = np.sum([_strayed(item.unit, points) for points in nearest], axis=0)
    return Stray(max(1.0, strayed / expected) if expected > 0 else 1.0, len(nearest))


def _strayed(unit: ProfileUnit, points: Sequence[ProfileNumber]) -> tuple[float, float]:
    """Return the variance around a straight line over the years, and what it would be of independent children."""
    years, values, over = (np.array(part) for part in zip(*_known(points), strict=True))
    shares = values / unit.scale
    around = shares - np.polyval(np.polyfit(years, shares, 1), years)
    strayed = float((around**2).sum()) / (len(years) - 2)
    return strayed, float(np.mean([_variance(unit, shares.mean(), size) for size in over]))


def _known(points: Sequence[ProfileNumber]) -> Iterable[tuple[int, float, float]]:
    return [(place, one.value, one.over) for place, one in enumerate(points) if one.status is ShownStatus.PUBLISHED]


def _variance(unit: ProfileUnit, share: float, over: float) -> float:
    """Return the variance of a share of independent children."""
    return share * (1.0 - share) / over if unit is ProfileUnit.PERCENT else share / over
