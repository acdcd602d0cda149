"""Registers, calendars and parameters made by hand, for the tests of measures."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from types import NoneType
from typing import Any, get_args, get_type_hints

from hypothesis import strategies as st

from sim.foundations.calendar import Calendar
from sim.foundations.codes import Kind, LeavingCause, Location, PlacementEnd, Route, Sex
from sim.measures import Value, measure
from sim.model.register.columns import NOBODY, OPEN
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByKind

CALENDAR = Calendar(date(2018, 1, 1))
YEAR = 365.25
MARCH_2018, MARCH_2019, MARCH_2020 = date(2018, 3, 31), date(2019, 3, 31), date(2020, 3, 31)
LAST = date(2020, 12, 31)
"""The last date of a run of three years."""


def day(year: int, month: int, day_of_month: int) -> int:
    """The number of days from 1 January 2018 to a date."""
    return CALENDAR.day_of(date(year, month, day_of_month))


def register(until: float = 3 * YEAR) -> Register:
    """An empty register from 1 January 2018, three years long unless said otherwise."""
    return Register(since=0.0, until=until)


def child(r: Register, born: float = -3000.0, family: int = NOBODY) -> int:
    """Add a child; return their row."""
    r.children.identity.append(len(r.children.identity))
    r.children.family.append(family)
    r.children.born.append(born)
    r.children.sex.append(Sex.FEMALE)
    r.children.behaviour_since.append(OPEN)
    r.children.disability.append(False)
    return len(r.children.born) - 1


def episode(
    r: Register,
    who: int,
    began: float,
    ended: float = OPEN,
    *,
    number: int = 1,
    cause: LeavingCause = LeavingCause.HOME_PLANNED,
    route: Route = Route.VOLUNTARY,
) -> int:
    """Add a period of care; return its row."""
    r.episodes.child.append(who)
    r.episodes.number.append(number)
    r.episodes.route.append(route)
    r.episodes.began.append(began)
    r.episodes.decided.append(OPEN)
    r.episodes.ended.append(ended)
    r.episodes.cause.append(cause if ended == ended else NOBODY)
    return len(r.episodes.child) - 1


def placement(
    r: Register,
    of: int,
    began: float,
    ended: float = OPEN,
    *,
    kind: Kind = Kind.AGENCY,
    sought: Kind | None = None,
    location: Location = Location.NEAR,
    household: int = NOBODY,
    why: PlacementEnd = PlacementEnd.LEFT_CARE,
    first_choice: bool = True,
    emergency: bool = False,
    matched: bool = True,
    split: bool = False,
    step_down: bool = False,
    redirected: bool = False,
    days_searched: float = 0.0,
    weekly_price: float = 0.0,
    home: int | None = None,
    kept: float = OPEN,
    kept_price: float = 0.0,
) -> int:
    """Add a placement to a period of care, of the kind that was sought and in a home of its own unless said otherwise.

    Returns its row.
    """
    table = r.placements
    table.episode.append(of)
    table.kind.append(kind)
    table.sought.append(kind if sought is None else sought)
    table.location.append(location)
    table.household.append(household)
    table.began.append(began)
    table.notice.append(OPEN)
    table.ended.append(ended)
    table.why.append(why if ended == ended else NOBODY)
    table.first_choice.append(first_choice)
    table.emergency.append(emergency)
    table.matched.append(matched)
    table.split.append(split)
    table.step_down.append(step_down)
    table.redirected.append(redirected)
    table.days_searched.append(days_searched)
    table.weekly_price.append(weekly_price)
    table.home.append(len(table.home) if home is None else home)
    table.kept.append(kept)
    table.kept_price.append(kept_price)
    return len(table.episode) - 1


def stay(r: Register, began: float, ended: float = OPEN, *, born: float = -3000.0, **placed: Any) -> int:
    """Add a child who lives in one placement for a whole period of care; return the row of the period."""
    of = episode(r, child(r, born), began, ended)
    placement(r, of, began, ended, **placed)
    return of


def plain(declared: Any) -> Any:
    """A value of the declared type with 0 for every number, and optional parts absent."""
    if NoneType in get_args(declared):
        return None
    if is_dataclass(declared):
        hints = get_type_hints(declared)
        return declared(**{item.name: plain(hints[item.name]) for item in fields(declared)})
    return 0.0


def parameters(weekly: float = 0.0, discount_rate: float = 0.0, **parts: Any) -> Parameters:
    """Parameters with one price for every kind of placement, and the strategies given."""
    basic: Parameters = plain(Parameters)
    prices = replace(basic.prices, weekly=ByKind(*([weekly] * len(Kind))), discount_rate=discount_rate)
    return replace(basic, prices=prices, **parts)


def value(values: list[Value], measure: str, category: str = "", when: date | None = None) -> float:
    """The one value of a measure and category (at a date, where there are several)."""
    found = [
        one.value for one in values if (one.measure, one.category) == (measure, category) and when in (None, one.date)
    ]
    assert len(found) == 1, f"{len(found)} values of {measure}, {category!r}, {when}"
    return found[0]


def capacity(r: Register, *rows: tuple[float, int, int, int, int]) -> None:
    """Add rows of day, households, and places approved, filled and unavailable."""
    for when, households, approved, filled, unavailable in rows:
        r.capacity.day.append(when)
        r.capacity.households.append(households)
        r.capacity.approved.append(approved)
        r.capacity.filled.append(filled)
        r.capacity.unavailable.append(unavailable)


RUN = 3 * YEAR
quarter_days = st.integers(-4 * 1500, 4 * 1200).map(lambda quarters: quarters / 4)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Children with one or two periods of care, of one to four placements end to end."""
    r = register()
    for _ in range(draw(st.integers(0, 8))):
        first = draw(quarter_days)
        who = child(r, born=first - draw(st.integers(0, 6000)), family=draw(st.integers(-1, 3)))
        for number in range(1, draw(st.integers(1, 2)) + 1):
            if first >= RUN:
                break
            lengths = draw(st.lists(st.integers(0, 4 * 500).map(lambda q: q / 4), min_size=1, max_size=4))
            ends = [first + sum(lengths[: index + 1]) for index in range(len(lengths))]
            open_now = ends[-1] >= RUN
            cause = draw(st.sampled_from(LeavingCause))
            of_child = episode(r, who, first, OPEN if open_now else ends[-1], number=number, cause=cause)
            began = first
            for end in ends:
                if began >= RUN:
                    break
                last = end == ends[-1]
                why = PlacementEnd.LEFT_CARE if last else draw(st.sampled_from(list(PlacementEnd)[1:]))
                kind = draw(st.sampled_from(Kind))
                location = draw(st.sampled_from(Location))
                ended = OPEN if end >= RUN else end
                placement(r, of_child, began, ended, kind=kind, location=location, why=why)
                began = end
            if open_now:
                break
            first = ends[-1] + draw(st.integers(1, 300))
    return r


def measured(r: Register) -> list[Value]:
    """Every value of every measure, with parameters under which nothing happens."""
    return measure(r, CALENDAR, parameters())
