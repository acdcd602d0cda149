"""A council's returns in the shape of published figures, year by year: what publication tells, from its own children.

Counts are exact. They are for fitting a base on the council's own machine; what leaves it is hidden and rounded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from sim.foundations.codes import Kind, LeavingCause, LegalStatus, Location, Route, Sex, readable
from sim.published.table import FigureRow
from sim.returns.counts import period_on
from sim.returns.lives import CareLives, Period, ReturnedChild, Stay
from sim.returns.reading.dates import birthday_18

AGES: Final = ("under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over")
AGE_STARTS: Final = (0, 1, 5, 10, 16)
CEASING_AGES: Final = ("under 1", "1 to 4", "5 to 9", "10 to 15", "16", "17", "18 and over")
CEASING_STARTS: Final = (0, 1, 5, 10, 16, 17, 18)
FIRST_OF_NEW_DEFINITION = 2020
"""The first year whose placements are published by the definition that parts independent living from homes."""

PLACEMENTS: Final = MappingProxyType(
    {
        Kind.IN_HOUSE: "foster",
        Kind.CONNECTED: "foster",
        Kind.AGENCY: "foster",
        Kind.ADOPTION: "placed for adoption",
        Kind.WITH_PARENTS: "with parents",
        Kind.CHILDRENS_HOME: "secure and children's homes (definition from 2020)",
        Kind.SECURE: "secure and children's homes (definition from 2020)",
        Kind.SUPPORTED: "independent and semi-independent (definition from 2020)",
        Kind.OTHER_RESIDENTIAL: "other residential",
        None: "foster",
    }
)
ROUTES: Final = MappingProxyType(
    {
        Route.VOLUNTARY: "voluntary agreement (section 20)",
        Route.UNACCOMPANIED: "voluntary agreement (section 20)",
        Route.INTERIM_CARE_ORDER: "interim care order",
        Route.POLICE_PROTECTION: "police protection",
        Route.EMERGENCY_PROTECTION: "emergency protection order",
        Route.REMAND: "remand",
    }
)
STATUSES: Final = MappingProxyType(
    {
        LegalStatus.ACCOMMODATED: "voluntary agreement (section 20)",
        LegalStatus.INTERIM_CARE_ORDER: "interim care order",
        LegalStatus.CARE_ORDER: "full care order",
        LegalStatus.PLACEMENT_ORDER: "placement order",
        LegalStatus.POLICE_PROTECTION: "police or emergency protection",
        LegalStatus.EMERGENCY_PROTECTION: "police or emergency protection",
        LegalStatus.ON_REMAND: "youth justice",
    }
)
REASONS: Final = MappingProxyType(
    {
        LeavingCause.HOME_PLANNED: "home, planned",
        LeavingCause.HOME_UNPLANNED: "home, unplanned",
        LeavingCause.RELATIVES: "relatives or others without parental responsibility",
        LeavingCause.SPECIAL_GUARDIANSHIP: "special guardianship",
        LeavingCause.ADOPTED: "adopted",
        LeavingCause.CHILD_ARRANGEMENTS: "child arrangements order",
        LeavingCause.CUSTODY: "custody",
    }
)
"""Of causes before 18; any other is published under many names, of which one stands for all here."""
OTHER_REASON = "any other reason"
SEXES: Final = MappingProxyType({Sex.MALE: "male", Sex.FEMALE: "female"})
PLACES: Final = MappingProxyType(
    {
        Location.INSIDE: "inside, 20 miles or less",
        Location.NEAR: "outside, 20 miles or less",
        Location.FAR: "outside, over 20 miles",
    }
)
LONG_TERM, SETTLED = 913, 731
"""Days looked after for two and a half years, and in the same placement for two."""
MOST_PLACEMENTS = 3

YearCells = dict[tuple[str, str, str], dict[int, float]]
"""By measure, category and unit, then year."""


def figure_rows(lives: CareLives, code: str) -> tuple[FigureRow, ...]:
    """Return the returns of a council as rows of the table of published figures."""
    cells: YearCells = {}
    years = lives.window.years
    for year in years:
        for (measure, category, unit), number in _of_year(lives, year):
            cells.setdefault((measure, category, unit), {})[year] = number
    return tuple(
        FigureRow(code, measure, category, unit, years[0], [_cell(known.get(year, 0.0)) for year in years])
        for (measure, category, unit), known in cells.items()
    )


def _cell(number: float) -> str:
    return f"{number:g}"


Key = tuple[str, str, str]


def _of_year(lives: CareLives, year: int) -> Iterator[tuple[Key, float]]:
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    here = [(child, period, stay) for child in lives.children for period, stay in _here(child, last)]
    yield from _stock(here, last)
    yield from _started(lives, first, last)
    yield from _ceased(lives, first, last)
    yield from _stability(here, first, last)


Here = list[tuple[ReturnedChild, Period, Stay]]


def _here(child: ReturnedChild, day: date) -> Iterator[tuple[Period, Stay]]:
    """Yield the period and the placement of a child at the end of a day."""
    period = period_on(child, day)
    if period is not None:
        yield period, next(stay for stay in reversed(period.stays) if stay.begins <= day)


def _stock(here: Here, last: date) -> Iterator[tuple[Key, float]]:
    children = "children"
    yield ("looked after", "", children), len(here)
    yield ("unaccompanied", "", children), sum(child.unaccompanied for child, _, _ in here)
    yield from _broken_down("looked after by age", (_age(child, last, AGES, AGE_STARTS) for child, _, _ in here), AGES)
    yield from _broken_down(
        "looked after by sex", (SEXES[child.sex] for child, _, _ in here if child.sex), SEXES.values()
    )
    yield from _broken_down(
        "looked after by legal status",
        (STATUSES[status] for _, period, _ in here if (status := _status(period, last)) is not None),
        dict.fromkeys(STATUSES.values()),
    )
    if last.year >= FIRST_OF_NEW_DEFINITION:
        yield from _broken_down(
            "looked after by placement",
            (PLACEMENTS[stay.kind] for _, _, stay in here),
            dict.fromkeys((*PLACEMENTS.values(), "residential school", "other")),
        )
    yield from _by_kind(here)
    located = [PLACES[stay.location] for _, _, stay in here if stay.location is not None]
    if places_are_known(len(located), len(here)):
        scale = len(here) / len(located)
        for (measure, category, unit), number in _broken_down(
            "looked after by locality and distance", located, PLACES.values()
        ):
            yield (measure, category, unit), number * scale
        inside = sum(place.startswith("inside") for place in located) * scale
        yield ("looked after by locality", "inside", children), inside
        yield ("looked after by locality", "outside", children), len(here) - inside


def places_are_known(located: int, here: int) -> bool:
    """Whether it is known of enough placements where they are, so that they can tell of the others."""
    return located > here / 2


def _by_kind(here: Here) -> Iterator[tuple[Key, float]]:
    """Count by the model's kinds; foster placements whose provider is not known are shared out like the others."""
    found = Counter(stay.kind for _, _, stay in here)
    unknown = found.pop(None, 0)
    fostered = found[Kind.IN_HOUSE] + found[Kind.AGENCY]
    for kind in Kind:
        more = 0.0
        if kind in (Kind.IN_HOUSE, Kind.AGENCY):
            more = unknown * (found[kind] / fostered if fostered else 0.5)
        yield ("looked after by kind", readable(kind), "children"), found[kind] + more


