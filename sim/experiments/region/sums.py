"""Sums over councils, replication by replication, and how wide they are beside those of independent councils."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from sim.experiments.statistics.sample import NumberKey, Sample
from sim.foundations.distributions import STANDARD_NORMAL
from sim.measures.arrays import Numbers
from sim.measures.catalogue import MEASURES, by_id
from sim.measures.declaration import WholeRun

OF_WHOM: Mapping[str, str] = MappingProxyType(
    {
        "three_or_more_placements_percent": "looked_after",
        "inside_borough_percent": "in_placement",
        "over_20_miles_percent": "in_placement",
    }
)
"""Percentages, and the measure that counts the children of whom they are: together they are of all of these."""

EIGHT_OF_TEN = (10.0, 90.0)
"""Percentiles between which eight of ten replications lie."""

WIDTH = STANDARD_NORMAL.inv_cdf(0.9) - STANDARD_NORMAL.inv_cdf(0.1)
"""Of the middle 80% of a normal distribution, in standard deviations."""


@dataclass(frozen=True, slots=True)
class SumWidth:
    """How wide 80% of a sum's distribution are, by its standard deviation: as it is, and as it might be."""

    width: float
    independent: float
    """Were every council's year nothing to do with the others'."""
    in_step: float
    """Were all councils high together and low together."""


def adds_up(measure: str) -> bool:
    """Whether councils' numbers of the measure can be added: counts and costs can, means, rates and shares cannot."""
    one = by_id(measure)
    return one.unit != "percent" and one.whole_run is not WholeRun.OVERALL


def left_out() -> list[str]:
    """Return the titles of measures that councils' numbers cannot give for all of them together."""
    return [one.title for one in MEASURES if not adds_up(one.id) and one.id not in OF_WHOM]


def summed(samples: Sequence[Sample]) -> Sample:
    """Return the sums of what adds up, and percentages of all councils' children: numerators over denominators."""
    sums = _added(samples)
    rows, values = dict(sums.rows), [*sums.values]
    for key in dict.fromkeys(key for sample in samples for key in sample.rows):
        if key.measure in OF_WHOM:
            rows[key] = len(values)
            values.append(_percent(samples, key))
    return Sample(rows, np.array(values))


def summed_monthly(samples: Sequence[Sample]) -> Sample:
    """Return the monthly sums."""
    return _added(samples)


def _added(samples: Sequence[Sample]) -> Sample:
    """Return the sums of what adds up; a category that a council does not have counts nothing there."""
    keys = [key for key in dict.fromkeys(key for sample in samples for key in sample.rows) if adds_up(key.measure)]
    sums = [sum(sample.values[sample.rows[key]] for sample in samples if key in sample.rows) for key in keys]
    return Sample({key: row for row, key in enumerate(keys)}, np.array(sums))


def _percent(samples: Sequence[Sample], key: NumberKey) -> Numbers:
    whom = OF_WHOM[key.measure]
    children = np.array([sample.of(whom, key.category, key.date) for sample in samples])
    percents = np.array([sample.of(*key) for sample in samples])
    counted = np.where(children > 0, children * percents, 0.0).sum(axis=0)
    everyone = children.sum(axis=0)
    result: Numbers = np.divide(counted, everyone, out=np.full_like(everyone, np.nan), where=everyone > 0)
    return result


def sum_width(parts: Sequence[Numbers]) -> SumWidth:
    """Return how wide the sum of the councils' values over the replications is; not a number of a single one."""
    values = np.array(parts)
    if values.shape[1] < 2:
        return SumWidth(np.nan, np.nan, np.nan)
    deviations = values.std(axis=1, ddof=1)
    whole = values.sum(axis=0).std(ddof=1)
    independent, in_step = np.sqrt((deviations**2).sum()), deviations.sum()
    return SumWidth(WIDTH * float(whole), WIDTH * float(independent), WIDTH * float(in_step))
