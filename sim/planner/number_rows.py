"""The numbers of a base as a planner looks through them: by subject, with their sources, and their own beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from sim.foundations.faults import BadInput
from sim.parameters.units import ONS_CODE
from sim.planner.asked import Asked, AskedNumber
from sim.scenario.assumptions import range_in_words
from sim.scenario.files.strategy_sizes import sized_from
from sim.scenario.levers import HOUSEHOLDS, PLACES, Lever, lever
from sim.scenario.quantities.bounds import bounds_in_words
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.meanings import meaning
from sim.scenario.scenario import Scenario
from sim.scenario.titles import short_title

CHANGED, USUAL, ALL = "changed", "usual", "all"

OFTEN_KNOWN: Final = (
    "demand.entries_per_year",
    PLACES,
    "in_house_fostering.enquiries",
    "prices.weekly.in_house",
    "prices.weekly.agency",
    "prices.weekly.childrens_home",
    "prices.weekly.supported",
    "legal.connected.assessors",
    "legal.adoption.finders",
    "health_assessments.clinics_per_week",
    "health_assessments.slots_per_clinic",
    "reviews.officers",
    "social_work.workers",
    "social_work.cin_cases",
    "social_work.turnover",
    "virtual_school.officers",
    "life_story.workers",
)
"""What councils know of themselves, and publication says late or not at all; bases lack some of it."""


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number of a base, and the planner's own in its place."""

    path: str
    title: str
    meaning: str
    unit: str
    bounds: str
    """In words."""
    now: str
    range: str
    source: str
    as_of: date
    one_of_a_table: bool
    own: AskedNumber | None


class NumberTable(NamedTuple):
    """Numbers that stand together."""

    title: str
    """What their subject is called, where those of several subjects are shown apart; otherwise empty."""
    rows: tuple[NumberRow, ...]


def subjects(base: Scenario) -> dict[str, str]:
    """Return the parts of a base with what planners call them."""
    names = dict.fromkeys(path.partition(".")[0] for path in base.quantities)
    return {name: short_title(name) for name in names}


def number_tables(base: Scenario, asked: Asked, show: str) -> tuple[NumberTable, ...]:
    """Return the numbers that are shown: those changed, those often known, those of one subject, or all by subject."""
    if show == ALL:
        tables = [NumberTable(title, _rows(base, asked, _paths(base, name))) for name, title in subjects(base).items()]
    elif show == CHANGED:
        tables = [NumberTable("", _rows(base, asked, (one.path for one in asked.numbers)))]
    else:
        tables = [NumberTable("", _rows(base, asked, OFTEN_KNOWN if show == USUAL else _paths(base, show)))]
    return tuple(table for table in tables if table.rows)


def number_row(base: Scenario, asked: Asked, path: str) -> NumberRow | None:
    """Return the number at a path; None where the base has none."""
    try:
        found = lever(path, base)
    except BadInput:
        return None
    own = next((one for one in asked.numbers if one.path == path), None)
    return NumberRow(
        path,
        found.title,
        _meaning(found),
        found.unit.words,
        bounds_in_words(found.unit),
        f"{found.value:,.6g}",
        "" if found.category or found.path == PLACES else range_in_words(found.source),
        ". ".join(filter(None, (sized_from(found.source), found.source.source))),
        found.source.as_of,
        bool(found.category),
        own,
    )


def _rows(base: Scenario, asked: Asked, paths: Iterable[str]) -> tuple[NumberRow, ...]:
    return tuple(row for path in paths for row in [number_row(base, asked, path)] if row is not None)


def _meaning(found: Lever) -> str:
    if found.path == PLACES:
        return "Places for which the council's own foster carers are approved, in all."
    return meaning(found.quantity).partition(": ")[2]


def _paths(base: Scenario, subject: str) -> Iterator[str]:
    for path, quantity in base.quantities.items():
        what = declared()[path]
        if not path.startswith(f"{subject}.") or what.unit is ONS_CODE:
            continue
        if path == HOUSEHOLDS:
            yield PLACES
        if quantity.is_table:
            yield from (f"{path}.{category}" for category in what.categories)
        elif not quantity.days(base.horizon):
            yield path
