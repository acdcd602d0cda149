"""A base for any English authority on a 31 March, from what was published by then: an overlay on England's scenario."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from math import isfinite
from types import MappingProxyType

from sim.bases.carers import LEAST_AGREEMENT, MOST_AGREEMENT, carers
from sim.bases.children import of_demand_and_leaving, of_opening
from sim.bases.coming import RECORD, coming
from sim.bases.court import court
from sim.bases.entries import Entry, in_order, plain
from sim.bases.history import PARTED, History
from sim.bases.in_house_costs import of_in_house_costs
from sim.bases.legal import LegalRows, of_legal, teams
from sim.bases.money import money
from sim.bases.moving import Moving, moving, scale
from sim.bases.national.base import national_file
from sim.bases.national.legal_reference import legal_reference
from sim.bases.national.placements import PRICED
from sim.bases.national.reference import Reference, reference
from sim.bases.opening import Opened, opened
from sim.bases.outlook import carried, of_outlook
from sim.bases.outlook import warnings as of_forecast
from sim.bases.own_goals import OwnGoals
from sim.bases.panel import Panel, panel
from sim.bases.placed_for_adoption import placed_for_adoption
from sim.bases.placements import (
    households_of,
    of_base_year,
    of_camhs,
    of_carers,
    of_markets,
    of_money,
    of_stability,
)
from sim.bases.price_growth import FIRST_RETURN
from sim.bases.shifted_legal import shifted_legal
from sim.bases.statuses import of_statuses
from sim.bases.staying import Staying, staying
from sim.bases.words import DFE, span
from sim.fitting.stationary import Population
from sim.foundations.calendar import in_words
from sim.foundations.codes import Kind
from sim.foundations.counted import counted
from sim.foundations.faults import BadInput
from sim.parameters.parameters import Parameters
from sim.published.authorities import Authority
from sim.published.own import OwnFigures
from sim.published.table import Figures
from sim.scenario.quantities.declared import build, declared
from sim.scenario.quantities.quantity import Quantity

YEARS = 3
EARLIEST = 2016
"""The first year ending 31 March that has the detail a base is made of."""

TINY = 30
"""Children looked after below which a base is hardly more than what is borrowed."""

LIMITS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"in_house_fostering.agreement": (LEAST_AGREEMENT, MOST_AGREEMENT)}
)
"""Of fitted values by path, least and most."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """A base for one authority: what differs from England's scenario, and how each of it is known."""

    authority: Authority
    based_on: str
    """The scenario of England over which it is laid."""
    start: date
    years: float
    title: str
    about: str
    entries: tuple[Entry, ...]
    """In the order of the parameters."""
    warnings: tuple[str, ...]
    """What a reader must know before trusting it, in plain words."""
    population: Population
    """What entries and leaving rates keep up in the long run."""
    moves: Moving
    """What is known of moves, at which the fit of ways between placements aims."""
    unavailable: float
    """Of the empty places of the council's own carers, the share not available, at which it aims too."""
    year: int
    """31 March of the last published figures in it; of an own base that starts later, those of others."""
    known: Figures
    """The figures that it is made from."""
    other_ways: float = 1.0
    """Share of leaving before 18 that is not by courts' orders; 1 without a legal process."""
    own: OwnFigures | None = None
    """What stands in the place of published figures; None where nothing does."""
    goals: OwnGoals | None = None
    """What the council's returns tell of ways between placements; None without returns."""
    layer: Mapping[str, Quantity] = field(default_factory=dict)
    """What a base with statutory services has of their layer as it is, by path."""

    def __repr__(self) -> str:
        return (
            f"<Baseline {self.title}: {counted(len(self.entries), 'quantity', 'quantities')} of its own, "
            f"over {self.based_on}>"
        )

    @property
    def quantities(self) -> Mapping[str, Quantity]:
        """The quantities by path, in the order of the parameters."""
        own = {entry.path: entry.quantity for entry in self.entries}
        both = {**self.layer, **own}
        return MappingProxyType({path: both[path] for path in declared() if path in both} if self.layer else own)


