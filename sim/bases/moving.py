"""How often placements break down: the scale of disruption that gives an authority's three or more placements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log

import numpy as np

from sim.bases.history import History
from sim.bases.national.reference import Reference
from sim.bases.panel import Panel
from sim.bases.pooling import PooledRate, Rates

TOGETHER = 1.5
"""Siblings move together: counts are worth so many times fewer."""


@dataclass(frozen=True, slots=True)
class Moving:
    """What is known of moves."""

    three_or_more: PooledRate
    """Children with three or more placements in a year, of those looked after on 31 March."""
    unsettled: PooledRate | None
    """Children not in the same placement for two years, of those under 16 looked after for two and a half.

    None where it is not published for any year that counts, as before 2018.
    """


@dataclass(frozen=True, slots=True)
class _Whole:
    three_or_more: Rates
    unsettled: Rates


@lru_cache(maxsize=4)
def _whole(panel: Panel) -> _Whole:
    return _Whole(
        _rates(
            panel, lambda past, year: (past.value("three or more placements", year), past.value("looked after", year))
        ),
        _rates(panel, _unsettled),
    )


def _unsettled(past: History, year: int) -> tuple[float, float]:
    """Return the children who are not settled, and those of whom it is asked."""
    asked = past.value("long-term stability", year, "denominator")
    return asked - past.value("long-term stability", year), asked


def _rates(panel: Panel, counted: Callable[[History, int], tuple[float, float]]) -> Rates:
    """Return the rates of all authorities of a panel, its years together."""
    numbers = np.array([_together(panel, past, counted) for past in panel.histories])
    return Rates(numbers[:, 0], np.where(numbers[:, 1] > 0, numbers[:, 1], np.nan), panel.neighbours, TOGETHER)


def _together(
    panel: Panel, past: History, counted: Callable[[History, int], tuple[float, float]]
) -> tuple[float, float]:
    years = [counted(past, year) for year in panel.years]
    known = [(count, of) for count, of in years if count >= 0 and of > 0]
    return (sum(count for count, _ in known), sum(of for _, of in known)) if known else (float("nan"), float("nan"))


def moving(panel: Panel, row: int) -> Moving:
    """Return what is known of moves in one authority of a panel."""
    whole = _whole(panel)
    return Moving(whole.three_or_more.pooled(row), whole.unsettled.pooled(row) if whole.unsettled.any_known() else None)


OF_SCALE = 0.47
"""How the logarithm of the share goes with that of the scale of disruption, over fitted bases of 30 councils of 2024.

It misses them by 0.11 (one standard deviation of the logarithm of the share).
"""

LOWEST, HIGHEST = 0.35, 2.5
"""Limits of the scale against England's: beyond them other things are wrong."""


def scale(share: float, england: Reference) -> float:
    """Return a first guess of the scale of disruption at which this share has three or more placements in a year.

    The fit of the whole base (`sim.experiments.balance`) starts from it.
    """
    usual = england.parameters.stability.scale
    return usual * min(max(exp(log(share / england.three_or_more) / OF_SCALE), LOWEST), HIGHEST)
