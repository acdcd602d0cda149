"""The published margins of the first day as cells with whole numbers: by kind, age, place, and who came alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import prod

from sim.foundations.calendar import AGE_BAND_STARTS, age_band
from sim.foundations.codes import Kind, Location, Route
from sim.foundations.rounding import whole
from sim.model.core.kept import Cluster, PoolChild
from sim.parameters.opening import Opening
from sim.parameters.tables import ByAge, ByKind, ByLocation

SIZES = (len(AGE_BAND_STARTS), len(Location), 2, len(Kind))
"""Cells of each margin: age bands, locations, accompanied or not, kinds. The last holds where margins conflict."""

FIRST = tuple(accumulate(SIZES, initial=0))
"""Where the cells of each margin begin, and how many there are in all."""

CELLS = FIRST[-1]
MARGINS = tuple(range(first, end) for first, end in pairwise(FIRST))
KINDS = MARGINS[-1]
MARGIN_OF = tuple(margin for margin, cells in enumerate(MARGINS) for _ in cells)

STRIDES = tuple(prod(SIZES[margin + 1 :]) for margin in range(len(SIZES)))
TYPE_CELLS = tuple(
    tuple(FIRST[margin] + code // STRIDES[margin] % SIZES[margin] for margin in range(len(SIZES)))
    for code in range(prod(SIZES))
)
"""The cells of each type of child: one of each margin."""

PATHS = (
    *(f"opening.age_shares.{name}" for name in ByAge.__match_args__),
    *(f"opening.location_shares.{name}" for name in ByLocation.__match_args__),
    "opening.looked_after but opening.unaccompanied",
    "opening.unaccompanied",
    *(f"opening.kinds.{name}" for name in ByKind.__match_args__),
)
"""What gives each cell its number."""

NEAR_ENOUGH = 0.5
"""Children by which the weighted lives may miss a whole number, so that few exchanges mend it."""

ALMOST_NONE = 1e-9


def type_of(child: PoolChild) -> int:
    """Return the type of a child in care: the cells that it is in, as one number."""
    now = child.placements[-1]
    parts = (age_band(-child.born), now.location, int(child.route is Route.UNACCOMPANIED), now.kind)
    return sum(part * stride for part, stride in zip(parts, STRIDES, strict=True))


def cells_of(cluster: Cluster) -> tuple[int, ...]:
    """Return the cells of the cluster's children, one after another."""
    return tuple(cell for child in cluster.children for cell in TYPE_CELLS[type_of(child)])


def published(opening: Opening) -> tuple[int, ...]:
    """Return the whole number of children published for each cell; each margin sums to all looked after."""
    total = round(opening.looked_after)
    alone = min(total, round(opening.unaccompanied))
    return (
        *whole(opening.age_shares.values(), total),
        *whole(opening.location_shares.values(), total),
        total - alone,
        alone,
        *whole(opening.kinds.values(), total),
    )


def counted(clusters: Sequence[Cluster], weights: Sequence[float]) -> tuple[float, ...]:
    """Return the weighted number of children in each cell."""
    have = [0.0] * CELLS
    for cluster, weight in zip(clusters, weights, strict=True):
        for cell in cells_of(cluster):
            have[cell] += weight
    return tuple(have)


def as_weighted(have: Sequence[float]) -> tuple[int, ...]:
    """Return the whole numbers nearest to weighted ones, each margin with the same sum."""
    total = round(sum(have[cell] for cell in KINDS))
    return tuple(number for cells in MARGINS for number in whole([have[cell] for cell in cells], total))


def reachable(wanted: Sequence[int], have: Sequence[float]) -> tuple[int, ...]:
    """Return the whole numbers to be met next: those wanted, but of the margin farthest off what the weights meet.

    The kinds are given up last: only when every other margin is met.
    """
    total = sum(wanted[cell] for cell in KINDS)
    misses = [_farthest(wanted, have, cells, total) for cells in MARGINS]
    farthest = max(misses[:-1])
    given_up = misses.index(farthest) if farthest > NEAR_ENOUGH else len(MARGINS) - 1
    if misses[given_up] <= NEAR_ENOUGH:
        return tuple(wanted)
    cells = MARGINS[given_up]
    found = list(wanted)
    found[cells.start : cells.stop] = whole([have[cell] for cell in cells], total)
    return tuple(found)


def _farthest(wanted: Sequence[int], have: Sequence[float], cells: range, total: int) -> float:
    """Return by how many children the cell of a margin that is farthest off is missed, all of them being there."""
    scale = total / max(sum(have[cell] for cell in cells), ALMOST_NONE)
    return max(abs(scale * have[cell] - wanted[cell]) for cell in cells)


def in_words(wanted: Sequence[int], found: Sequence[int]) -> Iterator[str]:
    """Yield for each cell that is not as wanted its path, what is published, and how many there are instead."""
    for path, published_number, number in zip(PATHS, wanted, found, strict=True):
        if published_number != number:
            yield f"{path}: {published_number} published, {number} instead"
