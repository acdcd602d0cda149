"""Laying what a file says of a quantity over what the files below it give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from math import fsum
from pathlib import PurePath

from sim.parameters.tables import Table
from sim.scenario.quantities import changing, written
from sim.scenario.quantities.bounds import Problem, of_bounds
from sim.scenario.quantities.change import RelativeChange
from sim.scenario.quantities.changing import DATES
from sim.scenario.quantities.declared import Declared
from sim.scenario.quantities.quantity import Layer, Quantity
from sim.scenario.quantities.written import SUM_TOLERANCE, Written, changes


def laid(
    what: Declared, content: Written, start: date, file: str, below: Quantity | None, *, of_strategy: bool
) -> Quantity:
    """Return the quantity that sound `content` means over the one below, in a scenario that starts on `start`."""
    change = changing.change(what, content, PurePath(file).stem)
    if change is not None:  # the number is that of the quantity below
        content = {**content, "value": 0.0}
    given = replace(written.quantity(what, content, start, file), of_strategy=of_strategy)
    if below is None or not (change or changes(content)):
        return given
    return given.over(below, Layer(change or given, changing.span(content, start)), what.unit)


def nothing_below(what: Declared, content: Written) -> Problem | None:
    """Return the problem of a change of what no file below gives, if it is one."""
    if not changes(content):
        return None
    key = next(key for key in (*changing.HOWS, *DATES) if key in content)
    mend = "give value = and the number, or lay the file over one that has the quantity"
    return f"{what.path}.{key}", "changes what nothing below gives", mend


def outside(what: Declared, made: Quantity) -> Iterator[Problem]:
    """Yield the problem of a change that leads out of the bounds of its quantity, by central values."""
    if made.below is None or made.layer is None or not isinstance(made.layer.gives, RelativeChange):
        return
    gives = made.layer.gives
    if gives.how == "grows":
        return
    unit, path = replace(what.unit, whole=False), f"{what.path}.{gives.how}"
    for number in gives.exact(made.below.value):
        for _, problem, mend in of_bounds(unit, path, number):
            yield path, f"leads to a number that {problem}", mend
            return
    if what.unit.sums_to_one and not isinstance(gives.amount, float):
        value = made.below.value
        assert isinstance(value, Table)
        shares = zip(what.categories, gives.exact(value), strict=True)
        named = fsum(share for name, share in shares if name in dict(gives.amount))
        if named > 1 + SUM_TOLERANCE or (len(gives.amount) == len(what.categories) and abs(named - 1) > SUM_TOLERANCE):
            yield path, f"leads to shares that sum to {named:g}", "change them so that they sum to at most 1, all to 1"
