"""A number of the profile: what is counted, of what it is a share, and in which unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from math import nan

from sim.experiments.profile.shown import NOTHING, Reading, Status, reading
from sim.published.table import Figures


class Unit(Enum):
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
class Counted:
    """Categories of a measure of the table, added up."""

    measure: str
    categories: tuple[str, ...] = ("",)

    def read(self, known: Figures, code: str, year: int) -> Reading:
        """Return their sum; hidden where one of them is, and not published where one of them is not."""
        found = [reading(known, code, self.measure, year, category) for category in self.categories]
        for status in (Status.NOT_PUBLISHED, Status.HIDDEN, Status.UNLISTED):
            if any(one.status is status for one in found):
                return Reading(nan, status)
        return Reading(sum(one.value for one in found), Status.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Shown:
    """A number of one place and year as it may be shown, and the count behind a share or rate."""

    value: float
    status: Status
    count: float = nan
    over: float = nan
    """What it is a share of."""


@dataclass(frozen=True, slots=True)
class Item:
    """A number that is shown over the years and beside others."""

    title: str
    unit: Unit
    counted: tuple[Counted, ...]
    """The first of them that is published in a year: names and definitions changed."""
    over: tuple[Counted, ...] = ()
    """What it is a share of, in the same way; nothing where it stands as it is published."""

    def read(self, known: Figures, code: str, year: int) -> Shown:
        """Return the number of one place on or in the year to 31 March `year`."""
        count = _first(self.counted, known, code, year)
        if not self.over:
            return Shown(count.value, count.status, count.value)
        over = _first(self.over, known, code, year)
        for one in (count, over):
            if one.status is not Status.PUBLISHED:
                return Shown(nan, one.status)
        if over.value == 0:
            return Shown(nan, Status.NOBODY)
        return Shown(self.unit.scale * count.value / over.value, Status.PUBLISHED, count.value, over.value)

    def named(self, title: str) -> Item:
        """Return it under another name."""
        return replace(self, title=title)


def _first(ways: tuple[Counted, ...], known: Figures, code: str, year: int) -> Reading:
    found = (way.read(known, code, year) for way in ways)
    return next((one for one in found if one.status is not Status.NOT_PUBLISHED), NOTHING)
