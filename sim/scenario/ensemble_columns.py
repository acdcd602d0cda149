"""The columns of an ensemble: which quantities each changes, what it makes of them, and which numbers it can hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import exp

from sim.foundations.faults import shown
from sim.parameters.tables import ByLocation, Table
from sim.parameters.units import Unit
from sim.scenario.files.ceilings import ceiling
from sim.scenario.quantities.bounds import of_bounds
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.quantity import Plain, Quantity

FACTOR = "factor on "
TILT_INSIDE = "tilt to inside of location_shares"
TILT_FAR = "tilt to over 20 miles of location_shares"
TILTED = tuple(
    f"{market}.location_shares" for market in ("in_house_fostering", "agency", "childrens_homes", "supported")
)
"""Tables that the tilts change, all alike."""

LARGEST_FACTOR = 20.0
"""On a whole table, either way. Calibration goes no further than the ranges of the base, mostly a half to double."""

FARTHEST_TILT = 5.0
"""In log-odds, either way: odds times 150. Calibration goes no further than 1."""


def paths(column: str) -> tuple[str, ...]:
    """Return the paths of the quantities that a column changes."""
    if column in (TILT_INSIDE, TILT_FAR):
        return TILTED
    return (column.removeprefix(FACTOR),)


def applied(quantities: Mapping[str, Quantity], columns: Sequence[str], numbers: Sequence[float]) -> dict[str, Plain]:
    """Return by path what the numbers of the columns make of the central values; absent quantities stay absent."""
    found: dict[str, Plain] = {}
    for column, number in zip(columns, numbers, strict=True):
        for path in paths(column):
            if path in quantities:
                before = found.get(path, quantities[path].value)
                found[path] = _changed(column, declared()[path].unit, before, number)
    return found


def _changed(column: str, unit: Unit, before: Plain, number: float) -> Plain:
    if isinstance(before, ByLocation) and column in (TILT_INSIDE, TILT_FAR):
        return tilted(before, *((number, 0.0) if column == TILT_INSIDE else (0.0, number)))
    if isinstance(before, Table):
        return type(before)(*(_within(unit, number * value) for value in before.values()))
    return _within(unit, number)


def tilted(shares: ByLocation, inside: float, far: float) -> ByLocation:
    """Return the shares with these added to the log-odds of inside and of over 20 miles, against near by."""
    weights = shares.inside * exp(inside), shares.near, shares.far * exp(far)
    return ByLocation(*(weight / sum(weights) for weight in weights))


def _within(unit: Unit, value: float) -> float:
    clipped = min(max(value, unit.minimum), unit.maximum)
    return float(round(clipped)) if unit.whole else float(clipped)


def of_number(column: str, number: float) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a number of a column by itself, and the mend."""
    if column in (TILT_INSIDE, TILT_FAR):
        if abs(number) > FARTHEST_TILT:
            yield f"is {shown(number)}", f"give a tilt from {-FARTHEST_TILT:g} to {FARTHEST_TILT:g}"
    elif column.startswith(FACTOR):
        if not 1 / LARGEST_FACTOR <= number <= LARGEST_FACTOR:
            yield f"is {shown(number)}", f"give a factor from {1 / LARGEST_FACTOR:g} to {LARGEST_FACTOR:g}"
    elif (what := declared().get(column)) is not None and what.table is None:
        yield from of_size(column, what.unit, number)


def of_size(path: str, unit: Unit, number: float) -> Iterator[tuple[str, str]]:
    """Yield why a number cannot be that of the quantity at `path`: its bounds, and sizes that no authority has."""
    yield from ((problem, mend) for _, problem, mend in of_bounds(replace(unit, whole=False), path, number))
    if number > (most := ceiling(declared()[path])):
        yield f"is {shown(number)}, an absurd size", f"give at most {most:,.12g} {unit.name}"
