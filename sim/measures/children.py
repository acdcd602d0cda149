"""The measures of children looked after: how many there are, who comes into care and who leaves it.

A function that takes `at` counts at those moments; one that takes `spans` counts what happened in them.
"""

from __future__ import annotations

from math import inf

import numpy as np

from sim.foundations.calendar import AGE_BAND_STARTS, DAYS_PER_YEAR
from sim.foundations.codes import LeavingCause, Sex, readable
from sim.measures.arrays import Flags, Integers, Numbers
from sim.measures.columns import days
from sim.measures.counting import number_at, number_in, number_in_by, ratio
from sim.measures.declaration import DFE, OWN, Better, count, rate, stock
from sim.measures.shared_time import presence
from sim.measures.times import time_of_periods
from sim.measures.value import (
    Parts,
    Spans,
)
from sim.measures.view import View

AGES = ("age: under 1", "age: 1 to 4", "age: 5 to 9", "age: 10 to 15", "age: 16 and over")
CAUSES = tuple(readable(cause) for cause in LeavingCause)
AGE_STARTS = (-inf, *(years * DAYS_PER_YEAR for years in AGE_BAND_STARTS[1:]))
"""Days of age at which each band of `AGES` starts."""


def ages(age: Numbers) -> Integers:
    """Return the index in `AGES` of each age in days."""
    return np.searchsorted(np.array(AGE_STARTS), age, "right") - 1


def looked_after(view: View, at: Numbers) -> Parts:
    """Children looked after at each moment, in all and by age."""
    periods = view.periods
    here = presence(periods.began, periods.ended, at)
    yield "", here.number()
    band = ages(at[here.moment] - periods.born[here.spell])
    for index, words in enumerate(AGES):
        yield words, here.number(band == index)


def looked_after_on_average(view: View, spans: Spans) -> Parts:
    """Children looked after on any day of each span, in all and by age."""
    shared = time_of_periods(view, spans)
    yield "", shared.in_each() / spans.days
    by_age = shared.in_each_by_band(view.periods.born, np.array(AGE_STARTS))
    yield from zip(AGES, by_age / spans.days, strict=True)


LOOKED_AFTER = stock(
    "looked_after",
    "Children looked after",
    "children",
    Better.NEITHER,
    "Children whom the council looks after at the close of the date. The average is over every day of the run.",
    f"{DFE}: children looked after at 31 March; series of short-term placements are not modelled.",
    "Periods of care begun by the close of the date and not ended by it. Average: child-days over days.",
    looked_after,
    looked_after_on_average,
    categories="by age at the date",
    headline=True,
)


def by_sex(view: View, at: Numbers) -> Parts:
    """Children looked after at each moment, by sex."""
    for sex in Sex:
        these = view.periods.sex == sex
        yield readable(sex), number_at(view.periods.began[these], view.periods.ended[these], at)


def by_sex_on_average(view: View, spans: Spans) -> Parts:
    """Children looked after on any day of each span, by sex."""
    child_days = time_of_periods(view, spans).in_each_by(view.periods.sex - Sex.MALE, len(Sex))
    yield from zip(map(readable, Sex), child_days / spans.days, strict=True)


LOOKED_AFTER_BY_SEX = stock(
    "looked_after_by_sex",
    "Children looked after, by sex",
    "children",
    Better.NEITHER,
    "Children whom the council looks after at the close of the date, male and female. Sex changes nothing in the "
    "model: it is drawn so that returns can be compared.",
    f"{DFE}: children looked after at 31 March by sex.",
    "As `looked_after`, for each sex.",
    by_sex,
    by_sex_on_average,
    categories="by sex as recorded: male, female",
)


# Coming into care and leaving it


def _once_a_year(view: View, child: Integers, day: Numbers, *, last: bool) -> Flags:
    """Whether each row is the first (or the last) of its child in a year to 31 March."""
    first_of_april = [march + 1.0 for march, _ in view.calendar.ends_of_year(view.since - 1, view.until)]
    year = np.searchsorted(np.array(first_of_april), day, "right")
    order = np.lexsort((day, year, child))
    another = (np.diff(child[order]) != 0) | (np.diff(year[order]) != 0)
    counted = np.ones(len(day), dtype=np.bool_)
    counted[order[:-1] if last else order[1:]] = another
    return counted


