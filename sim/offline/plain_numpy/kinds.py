"""Kinds of numbers, as numpy's: numbers, whole numbers, yes or no, and days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class PlainKind:
    """A kind of number: what makes one, and which of two kinds holds both."""

    name: str
    make: Callable[[Any], Any]
    rank: int
    """The kind with the higher rank holds numbers of both."""

    def __call__(self, value: Any = 0) -> Any:
        """Return the value as one of this kind."""
        return self.make(value)


bool_ = PlainKind("bool", bool, 0)
int64 = PlainKind("int64", int, 1)
float64 = PlainKind("float64", float, 2)
day_kind = PlainKind("datetime64[D]", lambda day: day, 3)
intp = int64

BY_NAME: dict[object, PlainKind] = {
    float: float64,
    int: int64,
    bool: bool_,
    **{one.name: one for one in (bool_, int64, float64, day_kind)},
}


def kind_named(dtype: Any) -> PlainKind:
    """Return the kind that a `dtype` names."""
    return dtype if isinstance(dtype, PlainKind) else BY_NAME[dtype]


def kind_of(value: object) -> PlainKind:
    """Return the kind of one number."""
    if isinstance(value, bool):
        return bool_
    if isinstance(value, int):
        return int64
    return day_kind if isinstance(value, date) else float64


def wider(one: PlainKind, other: PlainKind) -> PlainKind:
    """Return the kind that holds numbers of both."""
    return one if one.rank >= other.rank else other


class iinfo:  # noqa: N801 (numpy's name)
    """The limits of whole numbers."""

    def __init__(self, kind: PlainKind) -> None:
        if kind is not int64:
            raise TypeError("only whole numbers of 64 bits have limits here")
        self.min, self.max = -(2**63), 2**63 - 1
