"""The design of a sweep: which sets of numbers are tried, from what its file says, checked before anything runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import inf, prod

import numpy as np

from sim.experiments.asking.form_of_sweep import SPREAD_OUT, Design, SweepFile, Vary
from sim.foundations.faults import BadInput, fault, listed
from sim.measures.arrays import Numbers
from sim.scenario.levers import Lever, lever
from sim.scenario.quantities.bounds import Problem, of_bounds, within
from sim.scenario.scenario import Scenario

MOST_POINTS = 100_000
"""Sets of numbers in one sweep: beyond it is a slip of the pen."""

Row = tuple[float, ...]
"""One set of numbers, in the order of the levers."""


@dataclass(frozen=True, slots=True)
class Designed:
    """The sets of numbers that are tried."""

    design: Design
    levers: tuple[Lever, ...]
    rows: tuple[Row, ...]
    levels: tuple[tuple[float, ...], ...]
    """Of a grid, the values of each lever in their order; of the others, those that occur."""


def designed(file: SweepFile, name: str, scenarios: Sequence[Scenario], seed: int) -> Designed:
    """Return the sets of numbers that the file asks for. Raises BadInput with every fault; `name` is the file's."""
    problems: list[Problem] = []
    found: list[Lever] = []
    faults: list[str] = []
    for number, vary in enumerate(file.vary, start=1):
        try:
            one = lever_in(vary.path, scenarios)
        except BadInput as bad:
            faults.extend(f"{name}, vary[{number}].path: {message}" for message in bad.faults)
            continue
        found.append(one)
        problems.extend(_of_vary(file.design, f"vary[{number}]", vary, one))
    problems.extend(_of_whole(file))
    faults.extend(fault(name, *problem) for problem in problems)
    if faults:
        raise BadInput(faults)
    if file.design in SPREAD_OUT:
        rows = tuple(spread_out(file.design, file.vary, found, file.points or 0, seed))
    else:
        values = [_values(vary, one) for vary, one in zip(file.vary, found, strict=True)]
        rows = tuple(product(*values) if file.design == "grid" else zip(*values, strict=True))
    levels = tuple(tuple(dict.fromkeys(column)) for column in zip(*rows, strict=True))
    return Designed(file.design, tuple(found), tuple(dict.fromkeys(rows)), levels)


def lever_in(path: str, scenarios: Sequence[Scenario]) -> Lever:
    """Return the lever at the path in the first of the scenarios that has it. Raises BadInput when none has."""
    for scenario in scenarios[:-1]:
        try:
            return lever(path, scenario)
        except BadInput:
            continue
    return lever(path, scenarios[-1])


def spread_out(design: Design, vary: Sequence[Vary], levers: Sequence[Lever], points: int, seed: int) -> Iterator[Row]:
    """Yield so many sets of numbers spread evenly over the ranges: those in the file, or the quantities' own."""
    for even in evenly(design, len(levers), points, seed):
        yield tuple(_at(one, asked, float(u)) for one, asked, u in zip(levers, vary, even, strict=True))


def evenly(design: Design, dimensions: int, points: int, seed: int) -> Numbers:
    """Return points spread evenly over the unit cube, one a row, strictly inside."""
    from scipy.stats import qmc  # takes most of a second to import

    if design == "sobol":
        # The sequence is balanced over whole powers of two; the first of them are the next best.
        even: Numbers = qmc.Sobol(dimensions, scramble=True, rng=seed).random_base2((points - 1).bit_length())[:points]
    else:
        even = qmc.LatinHypercube(dimensions, rng=seed).random(points)
    return np.clip(even, 1e-9, 1 - 1e-9)


def _at(one: Lever, vary: Vary, u: float) -> float:
    if vary.low is None or vary.high is None:
        return plain(one.quantile(u))
    return within(one.unit, plain(vary.low + u * (vary.high - vary.low)))


