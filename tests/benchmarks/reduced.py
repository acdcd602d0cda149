"""The reduced model that is written two ways: what happens in it, what is kept of a run, and what theory says of it.

Families come at random and bring children into care. A child lives in one of so many in-house places or, while none is
free, in an emergency place, and moves in when its turn comes. Placements break down and the child is placed anew; it
leaves under a hazard by time in care, or at 18; some come back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp, inf, lgamma, log

import numpy as np

DAYS = 365.25
ADULT = 18 * DAYS
OLDEST = 17 * DAYS
"""Age at entry is spread evenly from birth to this."""

LARGEST_FAMILY = 6

Bands = tuple[tuple[float, float], ...]
"""A hazard by time since a start: (length of the band in days, rate a year) from the first band to the last."""


@dataclass(frozen=True, slots=True)
class Case:
    """The numbers of one reduced authority."""

    families: float = 50.0
    """A year."""
    children: float = 1.4
    """In a family, on average, before the largest are cut."""
    places: int = 170
    leaving: Bands = ((182.0, 0.9), (548.0, 0.45), (inf, 0.25))
    disruption: Bands = ((91.0, 1.6), (274.0, 0.7), (inf, 0.3))
    behaviour: float = 0.35
    """Share of children with a behaviour need."""
    behaviour_multiplier: float = 1.8
    """Of the hazard of disruption."""
    returns: float = 0.25
    """Share of those who leave that come back."""
    returns_after: float = 300.0
    """Days, on average."""
    since: float = 18 * DAYS
    """From when what happens counts: whoever was there at the start has left by then."""
    until: float = 28 * DAYS


TEXTBOOK = Case(families=90.0, children=1.0, disruption=((inf, 0.0),), returns=0.0)
"""The case that theory covers: each child comes alone, no placement breaks down, and nobody comes back."""


@dataclass(slots=True)
class Spells:
    """When something began and ended, each time; infinite while it goes on."""

    began: list[float] = field(default_factory=list)
    ended: list[float] = field(default_factory=list)

    def begin(self, now: float) -> int:
        """Keep that one begins; return its row."""
        self.began.append(now)
        self.ended.append(inf)
        return len(self.began) - 1

    def end(self, row: int, now: float) -> None:
        """Keep that one ends."""
        self.ended[row] = now


@dataclass(slots=True)
class Log:
    """What is kept of a run, in columns: the same for both ways of writing."""

    care: Spells = field(default_factory=Spells)
    emergency: Spells = field(default_factory=Spells)
    """In emergency places."""
    breakdowns: list[float] = field(default_factory=list)


STATISTICS = (
    "children in care, on average",
    "days in emergency places, %",
    "breakdowns a child-year",
    "days in care, on average",
)


def statistics(case: Case, log: Log) -> tuple[float, ...]:
    """Return the `STATISTICS` of one run."""
    in_care, in_emergency = child_days(case, log.care), child_days(case, log.emergency)
    began, ended = np.array(log.care.began), np.array(log.care.ended)
    left = (ended >= case.since) & (ended < case.until)
    return (
        in_care / (case.until - case.since),
        100.0 * in_emergency / in_care,
        float((np.array(log.breakdowns) >= case.since).sum()) / in_care * DAYS,
        float((ended - began)[left].mean()),
    )


def child_days(case: Case, spells: Spells) -> float:
    """Return the days of all spells that lie in what counts."""
    began, ended = np.array(spells.began), np.array(spells.ended)
    return float(np.clip(np.minimum(ended, case.until) - np.maximum(began, case.since), 0.0, None).sum())


def theory(case: Case) -> tuple[float, ...]:
    """Return the statistics of a case like `TEXTBOOK` by theory.

    The number in care is that of the queue M/G/infinity: Poisson, whatever the law of stays. Those beyond the places
    are in emergency places.
    """
    stay = mean_stay(case.leaving)
    stock = case.families / DAYS * stay
    beyond = sum((number - case.places) * poisson(number, stock) for number in range(case.places, 4 * case.places))
    return stock, 100.0 * beyond / stock, 0.0, stay


def poisson(number: int, mean: float) -> float:
    """Return the probability of this number."""
    return exp(number * log(mean) - mean - lgamma(number + 1))


def mean_stay(leaving: Bands, steps: int = 40_000) -> float:
    """Return the mean days in care: the chance of being there still, summed over all days and ages at entry."""
    width = ADULT / steps
    day = (np.arange(steps) + 0.5) * width
    used, starts = np.zeros(steps), 0.0
    for length, rate in leaving:
        used += rate / DAYS * np.clip(day - starts, 0.0, length)
        starts += length
    not_yet_18 = np.clip((ADULT - day) / OLDEST, 0.0, 1.0)
    return float((np.exp(-used) * not_yet_18).sum() * width)
