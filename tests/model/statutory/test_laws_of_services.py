"""Laws of statutory services over many children: nothing stands in the way, all is in time; more never helps fewer."""

from __future__ import annotations

from functools import cache
from math import isnan
from typing import Any

import pytest
from busy_parameters import busy
from quiet_parameters import changed, every
from quiet_statutory import busy_services
from runs_of_model import rows, simulate, small_pool
from service_laws import check_services

from sim.model.opening.pool import Pool
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByRoute

YEARS = 1.5
REPLICATIONS = 4


@cache
def pool() -> Pool:
    """Return the lives from which the first day is drawn."""
    return small_pool(busy())


def served(**changes: dict[str, Any]) -> Parameters:
    """All services, with what is felt by placements neutral, so that everybody lives the same life."""
    neutral: dict[str, dict[str, Any]] = {
        "health_assessments": {"recognised_at_entry": 1.0},
        "reviews": {"drift_shortened": 0.0},
        "social_work": {"stretch": 0.0},
        "virtual_school": {"protects_key_stage_4": 0.0},
    }
    for part, given in changes.items():
        neutral[part] = neutral.get(part, {}) | given
    return changed(changed(busy(), **busy_services()), **neutral)


@cache
def usual() -> tuple[Register, ...]:
    """Return runs as they are."""
    return lived(served())


def lived(told: Parameters) -> tuple[Register, ...]:
    """Return some runs, each with its own luck."""
    return tuple(simulate(told, YEARS, replication=number, pool=pool()) for number in range(REPLICATIONS))


def assessed_in_time(register: Register) -> int:
    """Return how many initial health assessments were made by the day on which they were due."""
    return sum(row.initial and row.done <= row.due for row in rows(register.health))


def reviewed_in_time(register: Register) -> int:
    """Return how many reviews were held by the day on which they were due, or brought forward."""
    return sum(row.held // 1 <= row.due for row in rows(register.reviews))


def updated(register: Register) -> int:
    """Return how many assessments were brought up to date in the run."""
    return sum(row.done >= 0.0 and not row.at_entry for row in rows(register.updates))


def books(register: Register) -> int:
    """Return how many life-story books were made in the run."""
    return sum(done > 0.0 for done in register.life_stories.done)


def plans(register: Register) -> int:
    """Return how many education plans were made in time."""
    return sum(row.done <= row.due for row in rows(register.education_plans))


MORE = (
    ("health_assessments", {"slots_per_clinic": 9.0}, assessed_in_time),
    ("health_assessments", {"notification_median": 2.0}, assessed_in_time),
    ("health_assessments", {"host_median": 10.0}, assessed_in_time),
    ("reviews", {"officers": 4.0}, reviewed_in_time),
    ("social_work", {"hours_per_week": 60.0}, updated),
    ("social_work", {"cin_cases": 0.0}, updated),
    ("virtual_school", {"pep_termly": 1.0}, plans),
    ("life_story", {"workers": 3.0}, books),
)


@pytest.mark.parametrize(("part", "more", "done"), MORE)
def test_more_helps_more_children_all_in_all(part: str, more: dict[str, Any], done: Any) -> None:
    """A child may be later for it, who waits for another; of all, in all replications together, more are helped."""
    better = lived(served(**{part: more}))
    assert sum(done(register) for register in better) > sum(done(register) for register in usual())
    for register in better:
        check_services(register)


def test_where_nothing_stands_in_the_way_every_assessment_is_in_time() -> None:
    """Health is told at once, consent is there, everybody is brought, and there are places for all."""
    told = served(
        health_assessments={
            "notification_median": 0.0,
            "consent_missing": every(ByRoute, 0.0),
            "clinic_cancelled": 0.0,
            "slots_per_clinic": 500.0,
            "near_at_home": 1.0,
            "host_median": 1.0,
            "host_spread": 0.0,
            "missed": every(ByAge, 0.0),
            "refused": 0.0,
        }
    )
    for register in lived(told):
        due = [row for row in rows(register.health) if row.initial and 0.0 <= row.due < register.until]
        still = [row for row in due if isnan(row.ended) or row.ended > row.due]
        assert len(still) > 20
        assert all(row.done <= row.due for row in still)


def test_hours_that_are_few_leave_visits_undone_and_are_all_used() -> None:
    """So few that visits alone exceed them: every hour is paid for, none more, and updates have none."""
    for register in lived(served(social_work={"workers": 0.5, "vacancy": 0.0, "agency": 0.0})):
        check_services(register)
        assert sum(register.work_hours.paid) == pytest.approx(sum(register.work.hours), rel=0.02)
        assert updated(register) == 0
