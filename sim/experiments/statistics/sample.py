"""Samples: what was measured over replications, and how it is collected as it arrives, in any order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np

from sim.foundations.counted import counted
from sim.measures.arrays import Numbers
from sim.measures.value import Value


class NumberKey(NamedTuple):
    """What a number is of; the category is empty for a total."""

    measure: str
    category: str
    date: date


class Measured(NamedTuple):
    """What one replication of one scenario gives: numbers, and what each is of."""

    keys: tuple[tuple[str, str, date], ...]
    values: Numbers


def measured(values: Sequence[Value]) -> Measured:
    """Return the values as an array with their keys."""
    numbers = {(value.measure, value.category, value.date): value.value for value in values}
    return Measured(tuple(numbers), np.array(list(numbers.values()), dtype=np.float64))


@dataclass(frozen=True, slots=True)
class Sample:
    """Numbers over replications: one row for each key, one column for each replication."""

    rows: Mapping[NumberKey, int]
    values: Numbers

    def __repr__(self) -> str:
        return f"<Sample: {counted(len(self.rows), 'number')} over {counted(self.values.shape[1], 'replication')}>"

    @property
    def last_date(self) -> date:
        """Return the last date of any number."""
        return max(key.date for key in self.rows)

    def of(self, measure: str, category: str, when: date) -> Numbers:
        """Return one number's values over the replications; all undefined when it was never measured."""
        row = self.rows.get(NumberKey(measure, category, when))
        return self.values[row] if row is not None else np.full(self.values.shape[1], np.nan)

    def dates(self, measure: str, category: str = "") -> tuple[date, ...]:
        """Return the dates for which the measure was taken, in order."""
        return tuple(sorted(key.date for key in self.rows if key[:2] == (measure, category)))

    def categories(self, measure: str) -> tuple[str, ...]:
        """Return the categories of the measure in their own order, the total left out."""
        return tuple(dict.fromkeys(key.category for key in self.rows if key.measure == measure and key.category))

    def path(self, measure: str, category: str = "") -> Numbers:
        """Return the measure over time: one row for each of its dates, one column for each replication."""
        rows = [self.rows[NumberKey(measure, category, when)] for when in self.dates(measure, category)]
        return self.values[rows]


@dataclass(slots=True)
class Collection:
    """Numbers collected replication by replication, in any order; a column is filled as it arrives."""

    replications: int
    rows: dict[NumberKey, int] = field(default_factory=dict)
    values: Numbers = field(init=False)
    first: tuple[tuple[str, str, date], ...] = ()
    """The keys of the first to arrive; the others nearly always measure the same things in the same order."""
    ragged: bool = False
    """Whether some replication measured something that another did not."""

    def __post_init__(self) -> None:
        """Start with no rows."""
        self.values = np.empty((0, self.replications))

    def grow(self, replications: int) -> None:
        """Make room for more replications."""
        more = np.full((len(self.values), replications - self.replications), np.nan)
        self.values = np.hstack([self.values, more])
        self.replications = replications

    def add(self, replication: int, one: Measured) -> None:
        """Put the numbers of `replication` in its column."""
        if one.keys == self.first:
            self.values[: len(self.first), replication] = one.values
            return
        for key in one.keys:
            self.rows.setdefault(NumberKey(*key), len(self.rows))
        fresh = len(self.rows) - len(self.values)
        self.values = np.vstack([self.values, np.full((fresh, self.replications), np.nan)])
        self.values[[self.rows[NumberKey(*key)] for key in one.keys], replication] = one.values
        if self.first:
            self.ragged = True
        else:
            self.first = one.keys

    def sample(self) -> Sample:
        """Return what was collected, in an order that does not depend on that of arrival."""
        if not self.ragged:
            return Sample(self.rows, self.values)
        order = sorted(self.rows)
        return Sample({key: row for row, key in enumerate(order)}, self.values[[self.rows[key] for key in order]])
