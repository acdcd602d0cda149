"""What mixes that were not run would have given: a surface over the sizes, fitted to a few mixes in each replication.

Effects of strategies mostly add up, and what varies from one replication to the next is mostly the effect of a strategy
there, the same in every mix that has it. So in each replication a surface (a level for every size of every strategy and
a product for every pair of strategies) is fitted to the mixes that were run in it and read off at all mixes. It only
tells which mixes are worth running; what is said of a mix in the end rests on its own runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import ceil

import numpy as np

from sim.measures.arrays import Numbers, Rows

SPARE = 1.5
"""Mixes that are run for each number of a surface, at least: what is over tells how well the surface fits."""

TINY = 1e-12
VAGUE = 1e6
"""How far a number of the surface may be from nothing before any mix is chosen: further than any is."""


@dataclass(frozen=True, slots=True)
class MixSurface:
    """What a surface says of all mixes, one row each and one column a replication."""

    filled: Numbers
    misfit: float
    """Standard deviation of what the mean of a mix has beyond the surface, luck taken out."""


def columns(sizes: Numbers, room: int) -> Numbers | None:
    """Return what the surface is made of, one row a mix: levels, and products of pairs where `room` mixes allow.

    `sizes` has one row a mix and one column a strategy. None when not even the levels can be told from so few mixes.
    """
    alone = _levels(sizes)
    share = sizes / np.maximum(sizes.max(axis=0), TINY)
    pairs = [share[:, one] * share[:, other] for one, other in combinations(range(sizes.shape[1]), 2)]
    both = np.column_stack([alone, *pairs])
    return next((made for made in (both, alone) if made.shape[1] * SPARE <= room), None)


def fewest_run(sizes: Numbers) -> int:
    """Return how many mixes must be run for the smallest surface."""
    return ceil(float(_levels(sizes).shape[1]) * SPARE)


def _levels(sizes: Numbers) -> Numbers:
    """Return a column of ones, and one for each size of each strategy but the least: 1 where a mix has it."""
    levels = [column == size for column in sizes.T for size in np.unique(column)[1:]]
    return np.column_stack([np.ones(len(sizes)), *(level.astype(np.float64) for level in levels)])


def worth_running(made: Numbers, count: int) -> Rows:
    """Return which mixes to run: the first, then always the one of which those before say least."""
    spread = np.eye(made.shape[1]) * VAGUE
    unknown = VAGUE * (made**2).sum(axis=1)
    chosen: list[int] = []
    while len(chosen) < min(count, len(made)):
        pick = int(np.argmax(unknown)) if chosen else 0
        toward = spread @ made[pick]
        known = 1.0 + float(made[pick] @ toward)
        spread = spread - np.outer(toward, toward) / known
        unknown = unknown - (made @ toward) ** 2 / known
        chosen.append(pick)
        unknown[chosen] = -1.0
    return np.array(chosen, dtype=np.intp)


def fitted(made: Numbers, run: Rows, seen: Numbers) -> MixSurface:
    """Return what the surface says of all mixes, from what those that were `run` gave (a row each) by replication."""
    inside = made[run]
    weights = np.linalg.pinv(inside)
    residuals = seen - inside @ (weights @ seen)
    spare = len(run) - int(np.linalg.matrix_rank(inside))
    return MixSurface(made @ (weights @ seen), _misfit(residuals, spare))


def _misfit(residuals: Numbers, spare: int) -> float:
    """Return the standard deviation of mean residuals beyond what luck makes of them; 0 where that cannot be told."""
    replications = residuals.shape[1]
    if spare < 1 or replications < 2:
        return 0.0
    means = residuals.mean(axis=1)
    by_luck = float(((residuals - means[:, None]) ** 2).sum()) / (spare * (replications - 1)) / replications
    return float(np.sqrt(max(0.0, float((means**2).sum()) / spare - by_luck)))
