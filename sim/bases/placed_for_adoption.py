"""How long children of an authority live with adopters before the order, by Little's law on several 31 Marches.

The children placed for adoption over those adopted in a year are the years that each is placed. One 31 March tells
little of it: a council has few such children, and their number is mostly luck.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import isfinite

import numpy as np

from sim.bases.coming import TOGETHER
from sim.bases.history import History
from sim.bases.panel import Panel
from sim.bases.pooling import PooledRate, Rates
from sim.bases.words import IN_PARTS

PLACED = ("looked after by placement", "placed for adoption")


@dataclass(frozen=True, slots=True)
class PlacedForAdoption:
    """Of an authority, the years together of which both numbers are known."""

    children: float
    """Placed for adoption, summed over the 31 Marches."""
    adopted: float
    """In the years to them."""
    years: PooledRate
    """That a child is placed before the order."""
    of_england: float
    """The same of all authorities together."""

    @property
    def over_england(self) -> float:
        """Times that children are placed as long as England's."""
        return self.years.value / self.of_england


def placed_for_adoption(panel: Panel, row: int) -> PlacedForAdoption:
    """Return how long children are placed for adoption in one authority of a panel."""
    rates = _rates(panel)
    known = np.isfinite(rates.counts) & (rates.exposures > 0)
    return PlacedForAdoption(
        children=float(np.nan_to_num(rates.counts[row])),
        adopted=float(np.nan_to_num(rates.exposures[row])),
        years=rates.pooled(row),
        of_england=float(rates.counts[known].sum() / rates.exposures[known].sum()),
    )


@lru_cache(maxsize=4)
def _rates(panel: Panel) -> Rates:
    counts, adopted = np.array([_together(past, panel.years) for past in panel.histories]).T
    # the chance in both counts: brothers and sisters are placed, and adopted, together
    dispersion = TOGETHER * (1.0 + np.nan_to_num((counts + 0.5) / np.maximum(adopted, 0.5)))
    return Rates(counts, np.where(adopted > 0, adopted, np.nan), panel.neighbours, dispersion)


def _together(past: History, years: range) -> tuple[float, float]:
    """Return children placed and adopted, of the years of which both are known."""
    pairs = [(past.value(PLACED[0], year, PLACED[1]), _adopted(past, year)) for year in years]
    known = [(placed, adopted) for placed, adopted in pairs if isfinite(placed + adopted)]
    return (sum(placed for placed, _ in known), sum(adopted for _, adopted in known)) if known else (np.nan, np.nan)


def _adopted(past: History, year: int) -> float:
    """Return the children adopted in a year; the years to 2017 publish them in parts."""
    whole = past.value("ceased by reason", year, "adopted")
    return whole if isfinite(whole) else past.total("ceased by reason, in parts", year, dict(IN_PARTS)["adopted"])