def baseline(authority: Authority, year: int, known: Figures, national: str = "") -> Baseline:
    """Return the base of an authority that starts the day after 31 March `year`, from figures up to it alone.

    It stands on England's values of the year, or of 2018-19 before 2020, or on those of another scenario of England's,
    `national`. Where they have a legal process, so has it. Raises BadInput when there are no figures.
    """
    national = national or national_file(year)
    _check(authority, year, known)
    everyone = panel(known, year, None if authority.code else authority)
    row = everyone.row(authority.code)
    england = reference(year, national)
    past = everyone.histories[row]
    come, stay, open_ = coming(everyone, row), staying(everyone, row), opened(everyone, row)
    children, found, entries_a_year = of_demand_and_leaving(england, come, stay, past, everyone.years)
    when = date(year, 3, 31)
    quantities = (
        *_with_forerunners(children, past, everyone.years),
        *_with_forerunners(of_opening(open_, past, when), past),
        *_of_placements(everyone, row, open_, england),
    )
    law = _law(everyone, row, {each.path: each.quantity for each in children}, open_, england)
    if law is not None:
        quantities = (*quantities, *law.entries)
    other_ways = 1.0 if law is None else law.other_ways
    forecast = carried(_laid(quantities, england), authority, year, known, other_ways)
    if forecast is not None:
        quantities = (*quantities, *of_outlook(forecast, authority, year))
    start = date(year, 4, 1)
    return Baseline(
        authority=authority,
        based_on=national,
        start=start,
        years=YEARS,
        title=f"{authority.name}{'' if law is None else ' with courts'}, {in_words(start)}",
        about=(
            f"A base made from published figures up to {in_words(when)} alone; all else is England's. "
            "No local record is in it: put your own in its place where you have it."
        ),
        entries=in_order(quantities),
        warnings=(
            *_warnings(past, authority, year, open_, stay),
            *of_forecast(forecast, authority, year),
            *_at_limits(quantities),
        ),
        population=found.times(entries_a_year),
        moves=moving(everyone, row),
        unavailable=carers(everyone, row, float(open_.kinds[Kind.IN_HOUSE]), england).unavailable.value,
        year=year,
        known=known,
        other_ways=other_ways,
    )


def _laid(entries: Iterable[Entry], england: Reference) -> Parameters:
    """Return the parameters of a base, its own values laid over England's; whether they fit is asked of its file."""
    own = {each.path: each.quantity for each in entries}
    return build({path: quantity.value for path, quantity in {**england.quantities, **own}.items()})


def _with_forerunners(
    entries: Iterable[Entry], past: History, years: Iterable[int] = (), *, parted: bool = True
) -> Iterator[Entry]:
    """Yield entries that say which forerunners' figures are in them, in `years`, else in the year they are of."""
    years = tuple(years)
    for each in entries:
        of = years or (each.quantity.as_of.year,)
        before = past.before(of, parted=parted)
        partly = before and max(of) > past.forerunners[0].last_year
        yield replace(each, before=f"in part {before}" if partly else before)


def _of_placements(everyone: Panel, row: int, open_: Opened, national: Reference) -> Iterator[Entry]:
    england, year, past = national.parameters, everyone.year, everyone.histories[row]
    when = date(year, 3, 31)
    moves = moving(everyone, row)
    factor = scale(moves.three_or_more.value, national)
    yield from _with_forerunners(of_stability(moves, factor, past, everyone.years), past, everyone.years)
    own_carers = carers(everyone, row, float(open_.kinds[Kind.IN_HOUSE]), national)
    yield from _with_forerunners(of_carers(own_carers, open_.kinds, past, year, national), past)
    yield from _with_forerunners(of_markets(england, open_, past, when), past)
    prices = money(everyone, row, open_.kinds, national)
    yield from _with_forerunners(of_money(prices, past, year), past, (year - 1, year), parted=False)
    growth = england.price_growth
    if growth is not None and year >= FIRST_RETURN:
        yield of_base_year(year)
    pay = 1.0 if growth is None else (1.0 + growth.staff) ** (year - PRICED)
    yield from of_in_house_costs(float(open_.kinds[Kind.IN_HOUSE]), households_of(own_carers), pay, when)
    yield from of_camhs(england, open_.looked_after, when)


@dataclass(frozen=True, slots=True)
class _Law:
    """The legal process of a base."""

    entries: tuple[Entry, ...]
    other_ways: float
    """Share of leaving before 18, of children who did not come alone, that is not by courts' orders."""


