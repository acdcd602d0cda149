"""How the mixes that stayed to the end stand: on the frontier or near it, how likely the best, and what they change."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.experiments.frontier.aim import FrontierAim, MixRuns
from sim.experiments.frontier.best import leaders, on_frontier, resamples, shares, single_futures
from sim.experiments.frontier.dominance import (
    behind_frontier,
    efficient,
)
from sim.experiments.frontier.search import CLEARLY
from sim.experiments.statistics.difference import Difference, paired
from sim.measures.arrays import Numbers, Rows


@dataclass(frozen=True, slots=True)
class MixStanding:
    """How one of the mixes that stayed to the end stands."""

    mix: int
    """Its number among the mixes."""
    measure: Difference
    """From the base without any of the strategies, as are the next."""
    strategies: Difference
    total: Difference
    beside: tuple[Difference, ...]
    frontier: bool
    """Whether it is on the frontier on means."""
    near: bool
    """Whether it is not on it, but may be but for luck: no mix is clearly ahead of it in both."""
    probability_frontier: float
    """Share of resampled means in which it is on the frontier."""
    probability_best: tuple[float, ...]
    """By each yardstick of the aim."""
    futures_best: tuple[float, ...]
    """Share of single futures in which it is best, by each yardstick."""


def standings_of(stayed: Rows, runs: MixRuns, values: Numbers, aim: FrontierAim, seed: int) -> tuple[MixStanding, ...]:
    """Return how each mix stands.

    `values` has all that was wanted of the runs, by mix, what is wanted, and replication; the first mix of all, without
    any of the strategies, is among those that `stayed`.
    """
    weights, single = resamples(runs.replications, seed), single_futures(runs.replications)
    cost, loss = aim.cost(runs), aim.loss(runs)
    ahead, behind = efficient(cost.mean(axis=1), loss.mean(axis=1)), behind_frontier(cost, loss)
    probable = on_frontier(cost, loss, weights)
    best, futures = (
        [shares(leaders(aim.loss(runs, by), runs.strategies, each), len(stayed)) for by in aim.yardsticks]
        for each in (weights, single)
    )
    none = int(np.flatnonzero(stayed == 0)[0])

    def change(place: int, row: int) -> Difference:
        return paired(values[none, place], values[row, place])

    return tuple(
        MixStanding(
            mix=int(mix),
            measure=change(0, row),
            strategies=change(1, row),
            total=change(2, row),
            beside=tuple(change(place, row) for place in range(3, values.shape[1])),
            frontier=bool(ahead[row]),
            near=bool(not ahead[row] and behind[row] < CLEARLY),
            probability_frontier=float(probable[row]),
            probability_best=tuple(float(one[row]) for one in best),
            futures_best=tuple(float(one[row]) for one in futures),
        )
        for row, mix in enumerate(stayed.tolist())
    )
