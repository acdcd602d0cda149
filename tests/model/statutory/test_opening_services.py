"""Children in care on the first day stand with their services as they would after many years: a run without them tells.

Compared are children who have been in care for as long, quarter of a year by quarter. Services have ample time: what is
drawn for the first day knows of no line. They change nothing of placements, so that lives before the first day, which
were lived without them, are like those after it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from busy_parameters import busy
from quiet_parameters import CALENDAR, YEAR, changed
from quiet_statutory import busy_services
from runs_of_model import simulate, small_pool

from sim.foundations.codes import Location
from sim.foundations.school_days import at_school_age
from sim.measures.arrays import Flags, Integers
from sim.measures.columns import codes, days, flags
from sim.measures.view import View, view_of
from sim.model.register.care import Placements
from sim.model.register.register import Register
from sim.model.register.statutory import SchoolPeriods
from sim.parameters.parameters import Parameters

QUARTERS = np.arange(1.0, 16.0) / 4
"""Years in care at which bands begin, each a quarter of a year wide: from three months to four years."""

POOLS, OPENINGS, LONG_RUNS = 3, 8, 4
LATER = (5, 6, 7, 8)
"""Years after the start at which a run that began with nobody in care is looked at."""

TOLERANCE = 0.08
"""Of a share, of some 500 children on the one side and 300 on the other, many of them the same at several looks."""

Look = Callable[[View, float, Integers], Flags]


def with_time() -> Parameters:
    """The busy authority with services that always have time, and change nothing of placements."""
    parts = busy_services()
    return changed(
        busy(),
        **parts
        | {
            "health_assessments": replace(
                parts["health_assessments"],
                slots_per_clinic=200.0,
                recognised_at_entry=1.0,
                referral_waits_for_assessment=0.0,
            ),
            "reviews": replace(parts["reviews"], officers=100.0, drift_shortened=0.0),
            "social_work": replace(parts["social_work"], workers=200.0, stretch=0.0),
            "virtual_school": replace(parts["virtual_school"], protects_key_stage_4=0.0),
            "life_story": replace(parts["life_story"], workers=100.0, has_at_start=1.0),
        },
    )


@cache
def first_days() -> tuple[Register, ...]:
    parameters = with_time()
    return tuple(
        simulate(parameters, 0.6, seed, replication, small_pool(parameters, seed=seed))
        for seed in range(1, POOLS + 1)
        for replication in range(OPENINGS)
    )


@cache
def many_years_on() -> tuple[Register, ...]:
    parameters = replace(with_time(), opening=None)
    return tuple(simulate(parameters, LATER[-1] + 0.6, 1, replication) for replication in range(LONG_RUNS))


def happened(view: View, episodes: Integers, episode: list[int], day: list[float], since: float, until: float) -> Flags:
    """Whether each period of care has a row with a day in a stretch of time."""
    when, rows = days(day), codes(episode)
    result: Flags = np.isin(episodes, rows[(when >= since) & (when < until)])
    return result


def out_of_date(view: View, moment: float, episodes: Integers) -> Flags:
    updates = view.register.updates
    return ~happened(view, episodes, updates.episode, updates.done, moment - 365, moment)


def reviewed_within_a_quarter(view: View, moment: float, episodes: Integers) -> Flags:
    reviews = view.register.reviews
    return happened(view, episodes, reviews.episode, reviews.held, moment, moment + 91)


def assessed_in_the_year(view: View, moment: float, episodes: Integers) -> Flags:
    health = view.register.health
    return happened(view, episodes, health.episode, health.done, moment - 365, moment)


def to_be_assessed(view: View, moment: float, episodes: Integers) -> Flags:
    health = view.register.health
    return happened(view, episodes, health.episode, health.done, moment, moment + 182)


def asked_in_the_year(view: View, moment: float, episodes: Integers) -> Flags:
    asked = view.register.questionnaires
    children, done = codes(asked.child), days(asked.done)
    result: Flags = np.isin(view.periods.child[episodes], children[(done >= moment - 365) & (done < moment)])
    return result


def everybody(view: View, moment: float, episodes: Integers) -> Flags:
    return np.ones(len(episodes), bool)


def of_school_age(view: View, moment: float, episodes: Integers) -> Flags:
    born = days(view.register.children.born)[view.periods.child[episodes]]
    return np.array([at_school_age(CALENDAR, day, moment) for day in born.tolist()], bool)


def in_a_row(episodes: Integers, rows: SchoolPeriods | Placements, which: Flags, moment: float) -> Flags:
    """Whether each period of care has a row of those chosen that has begun by a moment and not ended."""
    began, ended = days(rows.began), days(rows.ended)
    result: Flags = np.isin(episodes, codes(rows.episode)[which & (began <= moment) & ~(ended <= moment)])
    return result


def at_no_school(view: View, moment: float, episodes: Integers) -> Flags:
    schools = view.register.school_periods
    return ~in_a_row(episodes, schools, flags(schools.enrolled), moment)


def at_school_outside(view: View, moment: float, episodes: Integers) -> Flags:
    schools = view.register.school_periods
    return in_a_row(episodes, schools, flags(schools.enrolled) & flags(schools.outside), moment)


def live_outside_and_go_to_school(view: View, moment: float, episodes: Integers) -> Flags:
    placements = view.register.placements
    live = in_a_row(episodes, placements, codes(placements.location) != Location.INSIDE, moment)
    return live & ~at_no_school(view, moment, episodes)


def changed_school_in_the_year(view: View, moment: float, episodes: Integers, with_placement: bool) -> Flags:
    moves = view.register.school_moves
    started, which = days(moves.started), ~flags(moves.had_none) & (flags(moves.with_placement) == with_placement)
    which &= (started >= moment - 365) & (started < moment)
    result: Flags = np.isin(view.periods.child[episodes], codes(moves.child)[which])
    return result


def changed_school_with_placement(view: View, moment: float, episodes: Integers) -> Flags:
    return changed_school_in_the_year(view, moment, episodes, True)


def changed_school_otherwise(view: View, moment: float, episodes: Integers) -> Flags:
    return changed_school_in_the_year(view, moment, episodes, False)


def moved_in_the_year(view: View, moment: float, episodes: Integers) -> Flags:
    placements = view.register.placements
    return happened(view, episodes, placements.episode, placements.began, moment - 365, moment)


def plan_of_a_quarter_made(view: View, moment: float, episodes: Integers) -> Flags:
    plans = view.register.education_plans
    due = np.where(days(plans.done) <= days(plans.due), days(plans.due), np.nan)
    return happened(view, episodes, plans.episode, due.tolist(), moment, moment + 91)


def plan_of_a_quarter_made_before(view: View, moment: float, episodes: Integers) -> Flags:
    plans = view.register.education_plans
    due = np.where(days(plans.done) < moment, days(plans.due), np.nan)
    return happened(view, episodes, plans.episode, due.tolist(), moment, moment + 91)


def book_due(view: View, moment: float, episodes: Integers) -> Flags:
    books = view.register.life_stories
    return happened(view, episodes, books.episode, books.due, view.since - 20 * YEAR, moment)


def book_done(view: View, moment: float, episodes: Integers) -> Flags:
    books = view.register.life_stories
    return happened(view, episodes, books.episode, books.done, view.since - 20 * YEAR, moment)


def book_falls_due(view: View, moment: float, episodes: Integers) -> Flags:
    books = view.register.life_stories
    return happened(view, episodes, books.episode, books.due, moment, moment + 182)


def shares(view: View, moment: float, look: Look, of: Look, still_there: float) -> np.ndarray:
    """Counts with it (first row) and of all (second), by time in care, of children still in care so much later."""
    periods, found = view.periods, np.zeros((2, len(QUARTERS)))
    for place, years in enumerate(QUARTERS.tolist()):
        came = (periods.began <= moment - years * YEAR) & (periods.began > moment - (years + 0.25) * YEAR)
        episodes = np.flatnonzero(came & (periods.ended >= moment + still_there))
        episodes = episodes[of(view, moment, episodes)]
        found[:, place] = look(view, moment, episodes).sum(), len(episodes)
    return found


def apart(look: Look, still_there: float = 0.0, from_years: float = 0.25, of: Look = everybody) -> float:
    """The share on the first day less that many years on, for the children of the first day by time in care."""
    parameters = with_time()
    opened = sum(shares(view_of(r, CALENDAR, parameters), 0.001, look, of, still_there) for r in first_days())
    later = sum(
        shares(view_of(r, CALENDAR, parameters), year * YEAR, look, of, still_there)
        for r in many_years_on()
        for year in LATER
    )
    assert isinstance(opened, np.ndarray)
    assert isinstance(later, np.ndarray)
    known = (from_years <= QUARTERS) & (later[1] > 0) & (opened[1] > 0)
    difference = opened[0, known] / opened[1, known] - later[0, known] / later[1, known]
    weights = 1 / (1 / opened[1, known] + 1 / later[1, known])
    return float((weights * difference).sum() / weights.sum())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("look", "still_there", "from_years"),
    [
        (out_of_date, 0.0, 0.25),
        (reviewed_within_a_quarter, 91.0, 0.25),
        (assessed_in_the_year, 0.0, 0.25),
        (to_be_assessed, 182.0, 0.25),
        (asked_in_the_year, 0.0, 1.0),
    ],
)
def test_the_first_day_is_as_after_many_years(look: Look, still_there: float, from_years: float) -> None:
    assert abs(apart(look, still_there, from_years)) < TOLERANCE


@pytest.mark.slow
@pytest.mark.parametrize(
    ("look", "of", "still_there"),
    [
        (at_no_school, of_school_age, 0.0),
        (at_school_outside, live_outside_and_go_to_school, 0.0),
        (changed_school_with_placement, moved_in_the_year, 0.0),
        (changed_school_otherwise, of_school_age, 0.0),
        (plan_of_a_quarter_made, of_school_age, 91.0),
        (plan_of_a_quarter_made_before, of_school_age, 91.0),
        (book_due, everybody, 0.0),
        (book_done, everybody, 0.0),
        (book_falls_due, everybody, 182.0),
    ],
)
def test_the_first_day_of_school_and_life_story_is_as_after_many_years(
    look: Look, of: Look, still_there: float
) -> None:
    assert abs(apart(look, still_there, of=of)) < TOLERANCE


@pytest.mark.slow
def test_children_of_whom_nothing_was_done_before_would_be_noticed() -> None:
    """The same comparison with what was written down before the first day forgotten."""

    def forgotten(view: View, moment: float, episodes: Integers) -> Flags:
        updates = view.register.updates
        since = max(moment - 365, view.since - 1) if moment < YEAR else moment - 365
        return ~happened(view, episodes, updates.episode, updates.done, since, moment)

    assert apart(forgotten) > TOLERANCE
