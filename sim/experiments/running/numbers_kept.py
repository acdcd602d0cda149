"""The shelf: what is wanted of each replication run so far, by point, in no more room than the numbers take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.experiments.running.execution.tasks import Point
from sim.experiments.statistics.sample import Numbers

LEAST_ROOM = 4
"""Replications for which there is room at a point from the first."""


@dataclass(slots=True)
class _Place:
    """The numbers of one point: a row for each that is wanted, a column for each replication."""

    values: Numbers
    there: NDArray[np.bool_]
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
            place = self._places[point] = _Place(np.empty((self.wanted, 0)), np.empty(0, dtype=np.bool_))
        room = len(place.there)
        if replication >= room:
            more = max(LEAST_ROOM, replication + 1, 2 * room) - room
            place.values = np.hstack([place.values, np.full((self.wanted, more), np.nan)])
            place.there = np.append(place.there, np.zeros(more, dtype=np.bool_))
        place.values[:, replication] = numbers
        place.there[replication] = True

    def has(self, point: Point, replication: int) -> bool:
        """Return whether the replication is there."""
        place = self._places.get(point)
        return place is not None and replication < len(place.there) and bool(place.there[replication])

    def missing(self, points: Sequence[Point], replications: range) -> Iterator[tuple[Point, int]]:
        """Yield each replication of each point that is not there, once; those put there meanwhile may be passed."""
        for point in dict.fromkeys(points):
            for replication in replications:
                if not self.has(point, replication):
                    yield point, replication

    def numbers(self, points: Sequence[Point], replications: range) -> Numbers:
        """Return the numbers by point, by what is wanted and by replication; not a number where they are not there."""
        found = np.full((len(points), self.wanted, len(replications)), np.nan)
        columns = np.array(replications, dtype=np.intp)
        for row, point in enumerate(points):
            place = self._places.get(point)
            if place is not None:
                within = columns < len(place.there)
                found[row][:, within] = place.values[:, columns[within]]
        return found
