"""What a fit turns: numbers of the parameters, by their path, times a factor; and what it has turned them to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from math import inf
from typing import Any

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

    `path` may end with a category of a table: doors.to_parents, stability.planned_moves.agency.
    """
    factor = float(min(max(ratio, 1 / STEP), STEP) ** damping)

    def times(number: float) -> float:
        return min(max(number * factor, least), most)

    found: Parameters = _with(parameters, path.split("."), times)
    return found


def _with(whole: Any, names: Sequence[str], times: Callable[[float], float]) -> Any:
    """Return what a path leads through with the number, or all numbers of the table, at its end made anew."""
    if names:
        return replace(whole, **{names[0]: _with(getattr(whole, names[0]), names[1:], times)})
    if isinstance(whole, Table):
        return type(whole)(*(times(number) if number else 0.0 for number in whole.values()))
    return times(whole)


def fitted_value(parameters: Parameters, path: str) -> Plain:
    """Return the number, or all numbers of the table, at a path, to the digits that a fit is worth."""
    value: object = parameters
    for name in path.split("."):
        value = getattr(value, name)
    assert isinstance(value, (float, int, Table))
    if isinstance(value, Table):
        return type(value)(*(plain(float(getattr(value, item.name))) for item in fields(value)))
    return plain(float(value))
