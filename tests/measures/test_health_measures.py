"""The measures of health: answers worked by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from handmade_registers import (
    CALENDAR,
    MARCH_2018,
    MARCH_2019,
    MARCH_2020,
    day,
    measured,
    parameters,
    register,
    stay,
    value,
)
from quiet_health import health_assessments, health_clinic, health_pathway

from sim.foundations.calendar import Calendar
from sim.measures import measure
from sim.measures.health_delays import CAUSES, STAGES
from sim.model.register.columns import OPEN
from sim.model.register.register import Register

YEAR_2018 = day(2018, 6, 1)
"""A day in the year to 31 March 2019."""


def assessed(
    r: Register,
    of: int,
    due: float,
    *,
    asked: float = OPEN,
    done: float = OPEN,
    initial: bool = True,
    host: bool = False,
    missed: int = 0,
    first_missed: float = OPEN,
    refused: bool = False,
) -> None:
    """Add a health assessment of a period of care."""
    table = r.health
    table.child.append(r.episodes.child[of])
    table.episode.append(of)
    table.initial.append(initial)
    table.due.append(due)
    table.asked.append(asked)
    table.booked.append(done)
    table.done.append(done)
    table.reported.append(OPEN)
    table.host.append(host)
    table.missed.append(missed)
    table.first_missed.append(first_missed)
    table.refused.append(refused)
    table.ended.append(OPEN)


def values_of(r: Register, **parts: Any) -> Any:
    """Measure a register with health assessments."""
    with_health = {"health_assessments": health_assessments(), **parts}
    return measure(r, CALENDAR, parameters(**with_health))


def test_in_timescale_counts_children_still_looked_after_on_the_due_day() -> None:
    """In time on the day itself; a child who left the day before is left out, one who left on it is not."""
    r, due = register(), float(YEAR_2018)
    entered = due - 28
    assessed(r, stay(r, entered), due, asked=due - 10, done=due)  # in time, on the last day
    assessed(r, stay(r, entered), due, asked=due - 10, done=due + 1)  # a day late
    assessed(r, stay(r, entered), due)  # never asked
    assessed(r, stay(r, entered, due - 0.5), due)  # left before: out
    assessed(r, stay(r, entered, due + 0.5), due, asked=due - 20, done=due - 10, host=True)  # left on the due day
    values = values_of(r)
    assert value(values, "iha_in_timescale_percent", when=MARCH_2019) == 50.0
    assert value(values, "iha_in_timescale_percent", "of those done", MARCH_2019) == pytest.approx(200 / 3)
    assert value(values, "iha_in_timescale_percent", "own clinic", MARCH_2019) == pytest.approx(100 / 3)
    assert value(values, "iha_in_timescale_percent", "host area", MARCH_2019) == 100.0
    assert value(values, "iha_in_timescale_percent", "voluntary", MARCH_2019) == 50.0
    assert value(values, "iha_wait_days_median", when=MARCH_2019) == 28.0


def test_an_assessment_due_in_one_year_and_made_in_the_next_counts_by_either() -> None:
    r, due = register(), float(day(2019, 3, 31))
    assessed(r, stay(r, due - 28), due, asked=due - 5, done=due + 3)
    values = values_of(r)
    assert value(values, "iha_in_timescale_percent", when=MARCH_2019) == 0.0
    assert value(values, "iha_in_timescale_percent", "of those done", MARCH_2020) == 0.0


def test_where_delay_arose() -> None:
    r, due = register(), float(YEAR_2018)
    for changes in (
        {"asked": due + 1, "done": due + 20},
        {},
        {"asked": due, "done": due + 5, "host": True},
        {"asked": due - 5, "done": due + 5},
        {"asked": due - 5},
        {"asked": due - 5, "missed": 4},
        {"asked": due - 5, "refused": True, "host": True},
        {"asked": due - 5, "done": due - 1},
        {"asked": due - 5, "missed": 1, "first_missed": due, "done": due + 9, "host": True},
        {"asked": due - 5, "missed": 1, "first_missed": due + 1, "done": due + 9, "host": True},
    ):
        assessed(r, stay(r, due - 28), due, **changes)
    values = values_of(r)
    found = {category: value(values, "iha_late_by_stage", category, MARCH_2019) for category in ("", *CAUSES)}
    assert found == {
        "": 9,
        "late when asked": 2,
        "host area": 2,
        "own clinic": 2,
        "not brought in time": 1,
        "refused or never brought": 2,
    }


def test_working_days_of_each_stage() -> None:
    """Worked by hand around Good Friday, 30 March 2018, and Easter Monday, 2 April."""
    r = register()
    entered = day(2018, 3, 28) + 0.6  # a Wednesday
    tuesday, tenth, seventeenth = (float(day(2018, 4, which)) for which in (3, 10, 17))
    due = float(day(2018, 4, 27))
    assessed(r, stay(r, entered), due, asked=tuesday, done=tenth)  # 2 days until asked, then 5
    assessed(r, stay(r, entered), due, asked=tenth, done=seventeenth + 1, host=True)  # 7, then 6
    again = {"missed": 1, "first_missed": seventeenth, "done": seventeenth + 3, "host": True}
    assessed(r, stay(r, entered), due, asked=tenth, **again)  # 3 more
    assessed(r, stay(r, entered), due)
    easter = frozenset((date(2018, 3, 30), date(2018, 4, 2)))
    values = measure(r, Calendar(CALENDAR.start, easter), parameters(health_assessments=health_assessments()))
    found = {one: value(values, "iha_stage_working_days_median", one, MARCH_2019) for one in STAGES}
    assert found == {"until health is asked": 7, "own clinic": 5, "host area": 6, "not brought at first": 3}


def test_overdue_children_are_those_in_care_who_have_not_refused() -> None:
    r, due = register(), float(day(2018, 3, 1))
    assessed(r, stay(r, due - 28), due)
    assessed(r, stay(r, due - 28), due, done=day(2018, 5, 1))
    assessed(r, stay(r, due - 28), due, refused=True)
    assessed(r, stay(r, due - 28, day(2018, 3, 20)), due)
    assessed(r, stay(r, due - 28), due, done=due)
    values = values_of(r)
    assert value(values, "iha_not_done", when=MARCH_2018) == 2
    assert value(values, "iha_not_done", when=MARCH_2019) == 1


def test_told_within_five_working_days() -> None:
    """From Friday 1 June 2018: the fifth working day is Friday 8 June."""
    r, entered = register(), float(YEAR_2018) + 0.4
    for asked in (day(2018, 6, 8), day(2018, 6, 11), day(2018, 6, 1), OPEN):
        assessed(r, stay(r, entered), day(2018, 6, 29), asked=asked)
    assert value(values_of(r), "health_told_in_5_days_percent", when=MARCH_2019) == 50.0


def test_a_health_assessment_in_the_year() -> None:
    """Of those in care for all of the year; two are asked of children under five in the other count."""
    r = register()
    since = float(day(2018, 3, 1))
    old, young, once = stay(r, since), stay(r, since, born=day(2015, 6, 1)), stay(r, since, born=day(2015, 6, 1))
    stay(r, since)  # no assessment
    late = stay(r, float(day(2018, 6, 1)))  # not a year in care
    for of, days in ((old, (2018, 9, 1)), (young, (2018, 5, 1)), (young, (2018, 11, 1)), (once, (2018, 11, 1))):
        assessed(r, of, day(*days), done=float(day(*days)), initial=False)
    assessed(r, late, day(2018, 9, 1), done=float(day(2018, 9, 1)), initial=False)
    values = values_of(r)
    assert value(values, "health_assessment_in_year_percent", when=MARCH_2019) == 75.0
    assert value(values, "health_assessment_in_year_percent", "two under five", MARCH_2019) == 50.0


def test_questionnaires_are_of_children_from_five_to_sixteen() -> None:
    r, since = register(), float(day(2018, 3, 1))
    ages = {
        "four": day(2014, 4, 2),
        "five": day(2014, 3, 31),
        "sixteen": day(2002, 4, 2),
        "seventeen": day(2002, 3, 31),
    }
    for born in ages.values():
        of = stay(r, since, born=float(born))
        r.questionnaires.child.append(r.episodes.child[of])
        r.questionnaires.due.append(float(day(2019, 3, 1)))
        r.questionnaires.done.append(float(day(2019, 3, 1)) if born != ages["sixteen"] else OPEN)
    assert value(values_of(r), "sdq_completed_percent", when=MARCH_2019) == 50.0


def test_needs_that_are_not_known() -> None:
    """A child without a need, or before it, has none that could be known."""
    r, since = register(), float(day(2018, 2, 1))
    for need, recognised in ((-100.0, OPEN), (OPEN, OPEN), (day(2018, 6, 1), OPEN), (-100.0, day(2018, 6, 1))):
        of = stay(r, since)
        r.children.behaviour_since[r.episodes.child[of]] = float(need)
        r.unknown_needs.episode.append(of)
        r.unknown_needs.recognised.append(float(recognised))
    values = values_of(r)
    assert value(values, "needs_unrecognised", when=MARCH_2018) == 2
    assert value(values, "needs_unrecognised", when=MARCH_2019) == 2


def test_the_nhs_pays_for_clinics_and_hosts_and_the_council_for_the_coordinator() -> None:
    r, due = register(), float(YEAR_2018)
    for held, extra, used in ((4, 1, 3), (0, 0, 0), (4, 1, 4)):
        r.clinics.day.append(due)
        r.clinics.slots.append(held)
        r.clinics.extra.append(extra)
        r.clinics.used.append(used)
        r.clinics.lost.append(0)
    assessed(r, stay(r, due - 28), due, done=due, host=True)
    assessed(r, stay(r, due - 28), due, done=due)
    assessed(r, stay(r, due - 28), due, host=True)
    values = values_of(r, health_clinic=health_clinic(), health_pathway=health_pathway(starts=0.0))
    assert value(values, "cost_health", when=MARCH_2019) == 2 * 600 + 2 * 200 + 350
    assert value(values, "cost_health", "host area", MARCH_2019) == 350
    assert value(values, "iha_clinic_used_percent", when=MARCH_2019) == pytest.approx(100 * 7 / 8)
    assert value(values, "cost_strategies", "health assessment pathway", MARCH_2019) == pytest.approx(45_000, rel=0.001)
    assert value(values, "cost_total", when=MARCH_2019) == pytest.approx(45_000, rel=0.001)


def test_without_health_assessments_there_are_no_such_measures() -> None:
    assert not [one for one in measured(register()) if one.measure.startswith("iha_")]