def starts(view: View, spans: Spans) -> Parts:
    """Children who started to be looked after, each once a year, in all and by age; and every start."""
    came = view.periods.began >= view.since
    began, child = view.periods.began[came], view.periods.child[came]
    counted = _once_a_year(view, child, began, last=False)
    age = ages((began - view.periods.born[came])[counted])
    by_age = number_in_by(age, len(AGES), began[counted], spans)
    yield "", by_age.sum(axis=0)
    yield from zip(AGES, by_age, strict=True)
    yield "every start", number_in(began, spans)


STARTS = count(
    "starts",
    "Children starting to be looked after",
    "children",
    Better.NEITHER,
    "Children who started to be looked after in the year; a child who starts twice in a year to "
    "31 March is counted once, at the first. The category 'every start' counts both.",
    f"{DFE}: only the first occasion in the year is counted.",
    "First starts of each child in each year to 31 March.",
    starts,
    categories="by age at the start; 'every start'",
    headline=True,
)


def ceases(view: View, spans: Spans) -> Parts:
    """Children who ceased to be looked after, each once a year, in all and by cause; and every cease."""
    left = (view.periods.ended >= view.since) & (view.periods.ended < view.until)
    ended, child = view.periods.ended[left], view.periods.child[left]
    counted = _once_a_year(view, child, ended, last=True)
    cause = view.periods.cause[left][counted]
    by_cause = number_in_by(cause, len(CAUSES), ended[counted], spans)
    yield "", by_cause.sum(axis=0)
    yield from zip(CAUSES, by_cause, strict=True)
    yield "every cease", number_in(ended, spans)


CEASES = count(
    "ceases",
    "Children ceasing to be looked after",
    "children",
    Better.NEITHER,
    "Children who ceased to be looked after in the year; a child who ceases twice in a year to 31 "
    "March is counted once, at the last. The category 'every cease' counts both.",
    f"{DFE}: only the last occasion in the year is counted.",
    "Last ceases of each child in each year to 31 March.",
    ceases,
    categories="by cause of leaving; 'every cease'",
)


def reentries(view: View, spans: Spans) -> Parts:
    """Starts of a second or later period of being looked after."""
    yield "", number_in(view.periods.began[view.periods.number > 1], spans)


REENTRIES = count(
    "reentries",
    "Children coming back into care",
    "children",
    Better.LOWER,
    "Starts of a second or later period of being looked after by the council.",
    f"{OWN}; the SSDA903 return gives the periods of care from which it is made.",
    "Starts in the year of periods numbered 2 or more.",
    reentries,
)


def passed_on(view: View, spans: Spans) -> Parts:
    """Unaccompanied children passed on to other authorities under the National Transfer Scheme."""
    yield "", number_in(days(view.register.passed_on), spans)


PASSED_ON = count(
    "passed_on",
    "Unaccompanied children passed on under the transfer scheme",
    "children",
    Better.NEITHER,
    "Unaccompanied children who arrived when as many were looked after as the authority's share of the National "
    "Transfer Scheme, and were passed on to other authorities: they do not start to be looked after here.",
    f"{OWN}; the Home Office publishes transfers by authority, of those who were looked after first.",
    "Unaccompanied children passed on in the year.",
    passed_on,
)


def mean_stay(view: View, spans: Spans) -> Parts:
    """Mean years of the periods of being looked after that ended in each span."""
    left = view.periods.ended < view.until
    ended = view.periods.ended[left]
    years = (ended - view.periods.began[left]) / DAYS_PER_YEAR
    yield "", ratio(number_in(ended, spans, years), number_in(ended, spans))


MEAN_STAY_YEARS = rate(
    "mean_stay_years",
    "Mean time in care of children who left",
    "years",
    Better.NEITHER,
    "Mean length of the periods of being looked after that ended in the year.",
    f"{DFE}: duration of the latest period of care of children who ceased.",
    "Sum of the years in care of periods ended in the year, over their number.",
    mean_stay,
)
