"""Lines of a profile: one number over the years in one place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import nan
from statistics import median

from sim.experiments.profile.item import Item, ProfileNumber
from sim.experiments.profile.shown import ShownStatus

LEAST_FOR_MIDDLE = 5
"""Neighbours with a number below which no middle is taken of them."""


class Role(Enum):
    """What a place is beside the council."""

    COUNCIL = "council"
    NEIGHBOUR = "statistical neighbour"
    MIDDLE = "median of statistical neighbours"
    REGION = "region"
    ENGLAND = "England"


@dataclass(frozen=True, slots=True)
class ProfilePlace:
    """A council, region or country."""

    role: Role
    name: str
    code: str
    """Empty for the middle of several."""


MIDDLE = ProfilePlace(Role.MIDDLE, "median of statistical neighbours", "")


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A number over the years in one place."""

    place: ProfilePlace
    first: int
    points: tuple[ProfileNumber, ...]
    """One for each year from the first on."""

    @property
    def years(self) -> range:
        """Return the years ending 31 March."""
        return range(self.first, self.first + len(self.points))

    @property
    def last(self) -> ProfileNumber:
        """Return the number of the last year."""
        return self.points[-1]

    def at(self, year: int) -> ProfileNumber:
        """Return the number of a year."""
        return self.points[year - self.first]

    @property
    def published(self) -> tuple[tuple[int, float], ...]:
        """Return the years and values that are published."""
        return tuple(
            (year, one.value)
            for year, one in zip(self.years, self.points, strict=True)
            if one.status is ShownStatus.PUBLISHED
        )


@dataclass(frozen=True, slots=True)
class ItemLines:
    """A number in every place."""

    item: Item
    own: PlaceLine
    neighbours: tuple[PlaceLine, ...]
    region: PlaceLine
    england: PlaceLine

    @property
    def middle(self) -> PlaceLine:
        """Return the median of the neighbours with a number, year by year."""
        points = zip(*(line.points for line in self.neighbours), strict=True)
        return PlaceLine(MIDDLE, self.own.first, tuple(_middle(one) for one in points))

    @property
    def lines(self) -> tuple[PlaceLine, ...]:
        """Return the lines of every place, the council's first."""
        return (self.own, *self.neighbours, *((self.middle,) if self.neighbours else ()), self.region, self.england)

    @property
    def known_neighbours(self) -> tuple[PlaceLine, ...]:
        """Return the neighbours that have a number in the last year."""
        return tuple(line for line in self.neighbours if line.last.status is ShownStatus.PUBLISHED)


def _middle(points: tuple[ProfileNumber, ...]) -> ProfileNumber:
    values = [one.value for one in points if one.status is ShownStatus.PUBLISHED]
    if len(values) < LEAST_FOR_MIDDLE:
        return ProfileNumber(nan, ShownStatus.TOO_FEW)
    return ProfileNumber(median(values), ShownStatus.PUBLISHED)
