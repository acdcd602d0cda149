"""A number over the futures of a run: its mean, its middle, and between what eight in ten lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np

EIGHTY = (10.0, 50.0, 90.0)
"""Percentiles: the ends of the central 80%, and the middle."""

LEAST_FOR_A_RANGE = 5
"""Futures below which no range is given. A judgement."""


@dataclass(frozen=True, slots=True)
class KeptSpread:
    """A number over the futures in which it is defined."""

    mean: float
    low: float
    middle: float
    high: float
    futures: int

    @property
    def has_range(self) -> bool:
        """Whether enough futures stand behind it for a range."""
        return self.futures >= LEAST_FOR_A_RANGE


def spread_of(values: Sequence[float]) -> KeptSpread | None:
    """Return the spread of values, those that are not defined left out; None where none is."""
    known = [value for value in values if not isnan(value)]
    if not known:
        return None
    low, middle, high = np.percentile(known, EIGHTY).tolist()
    return KeptSpread(float(np.mean(known)), low, middle, high, len(known))
