"""Prices of placements of the year: England's, moved by what the authority's own placements cost."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, isfinite, log

import numpy as np

from sim.bases.history import History
from sim.bases.national.reference import Reference
from sim.bases.panel import Panel, mean_of
from sim.bases.pooling import between_variance
from sim.fitting.steps import Array
from sim.foundations.codes import Kind

NOISE = 0.2
"""Standard deviation of the logarithm of one authority's unit cost, one return over another: a judgement."""


@dataclass(frozen=True, slots=True)
class Money:
    """Prices of placements, GBP per week, by kind, and what they rest on."""

    weekly: Array
    residential: float
    """The authority's own unit cost, mean of the last years; nan when unknown."""
    fostering: float
    own_residential: float
    """How much the authority's own unit cost is believed, against the middle of all authorities."""
    own_fostering: float


def money(panel: Panel, row: int, kinds: Array, national: Reference) -> Money:
    """Return prices, given the authority's children by kind, and England with its prices."""
    opening = national.parameters.opening
    assert opening is not None
    england, england_kinds = np.array(national.parameters.prices.weekly.values()), np.array(opening.kinds.values())
    years = range(max(panel.year - 1, 2017), panel.year + 1)
    residential, general, weight = _pooled(panel, row, years, "residential", national.residential)
    fostering, general_fostering, weight_fostering = _pooled(panel, row, years, "fostering", national.fostering)
    carers = [Kind.IN_HOUSE, Kind.CONNECTED, Kind.AGENCY]

    def average(mix: Array) -> float:
        weights = mix[carers] if mix[carers].sum() > 0 else england_kinds[carers]
        return float(weights @ england[carers] / weights.sum())

    # what fostering would cost at England's prices with the authority's own mix of carers
    foster = fostering / national.fostering * average(england_kinds) / average(kinds)
    weekly = england * (general_fostering / national.fostering)
    weekly[carers] = england[carers] * foster
    homes = [Kind.SECURE, Kind.OTHER_RESIDENTIAL]
    weekly[homes] = england[homes] * (general / national.residential)
    weekly[Kind.CHILDRENS_HOME] = england[Kind.CHILDRENS_HOME] * residential / national.residential
    past = panel.histories[row]
    return Money(
        weekly=weekly,
        residential=_own(past, years, "residential"),
        fostering=_own(past, years, "fostering"),
        own_residential=weight,
        own_fostering=weight_fostering,
    )


def _own(past: History, years: range, what: str) -> float:
    return mean_of(past, "unit cost", years, what)


def _pooled(panel: Panel, row: int, years: range, what: str, usual: float) -> tuple[float, float, float]:
    """Return an authority's unit cost drawn to the middle of all, that middle, and how much it is its own.

    Where none is known it is `usual`.
    """
    costs = panel.each(lambda past: _own(past, years, what))
    known = np.isfinite(costs) & (costs > 0)
    if not known.any():
        return usual, usual, 0.0
    middle = float(np.median(costs[known]))
    apart = np.clip(np.log(costs[known] / middle), -1.0, 1.0)
    noise = np.full(len(apart), NOISE**2 / 2)
    between = between_variance(apart, noise)
    own = between / (between + NOISE**2 / 2)
    mine = costs[row]
    if not isfinite(mine) or mine <= 0:
        return middle, middle, 0.0
    return middle * exp(own * max(-1.0, min(1.0, log(mine / middle)))), middle, own
