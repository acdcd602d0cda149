"""Which numbers are worth moving together: those that explain most of all that was asked, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan

import numpy as np

from sim.experiments.sensitivity.design import Factor
from sim.experiments.sensitivity.tornado import Tornado

MOST_BY_LUCK = 0.2
"""Of a tornado's whole variance, what luck may make on either side for shares of it to be told: a judgement."""


def strongest(factors: Sequence[Factor], tornados: Sequence[Tornado], count: int) -> tuple[int, ...]:
    """Return so many factors' numbers, the strongest first: by their share of each tornado, averaged over all.

    Shares that sum to 1 make way for one another, so of the categories of one table only the strongest is taken.
    """
    moved = [one for one in tornados if one.moved]
    shares = np.zeros(len(factors))
    for one in moved:
        for bar in one.bars:
            shares[bar.factor] += max(0.0, one.share(bar)) / len(moved)
    alone = {bar.factor for one in tornados for bar in one.bars}
    chosen: dict[str, int] = {}
    for number in (one for one in np.argsort(-shares, kind="stable").tolist() if one in alone):
        chosen.setdefault(factors[number].lever.quantity, number)
    return tuple(chosen.values())[:count]


def held(tornado: Tornado, chosen: Sequence[int]) -> float:
    """Return about which share of a tornado's variance the factors that were not chosen make.

    Not a number where luck hides it: a variance below 0 is luck's, and those above hold about as much of it.
    """
    variances = {bar.factor: bar.variance for bar in tornado.bars}
    whole = sum(variances.values())
    by_luck = sum(-variance for variance in variances.values() if variance < 0)
    if not whole > 0 or by_luck > MOST_BY_LUCK * whole:
        return nan
    return min(1.0, max(0.0, 1.0 - sum(variances[factor] for factor in chosen) / whole))
