"""What a fit turns: numbers of the parameters, by their path, times a factor; and what it has turned them to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from math import inf
from typing import TypeVar

from sim.bases.entries import plain, shares
from sim.parameters.parameters import Parameters
from sim.parameters.tables import Table
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.quantity import Plain

Changed = TypeVar("Changed")

STEP = 2.0
"""Times that a number may grow or shrink in one round: a long run has luck of its own."""


def turned(
    parameters: Parameters, path: str, ratio: float, damping: float = 0.6, least: float = 0.0, most: float = inf
) -> Parameters:
    """Return the parameters with a number, or all numbers of a table, times a `ratio` of goal to found, damped.

    `path` leads to a table, a number or one number of a table: doors.to_parents, stability.planned_moves.agency.
    """
    factor = float(min(max(ratio, 1 / STEP), STEP) ** damping)

    def times(number: float) -> float:
        return min(max(number * factor, least), most)

    def changed(part: Changed, names: Sequence[str]) -> Changed:
        value, rest = getattr(part, names[0]), names[1:]
        if rest:
            new = changed(value, rest)
        elif isinstance(value, Table):
            new = type(value)(*(times(number) if number else 0.0 for number in value.values()))
        else:
            new = times(value)
        return replace(part, **{names[0]: new})  # type: ignore[type-var]

    return changed(parameters, path.split("."))


def value_at(parameters: Parameters, path: str) -> Plain:
    """Return the number, or all numbers of the table, at a path."""
    value: object = parameters
    for name in path.split("."):
        value = getattr(value, name)
    assert isinstance(value, (float, int, Table))
    return value


def with_value(parameters: Parameters, path: str, value: Plain) -> Parameters:
    """Return the parameters with another number, or another table, at a path."""

    def changed(part: Changed, names: Sequence[str]) -> Changed:
        new = changed(getattr(part, names[0]), names[1:]) if len(names) > 1 else value
        return replace(part, **{names[0]: new})  # type: ignore[type-var]

    return changed(parameters, path.split("."))


def fitted_value(parameters: Parameters, path: str) -> Plain:
    """Return the number, or all numbers of the table, at a path, to the digits that a fit is worth."""
    value = value_at(parameters, path)
    if isinstance(value, Table) and declared()[path].unit.sums_to_one:
        return shares(type(value), value.values())
    if isinstance(value, Table):
        return type(value)(*(plain(float(getattr(value, item.name))) for item in fields(value)))
    return plain(float(value))
