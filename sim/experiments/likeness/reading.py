"""What is read off each replication for the table of likeness: every measure, and who was where on days of the year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from sim.foundations.calendar import Calendar
from sim.measures.arrays import Integers, Numbers
from sim.measures.children import AGES, ages
from sim.measures.counting import number_at_by
from sim.measures.placements import KINDS
from sim.measures.series import monthly_view
from sim.measures.times import time_of_stays
from sim.measures.turnover import LOCATIONS
from sim.measures.value import (
    Value,
    spans,
    values,
)
from sim.measures.view import View, view_of
from sim.measures.yearly import last_date, measure_view
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.tables import DURATION_BAND_STARTS

BY_KIND, BY_AGE, BY_PLACE = "children by kind", "children by age", "children by place"
"""Names under which the numbers of the first day and its anniversaries stand; they are no measures of the catalogue."""

BY_TIME = "children by age and time in care"
"""Name under which the children of the first day by age and time in care stand, in the same way."""

TIMES = ("under 2 weeks", "2 to 8 weeks", "8 weeks to 6 months", "6 months to 1 year", "1 to 2 years", "2 to 3 years",
         "3 to 5 years", "over 5 years")  # fmt: skip
AGES_AND_TIMES = tuple(f"{age}, in care for {time}" for age in AGES for time in TIMES)

AVERAGE_BY_KIND = "children by kind, average of the run"
"""Name under which children by recorded kind on any day of the run stand: an emergency place counts as what it is."""


def likened(register: Register, calendar: Calendar, parameters: Parameters) -> tuple[Sequence[Value], Sequence[Value]]:
    """Read every measure of the catalogue, the numbers on the first day and its anniversaries, and monthly values."""
    view = view_of(register, calendar, parameters)
    return [*measure_view(view), *on_anniversaries(view), *_on_average(view)], monthly_view(view)


def on_anniversaries(view: View) -> Iterator[Value]:
    """Yield children by recorded kind, age and place at the start of the first day and of each anniversary.

    An anniversary that the run ends with is its last moment.
    """
    days = list(_anniversaries(view))
    at = np.array([day for day, _ in days])
    dates = [when for _, when in days]
    stays = view.stays
    for name, categories, group in (
        (BY_KIND, KINDS, stays.kind),
        (BY_PLACE, LOCATIONS, stays.location),
    ):
        for category, numbers in zip(categories, _numbers(view, group, len(categories), at), strict=True):
            yield from values(name, category, "children", dates, numbers)
    for index, band in enumerate(AGES):
        numbers = np.array([_aged(view, moment)[index] for moment in at.tolist()])
        yield from values(BY_AGE, band, "children", dates, numbers)
    yield from _by_time_in_care(view, *days[0])


def _by_time_in_care(view: View, day: float, when: date) -> Iterator[Value]:
    """Yield children by age and time in care at the start of the first day."""
    periods = view.periods
    here = (periods.began < day) & (periods.ended >= day)
    bands = np.searchsorted(np.array(DURATION_BAND_STARTS), day - periods.began[here], "right") - 1
    cells = np.bincount(ages(day - periods.born[here]) * len(TIMES) + bands, minlength=len(AGES_AND_TIMES))
    for category, number in zip(AGES_AND_TIMES, cells, strict=True):
        yield from values(BY_TIME, category, "children", [when], np.array([number]))


def _on_average(view: View) -> Iterator[Value]:
    run = spans(np.array([view.since]), np.array([view.until]))
    child_days = time_of_stays(view, run).in_each_by(view.stays.kind, len(KINDS))
    for category, numbers in zip(KINDS, child_days / run.days, strict=True):
        yield from values(AVERAGE_BY_KIND, category, "children", [last_date(view)], numbers)


def _anniversaries(view: View) -> Iterator[tuple[float, date]]:
    """Yield the first day and its anniversaries in the run, each with its date."""
    start, last = view.calendar.start, last_date(view)
    for years in range(last.year - start.year + 2):
        when = _years_after(start, years)
        day = float(view.calendar.day_of(when))
        # a run of three years of 365.25 days ends within hours of the anniversary, or just before it
        if day <= view.until + 1:
            yield min(day, view.until), min(when, last)


def _years_after(start: date, years: int) -> date:
    """Return the date so many years later; 1 March for a 29 February that is not there."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return date(start.year + years, 3, 1)


def _numbers(view: View, group: Integers, number: int, at: Numbers) -> Numbers:
    return number_at_by(group, number, view.stays.began, view.stays.ended, at)


def _aged(view: View, moment: float) -> Integers:
    """Return the number of children looked after by age at a moment."""
    periods = view.periods
    here = (periods.began < moment) & (periods.ended >= moment)
    return np.bincount(ages(moment - periods.born[here]), minlength=len(AGES))
