"""Runs of the model on parameters made by hand, and their registers, to be compared."""

from __future__ import annotations

from collections import namedtuple
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any
from unittest.mock import patch

from quiet_parameters import CALENDAR, YEAR

from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.model import model
from sim.model.opening.pool import Pool
from sim.model.pool import making as opening_cohort
from sim.model.register.columns import OPEN
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters


def simulate(
    parameters: Parameters,
    years: float,
    seed: int = 1,
    replication: int = 0,
    pool: Pool | None = None,
    calendar: Calendar = CALENDAR,
) -> Register:
    """One replication from 1 January 2018."""
    return model.simulate(parameters, calendar, Chance(seed, replication), years, pool)


def small_pool(parameters: Parameters, calendar: Calendar = CALENDAR, seed: int = 1) -> Pool:
    """A pool of lives from a much shorter long run than the real one: consistent, but not in balance."""
    with patch.multiple(opening_cohort, BURN_IN_YEARS=4, SNAPSHOTS=3, RETURN_WITHIN=YEAR):
        pool = opening_cohort.make_pool(parameters, calendar, seed, parameters.demand.entries_per_year, long_runs=1)
    assert pool is not None
    return pool


def rows(table: Any) -> list[Any]:
    """The rows of a table of the register, each with its columns by name and its own number as `row`."""
    names = [item.name for item in fields(table)]
    row = namedtuple("row", [*names, "row"])
    # what has not come is always the same object, so that rows with it are equal where their values are
    columns = [[OPEN if value != value else value for value in getattr(table, name)] for name in names]
    return [row(*values, number) for number, values in enumerate(zip(*columns, strict=True))]


def columns(register: Register, but: tuple[str, ...] = ("events",)) -> dict[str, Any]:
    """All columns of the register by table and name, `None` for what has not come: registers compare as equal.

    The number of events is left out unless asked for: it is the machine's work, not what happened.
    """
    found: dict[str, Any] = {}
    for item in fields(register):
        table = getattr(register, item.name)
        if is_dataclass(table):
            for column in fields(table):
                found[f"{item.name}.{column.name}"] = [
                    None if value != value else value for value in getattr(table, column.name)
                ]
        elif item.name not in but:
            found[item.name] = table
    return found


def differing(one: Register, other: Register) -> list[str]:
    """The names of the columns in which two registers differ; empty when they are the same."""
    first, second = columns(one), columns(other)
    return [name for name in first if first[name] != second[name]]


def digest(register: Register) -> str:
    """A name for all that a register holds, its number of events too."""
    return sha256(repr(sorted(columns(register, but=()).items())).encode()).hexdigest()


def in_care(register: Register, day: float) -> int:
    """How many children are looked after on a day."""
    return sum(row.began <= day and not row.ended <= day for row in rows(register.episodes))