def _status(period: Period, day: date) -> LegalStatus | None:
    return next((legal.status for legal in reversed(period.legal) if legal.begins <= day), None)


def _started(lives: CareLives, first: date, last: date) -> Iterator[tuple[Key, float]]:
    """Count each child once, by its first entry of the year."""
    came = [
        (child, next(period for period in child.periods if _began(period, first, last)))
        for child in lives.children
        if any(_began(period, first, last) for period in child.periods)
    ]
    yield ("started", "", "children"), len(came)
    yield ("unaccompanied started", "", "children"), sum(child.unaccompanied for child, _ in came)
    ages = (_age(child, period.begins, AGES, AGE_STARTS) for child, period in came)
    yield from _broken_down("started by age", ages, AGES)
    routes = (ROUTES[period.route] for _, period in came)
    yield from _broken_down("started by legal status", routes, dict.fromkeys(ROUTES.values()))


def _began(period: Period, first: date, last: date) -> bool:
    return period.entry_known and first <= period.begins <= last


def _ceased(lives: CareLives, first: date, last: date) -> Iterator[tuple[Key, float]]:
    """Count each child once, by its last end of the year; what another council took over is no leaving."""
    went = []
    for child in lives.children:
        ended = [period for period in child.periods if period.ends and first <= period.ends <= last]
        if ended and not ended[-1].censored:
            went.append((child, ended[-1]))
    yield ("ceased", "", "children"), len(went)
    ages = (_age(child, period.ends or last, CEASING_AGES, CEASING_STARTS) for child, period in went)
    yield from _broken_down("ceased by age", ages, CEASING_AGES)
    before = [period for child, period in went if period.cause is not LeavingCause.EIGHTEENTH_BIRTHDAY]
    reasons = [REASONS.get(period.cause, OTHER_REASON) if period.cause is not None else "" for period in before]
    known = [reason for reason in reasons if reason]
    scale = len(reasons) / len(known) if known else 0.0
    for key, number in _broken_down("ceased by reason", known, (*REASONS.values(), OTHER_REASON)):
        yield key, number * scale


def _stability(here: Here, first: date, last: date) -> Iterator[tuple[Key, float]]:
    """Count NI 62 and NI 63 as they are published: three placements in the year; settled for two years."""
    many = sum(
        sum(
            stay.moved and stay.begins <= last and (stay.ends or last) >= first
            for one in child.periods
            for stay in one.stays
        )
        >= MOST_PLACEMENTS
        for child, _, _ in here
    )
    yield ("three or more placements", "", "children"), many
    asked = [
        (child, period)
        for child, period, _ in here
        if child.born is not None
        and last < birthday_18(child.born) - timedelta(days=731)
        and (last - period.begins).days >= LONG_TERM
    ]
    settled = sum((last - _where_since(period, last)).days >= SETTLED for _, period in asked)
    yield ("long-term stability", "", "children"), settled
    yield ("long-term stability", "denominator", "children"), len(asked)


def _where_since(period: Period, day: date) -> date:
    """Return since when a child has lived where it lives: a placement with the same carers goes on."""
    since = period.begins
    for stay in period.stays:
        if stay.begins <= day and stay.moved:
            since = stay.begins
    return since


def _broken_down(measure: str, categories: Iterable[str], known: Iterable[str]) -> Iterator[tuple[Key, float]]:
    found = Counter(categories)
    for category in known:
        yield (measure, category, "children"), float(found[category])


def _age(child: ReturnedChild, day: date, names: tuple[str, ...], starts: tuple[int, ...]) -> str:
    """Return a child's band of age; of one whose birth is not known none, which no breakdown counts."""
    if child.born is None:
        return ""
    age = day.year - child.born.year - ((day.month, day.day) < (child.born.month, child.born.day))
    return names[sum(age >= start for start in starts) - 1]
