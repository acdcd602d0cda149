"""What the model is told of a scenario in the course of time: parameters of the first day and of each later change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sim.foundations.chance import Chance
from sim.parameters.parameters import LaterParameters, Parameters
from sim.scenario.quantities.declared import build, declared
from sim.scenario.quantities.quantity import Plain, Quantity

BEYOND = 800.0
"""Days after the end of a run for which families are drawn that become known within it, with room."""

NOTHING: Mapping[str, Plain] = {}


def told(
    quantities: Mapping[str, Quantity],
    values: Mapping[str, Plain],
    horizon: float,
    chance: Chance | None = None,
    of_base: Mapping[str, Plain] = NOTHING,
) -> Parameters:
    """Return the parameters with these values on the first day, and what changes of them until the horizon.

    Changes are central, or those that `chance` draws; `of_base` takes the place of what quantities are without
    strategies.
    """
    first = build(values)
    moving = {path: item for path, item in quantities.items() if item.days(horizon + BEYOND)}
    days = sorted({day for item in moving.values() for day in item.days(horizon + BEYOND)})
    if not days:
        return first

    def on(day: float) -> Parameters:
        known = declared()
        later = {path: item.on(path, known[path].unit, day, chance, of_base.get(path)) for path, item in moving.items()}
        return build({**values, **later})

    return replace(first, later=tuple(LaterParameters(day, on(day)) for day in days))


def central(quantities: Mapping[str, Quantity], horizon: float) -> Parameters:
    """Return the parameters by central values."""
    return told(quantities, {path: item.value for path, item in quantities.items()}, horizon)
