"""One rate from events and the time at risk of them, leaning on what is believed beforehand where they are few."""

from __future__ import annotations

from dataclasses import dataclass

WORTH = 4.0
"""Events that what is believed beforehand is worth: a judgement."""
RANGE = 0.90


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate a year, with the range that holds it nine times in ten."""

    value: float
    low: float
    high: float
    events: float
    child_years: float
    own: float
    """Share of it that rests on the returns, the rest on what was believed beforehand."""


def rate(events: float, child_years: float, believed: float, worth: float = WORTH) -> Rate:
    """Return a rate: gamma with the returns' events and time, and a prior worth so many events at the believed rate.

    With a believed rate of 0 the returns alone tell.
    """
    from scipy.stats import gamma

    shape = events + (worth if believed > 0 else 0.0)
    time = child_years + (worth / believed if believed > 0 else 0.0)
    if shape <= 0 or time <= 0:
        return Rate(believed, 0.0, believed, events, child_years, 0.0)
    low, high = (float(gamma.ppf(side, shape, scale=1 / time)) for side in ((1 - RANGE) / 2, (1 + RANGE) / 2))
    return Rate(shape / time, low, high, events, child_years, child_years / time)
