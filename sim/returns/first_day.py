"""The very children of the last day of returns, for a private file: with no name, no date and no order of the returns.

Exact: for who is asked to keep such a file, and for nothing else.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TypeVar

from sim.foundations.calendar import in_words
from sim.foundations.codes import Kind, Location, Route
from sim.foundations.first_day import FirstDayChild
from sim.foundations.private import Private
from sim.returns.counts import period_on
from sim.returns.lives import CareLives, Period, ReturnedChild, Stay
from sim.returns.reading.dates import birthday_18

Option = TypeVar("Option")

YEAR_BEFORE = 365
"""Days before the last one, of which the placements are counted."""


@dataclass(frozen=True, slots=True, repr=False)
class VeryChildren(Private):
    """The children of the last day, and of how many too little is known to be among them."""

    children: tuple[FirstDayChild, ...]
    left_out: int
    """Without a date of birth that can be believed."""


@dataclass(frozen=True, slots=True, repr=False)
class _Present(Private):
    """A child where it is on the last day."""

    child: ReturnedChild
    born: date
    period: Period
    stay: Stay


def very_children_of(lives: CareLives, usual_places: Sequence[float], luck: Random) -> VeryChildren:
    """Return the children looked after on the last day, in an order and with days of birth that are invented.

    A foster placement whose provider is not known, and a place that is not, are drawn as those of the others are; where
    no place is known, as is usual, by `Location`.
    """
    last = lives.window.last
    everyone = [(child, period_on(child, last)) for child in lives.children]
    here = [(child, period) for child, period in everyone if period is not None]
    present = [
        _Present(child, child.born, period, period.stays[-1]) for child, period in here if child.born is not None
    ]
    children = list(_children(present, last, usual_places, luck))
    luck.shuffle(children)
    return VeryChildren(tuple(children), len(here) - len(present))


def _children(
    present: Sequence[_Present], last: date, usual_places: Sequence[float], luck: Random
) -> Iterator[FirstDayChild]:
    providers = Counter(one.stay.kind for one in present if one.stay.kind in (Kind.IN_HOUSE, Kind.AGENCY))
    fostered: list[tuple[Kind, float]] = [(kind, providers[kind]) for kind in (Kind.IN_HOUSE, Kind.AGENCY)]
    places = Counter((one.stay.kind, one.stay.location) for one in present)
    for one in present:
        stay, period = one.stay, one.period
        kind = stay.kind if stay.kind is not None else _drawn(fostered, luck)
        known: list[tuple[Location, float]] = [(place, places[kind, place]) for place in Location]
        if not any(number for _, number in known):
            known = [(place, sum(places[any_kind, place] for any_kind in (*Kind, None))) for place in Location]
        if not any(number for _, number in known):
            known = list(zip(Location, usual_places, strict=True))
        yield FirstDayChild(
            kind=kind,
            location=stay.location if stay.location is not None else _drawn(known, luck),
            age=(last - _birth(one, last, luck)).days,
            route=Route.UNACCOMPANIED if one.child.unaccompanied else period.route,
            in_care=(last - period.begins).days,
            entry_seen=period.entry_known,
            in_placement=(last - _where_since(period)).days,
            placements=sum(
                each.moved and (each.ends is None or (last - each.ends).days < YEAR_BEFORE) for each in period.stays
            ),
            status=period.legal[-1].status if period.legal else None,
        )


def _drawn(options: Sequence[tuple[Option, float]], luck: Random) -> Option:
    """Return one of several, as likely as it is frequent; each alike where none is there."""
    numbers = [number for _, number in options]
    return luck.choices([option for option, _ in options], numbers if any(numbers) else None)[0]


def _where_since(period: Period) -> date:
    """Return since when a child has lived where it lives: with the same carers a placement goes on."""
    return next((stay.begins for stay in reversed(period.stays) if stay.moved), period.begins)


def _birth(one: _Present, last: date, luck: Random) -> date:
    """Return a day in the month of birth, on which the child would be as many years old, and not yet in care."""
    born = one.born
    days = [born.replace(day=day) for day in range(1, monthrange(born.year, born.month)[1] + 1)]
    return luck.choice(
        [
            day
            for day in days
            if day == born
            or (day <= one.period.begins and _years(day, last) == _years(born, last) and birthday_18(day) > last)
        ]
    )


def _years(born: date, day: date) -> int:
    """Return how many years old somebody is."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def told(found: VeryChildren, last: date) -> str:
    """Return in words what a private file holds, without a number of it."""
    left_out = "; children without a date of birth are not among them" if found.left_out else ""
    return f"the very children looked after on {in_words(last)}, one by one{left_out}"
