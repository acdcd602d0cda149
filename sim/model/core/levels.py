"""The levels of one replication: of entries and of leaving, by financial year, as expected and as the outlook has them.

How far off a level is, in logarithms, is the sum of three independent parts: England's, the region's and the
authority's own, each a normal number for each of six levels, and each named by whose it is. So replication 7 is one
England for every authority, a strategy changes nobody's, and the outlook of sums over authorities is as wide as it is.
What has no code to be named by is drawn by the council's own luck, where it has one.
The median of a level is the one that is expected; its mean lies above, as that of a log-normal does.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from math import exp
from typing import Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance, Decision
from sim.foundations.correlation import correlated, square_root
from sim.foundations.distributions import STANDARD_NORMAL
from sim.parameters.outlook import Outlook, UnaccompaniedOutlook
from sim.parameters.parameters import Parameters

YEARS: Final = 3
"""Financial years with a level of their own; the last holds after it."""

LEVELS: Final = 2 * YEARS

ENGLAND: Final = 92000001
"""The digits of its code: it names England's luck."""


@dataclass(frozen=True, slots=True)
class YearlyLevels:
    """What entries and leaving are multiplied by, and the days on which that changes."""

    starts: tuple[float, ...]
    """First days of the financial years, the first of them day 0."""
    entries: tuple[float, ...]
    leaving: tuple[float, ...]
    unaccompanied: tuple[float, ...]
    """Unaccompanied children who arrive in a year; none where they are no stream of their own."""

    def year(self, day: float) -> int:
        """Return which of the financial years a day of the run is in; the last never ends."""
        return bisect_right(self.starts, day) - 1


def levels(parameters: Parameters, calendar: Calendar, chance: Chance) -> YearlyLevels:
    """Return the levels of a replication."""
    entries, leaving = parameters.demand.yearly_level.values(), parameters.leaving.yearly_level.values()
    outlook = parameters.outlook
    arrivals: tuple[float, ...] = ()
    if outlook is not None:
        off = deviations(outlook, chance)
        entries, leaving = _moved(entries, off[:YEARS]), _moved(leaving, off[YEARS:])
        if outlook.unaccompanied is not None:
            arrivals = unaccompanied_arrivals(outlook.unaccompanied, outlook.authority, chance)
    return YearlyLevels(calendar.financial_years(YEARS), entries, leaving, arrivals)


def deviations(outlook: Outlook, chance: Chance) -> tuple[float, ...]:
    """Return the logarithms by which the six levels are off in a replication: entries by year, then leaving."""
    own = square_root(outlook.own_correlation.values(), LEVELS)
    shared = square_root(outlook.shared_correlation.values(), LEVELS)
    authority, region = int(outlook.authority), int(outlook.region) or int(outlook.authority)
    of_england = _normals(decisions.OUTLOOK_OF_ENGLAND, ENGLAND, chance)
    of_region = _normals(decisions.OUTLOOK_OF_REGION, region, chance)
    of_authority = _normals(decisions.OUTLOOK_OF_AUTHORITY, authority, chance)
    parts = (
        (outlook.england_deviation, of_england, shared),
        (outlook.region_deviation, of_region, shared),
        (outlook.own_deviation, of_authority, own),
    )
    found = [0.0] * LEVELS
    for deviation, independent, root in parts:
        together = correlated(root, independent)
        for level, spread in enumerate(deviation.values()):
            found[level] += spread * together[level]
    return tuple(found)


def unaccompanied_arrivals(outlook: UnaccompaniedOutlook, authority: float, chance: Chance) -> tuple[float, ...]:
    """Return how many unaccompanied children arrive in each year of a replication, were none passed on."""
    of_england = _normal(decisions.OUTLOOK_OF_ENGLAND, ENGLAND, LEVELS, chance)
    own = _normal(decisions.OUTLOOK_OF_AUTHORITY, int(authority), LEVELS, chance)
    spreads = zip(outlook.england_deviation.values(), outlook.own_deviation.values(), strict=True)
    return _moved(outlook.arrivals.values(), tuple([first * of_england + second * own for first, second in spreads]))


def _moved(expected: tuple[float, ...], off: tuple[float, ...]) -> tuple[float, ...]:
    return tuple([level * exp(by) for level, by in zip(expected, off, strict=True)])


def _normals(decision: Decision, whose: int, chance: Chance) -> list[float]:
    return [_normal(decision, whose, level, chance) for level in range(LEVELS)]


def _normal(decision: Decision, whose: int, level: int, chance: Chance) -> float:
    chance = chance.common() if whose else chance
    return STANDARD_NORMAL.inv_cdf(chance.uniform(decision, whose, level))
