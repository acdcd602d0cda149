"""The measures of school: changes in the middle of a year, time at no school, good schools, education plans."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.school_days import RECEPTION_AGE, school_year_begins
from sim.measures.arrays import Flags, Integers, Numbers
from sim.measures.averages import percent_in
from sim.measures.columns import codes, days, flags, numbers
from sim.measures.counting import a_year_before, average_number, number_at, number_in, percent
from sim.measures.declaration import DFE, OWN, Better, count, rate, stock
from sim.measures.spending import Spending, days_paid, years_in_force
from sim.measures.value import Parts, Share, Spans
from sim.measures.view import View

STABILITY_INDEX = "Children's Commissioner for England, Stability Index"

YEAR_11_AGE: Final = 15
"""On the 31 August before: the last year that is counted for changes of school."""

INSIDE, OUTSIDE = "inside the authority", "outside the authority"

WHOLE_TERM: Final = 60.0
"""School days: about a third of the 190 of a year."""


def _counted_for_moves(view: View, moment: float, child: Integers) -> Flags:
    """Whether children are of an age for reception to year 11 at a moment."""
    year = view.calendar.date_of(school_year_begins(view.calendar, moment)).year
    youngest = view.calendar.day_of(date(year - RECEPTION_AGE, 8, 31)) + 1
    eldest = view.calendar.day_of(date(year - YEAR_11_AGE - 1, 8, 31)) + 1
    born = view.born[child]
    result: Flags = (born < youngest) & (born >= eldest)
    return result


def _mid_year_moves(view: View) -> tuple[Integers, Numbers, Flags]:
    """Return the children, the days and whether a placement changed with it, of changes of school in mid-year."""
    moves = view.register.school_moves
    which = flags(moves.mid_year) & ~flags(moves.had_none)
    return codes(moves.child)[which], numbers(moves.started)[which], flags(moves.with_placement)[which]


def moved_in_mid_year(view: View, at: Numbers) -> Share:
    """Return the pupils in care at each moment, and of them those who changed school in mid-year in the year to it."""
    periods = view.register.school_periods
    child, began, ended = codes(periods.child), numbers(periods.began), days(periods.ended)
    moved, day, _ = _mid_year_moves(view)
    part, whole = np.zeros(len(at)), np.zeros(len(at))
    for index, moment in enumerate(at.tolist()):
        pupils = np.unique(child[(began < moment) & (ended >= moment)])
        pupils = pupils[_counted_for_moves(view, moment, pupils)]
        in_year = (day < moment) & (day >= a_year_before(view.calendar, moment))
        part[index], whole[index] = np.sum(np.isin(pupils, moved[in_year])), len(pupils)
    return Share(part, whole)


def school_moves(view: View, at: Numbers) -> Parts:
    """Percentage of pupils in care at each moment who changed school in the middle of a year in the year to it."""
    yield "", moved_in_mid_year(view, at).percent


SCHOOL_MOVES_PERCENT = stock(
    "school_moves_percent",
    "Pupils who changed school in the middle of a year",
    "percent",
    Better.LOWER,
    "Of children looked after at the date who are of an age for reception to year 11, those who in the year to it "
    "started at another school after the first three weeks of September. A first school in care of a child who had "
    "none is no change.",
    f"{DFE}: children with one or more mid-year school moves, of children with a school in both censuses; "
    f"{STABILITY_INDEX}.",
    "Pupils with a change in the middle of a year within the year, over pupils.",
    school_moves,
)


def school_moves_with_placement(view: View, spans: Spans) -> Parts:
    """Percentage of changes of school in mid-year in each span that came with a change of placement."""
    _, day, with_placement = _mid_year_moves(view)
    yield "", percent_in(day, with_placement, spans)


SCHOOL_MOVES_WITH_PLACEMENT_PERCENT = rate(
    "school_moves_with_placement_percent",
    "Changes of school that came with a change of placement",
    "percent",
    Better.NEITHER,
    "Of changes of school in the middle of a year, those asked for because the child moved to another placement.",
    f"{STABILITY_INDEX} 2017: just under half.",
    "Changes in the middle of a year asked for with a placement, over changes in the middle of a year.",
    school_moves_with_placement,
)


def _out_of_school(view: View) -> tuple[Numbers, Numbers]:
    """Return when periods at no school began and ended, of children of school age."""
    periods = view.register.school_periods
    none = ~flags(periods.enrolled)
    return numbers(periods.began)[none], days(periods.ended)[none]


def at_no_school(view: View, at: Numbers) -> Share:
    """Return the children of school age at each moment, and of them those who are on the roll of no school."""
    periods = view.register.school_periods
    of_age = number_at(numbers(periods.began), days(periods.ended), at)
    return Share(number_at(*_out_of_school(view), at), of_age)


def out_of_school(view: View, at: Numbers) -> Parts:
    """Children of school age at no school at each moment."""
    yield "", at_no_school(view, at).part


def out_of_school_on_average(view: View, spans: Spans) -> Parts:
    """Children of school age at no school on an average day of each span."""
    yield "", average_number(*_out_of_school(view), spans)


OUT_OF_SCHOOL = stock(
    "out_of_school",
    "Children of school age at no school",
    "children",
    Better.LOWER,
    "Children looked after, of an age for reception to year 13, who are on the roll of no school: they came into care "
    "without one, or wait for the one they are to change to.",
    OWN,
    "Periods at no school that go on.",
    out_of_school,
    out_of_school_on_average,
)


def good_schools(view: View, at: Numbers) -> Parts:
    """Percentage of pupils at schools judged good or outstanding at each moment, in all and by where the school is."""
    periods = view.register.school_periods
    enrolled = flags(periods.enrolled)
    began, ended = numbers(periods.began)[enrolled], days(periods.ended)[enrolled]
    good, away = flags(periods.good)[enrolled], flags(periods.outside)[enrolled]
    everywhere = np.ones(len(good), dtype=np.bool_)
    for category, here in (("", everywhere), (INSIDE, ~away), (OUTSIDE, away)):
        part, whole = here & good, here
        yield category, percent(number_at(began[part], ended[part], at), number_at(began[whole], ended[whole], at))


GOOD_SCHOOLS_PERCENT = stock(
    "good_schools_percent",
    "Pupils at good or outstanding schools",
    "percent",
    Better.HIGHER,
    "Of children looked after who are on the roll of a school, those whose school was judged good or outstanding by "
    "Ofsted when they joined it.",
    f"{OWN}; Ofsted judges schools.",
    "Pupils of such schools over pupils.",
    good_schools,
    categories=f"'{INSIDE}', '{OUTSIDE}'",
)


def plans_in_time(view: View, spans: Spans, first: bool) -> Share:
    """Return the education plans due in each span, the child still in care, and of them those made by then."""
    plans = view.register.education_plans
    due, left = numbers(plans.due), view.periods.ended[codes(plans.episode)]
    asked = (flags(plans.first) == first) & (left > due)
    in_time = asked & (days(plans.done) <= due)
    return Share(number_in(due[in_time], spans), number_in(due[asked], spans))


def first_education_plans(view: View, spans: Spans) -> Parts:
    """Percentage of first education plans due in each span that were made in time."""
    yield "", plans_in_time(view, spans, first=True).percent


FIRST_EDUCATION_PLANS_IN_TIME_PERCENT = rate(
    "first_education_plans_in_time_percent",
    "First personal education plans within 10 school days",
    "percent",
    Better.HIGHER,
    "Of children who came into care of an age for reception to year 13 and were still in care 10 school days later, "
    "those with a personal education plan by then.",
    "Department for Education, Promoting the education of looked-after children (2018), statutory guidance.",
    "First plans made by the day they were due, over first plans due.",
    first_education_plans,
)


def education_plans(view: View, spans: Spans) -> Parts:
    """Percentage of later education plans due in each span that were made in time."""
    yield "", plans_in_time(view, spans, first=False).percent


EDUCATION_PLANS_IN_TIME_PERCENT = rate(
    "education_plans_in_time_percent",
    "Personal education plans brought up to date in time",
    "percent",
    Better.HIGHER,
    "Of plans that were to be brought up to date within the term, or within 20 school days of starting at another "
    "school, those that were, of children still in care on the day.",
    "Department for Education, Promoting the education of looked-after children (2018), statutory guidance.",
    "Later plans made by the day they were due, over later plans due.",
    education_plans,
)


def key_stage_4_moves(view: View, spans: Spans) -> Parts:
    """Changes of school in years 10 and 11 that began in each span."""
    moves = view.register.school_moves
    which = flags(moves.key_stage_4) & ~flags(moves.had_none)
    started = numbers(moves.started)[which]
    yield "", number_in(started[np.isfinite(started)], spans)


KEY_STAGE_4_SCHOOL_MOVES = count(
    "key_stage_4_school_moves",
    "Changes of school in years 10 and 11",
    "changes",
    Better.LOWER,
    "Pupils in years 10 and 11 who start at another school, in the middle of the year or at its start.",
    f"{OWN}; Care Planning, Placement and Case Review (England) Regulations 2010, regulation 10.",
    "Changes of school asked for in years 10 and 11 that began in the year.",
    key_stage_4_moves,
)


def whole_term_missed(view: View, spans: Spans) -> Parts:
    """Percentage of changes of school that began in each span for which a term or more was waited."""
    moves = view.register.school_moves
    which = ~flags(moves.had_none) & np.isfinite(numbers(moves.started))
    started, asked = numbers(moves.started)[which], numbers(moves.asked)[which]
    yield "", percent_in(started, (started - asked) >= WHOLE_TERM * DAYS_PER_YEAR / 190.0, spans)


WHOLE_TERM_MISSED_PERCENT = rate(
    "whole_term_missed_percent",
    "Changes of school for which a whole term was missed",
    "percent",
    Better.LOWER,
    "Of children who started at another school, those who had been at none for a third of a year or more.",
    f"{STABILITY_INDEX} 2018: about 400 of 4,300 who changed school in 2016-17.",
    "Changes after 60 school days or more, as a share of a year, over changes that began.",
    whole_term_missed,
)


def reach_cost(view: View, spans: Spans) -> Numbers | None:
    """Return what the virtual school's reach costs in each span: officers, and transport to schools that are kept."""
    reach, school = view.parameters.school_reach, view.parameters.virtual_school
    if reach is None or school is None:
        return None
    kept = view.register.kept_schools
    transport = reach.transport / 7 * days_paid(view, numbers(kept.began), days(kept.ended), spans)
    return reach.officers * school.cost_per_officer * years_in_force(view, reach.starts, reach.ramp, spans) + transport


SPENDING = Spending("virtual school beyond the border", reach_cost)


def base_cost(view: View, spans: Spans) -> Numbers:
    """Return what the virtual school's officers cost in each span."""
    school = view.parameters.virtual_school
    if school is None:
        return np.zeros(len(spans.since))
    return school.officers * school.cost_per_officer * years_in_force(view, 0.0, 0.0, spans)
