"""One share from how many of how many, leaning on what is believed beforehand where they are few."""

from __future__ import annotations

from dataclasses import dataclass

from sim.returns.estimates.rate import RANGE, WORTH


@dataclass(frozen=True, slots=True)
class ShareEstimate:
    """A share, with the range that holds it nine times in ten."""

    value: float
    low: float
    high: float
    events: float
    number: float
    """Of whom the events are; of those seen for a part of the time, as many as tell as much."""
    own: float
    """Share of it that rests on the returns, the rest on what was believed beforehand."""


def share(events: float, number: float, believed: float, worth: float = WORTH) -> ShareEstimate:
    """Return a share: beta with the returns' numbers, and a prior worth so many events at the believed share.

    With a believed share of 0 or 1 the returns alone tell.
    """
    from scipy.stats import beta

    before = worth / believed if 0 < believed < 1 else 0.0
    yes, no = events + before * believed, number - events + before * (1 - believed)
    if yes <= 0 or no <= 0:
        return ShareEstimate(believed, believed, believed, events, number, 0.0)
    low, high = (float(beta.ppf(side, yes, no)) for side in ((1 - RANGE) / 2, (1 + RANGE) / 2))
    return ShareEstimate(yes / (yes + no), low, high, events, number, number / (number + before))
