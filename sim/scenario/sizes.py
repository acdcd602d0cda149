"""Sizes of strategies: a strategy at half or twice its size, with all that its file says goes with its size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.foundations.faults import BadInput, did_you_mean, fault
from sim.parameters.tables import Table
from sim.scenario.quantities.bounds import of_bounds
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.quantity import Quantity

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario

SIZE = "size."
"""Begins the paths of the sizes of strategies: "size.ipop" is 1 as the strategy's file has it."""


def multiplied(scenario: Scenario, sizes: Mapping[str, float]) -> dict[str, Quantity]:
    """Return by path what strategies of these sizes make of their quantities, ranges and all.

    `sizes` gives each by its path, such as "size.ipop". Raises BadInput with every size that misfits.
    """
    found: dict[str, Quantity] = {}
    faults: list[str] = []
    for size, factor in sizes.items():
        for path in paths_of(size, scenario):
            unit = declared()[path].unit
            made = found.get(path, scenario.quantities[path]).times(factor, unit)
            values = made.value.values() if isinstance(made.value, Table) else (made.value,)
            problems = [problem for value in values for problem in of_bounds(unit, path, value)]
            faults.extend(fault(size, "", f"{factor:g} means that {path} {what}", mend) for _, what, mend in problems)
            found[path] = made
    if faults:
        raise BadInput(faults)
    return found


def paths_of(size: str, scenario: Scenario) -> tuple[str, ...]:
    """Return what a size multiplies. Raises BadInput, with the nearest known size, when the scenario has no such."""
    strategy = size.removeprefix(SIZE)
    if strategy in scenario.sizes:
        return scenario.sizes[strategy]
    if strategy in scenario.strategies:
        mend = "add scales = [...] at the top of its file, with the quantities that its size multiplies"
        raise BadInput([fault(size, "", "is the size of a strategy that comes in one size", mend)])
    known = [f"{SIZE}{name}" for name in scenario.sizes]
    otherwise = "name the size of a strategy that the scenario has"
    raise BadInput([fault(size, "", "is not a size in this scenario", did_you_mean(size, known, otherwise))])
