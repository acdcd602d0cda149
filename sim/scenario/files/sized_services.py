"""What of a service does not grow in proportion to a council: a team with cases in hand, and clinics.

Whoever waits for one of three assessors waits longer than for one of thirty who are as busy: a small council needs more
of them for each child, and a large one fewer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import ceil, inf
from typing import NamedTuple

from sim.scenario.assessor_queue import fewest_slots, most_a_year, work_of
from sim.scenario.files.legal_limits import LEAST_AT_ONCE, ROUNDED, TEAMS
from sim.scenario.files.strategy_sizes import StrategySize, noted, rounded
from sim.scenario.quantities.quantity import Quantity

ASSESSORS = "legal.connected.assessors"
WORK = (
    "legal.work_factor",
    "legal.carer_assessment_median",
    "legal.carer_assessment_spread",
    "legal.redone",
    "legal.redone_work",
)
"""What decides how long an assessment takes an assessor."""

CLINICS, PLACES = "health_assessments.clinics_per_week", "health_assessments.slots_per_clinic"

A_CLINIC = 3.0
"""Appointments that one clinic has, as long as there are not more than five clinics a week."""
MOST_CLINICS = 5.0


class WeekOfClinics(NamedTuple):
    """The clinics of a week."""

    clinics: float
    places: float
    """Appointments in each."""


def week_of_clinics(appointments: float) -> WeekOfClinics:
    """Return the clinics of a week in which at least so many can be seen."""
    clinics = min(MOST_CLINICS, max(1.0, float(ceil(appointments / A_CLINIC))))
    return WeekOfClinics(clinics, max(1.0, float(ceil(appointments / clinics))))


def sized_services(found: Mapping[str, Quantity], sizes: Mapping[str, StrategySize]) -> Iterator[tuple[str, Quantity]]:
    """Yield by path what a council has of the services in `found` that do not grow in proportion to its size.

    `found` has the plain numbers of one file as it says; `sizes` how many times as large the council is for those that
    grow. What a file gives only in part is left as it is.
    """
    for team, cases in TEAMS.items():
        needed = (cases, *(WORK if team == ASSESSORS else ()))
        if team in sizes and found.keys() >= {team, *needed} and 0 < _number(found, team) < inf:
            yield team, _team(team, found, sizes[team])
    if PLACES in sizes and found.keys() >= {CLINICS, PLACES}:
        size = sizes[PLACES]
        week = week_of_clinics(size.value * _number(found, CLINICS) * _number(found, PLACES))
        for path, value in ((CLINICS, week.clinics), (PLACES, week.places)):
            note = noted(found[path], size)
            yield path, replace(found[path], value=value, low=None, high=None, distribution="fixed", note=note)


def _team(team: str, found: Mapping[str, Quantity], size: StrategySize) -> Quantity:
    """Return a team with whom cases wait no longer than with the file's, and who can have one in hand."""
    quantity, workers, cases = found[team], _number(found, team), _number(found, TEAMS[team])
    times = size.value
    if team == ASSESSORS:
        slots = max(1, int(workers * cases + ROUNDED))
        factor, median, *others = (_number(found, path) for path in WORK)
        work = work_of(factor * median, *others)
        times = fewest_slots(size.value * most_a_year(slots, work), work) / (workers * cases)
    least = LEAST_AT_ONCE / cases
    low, high = (None if end is None else max(least, rounded(times * end)) for end in (quantity.low, quantity.high))
    value = max(least, rounded(times * workers))
    return replace(quantity, value=value, low=low, high=high, note=noted(quantity, size))


def _number(found: Mapping[str, Quantity], path: str) -> float:
    value = found[path].value
    assert isinstance(value, float)
    return value
