"""Ceilings: the largest number of each unit that makes sense for any council, whatever it is a number of.

All are judgements, with room above all that is known: they catch slips of the pen. What is likely for one quantity is
told by its range (`plausible.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from sim.scenario.quantities.declared import Declared

MOST_CHILDREN = 200_000
"""More than all the children that England looks after in a year (104,240 in 2017-18), with room."""

MOST_OF_A_UNIT: Mapping[str, float] = {
    "households": 100_000,
    "clinicians (whole time)": 10_000,
    "workers (whole time)": 10_000,
    "families per worker": 1_000,
    "children per worker": 1_000,
    "assessments per worker": 1_000,
    "children per clinician": 1_000,
    "hours per week": 100_000,
    "households per month": 10_000,
    "officers (whole time)": 1_000,
    "hours each": 1_000,
    "hours per year": 100_000,
    "cases": 100_000,
    "appointments per clinic": 1_000,
    "books a year per worker": 1_000,
    "working days": 250,
    "school days": 190,
    "months": 1_200,
    "days": 36_525,
    "weeks": 5_218,
    "days after start": 36_525,
    "multiplier": 50,
    "odds ratio": 100,
    "risk ratio": 10,
    "children": 15_000_000,
    "children per year": MOST_CHILDREN,
    "places": 100_000,
    "cases per meeting": 10_000,
    "children per meeting": 10_000,
    "hours per week per household": 168,
    "GBP per week": 100_000,
    "GBP per year": 100_000_000,
    "GBP each": 10_000_000,
}
"""The largest value of each unit that makes sense for a council; of working days and school days those of a year."""

MOST_A_YEAR = 366.0
"""Of a hazard: more than once a day is a slip of the pen."""

COUNTED = ("enquiries", "other_assessments")
"""How the paths of what is counted in a year end, which is no hazard."""

MOST_COUNTED = 200_000.0
"""In a year; all of England has 120,000 enquiries of people who might foster."""


def ceiling(what: Declared) -> float:
    """Return the largest number that makes sense for a quantity."""
    unit = what.unit
    if unit.name == "per year":
        return MOST_COUNTED if what.path.endswith(COUNTED) else MOST_A_YEAR
    return min(unit.maximum, MOST_OF_A_UNIT.get(unit.name, inf))
