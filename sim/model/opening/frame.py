"""The sampling frame of the opening cohort: clusters by their weights, in order, and the numbers to be met."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sim.foundations.calendar import age_band
from sim.model.core.kept import Cluster
from sim.model.opening.margins import cells_of, type_of

FAMILY = -1
"""In place of the type of a child: a cluster of several."""


@dataclass(frozen=True, slots=True)
class ClusterLine:
    """Clusters in an order, with their weights added up."""

    clusters: tuple[int, ...]
    sums: tuple[float, ...]

    @property
    def weight(self) -> float:
        """All weights together."""
        return self.sums[-1] if self.sums else 0.0

    def systematic(self, u: float) -> list[int]:
        """Return a systematic sample: each cluster as often as its weight says, give or take one."""
        chosen, point, end = [], u, self.weight
        while point < end:
            chosen.append(self.clusters[bisect_right(self.sums, point)])
            point += 1.0
        return chosen

    def drawn(self, u: float) -> int:
        """Return the cluster on which `u` falls, by weight."""
        return self.clusters[min(bisect_right(self.sums, u * self.weight), len(self.clusters) - 1)]


def line(clusters: Iterable[int], weights: Sequence[float]) -> ClusterLine:
    """Return the clusters that have any weight, in this order."""
    there = tuple(which for which in clusters if weights[which] > 0.0)
    return ClusterLine(there, tuple(accumulate(weights[which] for which in there)))


@dataclass(frozen=True, slots=True)
class Frame:
    """What the samples of all replications are drawn from."""

    targets: tuple[int, ...]
    """Children to be met, by cell."""
    weights: Sequence[float]
    cells: tuple[tuple[int, ...], ...]
    """Of each cluster's children."""
    types: tuple[int, ...]
    """Of each cluster that is a lone child, else `FAMILY`."""
    homes: tuple[tuple[int, ...], ...]
    """Places of each cluster's households."""
    room: Mapping[int, int]
    """Households of the authority by their places."""
    families: ClusterLine
    alone: ClusterLine
    of_type: Mapping[int, ClusterLine]


def frame(
    clusters: Sequence[Cluster], weights: Sequence[float], targets: Sequence[int], homes: Sequence[int] | None
) -> Frame:
    """Return what samples are drawn from; `homes` are the authority's households of one, two, ... places, if limited.

    A systematic sample is the more balanced the more alike neighbours are: hence the orders.
    """

    def families_order(which: int) -> tuple[int, int, float]:
        first = clusters[which].children[0]
        return len(clusters[which].children), first.placements[-1].kind, -first.entered

    def alone_order(which: int) -> tuple[int, int, float]:
        child = clusters[which].children[0]
        return child.placements[-1].kind, age_band(-child.born), -child.entered

    types = tuple(type_of(one.children[0]) if len(one.children) == 1 else FAMILY for one in clusters)
    places = tuple(tuple(household.places for household in one.households) for one in clusters)
    families = sorted((which for which, code in enumerate(types) if code == FAMILY), key=families_order)
    alone = sorted((which for which, code in enumerate(types) if code != FAMILY), key=alone_order)
    members: dict[int, list[int]] = {}
    for which in alone:
        if weights[which] > 0.0:
            members.setdefault(types[which], []).append(which)
    return Frame(
        targets=tuple(targets),
        weights=weights,
        cells=tuple(cells_of(one) for one in clusters),
        types=types,
        homes=places,
        room=_room(places, homes),
        families=line(families, weights),
        alone=line(alone, weights),
        of_type={code: line(members[code], weights) for code in sorted(members)},
    )


def _room(places: Iterable[tuple[int, ...]], homes: Sequence[int] | None) -> dict[int, int]:
    """Return how many households of each size there may be; without a limit, as many as the pool has."""
    found = dict.fromkeys(range(1, len(homes) + 1), 0) if homes is not None else {}
    for size in (size for sizes in places for size in sizes):
        found[size] = found.get(size, 0) + (homes is None)
    if homes is not None:
        found.update(enumerate(homes, start=1))
    return dict(sorted(found.items()))
