"""Luck taken out of measures of spread, and their uncertainty, over rows of a design crossed with replications.

Every row is run in every replication, and a replication has the same luck in all rows. Luck that is the same in all
rows adds no spread between them. Luck that works differently in different rows does: to a measure that is quadratic in
the values, of an average over R replications, it adds what it adds to one replication, over R. That part can be told,
because it is what products of a replication with itself have and products of two different replications have not.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.experiments.statistics.difference import CONFIDENCE
from sim.measures.arrays import Numbers


def without_luck(of_average: Numbers, of_each: Numbers) -> Numbers:
    """Return, without bias, what a quadratic measure is of the expected values.

    `of_average` is the measure of the average over replications, `of_each` those of each alone, along the first axis.
    """
    replications = len(of_each)
    found: Numbers = (replications * of_average - of_each.mean(axis=0)) / (replications - 1)
    return found


def leaving_each_out(of_all: Numbers, of_others: Numbers) -> Numbers:
    """Return what each replication says of a measure: its pseudo-values, whose mean is the measure of them all.

    `of_others` are the measures without each replication in turn, along the first axis.
    """
    replications = len(of_others)
    found: Numbers = replications * of_all - (replications - 1) * of_others
    return found


class Error(NamedTuple):
    """How far off an estimate may be."""

    deviation: Numbers
    """Standard error."""
    half_width: Numbers
    """Of its interval."""


def error(said: Numbers, confidence: float = CONFIDENCE) -> Error:
    """Return how far off the means of `said` may be, whose first axis are replications and last axis rows.

    Rows and replications are both samples: the variance of the mean is that between rows, that between replications,
    and that of what is left, each over how many there are (a two-way analysis of variance with random effects).
    Degrees of freedom are Satterthwaite's.
    """
    from scipy.special import stdtrit  # heavy: loaded when the first interval is asked for

    replications, rows = said.shape[0], said.shape[-1]
    of_replications, of_rows = said.mean(axis=-1), said.mean(axis=0)
    rest = said - of_replications[..., np.newaxis] - of_rows + said.mean(axis=(0, -1))[..., np.newaxis]
    count, degrees = replications * rows, (replications - 1) * (rows - 1)
    # Each as a mean square over the number of values: its part of the variance of the mean, and chance's along with it.
    between_replications = of_replications.var(axis=0, ddof=1) / replications
    between_rows = of_rows.var(axis=-1, ddof=1) / rows
    left = (rest**2).sum(axis=(0, -1)) / degrees / count
    variance = np.maximum(between_replications - left, 0) + np.maximum(between_rows - left, 0) + left
    parts = ((between_replications, replications - 1), (between_rows, rows - 1), (left, degrees))
    doubt = sum(part**2 / freedom for part, freedom in parts)
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = np.where(variance > 0, variance**2 / doubt, degrees)
    half_width = stdtrit(np.maximum(freedom, 1.0), (1 + confidence) / 2) * np.sqrt(variance)
    return Error(np.sqrt(variance), half_width)
