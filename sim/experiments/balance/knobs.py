"""What a fit turns: numbers of the parameters, by their path, times a factor; and what it has turned them to."""

from __future__ import annotations

from dataclasses import fields, replace
from math import inf

from sim.baseline.entries import plain
from sim.parameters.parameters import Parameters
from sim.parameters.tables import Table
from sim.scenario.quantities.quantity import Plain

STEP = 2.0
"""Times that a number may grow or shrink in one round: a long run has luck of its own."""


def turned(
    parameters: Parameters, path: str, ratio: float, damping: float = 0.6, least: float = 0.0, most: float = inf
) -> Parameters:
    """Return the parameters with a number, or all numbers of a table, times a `ratio` of goal to found, damped.

    `path` is part and name, or part, name and a category of a table: doors.to_parents, stability.planned_moves.agency.
    """
    factor = float(min(max(ratio, 1 / STEP), STEP) ** damping)
    part_name, name, *category = path.split(".")
    part = getattr(parameters, part_name)
    value = getattr(part, name)

    def times(number: float) -> float:
        return min(max(number * factor, least), most)

    if not isinstance(value, Table):
        new: float | Table = times(value)
    elif category:
        new = replace(value, **{category[0]: times(getattr(value, category[0]))})
    else:
        new = type(value)(*(times(number) if number else 0.0 for number in value.values()))
    return replace(parameters, **{part_name: replace(part, **{name: new})})


def fitted_value(parameters: Parameters, path: str) -> Plain:
    """Return the number, or all numbers of the table, at a path, to the digits that a fit is worth."""
    value: object = parameters
    for name in path.split("."):
        value = getattr(value, name)
    assert isinstance(value, (float, int, Table))
    if isinstance(value, Table):
        return type(value)(*(plain(float(getattr(value, item.name))) for item in fields(value)))
    return plain(float(value))