def _law(
    everyone: Panel, row: int, children: Mapping[str, Quantity], open_: Opened, national: Reference
) -> _Law | None:
    """Return the legal process of an authority whose children these quantities bring; None where England has none."""
    england = legal_reference(national)
    if england is None:
        return None
    past, years, known = everyone.histories[row], everyone.years, staying(everyone, row)
    usual = national.quantities
    demand = build({path: quantity.value for path, quantity in {**usual, **children}.items()}).demand
    of_court = court(everyone, row)
    found = shifted_legal(known, of_court, coming(everyone, row).starts_a_year, demand, england)
    opening = national.parameters.opening
    assert opening is not None
    connected = float(open_.kinds[Kind.CONNECTED]) / max(opening.kinds.connected, 1.0)
    size = teams(found, of_court, demand.entries_per_year, connected, england)
    rows = LegalRows(usual, date(everyone.year, 3, 31), f"{DFE}, {past.named(years)} {span(years)}")
    placed = placed_for_adoption(everyone, row)
    legal = _with_forerunners(of_legal(found, size, known, of_court, placed, national.year, rows), past, years)
    statuses = _with_forerunners(of_statuses(past, open_.unaccompanied, date(everyone.year, 3, 31)), past)
    return _Law((*legal, *statuses), found.other_ways)


def _check(authority: Authority, year: int, known: Figures) -> None:
    """Raise BadInput when a base cannot be made."""
    last = latest_year(authority, known)
    first = max(EARLIEST, authority.first_year)
    if first <= year <= last:
        return
    note = f". {authority.note.rstrip('.')}" if authority.note else ""
    if last < first:
        raise BadInput([f"{authority.name}: has no figures that a base could be made of{note}"])
    span = f"{first}" if first == last else f"{first} to {last}"
    raise BadInput([f"{authority.name}: a base can be made for {span}, not {year}; give --year {last}{note}"])


def latest_year(authority: Authority, known: Figures) -> int:
    """Return the latest year for which a base of the authority can be made."""
    return min(authority.last_year, known.known_until)


def _at_limits(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield which fitted values lie on a limit, so that they miss what was published."""
    for each in entries:
        limits = tuple(plain(limit) for limit in LIMITS.get(each.path, ()))
        if each.quantity.value in limits:
            end = "least" if each.quantity.value == limits[0] else "most"
            yield (
                f'"{each.title}" is fitted and lies on its limit ({each.quantity.value:g}, the {end} that is allowed): '
                "the base may miss what was published of it."
            )


def _warnings(past: History, authority: Authority, year: int, open_: Opened, stay: Staying) -> Iterator[str]:
    if open_.looked_after < TINY:
        yield (
            f"{authority.name} looks after {_number(open_)} on 31 March {year}, {_little_known(past, open_, year)}: "
            "its rates lean on its statistical neighbours and England for so many children who live there. Ranges are "
            "wide, and chance is larger than any strategy. Use it to learn the program, not to plan."
        )
    if authority.note and "suppressed" not in authority.note:
        yield f"{authority.note.rstrip('.')}."
    if before := past.before(range(year - 2, year + 1)):
        yield f"Figures of years before it was made are {before}{PARTED if past.share < 1 else ''}."
    told = {open_.ages.year: "ages", open_.kinds_year: "placements"}
    for when, what in told.items():
        if 0 < when != year:
            yield f"No {what} are published for authorities on 31 March {year}; those of 31 March {when} stand in."
    if year < 2018:
        yield "Ofsted published councils' own fostering services from 2018 on, so England's of 2018 stand in."
    if year < 2019:
        yield "What is inherited from England's scenario is of 2018 and 2019, later than this base."
    if open_.looked_after >= TINY and min(rate.weights.own for rate in stay.rates) < 0.3:
        yield "Leaving care at some ages rests mostly on neighbours and England: few of its own children are told."


def _number(open_: Opened) -> str:
    if open_.hidden:
        return "1 to 5 children (the number is hidden, and 3 is taken)"
    number = round(open_.looked_after)
    return {0: "no child", 1: "1 child"}.get(number, f"{number} children")


def _little_known(past: History, open_: Opened, year: int) -> str:
    """Return why little is known of a tiny authority: nobody to tell of, or figures that are hidden."""
    numbers = [past.value("looked after", when) for when in range(year - RECORD + 1, year + 1)]
    known = [number for number in numbers if isfinite(number)]
    mostly_none = sum(number == 0 for number in known) > len(known) / 2
    if not mostly_none:
        return "and many of its figures are hidden"
    return "and no child on most dates" if open_.looked_after else "as on most dates"
