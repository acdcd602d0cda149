"""An opening pool is kept as columns of plain numbers, and is read as it was, to the last bit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import IntEnum
from io import BytesIO
from math import inf
from pathlib import Path
from random import Random
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import numpy as np
import pytest
from busy_parameters import busy
from hypothesis import given
from hypothesis import strategies as st
from quiet_legal import busy_in_law
from quiet_parameters import CALENDAR
from runs_of_model import columns, simulate, small_pool

from sim.experiments.running import study
from sim.experiments.running.columns import (
    FLAG,
    NUMBER,
    TEXT,
    WHOLE,
    ColumnFile,
    Columns,
    Maybe,
    OneOf,
    OneOrNobody,
    Record,
    Several,
    Single,
)
from sim.experiments.running.pool_columns import pool_file, pools
from sim.foundations.calendar import Calendar
from sim.foundations.codes import CourtOrder, Kind, LeavingCause, PermanencePlan, PlacementEnd
from sim.model.core.kept import KeptLaw, KeptPermanence, PastPlacement, PoolChild
from sim.model.opening.pool import Pool
from sim.model.pool.making import Hears
from sim.model.register.columns import NOBODY
from sim.parameters.parameters import Parameters

OR_NOBODY = {
    (PoolChild, "cause"): OneOrNobody(LeavingCause),
    (PastPlacement, "why"): OneOrNobody(PlacementEnd),
    (KeptPermanence, "plan"): OneOrNobody(PermanencePlan),
    (KeptLaw, "destined"): OneOrNobody(CourtOrder),
}
"""Whole numbers that are members of an enumeration, or nobody: they come back as what they were."""
NUMBERS = (0.0, -0.0, inf, -inf, 0.1 + 0.2, 1e-300, -12345.678)
WHOLES = (0, -1, 1, 127, 128, -129, 40_000, 2**31, -(2**40))
SINGLES = {float: NUMBERS, int: WHOLES, bool: (True, False), str: ("", "é £", "two\nlines")}


def made(kind: Columns[Any], luck: Random) -> Any:
    """Something that consists of what the columns say."""
    if isinstance(kind, Single):
        return luck.choice(
            {float: NUMBERS, int: WHOLES, bool: (True, False), str: ("", "é £", "two\nlines")}[kind.kind]
        )
    if isinstance(kind, OneOf):
        return luck.choice(list(kind.kind))
    if isinstance(kind, OneOrNobody):
        return luck.choice([NOBODY, *kind.kind])
    if isinstance(kind, Maybe):
        return made(kind.of, luck) if luck.random() < 0.5 else None
    if isinstance(kind, Several):
        return tuple(made(kind.of, luck) for _ in range(luck.randrange(4)))
    assert isinstance(kind, Record)
    return kind.make(*(made(part, luck) for part in kind.parts.values()))


def shown(value: Any) -> object:
    """A value with the kinds of all its parts, as equal numbers can be of different kinds."""
    if isinstance(value, Pool):
        return [shown(getattr(value, part)) for part in pools().parts]
    if isinstance(value, tuple):
        return type(value), [shown(one) for one in value]
    return type(value), repr(value)


@given(st.integers(0, 10**9))
def test_a_pool_is_read_as_it_was(seed: int) -> None:
    pool, file = made(pools(), Random(seed)), pool_file()
    read = file.read(file.write(pool))
    assert shown(read) == shown(pool)
    assert read == pool


def test_that_there_is_no_pool_is_read_too() -> None:
    assert pool_file().read(pool_file().write(None)) is None


def of_annotation(kind: Any) -> Columns[Any]:
    """The columns of what is annotated like this."""
    origin, of = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (only,) = (one for one in of if one is not NoneType)
        return Maybe(of_annotation(only))
    if origin is tuple:
        return Several(of_annotation(of[0]))
    if kind in (float, int, bool, str):
        return Single(kind)
    if issubclass(kind, IntEnum):
        return OneOf(kind)
    parts = {name: OR_NOBODY.get((kind, name)) or of_annotation(each) for name, each in parts_of(kind).items()}
    return Record(kind, parts)


def parts_of(kind: type) -> Mapping[str, Any]:
    """All but what is reckoned anew, and the very children of a private first day, who are never kept."""
    return {name: each for name, each in get_type_hints(kind).items() if not name.startswith(("_", "first_day"))}


def test_every_part_of_a_pool_is_kept_as_what_it_is_declared_to_be() -> None:
    """So that one that is added, or changed, cannot be forgotten."""
    assert pools() == of_annotation(Pool)
    assert list(pools().parts) == list(parts_of(Pool))


def test_numbers_of_any_length_and_kind_come_back() -> None:
    for kind, values in (
        (NUMBER, NUMBERS),
        (WHOLE, WHOLES),
        (FLAG, (True, False)),
        (TEXT, ("", "a")),
        (OneOf(Kind), tuple(Kind)),
    ):
        file = ColumnFile(Several(kind))
        for some in ((), values[:1], values):
            assert shown(file.read(file.write(some))) == shown(some)


@pytest.mark.parametrize(
    ("kind", "arrays"),
    [
        (NUMBER, {"kept": np.array(["text"])}),
        (FLAG, {"kept": np.array([2])}),
        (WHOLE, {"kept": np.array([0.5])}),
        (NUMBER, {"other": np.array([1.0])}),
        (NUMBER, {"kept": np.array([1.0, 2.0])}),
        (OneOf(Kind), {"kept": np.array([99])}),
        (Maybe(NUMBER), {"kept?": np.array([True]), "kept": np.array([], dtype=float)}),
    ],
)
def test_what_does_not_fit_is_an_error(kind: Columns[Any], arrays: Mapping[str, Any]) -> None:
    content = BytesIO()
    np.savez(content, **arrays)
    with pytest.raises(Exception):  # noqa: B017  (whatever it is, the pool is made again)
        ColumnFile(kind).read(content.getvalue())


def test_objects_that_could_run_something_are_refused() -> None:
    content = BytesIO()
    np.savez(content, allow_pickle=True, kept=np.array([{"any": "object"}], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle=False"):
        ColumnFile(NUMBER).read(content.getvalue())


def test_a_pool_of_the_model_opens_as_the_one_that_was_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With courts, so that all that is kept of lives is there; runs that open with it are the same to the last draw."""
    monkeypatch.setenv("PLACEMENT_SUFFICIENCY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(
        study, "make_pool", lambda parameters, calendar, seed, _, hears: small_pool(parameters, calendar, seed)
    )
    made_now = study.opening_pool(busy_in_law(), CALENDAR, 3)
    monkeypatch.setattr(study, "make_pool", None)
    read = study.opening_pool(busy_in_law(), CALENDAR, 3)
    assert read is not None
    assert read is not made_now
    assert read == made_now
    assert any(child.law and child.law.case for cluster in read.clusters for child in cluster.children)
    first, second = (columns(simulate(busy_in_law(), 0.5, pool=pool), but=()) for pool in (made_now, read))
    assert first == second


@pytest.mark.parametrize(("parameters", "made_again"), [(busy_in_law(), True), (busy(), False)])
def test_a_pool_of_other_working_days_is_another_where_courts_sit_on_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, parameters: Parameters, made_again: bool
) -> None:
    """A run of more years knows more bank holidays: what it opens with must not depend on which run came before."""
    monkeypatch.setenv("PLACEMENT_SUFFICIENCY_CACHE", str(tmp_path / "cache"))
    made: list[Calendar] = []

    def make(given: Parameters, calendar: Calendar, seed: int, _entries: float, hears: Hears) -> Pool | None:
        made.append(calendar)
        return small_pool(given, calendar, seed)

    monkeypatch.setattr(study, "make_pool", make)
    longer = Calendar(CALENDAR.start, CALENDAR.bank_holidays | {date(2031, 12, 25)})
    for calendar in (CALENDAR, longer, CALENDAR):
        study.opening_pool(parameters, calendar, 3)
    assert made == ([CALENDAR, longer] if made_again else [CALENDAR])
