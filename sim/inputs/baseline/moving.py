"""How often placements break down: the scale of disruption that gives an authority's three or more placements."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp, log

import numpy as np

from sim.inputs.baseline.panel import Panel
from sim.inputs.baseline.pooling import PooledRate, Rates

TOGETHER = 1.5
"""Siblings move together: counts are worth so many times fewer."""


@dataclass(frozen=True, slots=True)
class Moving:
    """What is known of children with three or more placements in a year."""

    three_or_more: PooledRate
    """Of children looked after on 31 March."""


@lru_cache(maxsize=4)
def _whole(panel: Panel) -> Rates:
    numbers = np.array(
        [
            np.nansum(
                [
                    (moved, past.value("looked after", year))
                    for year in panel.years
                    if (moved := past.value("three or more placements", year)) >= 0
                    and past.value("looked after", year) > 0
                ]
                or [(np.nan, np.nan)],
                axis=0,
            )
            for past in panel.histories
        ]
    )
    return Rates(numbers[:, 0], np.where(numbers[:, 1] > 0, numbers[:, 1], np.nan), panel.neighbours, TOGETHER)


def moving(panel: Panel, row: int) -> Moving:
    """Return what is known of moves in one authority of a panel."""
    return Moving(_whole(panel).pooled(row))


LEVEL, OF_SCALE, OF_TURNOVER, OF_ADOLESCENTS = -2.042, 0.539, 0.16, 1.19
"""Of the logarithm of the share with three or more placements, as runs of the model for 14 authorities gave it.

At England's scale, 0.53, with 0.4 starts a year for each child looked after and 62% of 10 and over, it is 13%. The rule
misses those runs by 10% (one standard deviation); see docs/decisions.md.
"""

LOWEST, HIGHEST = 0.15, 1.2
"""Limits of the scale: beyond them the runs say nothing."""


def scale(share: float, turnover: float, adolescents: float) -> float:
    """Return the scale of disruption at which this share of children has three or more placements in a year.

    `turnover` is children starting in a year for each looked after in the long run; `adolescents` the share of 10 and
    over.
    """
    beyond = log(share) - LEVEL - OF_TURNOVER * log(turnover / 0.4) - OF_ADOLESCENTS * (adolescents - 0.62)
    return min(max(0.53 * exp(beyond / OF_SCALE), LOWEST), HIGHEST)
