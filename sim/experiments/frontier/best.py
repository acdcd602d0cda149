"""How sure it is which mix is best: shares of resampled means, and shares of single futures.

The probability that a mix is best is the share of 2,000 resamples of the replications in which its mean is best. Each
resample draws as many replications again, with replacement, the same ones for every mix. It says how sure the runs
make us of the mean, over luck and over whatever inputs were drawn. It does not say how often the mix would do best in a
single future: that is the share of futures.
"""

from __future__ import annotations

import numpy as np

from sim.experiments.frontier.dominance import (
    efficient,
    snapped,
)
from sim.measures.arrays import Numbers, Rows

RESAMPLES = 2_000


def resamples(replications: int, seed: int, count: int = RESAMPLES) -> Numbers:
    """Return the weight of each replication (column) in each resample (row): how often it was drawn, over how many."""
    even = np.full(replications, 1 / replications)
    return np.random.default_rng([seed, replications]).multinomial(replications, even, size=count) / replications


def single_futures(replications: int) -> Numbers:
    """Return the weights of the replications, one a row, when each stands for itself."""
    return np.eye(replications)


def leaders(loss: Numbers, cost: Numbers, weights: Numbers) -> Rows:
    """Return in each resample (row of `weights`) the mix with the least mean loss; of equals the cheapest.

    `loss` and `cost` have one row a mix and one column a replication. Of mixes that are equal in both, the first leads.
    """
    losses, costs = snapped(weights @ loss.T), snapped(weights @ cost.T)
    least = losses == losses.min(axis=1, keepdims=True)
    found: Rows = np.where(least, costs, np.inf).argmin(axis=1)
    return found


def shares(led: Rows, mixes: int) -> Numbers:
    """Return the share of resamples that each mix leads; they sum to 1."""
    return np.bincount(led, minlength=mixes) / len(led)


def on_frontier(cost: Numbers, loss: Numbers, weights: Numbers) -> Numbers:
    """Return for each mix the share of resamples in which no other is as good in both means and better in one."""
    pairs = zip(weights @ cost.T, weights @ loss.T, strict=True)
    found = np.mean([efficient(*one) for one in pairs], axis=0)
    return np.asarray(found, dtype=np.float64)
