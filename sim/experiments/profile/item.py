"""A number of the profile: what is counted, of what it is a share, and in which unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from math import nan

from sim.experiments.profile.shown import NOTHING, ShownCell, ShownStatus, reading
from sim.published.table import Figures


class ProfileUnit(Enum):
    """What a number of the profile is in: its name, and what a share is multiplied by."""

    CHILDREN = ("children", 1.0)
    PER_10_000 = ("per 10,000 children under 18", 10_000.0)
    PERCENT = ("percent", 100.0)
    POUNDS_A_WEEK = ("pounds a week", 1.0)
    POUNDS_A_CHILD = ("pounds for each child under 18", 1.0)
    POUNDS = ("pounds", 1.0)

    @property
    def title(self) -> str:
        """Return what it is called."""
        title: str = self.value[0]
        return title

    @property
    def scale(self) -> float:
        """Return what a share is multiplied by."""
        scale: float = self.value[1]
        return scale


@dataclass(frozen=True, slots=True)
class CountedCells:
    """Categories of a measure of the table, added up."""

    measure: str
    categories: tuple[str, ...] = ("",)

    def read(self, known: Figures, code: str, year: int) -> ShownCell:
        """Return their sum; hidden where one of them is, and not published where one of them is not."""
        found = [reading(known, code, self.measure, year, category) for category in self.categories]
        for status in (ShownStatus.NOT_PUBLISHED, ShownStatus.HIDDEN, ShownStatus.UNLISTED):
            if any(one.status is status for one in found):
                return ShownCell(nan, status)
        return ShownCell(sum(one.value for one in found), ShownStatus.PUBLISHED)


@dataclass(frozen=True, slots=True)
class ProfileNumber:
    """A number of one place and year as it may be shown, and the count behind a share or rate."""

    value: float
    status: ShownStatus
    count: float = nan
    over: float = nan
    """What it is a share of."""


@dataclass(frozen=True, slots=True)
class Item:
    """A number that is shown over the years and beside others."""

    title: str
    unit: ProfileUnit
    counted: tuple[CountedCells, ...]
    """The first of them that is published in a year: names and definitions changed."""
    over: tuple[CountedCells, ...] = ()
    """What it is a share of, in the same way; nothing where it stands as it is published."""

    def read(self, known: Figures, code: str, year: int) -> ProfileNumber:
        """Return the number of one place on or in the year to 31 March `year`."""
        count = _first(self.counted, known, code, year)
        if not self.over:
            return ProfileNumber(count.value, count.status, count.value)
        over = _first(self.over, known, code, year)
        for one in (count, over):
            if one.status is not ShownStatus.PUBLISHED:
                return ProfileNumber(nan, one.status)
        if over.value == 0:
            return ProfileNumber(nan, ShownStatus.NOBODY)
        return ProfileNumber(self.unit.scale * count.value / over.value, ShownStatus.PUBLISHED, count.value, over.value)

    def named(self, title: str) -> Item:
        """Return it under another name."""
        return replace(self, title=title)


def _first(ways: tuple[CountedCells, ...], known: Figures, code: str, year: int) -> ShownCell:
    found = (way.read(known, code, year) for way in ways)
    return next((one for one in found if one.status is not ShownStatus.NOT_PUBLISHED), NOTHING)
