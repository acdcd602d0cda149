"""The quantities of a base in a planner's words: values with their units, and how each is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType

from sim.bases.entries import Entry, whole_numbers
from sim.bases.national.reference import reference
from sim.parameters.tables import Table
from sim.parameters.units import YEAR_ENDING
from sim.reports.shared.price_words import years_of_prices
from sim.reports.shared.words import KINDS, lower_first
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.quantity import Quantity

OF_ENGLAND = "stability.scale"
"""A multiplier that is told as against England's."""

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "inside": "inside",
        "near": "outside within 20 miles",
        "far": "outside over 20 miles",
        "one": "one place",
        "two": "two places",
        "three": "three places",
        **{name: lower_first(words) for name, words in KINDS.items()},
    }
)
"""Categories that are not called what the file calls them."""

UNITS: Mapping[str, str] = MappingProxyType({"GBP per week": "GBP a week", "per year": "a year"})
"""Units of tables, in words; of others the unit itself, or the word by path below."""

BY_PATH: Mapping[str, str] = MappingProxyType(
    {
        "leaving.age_multiplier": "times as fast",
        "leaving.by_kind.multiplier": "times as fast",
        "leaving.by_kind.time_in_care": "times",
        "leaving.by_kind.age": "times",
        "leaving.by_kind.route": "times",
        "opening.kinds": "children",
    }
)

RATES: Mapping[str, str] = MappingProxyType(
    {
        "in_house_fostering.enquiries": "enquiries a year",
        "in_house_fostering.deregistration": "of households a year",
    }
)
"""Of quantities per year, by path: what there are so many of."""

OF_100: Mapping[str, str] = MappingProxyType(
    {
        "doors.to_parents": "moves a year for each 100 children",
        "doors.to_connected": "moves a year for each 100 children",
        "doors.to_other_residential": "moves a year for each 100 children",
        "doors.to_secure": "moves a year for each 100 children with such a need",
        "stability.moves_to_supported": "moves a year for each 100 young people",
        "stability.planned_moves": "moves a year for each 100 children",
    }
)
"""Of quantities per year that are small for one child, by path: what there are so many of for a hundred."""

OF_AGREEMENT = "in_house_fostering.unskilled_agreement"
"""A multiplier that is told as a percentage."""

PERCENT = ("share", "probability")


def shown(entry: Entry) -> str:
    """Return a quantity's value in words: a number with its unit and range, or a table in its order."""
    quantity = entry.quantity
    if isinstance(quantity.value, Table):
        return _table(entry.path, quantity.value)
    value = quantity.value
    if quantity.low is None or quantity.high is None:
        return _number(entry.path, quantity, value)
    ends = " to ".join(_bare(entry.path, quantity, end) for end in (quantity.low, quantity.high))
    return f"{_number(entry.path, quantity, value)} ({ends})"


def _number(path: str, quantity: Quantity, value: float) -> str:
    """Return a number with its unit."""
    unit, figures = quantity.unit, _figures(path, quantity, value)
    if path == OF_ENGLAND:
        return f"{figures} times England's"
    if path == OF_AGREEMENT:
        return f"{figures} as often"
    if path in OF_100:
        return f"{figures} {OF_100[path]}"
    if unit == "coefficient of variation":
        return f"{figures} of the mean"
    if unit == YEAR_ENDING.name:
        return years_of_prices(value)
    if path in RATES:
        return f"{figures} {RATES[path]}"
    if unit == "clinicians (whole time)":
        return f"{figures} whole-time clinicians"
    if unit in PERCENT:
        return figures
    words = {
        "children per year": "children a year",
        "per year": "a year",
        "multiplier": "times",
        "GBP per year": "GBP a year",
        "children per household": "children to a household",
    }.get(unit, unit)
    if figures == "1" and words in ("households", "children"):
        words = {"households": "household", "children": "child"}[words]
    return f"{figures} {words}"


def _bare(path: str, quantity: Quantity, value: float) -> str:
    """Return an end of a range, without its unit."""
    return _figures(path, quantity, value)


def _figures(path: str, quantity: Quantity, value: float) -> str:
    unit = quantity.unit
    if path == OF_ENGLAND:
        return f"{value / reference(quantity.as_of.year).parameters.stability.scale:.1f}"
    if path in OF_100:
        return f"{100 * value:.2g}"
    if unit in (*PERCENT, "coefficient of variation") or path in ("in_house_fostering.deregistration", OF_AGREEMENT):
        return f"{100 * value:.0f}%"
    if unit in ("households", "children") or (path == "in_house_fostering.enquiries" and value >= 10):
        return f"{value:,.0f}"
    if unit in ("children per year", "clinicians (whole time)") or path in RATES:
        return f"{value:,.1f}" if value >= 0.95 or unit == "children per year" else f"{value:.2g}"
    return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def _table(path: str, value: Table) -> str:
    unit = declared()[path].unit
    names = [category(item.name) for item in fields(value)]
    numbers = value.values()
    if unit.sums_to_one:
        parts = [f"{number:.0f}%" for number in whole_numbers(numbers, 100)]
    elif unit.name in PERCENT:
        parts = [f"{100 * number:.0f}%" for number in numbers]
    elif path in BY_PATH and unit.name == "children":
        parts = [f"{number:,.0f}" for number in numbers]
    else:
        scale = 100 if path in OF_100 else 1
        parts = [_in_table(scale * number) for number in numbers]
    words = "" if unit.name in PERCENT else OF_100.get(path) or BY_PATH.get(path, UNITS.get(unit.name, unit.name))
    told = ", ".join(f"{name}: {part}" for name, part in zip(names, parts, strict=True))
    return f"{told} ({words})" if words else told


def _in_table(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.2g}"


def category(name: str) -> str:
    """Return a category of a table as a planner says it: ``16 and over``, ``outside within 20 miles``."""
    words = name.removeprefix("from_").replace("_", " ")
    return f"{words} and over" if words.isdigit() else NAMES.get(words, words)


def known(entry: Entry) -> str:
    """Return in a few words how a quantity is known."""
    return "; ".join(words for words in (_basis(entry), _from_forerunners(entry)) if words)


def _basis(entry: Entry) -> str:
    if entry.imputed:
        several = isinstance(entry.quantity.value, Table)
        words = "published, hidden figures estimated" if several else "hidden, so estimated"
    else:
        kind = entry.quantity.kind
        words = {"judgement": "judged"}.get(kind, kind)
    weights = entry.weights
    if weights is None:
        return words
    parts = [
        f"{round(100 * share)}% {whose}"
        for share, whose in (
            (weights.own, "own figures"),
            (weights.neighbours, "neighbours"),
            (weights.england, "England"),
        )
        if round(100 * share)
    ]
    return f"{words}: {', '.join(parts)}"


def _from_forerunners(entry: Entry) -> str:
    """Return whose figures stand for an authority's own, where any of its own are in the quantity."""
    if not entry.before or (entry.weights is not None and round(100 * entry.weights.own) == 0):
        return ""
    return entry.before
