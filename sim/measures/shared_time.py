"""Who is there when: spells and the spans, or the moments, that they share time with, pair by pair.

Most spells meet few of many months: only the pairs that meet are worked with, not a table of every spell and month.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from sim.measures.arrays import Flags, Integers, Numbers
from sim.measures.pairs import each_of
from sim.measures.value import Spans


@dataclass(frozen=True, slots=True)
class SharedTime:
    """The pairs of a spell and a span that share time, and the stretch that they share."""

    spell: Integers
    """Which spell each pair is of."""
    span: Integers
    """Which span."""
    since: Numbers
    until: Numbers
    days: Numbers
    """How many each pair shares."""
    spans: int
    """How many spans there are in all."""

    def in_each(self, amount: Numbers | None = None) -> Numbers:
        """Return the days shared with each span, or the sum of another `amount` of each pair."""
        return _sums(self.span, self._amount(amount), self.spans)

    def in_each_by(self, group: Integers, number: int, amount: Numbers | None = None) -> Numbers:
        """Return likewise, with a row for each of `number` groups of spells."""
        cell = group[self.spell] * self.spans + self.span
        return _sums(cell, self._amount(amount), number * self.spans).reshape(number, self.spans)

    def in_each_by_band(self, origin: Numbers, starts: Numbers) -> Numbers:
        """Return the days shared with each span, with a row for each band of the time since the `origin` of a spell.

        Bands begin so many days after the origin, in order, the first before any spell does.
        """
        origins = origin[self.spell]
        since, until = self.since - origins, self.until - origins
        ends = np.append(starts[1:], np.inf)
        pair, band = each_of(np.searchsorted(starts, since, "right") - 1, np.searchsorted(starts, until, "left"))
        days = np.minimum(until[pair], ends[band]) - np.maximum(since[pair], starts[band])
        cell = band * self.spans + self.span[pair]
        return _sums(cell, days, len(starts) * self.spans).reshape(len(starts), self.spans)

    def _amount(self, amount: Numbers | None) -> Numbers:
        return self.days if amount is None else amount


def shared_time(began: Numbers, ended: Numbers, spans: Spans) -> SharedTime:
    """Return the pairs of spells and spans that share time."""
    return joined([_shared_in_order(began, ended, stretch) for stretch in spans.stretches])


def joined(parts: Sequence[SharedTime]) -> SharedTime:
    """Return the pairs of all parts of some spans, which come one after the other."""
    if len(parts) == 1:
        return parts[0]
    *before, spans = accumulate((part.spans for part in parts), initial=0)
    return SharedTime(
        spell=np.concatenate([part.spell for part in parts]),
        span=np.concatenate([part.span + earlier for part, earlier in zip(parts, before, strict=True)]),
        since=np.concatenate([part.since for part in parts]),
        until=np.concatenate([part.until for part in parts]),
        days=np.concatenate([part.days for part in parts]),
        spans=spans,
    )


def time_from_each(day: Numbers, spans: Spans) -> SharedTime:
    """Return the pairs of stretches, from each day to the next and from the last on, and spans; days ascending."""
    ended = np.append(day[1:], np.inf)[: len(day)]
    first = np.maximum(np.searchsorted(day, spans.since, "right") - 1, 0)
    span, stretch = each_of(first, np.searchsorted(day, spans.until, "left"))
    return _shared(day, ended, spans, stretch, span)


def _shared_in_order(began: Numbers, ended: Numbers, spans: Spans) -> SharedTime:
    """Return them for spans whose starts, and whose ends, come one after the other."""
    first = np.searchsorted(spans.until, began, "right")
    spell, span = each_of(first, np.searchsorted(spans.since, ended, "left"))
    return _shared(began, ended, spans, spell, span)


def _shared(began: Numbers, ended: Numbers, spans: Spans, spell: Integers, span: Integers) -> SharedTime:
    since = np.maximum(began[spell], spans.since[span])
    until = np.maximum(np.minimum(ended[spell], spans.until[span]), since)
    return SharedTime(spell, span, since, until, until - since, len(spans.since))


def _sums(cell: Integers, amount: Numbers, cells: int) -> Numbers:
    return np.asarray(np.bincount(cell, amount, minlength=cells), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Presence:
    """The pairs of a spell and a moment at which it goes on."""

    spell: Integers
    """Which spell each pair is of."""
    moment: Integers
    """Which moment."""
    moments: int
    """How many moments there are in all."""

    def number(self, these: Flags | None = None) -> Numbers:
        """Return how many spells go on at each moment; of `these` pairs alone, where they are given."""
        moment = self.moment if these is None else self.moment[these]
        return np.bincount(moment, minlength=self.moments).astype(np.float64)


def presence(began: Numbers, ended: Numbers, at: Numbers) -> Presence:
    """Return the pairs of spells and moments at which they go on, moments ascending."""
    spell, moment = each_of(np.searchsorted(at, began, "right"), np.searchsorted(at, ended, "right"))
    return Presence(spell, moment, len(at))
