"""A base of a council that others are merged into: counts added, rates and shares as means over what they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import fsum, hypot

from sim.bases.reorganised.counts import PRICES, counts_of, is_count, kind_weights, mean_over, weights
from sim.bases.reorganised.merged_outlook import merged_outlook
from sim.bases.reorganised.reorganised_base import ReorganisedBase, based_on, misfits, own_paths
from sim.foundations.faults import BadInput, listed
from sim.parameters.tables import Table
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.quantity import Plain, Quantity
from sim.scenario.scenario import Scenario


def merged(scenarios: Sequence[Scenario], name: str) -> ReorganisedBase:
    """Return the base of a council of this name that the councils of the scenarios are merged into.

    Raises BadInput when there are fewer than two, or they do not fit together.
    """
    faults = [*misfits(scenarios)]
    if len(scenarios) < 2:
        faults.append("--merge: a merger is of two councils or more; name another")
    if len({one.authority or one.base for one in scenarios}) < len(scenarios):
        faults.append("--merge: the same council is named twice; name each once")
    if faults:
        raise BadInput(faults)
    names = tuple(one.name for one in scenarios)
    quantities = {path: _merged(path, scenarios) for path in (*own_paths(scenarios), *counts_of(scenarios[0]))}
    quantities |= merged_outlook(scenarios)
    return ReorganisedBase(
        name=name,
        made_of=names,
        based_on=based_on(scenarios[0]),
        start=scenarios[0].start,
        years=min(one.years for one in scenarios),
        about=(
            f"Merged from {listed(names)}: counts are added, rates, shares and prices are means over what they are of. "
            "What the councils do differently today goes on as it is, evened out: nothing is known of how they will "
            "work together. Nothing is fitted again, so it may drift a little where its parts do not."
        ),
        quantities={path: quantities[path] for path in declared() if path in quantities},
    )


def _merged(path: str, scenarios: Sequence[Scenario]) -> Quantity:
    """Return what the quantities of the parts are together."""
    given = [one.quantities[path] for one in scenarios]
    names = listed(one.name for one in scenarios)
    if is_count(path):
        return _combined(given, [1.0] * len(given), f"Merged from {names}, added up", evens_out=True)
    parts, same = [one.parameters for one in scenarios], all(one.same_numbers(given[0]) for one in given)
    if path == PRICES and not same:
        return _of_prices(given, kind_weights(parts), f"Merged from {names}, mean over children in each kind")
    if same:
        return replace(given[0], source=f"Merged from {names}, which have the same: {given[0].source}")
    over = mean_over(path)
    found = _combined(given, weights(over.number, parts), f"Merged from {names}, mean over {over.words}")
    unit = declared()[path].unit
    return replace(found, value=float(round(_number(found.value)))) if unit.whole else found


def _number(value: Plain) -> float:
    assert not isinstance(value, Table)
    return value


def _combined(given: Sequence[Quantity], by: Sequence[float], how: str, *, evens_out: bool = False) -> Quantity:
    """Return the weighted sum of quantities, with its range.

    What is not known of counts evens out between councils: half-widths add as roots of squares do. What is not known
    of a rate is mostly not known of it anywhere, so that ends are means as values are. What some of the parts do not
    draw, or draw otherwise, is not drawn.
    """
    first = given[0]
    tables = [one.value for one in given if isinstance(one.value, Table)]
    value: Plain = fsum(share * _number(one.value) for share, one in zip(by, given, strict=True)) if not tables else 0.0
    if tables:
        numbers = zip(*(table.values() for table in tables), strict=True)
        value = type(tables[0])(*(fsum(map(_times, by, each)) for each in numbers))
    kinds = {one.kind for one in given}
    found = replace(
        first,
        value=value,
        kind=first.kind if len(kinds) == 1 else "judgement",
        source=f"{how}; of the first: {first.source}",
        as_of=max(one.as_of for one in given),
        low=None,
        high=None,
        distribution="fixed",
        effective_sample=None,
        note="",
    )
    if len({one.distribution for one in given}) > 1 or first.distribution == "fixed":
        return found
    if first.distribution == "dirichlet":
        sample = fsum(one.effective_sample or 0.0 for one in given)
        return replace(found, distribution="dirichlet", effective_sample=sample)
    total = fsum(value.values()) if isinstance(value, Table) else value
    # of a table low and high are factors, which weigh as what they multiply
    of = [fsum(table.values()) * share / total for table, share in zip(tables, by, strict=True)] if tables else [*by]
    middles = [1.0 if isinstance(one.value, Table) else one.value for one in given]
    low, high = ([one.low if end == "low" else one.high for one in given] for end in ("low", "high"))
    ends = [
        _end(
            middles, [middle if one is None else one for one, middle in zip(each, middles, strict=True)], of, evens_out
        )
        for each in (low, high)
    ]
    middle = 1.0 if tables else _number(value)
    return replace(found, low=middle - ends[0], high=middle + ends[1], distribution=first.distribution)


def _times(one: float, other: float) -> float:
    return one * other


def _end(middles: Sequence[float], ends: Sequence[float], by: Sequence[float], evens_out: bool) -> float:
    """Return how far an end of the range lies from the middle."""
    widths = [share * abs(end - middle) for middle, end, share in zip(middles, ends, by, strict=True)]
    return hypot(*widths) if evens_out else fsum(widths)


def _of_prices(given: Sequence[Quantity], by: Sequence[Sequence[float]], how: str) -> Quantity:
    """Return prices by kind of placement, each a mean over the children in that kind."""
    found = _combined(given, [1 / len(given)] * len(given), how)
    prices = zip(*(one.value.values() for one in given if isinstance(one.value, Table)), strict=True)
    assert isinstance(found.value, Table)
    return replace(found, value=type(found.value)(*(fsum(map(_times, *each)) for each in zip(by, prices, strict=True))))
