"""Rows of legal process in registers made by hand, for the tests of its measures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args, get_type_hints

from handmade_registers import CALENDAR, parameters, plain

from sim.foundations.codes import CaseOption, CourtOrder
from sim.measures import Value, measure
from sim.model.register.columns import NOBODY, OPEN
from sim.model.register.register import Register
from sim.parameters.legal.legal import Legal
from sim.parameters.parameters import Parameters

UNKNOWN: dict[type, Any] = {float: OPEN, int: NOBODY, bool: False}
"""What stands in a column of which nothing is said."""


def row(table: Any, **given: Any) -> int:
    """Add a row to a table of the register; return its place."""
    hints = get_type_hints(type(table))
    assert not given.keys() - hints.keys()
    for name, hint in hints.items():
        getattr(table, name).append(given.get(name, UNKNOWN[get_args(hint)[0]]))
    return len(getattr(table, next(iter(hints)))) - 1


def case(
    r: Register, issued: float, ended: float = OPEN, *, heard: bool = True, planned: bool = True, **given: Any
) -> int:
    """Add a case, whose options have been planned unless said otherwise; return its row."""
    of = row(r.cases, issued=issued, ended=ended, heard=heard and ended == ended, **{"considered": 0} | given)
    if planned:
        row(r.case_options, case=of, option=CaseOption.PARENTS)
    return of


def child_of_case(r: Register, of: int, episode: int, order: CourtOrder = CourtOrder.CARE, **given: Any) -> int:
    """Add a child of a case, destined for an order; return the row."""
    return row(r.case_children, case=of, episode=episode, destined=order, **given)


def with_legal(**changed: Any) -> Parameters:
    """Parameters under which courts decide, with every number zero but those of `Legal` that are changed.

    Those given as `parts` are parts of the parameters themselves.
    """
    parts = changed.pop("parts", {})
    discount_rate = changed.pop("discount_rate", 0.0)
    return parameters(discount_rate=discount_rate, legal=replace(plain(Legal), generates=1.0, **changed), **parts)


def measured_with_legal(r: Register, given: Parameters | None = None) -> list[Value]:
    """Every value of every measure where courts decide when children leave care."""
    return measure(r, CALENDAR, with_legal() if given is None else given)
