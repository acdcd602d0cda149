"""A number made from all replications, with the interval that leaving out each in turn gives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import nan, sqrt

import numpy as np

from sim.experiments.statistics.difference import (
    CONFIDENCE,
    student,
)
from sim.measures.arrays import Numbers


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number made from all replications, with its interval; the ends are not a number with one replication."""

    value: float
    low: float
    high: float


def jackknife(columns: Numbers, statistic: Callable[[Numbers], float], confidence: float = CONFIDENCE) -> Estimate:
    """Return a statistic of all columns, with the interval that leaving out each column in turn gives it.

    For a mean this is Student's interval exactly.
    """
    n = columns.shape[1]
    value = statistic(columns)
    if n < 2:
        return Estimate(value, nan, nan)
    without = np.array([statistic(np.delete(columns, column, axis=1)) for column in range(n)])
    error = sqrt((n - 1) / n * float(((without - without.mean()) ** 2).sum()))
    half_width = student(confidence, n - 1) * error
    return Estimate(value, value - half_width, value + half_width)


def mean_defined(values: Numbers) -> float:
    """Return the mean of the values that are defined; not a number when none is."""
    defined = values[~np.isnan(values)]
    return float(defined.mean()) if len(defined) else nan
