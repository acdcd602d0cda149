"""Sizes of strategies and services that a base gives: how many times what the file says fits this council, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sim.foundations.faults import did_you_mean, listed, shown
from sim.parameters.units import Unit
from sim.scenario.quantities.bounds import Problem
from sim.scenario.quantities.quantity import Quantity

SIZES = "sizes"
"""The part of a base's file that gives them, a table for each strategy, or for each part of one with several."""

UNIT = "times the strategy's file"

KEYS = ("value", "unit", "source", "as_of")

LARGEST = 1_000.0

DIGITS = 6
"""Of a number at the size of a council: what lies beyond is noise."""

FOR_THIS_COUNCIL = "in the strategy's file, for this council times"
"""Stands in the note of what is at the size of a council."""

ONE_AT_LEAST = " per meeting"
"""How the units end of what is done at a meeting: one that has room for less than one case does nothing."""


@dataclass(frozen=True, slots=True)
class StrategySize:
    """By how much a strategy is larger on this council than its file says."""

    value: float
    source: str
    """What it was scaled from, in words."""
    as_of: date


def size_of(sizes: Mapping[str, StrategySize], strategy: str, part: str) -> StrategySize | None:
    """Return the size of a part of a strategy: its own, or that of all of the strategy; None where there is none."""
    return sizes.get(f"{strategy}.{part}") or sizes.get(strategy)


def read_sizes(content: object) -> tuple[dict[str, StrategySize], list[Problem]]:
    """Return the sizes that a file gives, by `strategy` or `strategy.part`, and what is wrong with the others."""
    if not isinstance(content, dict):
        mend = f"write [{SIZES}.edge_of_care] and so on for each strategy"
        return {}, [(SIZES, f"is {shown(content)}, but it is a part made of sizes", mend)]
    found: dict[str, StrategySize] = {}
    problems: list[Problem] = []
    for name, one in _one_by_one(content):
        wrong = [*_problems(f"{SIZES}.{name}", one)]
        problems.extend(wrong)
        if not wrong:
            found[name] = StrategySize(float(one["value"]), one["source"], one["as_of"])
    return found, problems


def _one_by_one(content: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield each size by its name; a strategy whose content is of parts has one for each of them."""
    for name, one in content.items():
        if isinstance(one, dict) and one and all(isinstance(size, dict) for size in one.values()):
            yield from ((f"{name}.{part}", size) for part, size in one.items())
        else:
            yield name, one


def _problems(path: str, one: Any) -> Iterator[Problem]:
    if not isinstance(one, dict):
        yield path, f"is {shown(one)}, not a size", f"write it as a table with {listed(KEYS)}"
        return
    for key in one:
        if key not in KEYS:
            yield f"{path}.{key}", "is not a known key of a size", did_you_mean(key, KEYS, f"it has {listed(KEYS)}")
    for key in KEYS:
        if key not in one:
            yield path, f"has no {key}", f"add {key} ="
    value, source = one.get("value", 1), one.get("source", "-")
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= LARGEST:
        yield f"{path}.value", f"is {shown(value)}", f"it must be above 0 and at most {LARGEST:g}"
    if one.get("unit", UNIT) != UNIT:
        yield f"{path}.unit", f"is {shown(one['unit'])}", f'give "{UNIT}"'
    if not isinstance(source, str) or not source.strip():
        yield f"{path}.source", f"is {shown(source)}", "say what it was scaled from"
    if not isinstance(one.get("as_of", date.min), date):
        yield f"{path}.as_of", f"is {shown(one['as_of'])}", "it must be a date without quotation marks"


def is_of_size(unit: Unit) -> bool:
    """Whether a number grows with a council: a share of its cases or carers is the same in any."""
    return unit.maximum > 1


def fitted(quantity: Quantity, size: StrategySize, unit: Unit) -> Quantity:
    """Return a strategy's quantity at the size of a council; what is counted whole, or at meetings, is at least one."""
    if not is_of_size(unit) or quantity.layer is not None or not isinstance(quantity.value, float):
        return quantity
    made, written = quantity.times(size.value, unit), quantity.value
    least = 1.0 if written >= 1 and (unit.whole or unit.name.endswith(ONE_AT_LEAST)) else 0.0
    value, low, high = (_of_size(number, unit, least) for number in (made.value, made.low, made.high))
    assert value is not None
    return replace(made, value=value, low=low, high=high, note=noted(quantity, size))


def noted(quantity: Quantity, size: StrategySize) -> str:
    """Return the note of a number at the size of a council: what it was in the strategy's file, and that one's note."""
    said = f"{quantity.value:,.10g} {FOR_THIS_COUNCIL} {size.value:g}: {size.source}"
    return f"{said}. {quantity.note}".strip()


def sized_from(quantity: Quantity) -> str:
    """Return what a number at the size of a council was in the strategy's file, and what it was scaled from."""
    return quantity.note.partition(". ")[0].removesuffix(".") if is_sized(quantity) else ""


def is_sized(quantity: Quantity) -> bool:
    """Whether a number is at the size of a council, and not as its file says."""
    return FOR_THIS_COUNCIL in quantity.note


def _of_size(number: object, unit: Unit, least: float) -> float | None:
    """Return a number, or an end of its range, whole where it must be and at least so much."""
    if not isinstance(number, float):
        return None
    return max(least, float(round(number)) if unit.whole else rounded(number))


def rounded(number: float) -> float:
    """Return a number at the size of a council as it is told."""
    return float(f"{number:.{DIGITS}g}")
