"""The council's own foster households: Ofsted's counts of its service, or England's for so many children."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp, isfinite, log

import numpy as np

from sim.bases.history import History
from sim.bases.national.reference import Reference
from sim.bases.opening import HOUSEHOLDS_OF_RELATIVES
from sim.bases.panel import Panel
from sim.bases.pooling import PooledRate, PooledShares, Rates, Shares
from sim.fitting.steps import Array

SERVICE = "own fostering service"
MAINSTREAM = "own fostering service, mainstream carers"
YEARS = (2018, 2019)
"""In which Ofsted published each council's own service."""

SIZES = ("households for one", "households for two", "households for three", "households for four or more")
ROUNDED = 1.5
"""Variance over mean of counts rounded to 5, as against exact ones: a judgement."""


USUAL_AGREEMENT = 0.24
"""Of the base that the rule was fitted with."""

LEVEL, OF_AGREEMENT, OF_DEMAND, OF_UNAVAILABLE = -0.15, 0.37, 1.22, -0.84
"""Of the logit of places filled, over fitted bases of 20 councils of 2024 whose carers are not asked in vain.

`OF_DEMAND` is of the logarithm of children with carers or agencies for each place. The rule misses those bases by 0.20
(one standard deviation), which is about half of the agreement: a first guess, from which the fit starts.
"""

LEAST_AGREEMENT, MOST_AGREEMENT = 0.06, 0.6
"""Limits: beyond them the runs say nothing."""


def agreement(filled: float, agency: float, places: float, unavailable: float) -> float:
    """Return how readily carers say yes such that so many of their places are filled in the long run."""
    share = min(max(filled / places, 0.05), 0.95)
    beyond = log(share / (1 - share)) - LEVEL
    beyond -= OF_DEMAND * log(max(filled + agency, 1.0) / places) + OF_UNAVAILABLE * (unavailable - 0.45)
    factor = exp(min(max(beyond / OF_AGREEMENT, -5.0), 5.0))
    return min(max(USUAL_AGREEMENT * factor, LEAST_AGREEMENT), MOST_AGREEMENT)


@dataclass(frozen=True, slots=True)
class OwnFosterService:
    """What is known of a council's own foster households, family and friends left out."""

    households: float
    year: int
    """31 March of which year tells their number; 0 when England's for so many children stand in."""
    returned: bool
    """Whether Ofsted published a return of this council's own service, or its forerunners', for 2018 or 2019."""
    from_places: bool
    """Whether their number was worked out from places."""
    sizes: PooledShares
    """One, two, three or more places."""
    enquiries: PooledRate
    """In a year, for each household."""
    approvals: PooledRate
    """Of enquiries, those that led to an approved application in the year."""
    deregistered: PooledRate
    """In a year, of households: relative to all authorities' when set against `deregistered_everywhere`."""
    deregistered_everywhere: float
    unavailable: PooledRate
    """Of empty places, those not available."""


def carers(panel: Panel, row: int, in_house: float, england: Reference) -> OwnFosterService:
    """Return what is known of the carers of one authority, which has `in_house` children with them."""
    whole = _whole(panel)
    sizes = whole.sizes.pooled(row)
    households, year, from_places = _households(panel.histories[row], panel.year, sizes.values)
    if not year:
        households = in_house * england.households_per_child
    return OwnFosterService(
        households=households,
        year=year,
        returned=any(panel.histories[row].has(SERVICE, when) for when in YEARS if when <= panel.year),
        from_places=from_places,
        sizes=sizes,
        enquiries=whole.enquiries.pooled(row),
        approvals=whole.approvals.pooled(row),
        deregistered=whole.deregistered.pooled(row),
        deregistered_everywhere=float(np.nansum(whole.deregistered.counts) / np.nansum(whole.deregistered.exposures)),
        unavailable=whole.unavailable.pooled(row),
    )


def _households(past: History, year: int, sizes: tuple[float, ...]) -> tuple[float, int, bool]:
    """Return mainstream households of the latest year that tells, that year, and whether from places."""
    places = sum(share * size for share, size in zip(sizes, (1, 2, 3), strict=True))
    for when in range(year, YEARS[0] - 1, -1):
        approved = past.value(MAINSTREAM, when, "places approved")
        if isfinite(approved) and approved > 0:
            return approved / places, when, True
        all_households = past.value(SERVICE, when, "households approved")
        relatives = past.value(SERVICE, when, "households of family and friends")
        if isfinite(all_households) and all_households > 0:
            return (
                all_households - (relatives if isfinite(relatives) else HOUSEHOLDS_OF_RELATIVES * all_households),
                when,
                False,
            )
    return 0.0, 0, False


@dataclass(frozen=True, slots=True)
class _Whole:
    sizes: Shares
    enquiries: Rates
    approvals: Rates
    deregistered: Rates
    unavailable: Rates


@lru_cache(maxsize=4)
def _whole(panel: Panel) -> _Whole:
    """Return what all services together show; before 2018, when Ofsted did not publish them, England's of 2018."""
    years = [year for year in YEARS if year <= panel.year]

    def summed(*words: str) -> Array:
        return panel.each(lambda past: _sum(past, years, words))

    households = summed("households approved") - np.nan_to_num(summed("households of family and friends"))
    sizes = np.column_stack([summed(SIZES[0]), summed(SIZES[1]), summed(*SIZES[2:])])
    sizes = np.where(np.nan_to_num(sizes).sum(axis=1, keepdims=True) > 0, sizes, np.nan)
    approved, filled = summed("places approved"), summed("places filled")
    gone = summed("households deregistered in the year")
    relatives = summed("households of family and friends approved in the year")
    near = panel.neighbours
    if not years:
        households, approved, filled, gone, relatives = (np.zeros(len(near)) * np.nan for _ in range(5))
    return _Whole(
        sizes=Shares(sizes, near, ROUNDED) if years else Shares(_england_sizes(len(near)), near, 1e3),
        enquiries=_rates(summed("enquiries"), households, near, 34_650, 22_610, 30.0),
        approvals=_rates(summed("applications approved"), summed("enquiries"), near, 2_185, 34_650, 4.0),
        deregistered=_rates(np.clip(gone - relatives, 0.0, None), households, near, 6_575 - 2_845, 22_610, 4.0),
        unavailable=_rates(summed("places not available"), approved - filled, near, 8_040, 18_260, 4.0),
    )


def _rates(
    counts: Array,
    exposures: Array,
    near: np.ndarray[tuple[int, int], np.dtype[np.bool_]],
    count: float,
    of: float,
    much: float,
) -> Rates:
    """Return rates with their neighbours; England's own of 2017-18 for all where nothing is known."""
    known = np.isfinite(counts) & np.isfinite(exposures) & (exposures > 0)
    if not known.any():
        size = len(counts)
        return Rates(np.full(size, count / size), np.full(size, of / size), near, 1e6)
    return Rates(np.where(known, counts, np.nan), exposures, near, much)


def _england_sizes(number: int) -> Array:
    return np.tile(np.array([11_500.0, 10_235.0, 6_975.0]) / number, (number, 1))


def _sum(past: History, years: list[int], words: tuple[str, ...]) -> float:
    """Return counts of the years together; nan when none is known."""
    values = [past.value(SERVICE, year, word) for year in years for word in words]
    known = [value for value in values if isfinite(value)]
    return sum(known) if known else float("nan")