def _values(vary: Vary, one: Lever) -> tuple[float, ...]:
    """Return the values of a grid or list."""
    if vary.values:
        return tuple(float(value) for value in vary.values)
    assert vary.low is not None
    assert vary.high is not None
    assert vary.steps is not None
    even = np.linspace(vary.low, vary.high, vary.steps).tolist()
    return tuple(dict.fromkeys(within(one.unit, plain(value)) for value in even))


def _of_whole(file: SweepFile) -> Iterator[Problem]:
    """Yield what is wrong with the file as a whole."""
    paths = [vary.path for vary in file.vary]
    if not paths:
        yield "vary", "names nothing to vary", "add a table [[vary]] with path, unit and values"
    for path in dict.fromkeys(path for path in paths if paths.count(path) > 1):
        yield "vary", f"names {path} more than once", "give each path once"
    if file.design in SPREAD_OUT:
        if file.points is None:
            yield "points", "is missing", f"add points = and how many sets of numbers the {file.design} design has"
        elif not 1 <= file.points <= MOST_POINTS:
            yield "points", f"is {file.points:,}", f"give 1 to {MOST_POINTS:,}"
        return
    if file.points is not None:
        yield "points", f"has no meaning in a {file.design}", "take it out"
    counts = [len(vary.values) or (vary.steps or 0) for vary in file.vary]
    if file.design == "grid" and prod(counts) > MOST_POINTS:
        problem = f"make {' x '.join(f'{count:,}' for count in counts)} = {prod(counts):,} sets of numbers"
        yield "vary", problem, f"give at most {MOST_POINTS:,} in all, or a latin hypercube or sobol design"
    if file.design == "list":
        if len(set(counts)) > 1:
            problem = f"give lists of {listed(str(count) for count in counts)} values"
            yield "vary", problem, "in a list they are taken side by side: give each as many"
        elif counts and counts[0] > MOST_POINTS:
            yield "vary", f"give {counts[0]:,} sets of numbers", f"give at most {MOST_POINTS:,}"


def _of_vary(design: Design, place: str, vary: Vary, one: Lever) -> Iterator[Problem]:
    """Yield what is wrong with one number that is varied."""
    if vary.unit != one.unit.name:
        yield f"{place}.unit", f'is "{vary.unit}"', f'give {vary.path} in "{one.unit.name}"'
        return
    for number, value in enumerate(vary.values, start=1):
        yield from of_bounds(one.unit, f"{place}.values[{number}]", value)
    ends = {"low": vary.low, "high": vary.high}
    for key, end in ends.items():
        if end is not None:
            yield from (
                of_bounds(one.unit, f"{place}.{key}", end)
                if abs(end) < inf
                else [(f"{place}.{key}", "is endless", "give a number")]
            )
    if vary.low is not None and vary.high is not None and not vary.low < vary.high:
        yield f"{place}.low", f"is {vary.low:g}, not below high, {vary.high:g}", "give a low end below the high end"
    missing = [key for key, end in ends.items() if end is None]
    if design in SPREAD_OUT:
        yield from _of_range(place, vary, one, missing)
    elif vary.values:
        given = [key for key in ("low", "high", "steps") if getattr(vary, key) is not None]
        if given:
            yield place, f"has values and {listed(given)}", "give values, or low, high and steps"
    elif missing or vary.steps is None:
        yield place, "has no values", "add values = and a list of numbers, or low =, high = and steps ="
    elif not 2 <= vary.steps <= MOST_POINTS:
        yield f"{place}.steps", f"is {vary.steps:,}", f"give 2 to {MOST_POINTS:,}"


def _of_range(place: str, vary: Vary, one: Lever, missing: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with the range of a number that is spread over it."""
    if vary.values or vary.steps is not None:
        yield place, "gives values or steps", "give low = and high =, or neither for its own range"
    if len(missing) == 1:
        yield place, f"has no {missing[0]}", f"add {missing[0]} =, or take the other end out for its own range"
    elif missing and not one.ranged:
        yield place, "has no range of its own", "add low = and high ="


def plain(value: float) -> float:
    """Return a number to twelve figures, as tables show it and a person would write it."""
    return float(f"{value:.12g}")
