"""Levels of prices: by how much each kind is dearer in a financial year than in the year of the scenario's prices."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from sim.foundations.calendar import Calendar, year_ending
from sim.foundations.codes import Kind
from sim.measures.arrays import Integers, Numbers
from sim.measures.value import Spans
from sim.parameters.price_growth import PriceGrowth


class PriceKind(IntEnum):
    """What is bought, as far as its price grows in a way of its own."""

    FOSTERING = 0
    HOMES = 1
    SUPPORTED = 2
    STAFF = 3
    OTHER = 4


OF_PLACEMENTS = (
    PriceKind.FOSTERING,
    PriceKind.FOSTERING,
    PriceKind.FOSTERING,
    PriceKind.HOMES,
    PriceKind.HOMES,
    PriceKind.HOMES,
    PriceKind.SUPPORTED,
    PriceKind.FOSTERING,
    PriceKind.FOSTERING,
)
"""With which each kind of placement grows dearer, by `Kind`."""

assert len(OF_PLACEMENTS) == len(Kind)


@dataclass(frozen=True, slots=True)
class PriceLevels:
    """Factors on prices, a row for each of `PriceKind` and a column for each span of time."""

    factors: Numbers
    are_of_base_year: bool = False
    """Whether all factors are one."""

    def of(self, kind: PriceKind) -> Numbers:
        """Return the factor on one kind of price in each span."""
        factors: Numbers = self.factors[kind]
        return factors

    def of_placements(self, kinds: Integers, spans: Integers) -> Numbers:
        """Return the factor on each placement, given its kind and in which span it is paid."""
        cells: Numbers = self.factors.ravel()[np.array(OF_PLACEMENTS)[kinds] * self.factors.shape[1] + spans]
        return cells


def of_base_year(spans: Spans) -> PriceLevels:
    """Return the levels in the prices of the base year: real terms."""
    return PriceLevels(np.ones((len(PriceKind), len(spans.since))), are_of_base_year=True)


def in_cash(growth: PriceGrowth, calendar: Calendar, spans: Spans) -> PriceLevels:
    """Return the levels in cash, which rise on every 1 April; each span lies in one financial year."""
    yearly = np.array([growth.fostering, growth.homes, growth.supported, growth.staff, growth.other])
    later = np.array([year_ending(calendar.date_of(since)) for since in spans.since.tolist()]) - growth.base_year
    return PriceLevels((1.0 + yearly)[:, None] ** later)
