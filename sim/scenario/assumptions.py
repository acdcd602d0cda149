"""The assumptions of a scenario: every quantity in force in plain words, with its source, date and range."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta
from math import inf
from pathlib import PurePath

from sim.foundations.calendar import in_words
from sim.parameters.tables import Table
from sim.parameters.units import ONS_CODE, PROBABILITY, SHARE
from sim.scenario.quantities.change import ByName, RelativeChange
from sim.scenario.quantities.drawing import HARD_ENDS, Distribution
from sim.scenario.quantities.meanings import meaning
from sim.scenario.quantities.quantity import Quantity
from sim.scenario.quantities.span import STEP, Span
from sim.scenario.quantities.written import DAYS_AFTER_START
from sim.scenario.scenario import Scenario
from sim.scenario.whose import code_in_words

OF_ONE = (PROBABILITY.name, SHARE.name)
"""Units whose numbers are at most 1."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """One quantity in force, as a planner reads it."""

    path: str
    meaning: str
    value: str
    """In words: one number, or one for each category."""
    unit: str
    kind: str
    source: str
    as_of: date
    range: str
    """In words, with how it is drawn when uncertainty is on."""
    note: str
    link: str
    """Address of the source; empty where none is given."""
    table: str
    """Table or sheet of the source; empty likewise."""
    file: str
    """The scenario file that gives it."""
    change: str
    """In words, what it does to the quantity below it; empty where it stands by itself."""


def assumptions(scenario: Scenario) -> list[Assumption]:
    """Return every quantity in force, in the order of the parameters."""
    return [
        Assumption(
            path=path,
            meaning=meaning(path),
            value=value_in_words(item, scenario.start),
            unit=item.unit,
            kind=item.kind,
            source=item.source,
            as_of=item.as_of,
            range=range_in_words(item),
            note=item.note,
            link=item.link,
            table=item.table,
            file=item.file,
            change=change_in_words(item, scenario.start),
        )
        for path, item in scenario.quantities.items()
    ]


def value_in_words(quantity: Quantity, start: date) -> str:
    """Return the value as a planner writes it; a day after the start also as a date."""
    value = quantity.value
    if isinstance(value, Table):
        numbers = zip(fields(value), value.values(), strict=True)
        return "; ".join(f"{category_in_words(item.name)}: {number_in_words(number)}" for item, number in numbers)
    if quantity.unit == ONS_CODE.name:
        return code_in_words(value)
    if quantity.unit == DAYS_AFTER_START:
        return f"{number_in_words(value)} ({in_words(start + timedelta(days=value))})"
    return number_in_words(value)


def change_in_words(quantity: Quantity, start: date) -> str:
    """Return what a layer does to the quantity below it: ``1.5 times the base's 0.52``; nothing without a layer."""
    below, layer = quantity.below, quantity.layer
    if below is None or layer is None:
        return ""
    whose = f"that of {PurePath(below.file).stem}" if below.of_strategy or not quantity.of_strategy else "the base's"
    under = f"{whose}: {value_in_words(below, start)}"
    if not isinstance(below.value, Table):
        under = f"the {number_in_words(below.value)} of {PurePath(below.file).stem}"
        if quantity.of_strategy and not below.of_strategy:
            under = f"the base's {number_in_words(below.value)}"
    gives = layer.gives
    if not isinstance(gives, RelativeChange):
        said = f"{value_in_words(gives, start)} in place of {under}"
    else:
        within = _own_range(gives)
        said = {
            "times": f"{_amount(gives.amount)}{within} times {under}",
            "plus": f"{_amount(gives.amount, signed=True)}{within} on {under}",
            "grows": f"{_amount(gives.amount, percent=True)}{within} a year on {under}",
        }[gives.how]
    return f"{said}{days_in_words(layer.span, start)}"


def _own_range(gives: RelativeChange) -> str:
    """Return the range of a change in brackets; nothing where it has none."""
    if gives.low is None or gives.high is None:
        return ""
    factors = "" if isinstance(gives.amount, float) else "all times "
    how = "" if not gives.drawn else f", {gives.distribution.removeprefix('scaled_')}"
    return f" ({factors}{number_in_words(gives.low)} to {number_in_words(gives.high)}{how})"


def days_in_words(span: Span, start: date) -> str:
    """Return from when, until when and over how long, as far as that is said."""
    words = [f"from {in_words(start + timedelta(days=span.begins))}" if span.begins != 0 else ""]
    words.append(f"coming over {round(span.over / STEP)} months" if span.over else "")
    words.append(f"until {in_words(start + timedelta(days=span.ends - 1))}" if span.ends < inf else "")
    return "".join(f", {word}" for word in words if word)


def _amount(amount: float | ByName, *, signed: bool = False, percent: bool = False) -> str:
    """Return the amount of a change in words, by category where it is."""
    if not isinstance(amount, float):
        return "; ".join(
            f"{category_in_words(name)}: {_amount(one, signed=signed, percent=percent)}" for name, one in amount
        )
    if percent:
        return f"{100 * amount:+.6g}%"
    return f"{'+' if signed and amount >= 0 else ''}{number_in_words(amount)}"


def range_in_words(quantity: Quantity) -> str:
    """Return the range and how it is drawn, e.g. ``0.2 to 0.6, nine times in ten (beta)``."""
    if quantity.distribution == "dirichlet":
        return f"as shares counted on {number_in_words(quantity.effective_sample or inf)} cases (dirichlet)"
    low, high = quantity.low, quantity.high
    if low is None or high is None:
        layer = quantity.layer
        drawn = layer is not None and isinstance(layer.gives, RelativeChange) and layer.gives.drawn
        return "varied with what changes it" if drawn else "not varied"
    said = range_of(low, high, quantity.distribution, isinstance(quantity.value, Table))
    return f"{said}; no number above 1" if _is_cut(quantity) else said


def _is_cut(quantity: Quantity) -> bool:
    """Whether a factor on a whole table can lead one of its shares or probabilities to 1, where it is cut off."""
    if quantity.unit not in OF_ONE or quantity.distribution == "fixed" or not isinstance(quantity.value, Table):
        return False
    return quantity.layer is None and quantity.quantile(0.999) * max(quantity.value.values()) > 1.0


def range_of(low: float, high: float, distribution: Distribution, scaled: bool) -> str:
    """Return a range and how it is drawn; of what is `scaled` the ends are factors."""
    ends = f"{number_in_words(low)} to {number_in_words(high)}"
    if scaled:
        ends = f"all times {ends}"
    if distribution == "fixed":
        return f"{ends}; not varied"
    how = distribution.removeprefix("scaled_")
    return f"{ends} ({how})" if distribution in HARD_ENDS else f"{ends}, nine times in ten ({how})"


def category_in_words(name: str) -> str:
    """Return the name of a category of a table in words."""
    words = name.removeprefix("from_").replace("_", " ")
    return f"{words} and over" if words.isdigit() else words


def number_in_words(value: float) -> str:
    """Return a number as a planner writes it."""
    if value == inf:
        return "no limit"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.6g}"
