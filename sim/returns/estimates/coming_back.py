"""Coming back into care after going home: Kaplan and Meier's share, for not all are seen for as long.

A child who went home counts until it comes back, turns 18 or the returns end. To count only children whose whole year
is seen would lose the last; to divide by all who went home would count as stayed whom nobody has seen long enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from sim.foundations.codes import LeavingCause
from sim.returns.estimates.share import ShareEstimate, share
from sim.returns.lives import CareLives
from sim.returns.reading.dates import birthday_18

HOME = (LeavingCause.HOME_PLANNED, LeavingCause.HOME_UNPLANNED)
YEAR, SIX_YEARS = 365, 2191
RETURNS_FOR_SIX_YEARS = 7


@dataclass(frozen=True, slots=True)
class AfterHome:
    """How long a child who went home was seen, and whether it then came back."""

    days: int
    back: bool


def after_home(lives: CareLives) -> tuple[AfterHome, ...]:
    """Return what became of every child who went home in the returns' years, before 18."""
    return tuple(_spells(lives))


def _spells(lives: CareLives) -> Iterator[AfterHome]:
    end = lives.window.last + timedelta(days=1)
    for child in lives.children:
        if child.born is None:
            continue
        grown = birthday_18(child.born)
        for period, following in pairwise((*child.periods, None)):
            assert period is not None
            if period.cause not in HOME or period.ends is None or period.ends >= grown:
                continue
            came = following.begins if following is not None and following.begins < grown else None
            yield AfterHome(((came or min(end, grown)) - period.ends).days, came is not None)


def coming_back(spells: Sequence[AfterHome], within: int, believed: float) -> ShareEstimate:
    """Return the share who come back within so many days, leaning on what is believed of it where few did.

    The children that it is of are as many as would tell as much, had all been seen throughout (Greenwood's variance).
    """
    back = Counter(one.days for one in spells if one.back and one.days <= within)
    stayed, spread, events = 1.0, 0.0, 0
    for days in sorted(back):
        at_risk = sum(one.days >= days for one in spells)
        came = back[days]
        events += came
        if came == at_risk:
            stayed = 0.0
            break
        stayed *= 1.0 - came / at_risk
        spread += came / (at_risk * (at_risk - came))
    if not events or not stayed:
        number = float(len(spells))
        return share(number * (1.0 - stayed), number, believed)
    returned = 1.0 - stayed
    number = returned * stayed / (stayed**2 * spread)
    return replace(share(returned * number, number, believed), events=float(events))
