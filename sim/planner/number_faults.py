"""What is wrong with a number by itself, as a file with it would be told."""

from __future__ import annotations

from collections.abc import Iterator

from sim.foundations.faults import did_you_mean, fault
from sim.parameters.units import Unit
from sim.planner.asked import AskedNumber
from sim.scenario.levers import FACTOR, PLACES, WHOLE_PLACES
from sim.scenario.quantities.bounds import of_bounds
from sim.scenario.quantities.declared import Declared, declared
from sim.scenario.quantities.written import problems

RANGE = "triangular"
"""How a number with a low and a high end of the planner's own is drawn: its ends are what they say."""


def of_number(number: AskedNumber) -> Iterator[tuple[str, str]]:
    """Yield the end of the field at fault and the message, whatever scenario the number is for."""
    what = declared().get(number.path)
    if what is not None and what.table is None:
        yield from _of_plain(what, number)
        return
    unit = _unit(number.path)
    if unit is None:
        known = (PLACES, *declared())
        mend = did_you_mean(number.path, known, "choose one of the list")
        yield "value", fault(number.path, "", "is not a known quantity", mend)
        return
    for _, problem, mend in of_bounds(unit, number.path, number.value):
        yield "value", fault(number.path, "", problem, mend)
    if number.ranged and number.path != PLACES:
        mend = "leave low and high empty; its range is that of the whole table"
        yield "low", fault(number.path, "", "is one of a table, which has no range of its own", mend)


def _of_plain(what: Declared, number: AskedNumber) -> Iterator[tuple[str, str]]:
    content: dict[str, object] = {
        "value": number.value,
        "unit": what.unit.name,
        "kind": "local",
        "source": number.source,
        "as_of": number.as_of,
    }
    if number.low is not None and number.high is not None:
        content |= {"low": number.low, "high": number.high, "distribution": RANGE}
    for path, problem, mend in problems(what, content):
        end = path.removeprefix(what.path).removeprefix(".")
        yield (
            end if end in ("value", "low", "high", "source", "as_of") else "value",
            fault(number.path, "", problem, mend),
        )


def _unit(path: str) -> Unit | None:
    """Return the unit of what a lever sets, None where no number has this path."""
    if path == PLACES:
        return WHOLE_PLACES
    whole, _, category = path.rpartition(".")
    table = declared().get(path)
    if table is not None:
        return None if table.unit.sums_to_one else FACTOR
    what = declared().get(whole)
    return what.unit if what is not None and category in what.categories else None
