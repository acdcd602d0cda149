"""What is wrong with the range of a quantity and how it is to be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import inf
from typing import Any, Literal

from sim.foundations.faults import listed, shown
from sim.parameters.units import Unit
from sim.scenario.quantities.bounds import Problem, of_bounds
from sim.scenario.quantities.declared import Declared
from sim.scenario.quantities.drawing import OF_A_NUMBER, OF_A_TABLE, OF_SHARES, Distribution

MOST_CASES = 1_000_000
"""That shares can rest on; with more they do not vary, and drawing them takes for ever."""


def distributions(what: Declared) -> tuple[Distribution, ...]:
    """Return the distributions that can be given for the quantity."""
    if what.table is None:
        return OF_A_NUMBER
    return OF_SHARES if what.unit.sums_to_one else OF_A_TABLE


@dataclass(frozen=True, slots=True)
class RangeForm:
    """What a range is of."""

    shape: Literal["number", "table", "shares"]
    unit: Unit
    called: str
    """What its middle is called in messages."""


def form(what: Declared) -> RangeForm:
    """Return what the range of a quantity is of."""
    shape: Literal["number", "table", "shares"] = "number"
    if what.table is not None:
        shape = "shares" if what.unit.sums_to_one else "table"
    return RangeForm(shape, replace(what.unit, whole=False), "the value")


def of_range(path: str, form: RangeForm, value: object, content: dict[str, Any]) -> Iterator[Problem]:
    """Yield what is wrong with the range of a quantity at `path`, or of a change, whose value and form are sound."""
    distribution = content.get("distribution")
    allowed = {"number": OF_A_NUMBER, "table": OF_A_TABLE, "shares": OF_SHARES}[form.shape]
    if distribution is None:
        if any(key in content for key in ("low", "high", "effective_sample")):
            mend = f"add distribution = and one of {listed(allowed)}"
            yield path, "has a range and no distribution", mend
    elif distribution not in allowed:
        shape = {"number": "a single number", "table": "a table", "shares": "shares"}[form.shape]
        mend = f"for {shape} give one of {listed(allowed)}"
        yield f"{path}.distribution", f'is "{distribution}"', mend
    elif distribution == "dirichlet":
        yield from _of_sample(path, content)
    elif form.shape != "shares":
        yield from _of_ends(path, form, value, content, distribution)


def _of_sample(path: str, content: dict[str, Any]) -> Iterator[Problem]:
    sample = content.get("effective_sample")
    if sample is None:
        mend = "add effective_sample = and how many cases the shares rest on"
        yield path, 'has the distribution "dirichlet" and no effective_sample', mend
    elif not 1 <= sample <= MOST_CASES:
        yield f"{path}.effective_sample", f"is {shown(sample)}", f"it must be from 1 to {MOST_CASES:,}"
    for key in ("low", "high"):
        if key in content:
            yield f"{path}.{key}", "has no meaning for a dirichlet", "take it out"


def _of_ends(
    path: str, form: RangeForm, value: object, content: dict[str, Any], distribution: Distribution
) -> Iterator[Problem]:
    drawn = distribution != "fixed"
    missing = [key for key in ("low", "high") if drawn and key not in content]
    if missing:
        mend = f"add {listed(f'{key} =' for key in missing)}, or take the distribution out"
        yield path, f'has the distribution "{distribution}" and no {listed(missing)}', mend
        return
    if drawn and (isinstance(value, date) or value == inf):
        shape = "a date" if isinstance(value, date) else "endless"
        mend = "take the range and the distribution out"
        yield path, f'is {shape} with the distribution "{distribution}"', mend
        return
    number = float(value) if isinstance(value, int | float) else 1.0
    unit = form.unit if form.shape == "number" else Unit("factor", 0)
    ends = {key: content[key] for key in ("low", "high") if key in content}
    bad = [problem for key, end in ends.items() for problem in of_bounds(unit, f"{path}.{key}", end)]
    yield from bad
    if bad or isinstance(value, date):
        return
    middle = number if form.shape == "number" else 1.0
    called = f"{form.called}, {shown(value)}" if form.shape == "number" else "1, for they are factors on the table"
    low, high = ends.get("low", middle), ends.get("high", middle)
    if low > middle:
        yield f"{path}.low", f"is {shown(low)}, above {called}", "give a low end that is not above it"
    if high < middle:
        yield f"{path}.high", f"is {shown(high)}, below {called}", "give a high end that is not below it"
    if low <= 0 and distribution in ("lognormal", "scaled_lognormal"):
        yield f"{path}.low", f"is {shown(low)}", "a lognormal needs a low end above 0"
    if distribution == "beta" and not 0 <= low < high <= 1:
        mend = "a beta needs a range within 0 and 1 that is not empty"
        yield path, f"is a beta from {shown(low)} to {shown(high)}", mend
    if distribution == "beta" and not 0 < number < 1:
        yield f"{path}.value", f"is {shown(value)}", "a beta needs a value between 0 and 1"
