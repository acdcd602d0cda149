"""The outlook of councils that are merged: its own deviation from those of the parts, with their correlation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sim.bases.reorganised.counts import mean_over, weights
from sim.fitting.steps import Array
from sim.foundations.faults import listed
from sim.parameters.outlook import Outlook
from sim.parameters.tables import ByFinancialYear, ByLevel, ByPairOfLevels
from sim.scenario.quantities.quantity import Plain, Quantity
from sim.scenario.scenario import Scenario
from sim.scenario.whose import REGION

OF_ENTRIES = 3
"""The first levels are of entries, the others of leaving."""


def merged_outlook(scenarios: Sequence[Scenario]) -> dict[str, Quantity]:
    """Return the quantities of the outlook of a council that these are merged into; none where they have none.

    The logarithm of a sum is off by the mean of the logarithms of the parts, weighted by their numbers. The parts' own
    deviations have nothing to do with one another, so they even out; England's do not, nor do those of one region.
    """
    outlooks = [one.parameters.outlook for one in scenarios if one.parameters.outlook is not None]
    if len(outlooks) < len(scenarios):
        return {}
    by = _level_weights(scenarios)
    regions = [outlook.region for outlook in outlooks]
    main = max(dict.fromkeys(regions), key=lambda region: _share(by, regions, region))
    own = np.zeros((by.shape[1], by.shape[1]))
    of_region = np.zeros(by.shape[1])
    shared = sum(
        share * _correlation(one.shared_correlation) for share, one in zip(by.mean(axis=1), outlooks, strict=True)
    )
    for share, outlook in zip(by, outlooks, strict=True):
        deviation = share * np.array(outlook.own_deviation.values())
        own += np.outer(deviation, deviation) * _correlation(outlook.own_correlation)
    for region in dict.fromkeys(regions):
        together = sum(
            share * np.array(one.region_deviation.values())
            for share, one in zip(by, outlooks, strict=True)
            if one.region == region
        )
        if region == main:
            of_region = np.asarray(together)
        else:  # the luck of a region that is not the new council's is its own
            own += np.outer(together, together) * shared
    england = sum(share * np.array(one.england_deviation.values()) for share, one in zip(by, outlooks, strict=True))
    spread = np.sqrt(np.diag(own))
    values: dict[str, Plain] = {
        "outlook.own_deviation": ByLevel(*spread.tolist()),
        "outlook.own_correlation": _pairs(own / np.outer(*[np.where(spread > 0, spread, 1.0)] * 2)),
        "outlook.england_deviation": ByLevel(*np.asarray(england).tolist()),
        "outlook.region_deviation": ByLevel(*of_region.tolist()),
        "outlook.shared_correlation": _pairs(np.asarray(shared)),
        REGION: main,
        **_unaccompanied(outlooks, scenarios),
    }
    return {path: _told(path, value, scenarios) for path, value in values.items()}


def _level_weights(scenarios: Sequence[Scenario]) -> Array:
    """Return the weights of the parts in each level: by children entering, and by children looked after."""
    parts = [one.parameters for one in scenarios]
    entries, leaving = (weights(mean_over(path).number, parts) for path in ("demand.yearly_level", "leaving."))
    return np.array([[one] * OF_ENTRIES + [other] * OF_ENTRIES for one, other in zip(entries, leaving, strict=True)])


def _share(by: Array, regions: Sequence[float], region: float) -> float:
    return float(sum(share.mean() for share, whose in zip(by, regions, strict=True) if whose == region))


def _correlation(pairs: ByPairOfLevels) -> Array:
    """Return the whole matrix of the triangle below its diagonal."""
    matrix = np.eye(2 * OF_ENTRIES)
    below = np.tril_indices(2 * OF_ENTRIES, -1)
    matrix[below] = pairs.values()
    matrix.T[below] = pairs.values()
    return matrix


def _pairs(matrix: Array) -> ByPairOfLevels:
    return ByPairOfLevels(*np.clip(matrix[np.tril_indices(2 * OF_ENTRIES, -1)], -1.0, 1.0).tolist())


def _unaccompanied(outlooks: Sequence[Outlook], scenarios: Sequence[Scenario]) -> dict[str, Plain]:
    """Return the deviations of children who arrive alone: England's together, the councils' own evened out."""
    streams = [one.unaccompanied for one in outlooks if one.unaccompanied is not None]
    if len(streams) < len(scenarios):
        return {}
    arrivals = np.array([one.arrivals.values() for one in streams])
    by = arrivals / np.where(arrivals.sum(axis=0) > 0, arrivals.sum(axis=0), 1.0)
    england = (by * np.array([one.england_deviation.values() for one in streams])).sum(axis=0)
    own = np.sqrt(((by * np.array([one.own_deviation.values() for one in streams])) ** 2).sum(axis=0))
    return {
        "outlook.unaccompanied.england_deviation": ByFinancialYear(*england.tolist()),
        "outlook.unaccompanied.own_deviation": ByFinancialYear(*own.tolist()),
    }


def _told(path: str, value: Plain, scenarios: Sequence[Scenario]) -> Quantity:
    first = scenarios[0].quantities[path]
    names = listed(one.name for one in scenarios)
    how = "own deviations as independent, the region's and England's as one"
    source = f"Merged from {names}, {how}; of the first: {first.source}"
    return replace(first, value=value, source=source, low=None, high=None, distribution="fixed")
