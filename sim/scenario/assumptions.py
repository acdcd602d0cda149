"""The assumptions of a scenario: every quantity in force in plain words, with its source, date and range."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta
from math import inf

from sim.foundations.calendar import in_words
from sim.parameters.tables import Table
from sim.parameters.units import ONS_CODE
from sim.scenario.quantities.meanings import meaning
from sim.scenario.quantities.quantity import HARD_ENDS, Quantity
from sim.scenario.quantities.written import DAYS_AFTER_START
from sim.scenario.scenario import Scenario
from sim.scenario.whose import code_in_words


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
        )
        for path, item in scenario.quantities.items()
    ]


def value_in_words(quantity: Quantity, start: date) -> str:
    """Return the value as a planner writes it; a day after the start also as a date."""
    value = quantity.value
    if isinstance(value, Table):
        numbers = zip(fields(value), value.values(), strict=True)
        return "; ".join(f"{_category(item.name)}: {_number(number)}" for item, number in numbers)
    if quantity.unit == ONS_CODE.name:
        return code_in_words(value)
    if quantity.unit == DAYS_AFTER_START:
        return f"{_number(value)} ({in_words(start + timedelta(days=value))})"
    return _number(value)


def range_in_words(quantity: Quantity) -> str:
    """Return the range and how it is drawn, e.g. ``0.2 to 0.6, nine times in ten (beta)``."""
    if quantity.distribution == "dirichlet":
        return f"as shares counted on {_number(quantity.effective_sample or inf)} cases (dirichlet)"
    low, high = quantity.low, quantity.high
    if low is None or high is None:
        return "not varied"
    ends = f"{_number(low)} to {_number(high)}"
    if isinstance(quantity.value, Table):
        ends = f"all times {ends}"
    if quantity.distribution == "fixed":
        return f"{ends}; not varied"
    how = quantity.distribution.removeprefix("scaled_")
    return f"{ends} ({how})" if quantity.distribution in HARD_ENDS else f"{ends}, nine times in ten ({how})"


def _category(name: str) -> str:
    words = name.removeprefix("from_").replace("_", " ")
    return f"{words} and over" if words.isdigit() else words


def _number(value: float) -> str:
    if value == inf:
        return "no limit"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.6g}"
