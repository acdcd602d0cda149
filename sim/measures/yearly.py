"""The values of every measure: at each 31 March, in each whole year to 31 March, and for the whole run."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import ceil

import numpy as np

from sim.foundations.calendar import DAYS_PER_YEAR, Calendar
from sim.measures.catalogue import MEASURES, is_made
from sim.measures.declaration import Measure, WholeRun, whole_run_category
from sim.measures.value import Spans, Value, spans, values
from sim.measures.view import View, view_of
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters


def measure(
    register: Register, calendar: Calendar, parameters: Parameters, measures: Iterable[Measure] = MEASURES
) -> list[Value]:
    """Return the values of every measure, or of those given, for one replication."""
    return measure_view(view_of(register, calendar, parameters), measures)


def measure_view(view: View, measures: Iterable[Measure] = MEASURES) -> list[Value]:
    """Return the values of every measure, or of those given, from the view of a register."""
    last = last_date(view)
    marches = [
        (day + 1.0, when)
        for day, when in view.calendar.ends_of_year(view.since - 1, view.until)
        if view.since <= day + 1 <= view.until
    ]
    points = [(moment, when) for moment, when in marches if moment > view.since and when != last]
    at = np.array([*(moment for moment, _ in points), view.until])
    dates = [*(when for _, when in points), last]
    closes = np.array([moment for moment, _ in marches])
    years_end = [when for _, when in marches[1:]]
    run = spans(np.array([view.since]), np.array([view.until]))
    financial_years, ends = in_financial_years(view)
    years_and_run = spans(np.append(closes[:-1], view.since), np.append(closes[1:], view.until))
    result: list[Value] = []
    for one in measures:
        if not is_made(one, view.parameters):
            continue
        if one.part_years and one.over is not None:
            for category, numbers in one.over(view, financial_years):
                result += values(one.id, category, one.unit, ends, numbers)
                whole = whole_run_category(one, category)
                result += values(one.id, whole, one.unit, [last], numbers.sum(keepdims=True))
            continue
        years = run.days / DAYS_PER_YEAR if one.whole_run is WholeRun.PER_YEAR else 1.0
        if one.at is not None:
            for category, numbers in one.at(view, at):
                result += values(one.id, category, one.unit, dates, numbers)
        if one.over is not None:
            for category, numbers in one.over(view, run if one.at else years_and_run):
                result += values(one.id, category, one.unit, years_end if not one.at else [], numbers[:-1])
                whole = whole_run_category(one, category)
                result += values(one.id, whole, one.unit, [last], numbers[-1:] / years)
    return result


def in_financial_years(view: View) -> tuple[Spans, list[date]]:
    """Return the financial years of the run, the first and the last as far as they are in it, and their last dates."""
    aprils = [day + 1.0 for day, _ in view.calendar.ends_of_year(view.since - 1, view.until)]
    edges = [view.since, *(day for day in aprils if view.since < day < view.until), view.until]
    ends = [view.calendar.date_of(day - 1) for day in edges[1:-1]]
    return spans(np.array(edges[:-1]), np.array(edges[1:])), [*ends, last_date(view)]


def last_date(view: View) -> date:
    """Return the last date that the run reaches into."""
    return view.calendar.start + timedelta(days=ceil(view.until) - 1)
