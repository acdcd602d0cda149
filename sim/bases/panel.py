"""All authorities side by side up to a year: what one authority can borrow of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from sim.bases.history import History, history
from sim.fitting.steps import Array
from sim.published.authorities import Authority, authorities
from sim.published.table import Figures

WINDOW = 3
"""Years that are taken together: enough to tell rates, few enough to be of now."""


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """The authorities of a year, with their figures up to it; rows of every array are in this order."""

    year: int
    known: Figures
    """Nothing later is in them."""
    histories: tuple[History, ...]
    neighbours: NDArray[np.bool_]
    """Row by row, which are its statistical neighbours."""

    def row(self, code: str) -> int:
        """Return the row of an authority."""
        return next(row for row, past in enumerate(self.histories) if past.code == code)

    @property
    def years(self) -> range:
        """The last years, which are taken together."""
        return range(self.year - WINDOW + 1, self.year + 1)

    def each(self, read: Callable[[History], float]) -> Array:
        """Return one number for each authority."""
        return np.array([read(past) for past in self.histories], dtype=np.float64)

    def counts(self, measure: str, groups: Sequence[Iterable[str]], years: Iterable[int]) -> Array:
        """Return counts by group of categories (columns), the years that are known together; nan where none is."""
        groups, years = [tuple(group) for group in groups], tuple(years)
        return np.array([counts(past, measure, groups, years) for past in self.histories])


def counts(past: History, measure: str, groups: Sequence[Iterable[str]], years: Iterable[int]) -> Array:
    """Return one authority's counts by group of categories, the years that are known together; nan where none is."""
    known = [year for year in years if past.has(measure, year)]
    if not known:
        return np.full(len(groups), np.nan)
    return np.array([sum(past.total(measure, year, group) for year in known) for group in groups])


def mean_of(past: History, measure: str, years: Iterable[int], category: str = "") -> float:
    """Return the mean of the years in which a figure is known; nan when it is in none."""
    values = [value for year in years if isfinite(value := past.value(measure, year, category))]
    return sum(values) / len(values) if values else float("nan")


@lru_cache(maxsize=4)
def panel(known: Figures, year: int, besides: Authority | None = None) -> Panel:
    """Return the authorities of `year` with what is known of them up to it; and one `besides`, of no code."""
    known = known.until(year)
    there = [each for each in authorities() if each.first_year <= year <= each.last_year]
    there = there if besides is None else [*there, besides]
    codes = {each.code: row for row, each in enumerate(there)}
    near = np.zeros((len(there), len(there)), dtype=bool)
    for row, each in enumerate(there):
        near[row, [codes[code] for code in each.neighbours(year) if code in codes]] = True
    return Panel(year, known, tuple(history(each, known) for each in there), near)
