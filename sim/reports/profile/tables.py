"""A profile's tables as they are read: the council's years, its rate place by place, and each subject beside others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.experiments.profile import subject as numbers
from sim.experiments.profile.council import CouncilProfile
from sim.experiments.profile.item import Item, Shown, Unit
from sim.experiments.profile.line import ItemLines, Line
from sim.experiments.profile.subject import Subject
from sim.reports.profile.numbers import NOT_PUBLISHED, SIGNS, in_table, number

OVER_YEARS = (
    numbers.IN_CARE,
    numbers.IN_CARE_RATE,
    numbers.UNACCOMPANIED,
    numbers.STARTING,
    numbers.CEASING,
    numbers.FOSTERED,
    numbers.TOGETHER,
    numbers.IN_HOMES,
    numbers.OUTSIDE,
    numbers.FAR,
    numbers.MOVED_OFTEN,
    numbers.STABLE,
    numbers.ADOPTED_NUMBER,
    numbers.HOME_COST,
    numbers.FOSTER_COST,
    numbers.SPEND,
    numbers.SPEND_A_CHILD,
)
"""Numbers that are shown for each year."""

COMPARABLE = (Unit.PERCENT, Unit.PER_10_000, Unit.POUNDS_A_WEEK, Unit.POUNDS_A_CHILD)
"""Units in which councils of any size compare."""

WHOLE_YEARS = "Numbers on 31 March of each year; starting, leaving, adoption and costs are of the year to it."


@dataclass(frozen=True, slots=True)
class ReadCell:
    """What stands in a cell, and the number behind it; not a number where there is none."""

    text: str
    value: float


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as it is read on a page or in a paper."""

    name: str
    """Of its file or sheet."""
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[ReadCell, ...], ...]
    items: tuple[Item, ...]
    """What is counted in it, for its sources."""


def tables(found: CouncilProfile) -> list[ReadTable]:
    """Return every table in which something stands."""
    return [over_years(found), place_by_place(found), *_subjects(found)]


def over_years(found: CouncilProfile) -> ReadTable:
    """Return what is told of the council year by year."""
    lines = [one for item in OVER_YEARS if (one := found.lines(item)).own.published]
    return ReadTable(
        "profile_years",
        f"{found.authority.name} year by year",
        f"{WHOLE_YEARS} {SIGNS}",
        ("What", *map(str, range(found.first, found.last + 1))),
        tuple(
            (_words(_with_unit(one.item)), *(_cell(point, one.item.unit) for point in one.own.points)) for one in lines
        ),
        tuple(one.item for one in lines),
    )


def place_by_place(found: CouncilProfile) -> ReadTable:
    """Return the rate of children looked after of the council and each place beside it, year by year."""
    one = found.lines(numbers.IN_CARE_RATE)
    return ReadTable(
        "profile_rates",
        "Looked after on 31 March per 10,000 children under 18",
        f"The council first, its statistical neighbours from the nearest on. {SIGNS}",
        ("Place", *map(str, one.own.years)),
        tuple(
            (_words(_capital(line.place.name)), *(_cell(point, one.item.unit) for point in line.points))
            for line in one.lines
        ),
        (numbers.IN_CARE_RATE,),
    )


def subject_table(found: CouncilProfile, subject: Subject) -> ReadTable | None:
    """Return the numbers of a subject beside others in the last year; None where nothing is known."""
    lines = found.known_items(subject)
    if not lines:
        return None
    first = _first_year(found, lines)
    before = () if first is None else (f"{found.authority.name} {first}",)
    return ReadTable(
        f"profile_{subject.name.lower()}",
        subject.title,
        f"{subject.note} {SIGNS}",
        (
            "What",
            *before,
            f"{found.authority.name} {found.last}",
            "Middle of neighbours",
            "Lowest to highest neighbour",
            found.authority.region,
            "England",
        ),
        tuple(_beside(one, first) for one in lines),
        tuple(one.item for one in lines),
    )


def _subjects(found: CouncilProfile) -> Iterator[ReadTable]:
    for subject in Subject:
        table = subject_table(found, subject)
        if table is not None:
            yield table


def _first_year(found: CouncilProfile, lines: Sequence[ItemLines]) -> int | None:
    """Return the first year in which one of the council's numbers is published; None when it is the last."""
    years = [one.own.published[0][0] for one in lines if one.own.published]
    return min(years) if years and min(years) < found.last else None


def _beside(one: ItemLines, first: int | None) -> tuple[ReadCell, ...]:
    unit = one.item.unit
    before = () if first is None else (_cell(one.own.at(first), unit),)
    near = (_cell(one.middle.last, unit), _spread(one.known_neighbours, unit))
    others = (_cell(line.last, unit) for line in (one.region, one.england))
    return (
        _words(_with_unit(one.item)),
        *before,
        _cell(one.own.last, unit),
        *(near if unit in COMPARABLE else (_words(""), _words(""))),
        *others,
    )


def _spread(lines: Sequence[Line], unit: Unit) -> ReadCell:
    values = [line.last.value for line in lines]
    if not values:
        return _words(NOT_PUBLISHED)
    if len(values) == 1:
        return _words(f"{number(values[0], unit)} (of one)")
    return _words(f"{number(min(values), unit)} to {number(max(values), unit)}")


def _cell(shown: Shown, unit: Unit) -> ReadCell:
    return ReadCell(in_table(shown, unit), shown.value)


def _words(text: str) -> ReadCell:
    return ReadCell(text, float("nan"))


def _with_unit(item: Item) -> str:
    return f"{item.title}, {item.unit.title}" if item.unit is Unit.PER_10_000 else item.title


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
