"""Quantities of parameters by their path: read, put in place of another, and moved within their bounds."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import Any

from sim.parameters.parameters import Parameters
from sim.parameters.tables import Table
from sim.scenario.quantities.declared import Declared
from sim.scenario.quantities.quantity import Plain


def plain(parameters: Parameters, path: str) -> Plain:
    """Return what parameters have at a path."""
    found: Any = parameters
    for name in path.split("."):
        found = getattr(found, name)
    return found


def with_value(parameters: Parameters, path: str, value: Plain) -> Parameters:
    """Return parameters with another value at a path."""
    first, _, rest = path.partition(".")
    if not rest:
        return replace(parameters, **{first: value})
    return replace(parameters, **{first: with_value(getattr(parameters, first), rest, value)})


def moved(item: Declared, value: Plain, by: float = 1.4) -> Plain:
    """Another value within the bounds, up if there is room and else down; shares stay shares, a pattern a pattern."""
    unit = item.unit
    if isinstance(value, Table):
        numbers = value.values()
        if unit.sums_to_one:
            weights = [number * (by if which % 2 else 1.0) for which, number in enumerate(numbers)]
            weights = weights if sum(number > 0 for number in numbers) > 1 else [number + 0.2 for number in numbers]
            return type(value)(*(weight / sum(weights) for weight in weights))
        if item.path == "demand.month_pattern":
            return type(value)(*numbers[1:], numbers[0])
        return type(value)(*(_number(unit.minimum, unit.maximum, unit.whole, number, by) for number in numbers))
    return _number(unit.minimum, unit.maximum, unit.whole, value, by)


def _number(least: float, most: float, whole: bool, value: float, by: float) -> float:
    if value == inf:
        return 5.0
    up = value * by if value > 0 else min(most, 0.3)
    found = up if up <= most else value / by
    found = max(found, least)
    return float(round(found) + (round(found) == value)) if whole else found
