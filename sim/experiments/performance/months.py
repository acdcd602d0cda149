"""The whole months of a run, and the stretches of time over which a month's report counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from sim.foundations.calendar import Calendar, in_words
from sim.foundations.faults import BadInput

QUARTER: Final = 3
"""Months."""


class Counted(StrEnum):
    """When what a line counts is there, or happens."""

    AT_CLOSE = "at the end of the month"
    IN_MONTH = "in the month"
    IN_QUARTER = "in the last three months"
    YEAR_TO_DATE = "since 1 April"


@dataclass(frozen=True, slots=True)
class ReportMonth:
    """One month of a run that is reported on."""

    first: date
    since: float
    """Its first day, as a number of the run's."""
    until: float
    """The first day of the month after it."""
    quarter: float
    """The first day of the three months that end with it; later where the run starts later."""
    year: float
    """The 1 April before, likewise."""

    @property
    def last(self) -> date:
        """Return its last date."""
        return self.first + timedelta(days=int(self.until - self.since) - 1)

    @property
    def name(self) -> str:
        """Return it as it is typed, e.g. ``2019-03``."""
        return f"{self.first:%Y-%m}"

    @property
    def words(self) -> str:
        """Return it as planners write it, e.g. ``March 2019``."""
        return f"{self.first:%B %Y}"

    def begins(self, counted: Counted) -> float:
        """Return the day from which a line counts what happens."""
        if counted is Counted.IN_QUARTER:
            return self.quarter
        return self.year if counted is Counted.YEAR_TO_DATE else self.since


def whole_months(calendar: Calendar, since: float, until: float) -> tuple[ReportMonth, ...]:
    """Return the months that lie whole in a run from day `since` to day `until`, in order."""
    found = []
    for (day, first), (after, _) in pairwise(calendar.firsts_of_month(since, until)):
        april = date(first.year if first.month >= 4 else first.year - 1, 4, 1)
        quarter = (first.year * 12 + first.month - 1) - (QUARTER - 1)
        began = calendar.day_of(date(quarter // 12, quarter % 12 + 1, 1))
        found.append(
            ReportMonth(
                first, float(day), float(after), max(float(began), since), max(float(calendar.day_of(april)), since)
            )
        )
    return tuple(found)


def chosen(months: Sequence[ReportMonth], text: str | None) -> int:
    """Return the place of the month that was named, of the last when none was. Raises BadInput when it is none."""
    if not months:
        raise BadInput(["the run has no whole month to report on; give --years a larger number"])
    if text is None:
        return len(months) - 1
    span = f"{in_words(months[0].first)} to {in_words(months[-1].last)}"
    example = f"give a month from {months[0].name} to {months[-1].name}, such as {months[-1].name}"
    try:
        year, month = text.split("-")
        wanted = date(int(year), int(month), 1) if len(year) == 4 and len(month) == 2 else None
    except ValueError:
        wanted = None
    if wanted is None:
        raise BadInput([f'--month: "{text}" is not a month; {example}'])
    for place, one in enumerate(months):
        if one.first == wanted:
            return place
    raise BadInput([f"--month: {wanted:%B %Y} does not lie whole in the run, whose months are {span}; {example}"])
