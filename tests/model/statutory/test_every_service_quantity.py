"""Every quantity of statutory services acts: moved alone, the register or a measure moves with it.

Where what is felt by placements is neutral in a small authority, only the services' own tables and measures may move.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from busy_parameters import busy
from moved_quantities import moved, plain, with_value
from quiet_parameters import CALENDAR, changed
from quiet_statutory import busy_services, service_strategies
from runs_of_model import differing, simulate, small_pool

from sim.measures.yearly import measure
from sim.model.opening.pool import Pool
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.scenario.quantities.declared import declared

YEARS = 2.0
SEED = 11

LATER = {"starts": 200.0, "ramp": 300.0, "until_days": 400.0}
"""To what the times of strategies move, by the last word of their path: far enough that something happens between."""

IN_A_HURRY = {"reviews": {"officers": 0.7}, "more_reviewing": {"officers": 0.1}}
"""Too few officers for whole reviews."""

CIRCUMSTANCES: dict[str, dict[str, Any]] = {
    "reviews.least_hours": IN_A_HURRY,
    "reviews.booked_ahead": IN_A_HURRY,
    "reviews.challenge_thin": {"reviews": {"officers": 0.7, "challenge": 0.7}, "more_reviewing": {"officers": 0.1}},
    "permanent_staff.hires": {"permanent_staff": {"hires": 1.0}},
    "school_reach.protects_key_stage_4": {"virtual_school": {"protects_key_stage_4": 0.0}},
}
"""What is changed first in the small authority, for quantities that act only then."""


ONLY_SHOWN = ("virtual_school.pupil_premium",)
"""What is passed on to schools: no cost, and nothing follows from it."""


def paths() -> list[str]:
    parts = {**busy_services(), **service_strategies()}
    return [path for path in declared() if path.split(".")[0] in parts and path not in ONLY_SHOWN]


@cache
def everything() -> Parameters:
    """Every service, and strategies that begin after 100 days: before, things are as they were."""
    strategies = {name: replace(part, starts=100.0) for name, part in service_strategies().items()}
    return changed(busy(), **busy_services(), **strategies)


@cache
def pool() -> Pool:
    return small_pool(busy())


def lived(parameters: Parameters) -> Register:
    return simulate(parameters, YEARS, seed=SEED, pool=pool())


@cache
def usual() -> Register:
    return lived(everything())


@pytest.mark.parametrize("path", paths())
def test_a_quantity_that_moves_moves_something(path: str) -> None:
    first = changed(everything(), **CIRCUMSTANCES.get(path, {}))
    before = plain(first, path)
    then = with_value(first, path, LATER.get(path.split(".")[-1], moved(declared()[path], before)))
    assert then != first
    one, other = usual() if path not in CIRCUMSTANCES else lived(first), lived(then)
    assert differing(one, other) or measure(one, CALENDAR, first) != measure(other, CALENDAR, then)
