"""Sizes of strategies for a council: in proportion to those whom each serves, beside those it was written for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sim.bases.serviced_council import LAYER_OF
from sim.scenario.files import reading
from sim.scenario.files.scenario_file import read
from sim.scenario.files.strategy_sizes import StrategySize, is_of_size
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.quantity import Quantity
from sim.scenario.scenario import load

IN_WORDS: Mapping[str, str] = {
    "demand.entries_per_year": "children entering care in a year",
    "opening.looked_after": "children looked after",
    "in_house_fostering.households": "households of the council's own carers",
}
"""Whom strategies serve."""

DIGITS = 3


def council_sizes(quantities: Mapping[str, Quantity], when: date) -> dict[str, StrategySize]:
    """Return the size of each strategy that says whom it serves and what its size multiplies, by its name."""
    usual = load(LAYER_OF)
    found: dict[str, StrategySize] = {}
    for name in reading.known_names(strategies=True):
        heading = read(reading.locate(name, strategy=True), strategy=True).heading
        served, scales = heading.get("serves"), heading.get("scales", [])
        if served is None or not any(is_of_size(declared()[path].unit) for path in scales):
            continue
        here, there = (_number(given[served]) for given in (quantities, usual.quantities))
        if here > 0 and there > 0:
            whom, where = IN_WORDS.get(served, served), f"{there:,.0f} in {usual.title}, for which it was written"
            size = float(f"{here / there:.{DIGITS}g}")
            found[name] = StrategySize(size, f"{here:,.0f} {whom}, {where}", when)
    return found


def _number(quantity: Quantity) -> float:
    assert isinstance(quantity.value, float)
    return quantity.value
