"""How long the children of the last day had been in care, by age: as far as the returns show when care began."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.foundations.calendar import age_band
from sim.foundations.codes import AgeBand
from sim.parameters.tables import DURATION_BAND_STARTS, duration_band
from sim.returns.counts import period_on
from sim.returns.lives import CareLives

TimeCounts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TimesInCare:
    """Children by age (rows) and band of time in care (columns). Exact: not for publication."""

    known: TimeCounts
    at_least: TimeCounts
    """Of whom no return shows the entry, by the band in which they are at least."""

    @property
    def not_seen(self) -> float:
        """Share of the children of whom no return shows the entry."""
        everyone = float(self.known.sum() + self.at_least.sum())
        return float(self.at_least.sum()) / everyone if everyone else 0.0

    def shared_out(self, believed: TimeCounts) -> TimeCounts:
        """Return all children, those whose entry was not seen shared out over what they can be, as is believed.

        `believed` has children by age and time in care in any number; where it has nobody, they are in the least band.
        """
        result: TimeCounts = self.known.copy()
        for age, band in zip(*np.nonzero(self.at_least), strict=True):
            shares = believed[age, band:]
            number = self.at_least[age, band]
            if shares.sum() > 0:
                result[age, band:] += number * shares / shares.sum()
            else:
                result[age, band] += number
        return result


def times_in_care(lives: CareLives) -> TimesInCare:
    """Return how long those who are in care on the last day have been, of all whose birth is known."""
    shape = (len(AgeBand), len(DURATION_BAND_STARTS))
    known, at_least = np.zeros(shape), np.zeros(shape)
    last = lives.window.last
    for child in lives.children:
        period = period_on(child, last)
        if period is None or child.born is None:
            continue
        place = age_band((last - child.born).days), duration_band((last - period.begins).days)
        (known if period.entry_known else at_least)[place] += 1
    return TimesInCare(known, at_least)
