"""Share what is hidden in a breakdown among its hidden cells, so that it adds up to its total: pure functions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import floor, inf
from types import MappingProxyType

from sim.published.data.cells import Cell, Status

HIDDEN_UP_TO = 5.0
"""Counts of 1 to 5 are suppressed."""
STEP = 10
"""Imputed numbers are in tenths of a child."""
LEAST_WEIGHT = 1e-6


@dataclass(frozen=True, slots=True)
class HiddenCell:
    """A hidden cell: how many children would be expected in it, and the range it lies in."""

    weight: float
    low: float
    high: float


def shared(total: float, cells: Sequence[HiddenCell]) -> list[float]:
    """Share `total` among cells in proportion to their weights, within their ranges, in tenths.

    The shares add up to `total`, which is in tenths, as the ranges are; ValueError when the ranges do not allow it.
    """
    if not sum(cell.low for cell in cells) <= total <= sum(cell.high for cell in cells):
        raise ValueError(f"{total} cannot be shared among {len(cells)} cells within their ranges")
    scale = _scale(total, cells)
    exact = [_bounded(cell, scale) for cell in cells]
    tenths = [floor(value * STEP + 1e-6) for value in exact]
    left = round(total * STEP) - sum(tenths)
    # The largest remainders first; a cell at the top of its range has none.
    order = sorted(range(len(cells)), key=lambda place: (tenths[place] - exact[place] * STEP, place))
    while left:
        step = 1 if left > 0 else -1
        for place in order if step > 0 else reversed(order):
            if left and cells[place].low * STEP <= tenths[place] + step <= cells[place].high * STEP:
                tenths[place] += step
                left -= step
    return [value / STEP for value in tenths]


def _bounded(cell: HiddenCell, scale: float) -> float:
    return min(cell.high, max(cell.low, scale * cell.weight))


def _scale(total: float, cells: Sequence[HiddenCell]) -> float:
    """Return what the weights are multiplied by so that the cells, kept within their ranges, add up to `total`."""
    low, high = 0.0, 1.0
    while sum(_bounded(cell, high) for cell in cells) < total and high < 1e12:
        high *= 2
    for _ in range(100):
        middle = (low + high) / 2
        if sum(_bounded(cell, middle) for cell in cells) < total:
            low = middle
        else:
            high = middle
    return high


def settled(
    total: float,
    cells: Mapping[str, Cell | None],
    expected: Mapping[str, float],
    free: Collection[str] = (),
    ranges: Mapping[str, tuple[float, float]] = MappingProxyType({}),
) -> dict[str, Cell]:
    """Return the hidden cells of a breakdown imputed, so that with those published they add up to `total`.

    A suppressed cell is 1 to 5; one not listed (None) is 0 to 5, unless it is `free`. When more is hidden than five for
    each suppressed cell (and for a second, if only one is marked: one alone would not be hidden), the likeliest was
    hidden to protect the others, and may be larger. What cannot be is not forced: when nothing is left for cells that
    are marked as suppressed, they stay unknown. `ranges` narrow what some cells may be, where other totals tell.
    """
    left = round(total - sum(cell.value for cell in cells.values() if cell and cell.status is Status.PUBLISHED), 1)
    marked = [name for name, cell in cells.items() if cell and cell.status is Status.SUPPRESSED]
    unlisted = [name for name, cell in cells.items() if cell is None]
    if left < 0 or not (marked or unlisted):
        return {}
    if left == 0:
        return {name: Cell(0.0, Status.UNLISTED) for name in unlisted}
    lows = dict.fromkeys(marked, 1.0 if left >= len(marked) else 0.0) | dict.fromkeys(unlisted, 0.0)
    highs = {name: inf if name in free else HIDDEN_UP_TO for name in lows}
    if left > HIDDEN_UP_TO * max(2, len(marked)) or left > sum(highs.values()):
        highs[max(marked or unlisted, key=lambda name: expected.get(name, 0.0))] = inf
    for name, (low, high) in ranges.items():
        if name in lows:
            highs[name] = min(highs[name], high) if low < high else high
            lows[name] = min(highs[name], max(lows[name], low))
    if not sum(lows.values()) <= left <= sum(highs.values()):
        return {}
    # A free cell takes what the others are not expected to hold.
    weights = {name: max(expected.get(name, 0.0), left if name in free else LEAST_WEIGHT) for name in lows}
    hidden = [HiddenCell(weights[name], lows[name], highs[name]) for name in lows]
    values = dict(zip(lows, shared(left, hidden), strict=True))
    return {
        name: Cell(value, Status.SUPPRESSED if name in marked else Status.UNLISTED) for name, value in values.items()
    }


def spread(total: float, expected: Sequence[float]) -> list[float]:
    """Return what suppressed counts of several authorities are, each 1 to 5, from what a region's total leaves them.

    The total is rounded, so it is met as near as counts of 1 to 5 allow.
    """
    number = len(expected)
    hidden = [HiddenCell(max(LEAST_WEIGHT, weight), 1.0, HIDDEN_UP_TO) for weight in expected]
    return shared(min(max(round(total, 1), float(number)), HIDDEN_UP_TO * number), hidden)


def pooled_share(own: float, own_total: float, wider_share: float, strength: float) -> float:
    """Return the share expected of a category: the own one, drawn to a wider one as if by `strength` children."""
    return (own + strength * wider_share) / (own_total + strength)
