"""Areas of the council's own carers: how many there are is the authority's, whatever an experiment does to its carers.

A large authority's duty teams each search among the households of their own area. Were the number of areas to follow
the number of households, one household more could part a borough in two, and make every search in it worse.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from sim.parameters.tables import Table
from sim.scenario.quantities.quantity import Plain, Quantity

HOUSEHOLDS = "in_house_fostering.households"
SIZE = "in_house_fostering.households_per_area"


def kept(values: Mapping[str, Plain], quantities: Mapping[str, Quantity]) -> dict[str, Plain]:
    """Return what `values`, by path, must hold besides so that the scenario keeps its number of areas; often nothing.

    A size of areas among the values is taken as it is: the number is what the households of the scenario make of it.
    """
    households = values.get(HOUSEHOLDS)
    if households is None or isinstance(households, Table) or HOUSEHOLDS not in quantities:
        return {}
    present, size = quantities[HOUSEHOLDS].value, values.get(SIZE, quantities[SIZE].value)
    assert not isinstance(present, Table)
    assert not isinstance(size, Table)
    areas = max(1, ceil(present / size))
    if max(1, ceil(households / size)) == areas:
        return {}
    return {SIZE: float(max(1, ceil(households / areas)))}
