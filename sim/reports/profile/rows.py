"""A profile as a tidy table: a row for each number, place and year."""

from __future__ import annotations

from collections.abc import Iterator

from sim.experiments.profile.council import CouncilProfile
from sim.experiments.profile.item import Item
from sim.experiments.profile.line import PlaceLine, Role
from sim.experiments.profile.shown import ShownStatus
from sim.published.table import publication
from sim.reports.shared.tables import Cells, cell

COLUMNS = ("date", "subject", "number", "unit", "place", "role", "code", "value", "count", "status", "source")


def rows(found: CouncilProfile) -> Iterator[Cells]:
    """Yield the header, and the rows; a number that is hidden or not published is an empty cell."""
    yield COLUMNS
    for subject, items in found.subjects.items():
        for one in items:
            for line in one.lines:
                yield from _of(line, subject.title, one.item)


def _of(line: PlaceLine, subject: str, item: Item) -> Iterator[Cells]:
    place = line.place
    for year, shown in zip(line.years, line.points, strict=True):
        about = (f"{year}-03-31", subject, item.title, item.unit.title, place.name, place.role.value, place.code)
        yield (*about, cell(shown.value), cell(shown.count), shown.status.value, _source(item, year, line))


def _source(item: Item, year: int, line: PlaceLine) -> str:
    if line.at(year).status is ShownStatus.NOT_PUBLISHED or line.place.role is Role.MIDDLE:
        return ""
    for way in item.counted:
        try:
            return publication(way.measure, year)
        except KeyError:
            continue
    return ""
