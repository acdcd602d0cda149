"""A profile's tables as they are read: the council's years, its rate place by place, and each subject beside others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import nan

from sim.experiments.profile import numbers
from sim.experiments.profile.council import CouncilProfile
from sim.experiments.profile.item import Item, ProfileNumber, ProfileUnit
from sim.experiments.profile.line import ItemLines, PlaceLine
from sim.experiments.profile.shown import ShownStatus
from sim.experiments.profile.subject import ProfileSubject
from sim.reports.profile.numbers import SIGNS, in_table, number
from sim.reports.shared.words import capitalised

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

COMPARABLE = (ProfileUnit.PERCENT, ProfileUnit.PER_10_000, ProfileUnit.POUNDS_A_WEEK, ProfileUnit.POUNDS_A_CHILD)
"""Units in which councils of any size compare."""

WHOLE_YEARS = "Numbers on 31 March of each year; starting, leaving, adoption and costs are of the year to it."


@dataclass(frozen=True, slots=True)
class ReadCell:
    """What stands in a cell, the number behind it where there is one, and why there is none."""

    text: str
    value: float = nan
    status: ShownStatus = ShownStatus.PUBLISHED


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

    @property
    def statuses(self) -> frozenset[ShownStatus]:
        """Return why cells have no number, for the notes."""
        return frozenset(cell.status for row in self.rows for cell in row) - {ShownStatus.PUBLISHED}


def tables(found: CouncilProfile) -> list[ReadTable]:
    """Return every table in which something stands."""
    return [over_years(found), place_by_place(found), *_subjects(found)]


def over_years(found: CouncilProfile) -> ReadTable:
    """Return what is told of the council year by year."""
    lines = [one for item in OVER_YEARS if (one := found.lines(item)).own.published]
    return ReadTable(
        "profile_years",
        f"{found.authority.name} year by year",
        WHOLE_YEARS,
        ("What", *map(str, range(found.first, found.last + 1))),
        tuple(
            (ReadCell(_with_unit(one.item)), *(_cell(point, one.item.unit) for point in one.own.points))
            for one in lines
        ),
        tuple(one.item for one in lines),
    )


def place_by_place(found: CouncilProfile) -> ReadTable:
    """Return the rate of children looked after of the council and each place beside it, year by year."""
    one = found.lines(numbers.IN_CARE_RATE)
    return ReadTable(
        "profile_rates",
        "Looked after on 31 March per 10,000 children under 18",
        "The council first, its statistical neighbours from the nearest on.",
        ("Place", *map(str, one.own.years)),
        tuple(
            (ReadCell(capitalised(line.place.name)), *(_cell(point, one.item.unit) for point in line.points))
            for line in one.lines
        ),
        (numbers.IN_CARE_RATE,),
    )


def subject_table(found: CouncilProfile, subject: ProfileSubject) -> ReadTable | None:
    """Return the numbers of a subject beside others in the last year; None where nothing is known."""
    lines = found.known_items(subject)
    if not lines:
        return None
    first = _first_year(found, lines)
    before = () if first is None else (f"{found.authority.name} {first}",)
    return ReadTable(
        f"profile_{subject.name.lower()}",
        subject.title,
        _note(subject, lines),
        (
            "What",
            *before,
            f"{found.authority.name} {found.last}",
            "Median of neighbours",
            "Lowest to highest neighbour",
            found.authority.region,
            "England",
        ),
        tuple(_beside(one, first) for one in lines),
        tuple(one.item for one in lines),
    )


def _note(subject: ProfileSubject, lines: Sequence[ItemLines]) -> str:
    """Return what to know of a subject's numbers, and why some are not compared with neighbours."""
    alike = all(one.item.unit in COMPARABLE for one in lines)
    return subject.note if alike else f"{subject.note} Sums are not held against neighbours, who differ in size."


def _subjects(found: CouncilProfile) -> Iterator[ReadTable]:
    for subject in ProfileSubject:
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
        ReadCell(_with_unit(one.item)),
        *before,
        _cell(one.own.last, unit),
        *(near if unit in COMPARABLE else (ReadCell(""), ReadCell(""))),
        *others,
    )


def _spread(lines: Sequence[PlaceLine], unit: ProfileUnit) -> ReadCell:
    values = [line.last.value for line in lines]
    if not values:
        return ReadCell(SIGNS[ShownStatus.NOT_PUBLISHED], status=ShownStatus.NOT_PUBLISHED)
    if len(values) == 1:
        return ReadCell(f"{number(values[0], unit)} (of one)")
    return ReadCell(f"{number(min(values), unit)} to {number(max(values), unit)}")


def _cell(shown: ProfileNumber, unit: ProfileUnit) -> ReadCell:
    return ReadCell(in_table(shown, unit), shown.value, shown.status)


def _with_unit(item: Item) -> str:
    return f"{item.title}, {item.unit.title}" if item.unit is ProfileUnit.PER_10_000 else item.title
