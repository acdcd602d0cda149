"""The levels of entries and of leaving, by financial year, at which a base comes to a forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from sim.fitting.years_ahead import Present, YearAhead, YearsAhead

LEAST, MOST = 0.4, 2.5
"""Limits of either level: beyond them something other than a level is wrong."""

NEAR_ENOUGH = 4e-4
"""Of the logarithm of the number looked after and of starts."""

ROUNDS = 12

OTHERS_OFF = 0.2
"""Deviation of entries but for unaccompanied children, in logarithms, of an authority of middle size: judgement."""


@dataclass(frozen=True, slots=True)
class FittedLevels:
    """Levels by financial year, and what the years come to at them."""

    entries: tuple[float, ...]
    leaving: tuple[float, ...]
    years: tuple[YearAhead, ...]

    @property
    def at_a_limit(self) -> bool:
        """Whether any level lies on a limit, so that the forecast is missed."""
        return any(level in {LEAST, MOST} for level in (*self.entries, *self.leaving))


def fitted_levels(ahead: YearsAhead, looked_after: Sequence[float], started: Sequence[float]) -> FittedLevels:
    """Return the levels at which so many are looked after at the end of each year, and so many start in it."""
    present, levels, years = ahead.opening, [], []
    for held, came in zip(looked_after, started, strict=True):
        entries, leaving, present, year = _levels(ahead, present, held, came)
        levels.append((entries, leaving))
        years.append(year)
    return FittedLevels(tuple(each for each, _ in levels), tuple(each for _, each in levels), tuple(years))


def agreed_starts(
    ahead: YearsAhead, alone: Sequence[float], off: Sequence[float], started: Sequence[float]
) -> list[float]:
    """Return how many unaccompanied children start in each year, for all who start to be as many as forecast.

    `alone` are expected beside the others at present levels, and `off` is the deviation of their logarithms. What the
    forecast has more or less than both together is shared out by how unsure each is.
    """
    even = [1.0] * len(started)
    agreed = []
    for year, expected, spread, came in zip(ahead.years(even, even), alone, off, started, strict=True):
        of_alone, of_others = spread * expected, OTHERS_OFF * (year.started - expected)
        share = of_alone**2 / (of_alone**2 + of_others**2)
        agreed.append(max(LEAST * expected, expected + share * (came - year.started)))
    return agreed


def fitted_arrivals(ahead: YearsAhead, started: Sequence[float]) -> YearsAhead:
    """Return the same children with as many unaccompanied ones arriving as make so many of them start in each year.

    More arrive than start where as many are looked after as the threshold, from which on some are passed on.
    """
    assert ahead.stream is not None
    present, arrivals = ahead.opening, []
    for arriving, came in zip(ahead.stream.arrivals.values(), started, strict=True):
        factor = came / arriving
        for _ in range(ROUNDS):
            end, year = ahead.year(present, 0.0, 1.0, factor)
            if abs(log(came / year.unaccompanied_started)) < NEAR_ENOUGH:
                break
            factor *= came / year.unaccompanied_started
        present = end
        arrivals.append(arriving * factor)
    return ahead.with_arrivals(arrivals)


def _levels(ahead: YearsAhead, start: Present, held: float, came: float) -> tuple[float, float, Present, YearAhead]:
    """Return one year's levels and what they lead to.

    Each start more is met by entries and each child fewer by leaving, in turn, until both numbers are. The number
    looked after falls evenly as leaving rises, so the slope between the last two tries leads to its root.
    """
    entries, leaving = 1.0, 1.0
    tried: tuple[float, float] | None = None
    for _ in range(ROUNDS):
        present, year = ahead.year(start, entries, leaving)
        missed, short = log(year.looked_after / held), log(came / year.started)
        if abs(missed) < NEAR_ENOUGH and abs(short) < NEAR_ENOUGH:
            return entries, leaving, present, year
        # what more starts will do to the number by the end of the year, before leaving is turned
        more = 0.8 * (came - year.started) / year.looked_after
        slope = -0.25 if tried is None or log(leaving) == tried[0] else (missed - tried[1]) / (log(leaving) - tried[0])
        tried = (log(leaving), missed + more)
        entries = _within(entries + (came - year.started) / ahead.entrants)
        leaving = _within(leaving * exp(min(0.7, max(-0.7, -(missed + more) / min(slope, -0.05)))))
    return entries, leaving, *ahead.year(start, entries, leaving)


def _within(level: float) -> float:
    return min(MOST, max(LEAST, level))
