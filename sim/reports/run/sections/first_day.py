"""Who is in care on the first day, as the page tells it: by kind of placement, age and place, with source and date."""

from __future__ import annotations

from typing import Final

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.running.results import Outcome
from sim.foundations.calendar import in_words
from sim.parameters.tables import Table
from sim.reports.result.section import FirstDayGroup, FirstDayRow
from sim.reports.run.sections.strategy_blocks import RESTS_ON
from sim.reports.shared.words import kind_in_words
from sim.scenario.quantities.quantity import Quantity

TOTAL: Final = "opening.looked_after"

ALL: Final = "Children looked after"

PLACES: Final = (
    "Inside the council's area",
    "Outside it, within 20 miles of home",
    "Outside it, over 20 miles from home",
)


def first_day(comparison: Comparison) -> tuple[FirstDayGroup, ...]:
    """Return who is in care on the first day; nobody where the scenario begins with nobody."""
    base = comparison.base
    quantities = base.scenario.quantities
    if base.scenario.parameters.opening is None or TOTAL not in quantities:
        return ()
    total = quantities[TOTAL]
    assert not isinstance(total.value, Table)
    alone = quantities.get("opening.unaccompanied")
    groups = [
        FirstDayGroup(
            "In all", _source(total), (FirstDayRow(ALL, _count(total.value), _in_runs(base, "looked_after")),)
        )
    ]
    for path, title in (
        ("opening.kinds", "By kind of placement"),
        ("opening.age_shares", "By age"),
        ("opening.location_shares", "By place"),
    ):
        if path in quantities:
            groups.append(FirstDayGroup(title, _source(quantities[path]), _rows(base, path, total.value)))
    if alone is not None and not isinstance(alone.value, Table):
        row = FirstDayRow("Unaccompanied children among them", _count(alone.value), "")
        groups.append(FirstDayGroup("Unaccompanied children", _source(alone), (row,)))
    return tuple(groups)


def _rows(base: Outcome, path: str, total: float) -> tuple[FirstDayRow, ...]:
    table = base.scenario.quantities[path].value
    assert isinstance(table, Table)
    names: tuple[str, ...] = table.__match_args__
    found = []
    for place, (name, value) in enumerate(zip(names, table.values(), strict=True)):
        match path:
            case "opening.kinds":
                kind = name.replace("_", " ")
                found.append(FirstDayRow(kind_in_words(kind), _count(value), _in_runs(base, "in_placement", kind)))
            case "opening.age_shares":
                found.append(FirstDayRow(_age(name), _share(value, total), ""))
            case _:
                found.append(FirstDayRow(PLACES[place], _share(value, total), ""))
    return tuple(found)


def _in_runs(base: Outcome, measure: str, category: str = "") -> str:
    """Return the mean over the replications on the first day; empty where months begin later or it is not counted."""
    dates = base.series.dates(measure, category)
    if not dates or dates[0] != base.scenario.start:
        return ""
    return f"{base.series.of(measure, category, dates[0]).mean():,.1f}"


def _source(quantity: Quantity) -> str:
    return f"{RESTS_ON[quantity.kind].capitalize()}, as of {in_words(quantity.as_of)}. {quantity.source.rstrip('.')}."


def _age(name: str) -> str:
    words = name.removeprefix("from_").replace("_", " ")
    return f"Aged {words} and over" if words.isdigit() else f"Aged {words}"


def _count(value: float) -> str:
    return f"{value:,.0f}"


def _share(value: float, total: float) -> str:
    return f"{value:.0%}, about {value * total:,.0f}"
