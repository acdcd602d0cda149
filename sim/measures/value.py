"""One measured value, and the moments and spans of time for which values are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np

from sim.measures.arrays import Integers, Numbers

Parts = Iterable[tuple[str, Numbers]]
"""Pairs of a category ('' for the total) and its values, one for each moment or span."""


class Share(NamedTuple):
    """A part and the whole that it is of, at each moment or in each span; the whole is 0 where there is nobody."""

    part: Numbers
    whole: Numbers

    @property
    def percent(self) -> Numbers:
        """Return the part as a percentage of the whole; not a number where the whole is nobody."""
        result: Numbers = np.divide(
            100.0 * self.part, self.whole, out=np.full(np.shape(self.part), np.nan), where=self.whole > 0
        )
        return result


class Value(NamedTuple):
    """One number of one replication; not a number when undefined, as a percentage of nobody is."""

    measure: str
    category: str
    date: date
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Spans:
    """Stretches of time, each from the day `since` up to but not including `until`; equal where the days are."""

    since: Numbers = field(compare=False)
    until: Numbers = field(compare=False)
    edges: Numbers = field(compare=False)
    """All starts and ends in order."""
    starts_at: Integers = field(compare=False)
    """Where each span's start stands among the edges."""
    ends_at: Integers = field(compare=False)
    every_day: tuple[float, ...]
    """All starts, then all ends."""
    parts: tuple[Spans, ...] = field(compare=False)
    """The spans in stretches within which starts come one after the other, and ends as well; none if all do."""

    @property
    def stretches(self) -> tuple[Spans, ...]:
        """Return such stretches: the spans themselves if they are one."""
        return self.parts or (self,)

    @property
    def days(self) -> Numbers:
        """Return the length of each span in days."""
        return self.until - self.since


def spans(since: Numbers, until: Numbers) -> Spans:
    """Return the spans that start and end on these days."""
    edges, where = np.unique(np.concatenate((since, until)), return_inverse=True)
    stretches = list(_ascending(since, until))
    parts = tuple(spans(since[some], until[some]) for some in stretches) if len(stretches) > 1 else ()
    every_day = (*since.tolist(), *until.tolist())
    return Spans(since, until, edges, where[: len(since)], where[len(since) :], every_day, parts)


def _ascending(since: Numbers, until: Numbers) -> Iterator[slice]:
    starts, ends = since.tolist(), until.tolist()
    first = 0
    for at in range(1, len(starts)):
        if starts[at] < starts[at - 1] or ends[at] < ends[at - 1]:
            yield slice(first, at)
            first = at
    yield slice(first, len(starts))


def values(measure: str, category: str, unit: str, dates: list[date], numbers: Numbers) -> list[Value]:
    """Return one `Value` for each date."""
    return [Value(measure, category, when, number, unit) for when, number in zip(dates, numbers.tolist(), strict=True)]
