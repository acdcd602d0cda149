"""Numbers kept: what is wanted of each replication run so far, by point, in no more room than the numbers take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.experiments.running.execution.tasks import Point
from sim.measures.arrays import Flags, Numbers

LEAST_ROOM = 4
"""Replications for which there is room at a point from the first."""


@dataclass(slots=True)
class _Place:
    """The numbers of one point: a row for each that is wanted, a column for each replication from the first on."""

    first: int
    values: Numbers
    there: Flags
    """Which replications have been run."""


@dataclass(slots=True)
class NumbersByPoint:
    """Numbers by point and replication."""

    wanted: int
    """How many numbers there are of each replication; with none it only tells which have been run."""
    _places: dict[Point, _Place] = field(default_factory=dict)

    def put(self, point: Point, replication: int, numbers: Sequence[float]) -> None:
        """Put the numbers of a replication in their place."""
        place = self._places.get(point)
        if place is None:
            place = self._places[point] = _Place(replication, np.empty((self.wanted, 0)), np.empty(0, dtype=np.bool_))
        before = max(0, place.first - replication)
        if before:
            place.first = replication
            self._widen(place, before, 0)
        column, room = replication - place.first, len(place.there)
        if column >= room:
            self._widen(place, 0, max(LEAST_ROOM, column + 1, 2 * room) - room)
        place.values[:, column] = numbers
        place.there[column] = True

    def has(self, point: Point, replication: int) -> bool:
        """Return whether the replication is there."""
        place = self._places.get(point)
        if place is None:
            return False
        column = replication - place.first
        return 0 <= column < len(place.there) and bool(place.there[column])

    def missing(self, points: Sequence[Point], replications: range) -> Iterator[tuple[Point, int]]:
        """Yield each replication of each point that is not there, once; those put there meanwhile may be passed."""
        for point in dict.fromkeys(points):
            for replication in replications:
                if not self.has(point, replication):
                    yield point, replication

    def missing_of(self, places: Sequence[tuple[Point, int]]) -> Iterator[tuple[Point, int]]:
        """Yield each of these replications that is not there, once; those put there meanwhile may be passed."""
        return (place for place in dict.fromkeys(places) if not self.has(*place))

    def numbers(self, points: Sequence[Point], replications: range) -> Numbers:
        """Return the numbers by point, by what is wanted and by replication; not a number where they are not there."""
        found = np.full((len(points), self.wanted, len(replications)), np.nan)
        columns = np.array(replications, dtype=np.intp)
        for row, point in enumerate(points):
            place = self._places.get(point)
            if place is not None:
                here = columns - place.first
                within = (here >= 0) & (here < len(place.there))
                found[row][:, within] = place.values[:, here[within]]
        return found

    def _widen(self, place: _Place, before: int, after: int) -> None:
        """Make room for so many replications before and after those that there is room for."""
        place.values = np.pad(place.values, ((0, 0), (before, after)), constant_values=np.nan)
        place.there = np.pad(place.there, (before, after), constant_values=False)
