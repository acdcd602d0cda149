"""Lines of a forecast: what was published year by year, and the distribution of each year to come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from math import isnan, nan

import numpy as np

from sim.measures.arrays import Numbers

PERCENTILES = (10, 25, 50, 75, 90)
"""The edges of the 80 and 50% bands, and the middle."""


class LineMeasure(Enum):
    """What a line is of, and its unit."""

    LOOKED_AFTER = ("Children looked after on 31 March", "children")
    STARTED = ("Children starting in the year to 31 March", "children a year")
    CEASED = ("Children ceasing in the year to 31 March", "children a year")
    BY_KIND = ("Looked after by kind of placement", "children")
    TOGETHER = ("Looked after in homes, semi-independent or independent", "children")
    BY_AGE = ("Looked after by age", "children")
    RATE = ("Looked after per 10,000 children under 18", "children per 10,000")

    @property
    def title(self) -> str:
        """Return what it is called."""
        return self.value[0]

    @property
    def unit(self) -> str:
        """Return its unit."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class PastYear:
    """What is known of a year."""

    year: int
    value: float
    published: bool = True
    """Whether it was published; else it was hidden as too small and is estimated."""


@dataclass(frozen=True, slots=True)
class ForecastYear:
    """The distribution of a year to come; only its middle where no more is forecast."""

    year: int
    mean: float
    percentiles: tuple[float, ...]
    """Of `PERCENTILES`."""

    @property
    def middle(self) -> float:
        """Return the median."""
        return self.percentiles[PERCENTILES.index(50)]


@dataclass(frozen=True, slots=True)
class ForecastLine:
    """One line: its past, and its years to come."""

    measure: LineMeasure
    kind: str
    """Of placement, age or geography; empty where there is but one."""
    past: tuple[PastYear, ...]
    ahead: tuple[ForecastYear, ...]
    own: tuple[PastYear, ...] = ()
    """What the council's own figures say of past years, where they are asked for; hidden ones are estimated."""


@dataclass(frozen=True, slots=True)
class OwnBeside:
    """Whence own figures are that stand beside a forecast."""

    base: str
    """The name of the base that has them."""
    source: str
    last: date


def past(values: Iterable[tuple[int, float, bool]]) -> tuple[PastYear, ...]:
    """Return the years of which something is known: year, value, and whether it was published."""
    return tuple(PastYear(year, float(value), published) for year, value, published in values if not isnan(value))


def ahead(origin: int, values: Numbers, means: Numbers | None = None) -> tuple[ForecastYear, ...]:
    """Return the years after an origin from equally likely values (years, values), with their mean or another."""
    middles = values.mean(axis=1) if means is None else means
    edges = np.percentile(values, PERCENTILES, axis=1, method="hazen").T
    return tuple(
        ForecastYear(origin + place + 1, float(mean), tuple(edge.tolist()))
        for place, (mean, edge) in enumerate(zip(middles, edges, strict=True))
    )


def middles_only(origin: int, middles: Iterable[float]) -> tuple[ForecastYear, ...]:
    """Return the years after an origin of which only the middle is forecast."""
    return tuple(
        ForecastYear(origin + place, nan, tuple(float(middle) if one == 50 else nan for one in PERCENTILES))
        for place, middle in enumerate(middles, start=1)
    )
