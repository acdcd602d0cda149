"""What lives in care come to, counted as the Department for Education counts: by 31 March and by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sim.foundations.codes import Kind, LeavingCause, Location, PlacementEnd
from sim.returns.lives import CareLives, Period, ReturnedChild, Stay


@dataclass(frozen=True, slots=True)
class YearCounts:
    """A year to 31 March of a council's returns. Exact: not for publication before small numbers are hidden."""

    year: int
    looked_after: int
    by_kind: Counter[Kind | None]
    by_location: Counter[Location | None]
    unaccompanied: int
    periods_started: int
    children_started: int
    periods_ceased: int
    children_ceased: int
    aged_out: int
    moves: int
    disruptive_moves: int


def counts(lives: CareLives) -> tuple[YearCounts, ...]:
    """Return the counts of each year of the window."""
    return tuple(_counts(lives, year) for year in lives.window.years)


def _counts(lives: CareLives, year: int) -> YearCounts:
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    here = [(child, stay) for child in lives.children for stay in _stays_on(child, last)]
    started = [
        child for child in lives.children for one in child.periods if one.entry_known and first <= one.begins <= last
    ]
    ceased = [
        (child, one) for child in lives.children for one in child.periods if one.ends and first <= one.ends <= last
    ]
    moves = [stay.why_ended for child in lives.children for stay in _moves(child, first, last)]
    return YearCounts(
        year=year,
        looked_after=len(here),
        by_kind=Counter(stay.kind for _, stay in here),
        by_location=Counter(stay.location for _, stay in here),
        unaccompanied=sum(child.unaccompanied for child, _ in here),
        periods_started=len(started),
        children_started=len({id(child) for child in started}),
        periods_ceased=len(ceased),
        children_ceased=len({id(child) for child, _ in ceased}),
        aged_out=sum(one.cause is LeavingCause.EIGHTEENTH_BIRTHDAY for _, one in ceased),
        moves=len(moves),
        disruptive_moves=sum(why in (PlacementEnd.DISRUPTED, PlacementEnd.HOUSEHOLD_CLOSED) for why in moves),
    )


def period_on(child: ReturnedChild, day: date) -> Period | None:
    """Return the period in which a child is in care at the end of a day, None when it is not."""
    return next((one for one in child.periods if one.begins <= day and (one.ends is None or one.ends > day)), None)


def _stays_on(child: ReturnedChild, day: date) -> Iterator[Stay]:
    """Yield the placement of a child at the end of a day."""
    period = period_on(child, day)
    if period is not None:
        yield next(stay for stay in reversed(period.stays) if stay.begins <= day)


def _moves(child: ReturnedChild, first: date, last: date) -> Iterator[Stay]:
    """Yield the placements that ended by a move in a time."""
    for period in child.periods:
        for stay, following in pairwise(period.stays):
            if following.moved and stay.ends and first <= stay.ends <= last:
                yield stay
