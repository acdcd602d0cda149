"""How far forecasts have been out before: a variance learned from earlier errors, larger where numbers are small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.fitting.steps import Array

CHANCE = 0.9
"""Least part that falls with size, of a logarithm's variance, times the number: what the model's own chance gives.

Children who enter and leave one by one, and with brothers and sisters, in a year: so much is never known beforehand.
"""

LARGEST_ERROR = 0.5
"""Of a logarithm: a single authority's larger error is cut to this when the variance is learned."""

SIZES = (50.0, 1000.0)
"""Sizes between which errors are weighted by size: larger authorities' errors say more about the variance."""


@dataclass(frozen=True, slots=True)
class ErrorSpread:
    """A variance: a part that is the same everywhere and a part that falls with size."""

    everywhere: float
    by_size: float

    def deviation(self, size: Array) -> Array:
        """Return the standard deviation at each size."""
        result: Array = np.sqrt(self.everywhere + self.by_size / np.maximum(size, 1.0))
        return result


def spread(errors: Array, sizes: Array, largest: float = LARGEST_ERROR, chance: float = CHANCE) -> ErrorSpread:
    """Return the variance that fits squared errors at their sizes: the part by size at least chance, the other nil."""
    from scipy.optimize import nnls

    usable = np.isfinite(errors) & np.isfinite(sizes) & (sizes > 0)
    squares, sizes = np.clip(errors[usable], -largest, largest) ** 2, sizes[usable]
    weight = np.sqrt(np.clip(sizes, *SIZES))
    columns = np.column_stack([np.ones_like(sizes), 1 / sizes]) * weight[:, None]
    (everywhere, more), _ = nnls(columns, (squares - chance / sizes) * weight)
    return ErrorSpread(float(everywhere), float(chance + more))


def beyond(spreads: Sequence[ErrorSpread], years: int) -> ErrorSpread:
    """Return the variance some years ahead, further than those of 1, 2, ... years that are given, on their line.

    Each part goes on growing from the last as it has grown from the first to the last, a year as much as another.
    """
    first, last = spreads[0], spreads[-1]
    more = (years - len(spreads)) / (len(spreads) - 1)
    everywhere = last.everywhere + more * max(last.everywhere - first.everywhere, 0.0)
    return ErrorSpread(everywhere, last.by_size + more * max(last.by_size - first.by_size, 0.0))
