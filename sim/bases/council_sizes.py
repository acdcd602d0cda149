"""Sizes of strategies for a council: in proportion to those whom each serves, beside those it was written for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sim.bases.serviced_council import LAYER_OF
from sim.scenario.files import reading
from sim.scenario.files.scenario_file import read
from sim.scenario.files.strategy_sizes import StrategySize, is_of_size
from sim.scenario.quantities.declared import declared, part_of
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
    """Return the size of each shipped strategy that says whom it serves and what its size multiplies.

    By the strategy's name, or by `strategy.part` where its parts serve different people; `quantities` are the base's.
    What the base has of its own already has no size, nor has a strategy of the council's own: it is written for it.
    """
    usual = load(LAYER_OF)
    found: dict[str, StrategySize] = {}
    for name in reading.known_names(strategies=True):
        path = reading.locate(name, strategy=True)
        if not reading.is_shipped(path):
            continue
        heading = read(path, strategy=True).heading
        scales = [one for one in heading.get("scales", []) if is_of_size(declared()[one].unit)]
        if path.parent.name == reading.VARIANTS:
            scales = [one for one in scales if one not in quantities]
        for size_name, served in _served(name, heading.get("serves"), scales):
            here, there = (_number(given[served]) for given in (quantities, usual.quantities))
            if here > 0 and there > 0:
                whom, where = IN_WORDS.get(served, served), f"{there:,.0f} in {usual.title}, for which it was written"
                size = float(f"{here / there:.{DIGITS}g}")
                found[size_name] = StrategySize(size, f"{here:,.0f} {whom}, {where}", when)
    return found


def _served(strategy: str, serves: str | Mapping[str, str] | None, scales: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the name of each size that a strategy has, and the path of the number that it goes by."""
    if serves is None or not scales:
        return
    if isinstance(serves, str):
        yield strategy, serves
        return
    parts = {part_of(path) for path in scales}
    yield from ((f"{strategy}.{part}", served) for part, served in serves.items() if part in parts)


def _number(quantity: Quantity) -> float:
    assert isinstance(quantity.value, float)
    return quantity.value
