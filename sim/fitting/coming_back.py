"""Coming back into care: the share of children who have, some days after they left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from sim.fitting.steps import Array
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.distributions import weibull_through
from sim.parameters.leaving import Leaving

ComingBack: TypeAlias = Callable[[Array], Array]
"""The share who have come back, of days since leaving."""


def from_home(leaving: Leaving) -> ComingBack:
    """Return how children come back from home."""
    first, sixth = leaving.reentry_within_1_year, leaving.reentry_within_6_years
    if not 0 < first < sixth:
        return np.zeros_like
    scale, shape = weibull_through((DAYS_PER_YEAR, first), (6 * DAYS_PER_YEAR, sixth))

    def come_back(days: Array) -> Array:
        found: Array = -np.expm1(-((days / scale) ** shape))
        return found

    return come_back


def evenly(share_within_5_years: float) -> ComingBack:
    """Return how children come back at an even rate, as many of them within five years as `share_within_5_years`."""

    def come_back(days: Array) -> Array:
        found: Array = 1 - (1 - share_within_5_years) ** (days / (5 * DAYS_PER_YEAR))
        return found

    return come_back
