"""Many values of one kind as columns of plain numbers: a file of them holds no program, and is read all at once.

What each kind consists of is declared from the parts below. Values come back equal, in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from io import BytesIO
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value")
Member = TypeVar("Member", bound=IntEnum)

Arrays = dict[str, NDArray[Any]]
"""Columns by name: those of a part of a part are called whole.part."""


class Columns(Protocol[Value]):
    """How values of one kind are kept as columns."""

    def put(self, values: Sequence[Value], name: str, into: Arrays) -> None:
        """Add the columns of the values under the name."""

    def take(self, name: str, arrays: Mapping[str, NDArray[Any]]) -> Iterable[Value]:
        """Return the values whose columns have the name. Raises KeyError or ValueError when they do not fit."""


@dataclass(frozen=True, slots=True)
class Single(Generic[Value]):
    """Numbers, whole numbers, yes and no, or texts: one column."""

    kind: type[Value]

    def put(self, values: Sequence[Value], name: str, into: Arrays) -> None:
        """Add the column."""
        into[name] = _narrow(np.array(values, dtype=np.dtype(self.kind)))

    def take(self, name: str, arrays: Mapping[str, NDArray[Any]]) -> list[Value]:
        """Return the values."""
        values: list[Value] = arrays[name].astype(np.dtype(self.kind), casting="safe").tolist()
        return values


NUMBER, WHOLE, FLAG, TEXT = Single(float), Single(int), Single(bool), Single(str)


@dataclass(frozen=True, slots=True)
class OneOf(Generic[Member]):
    """Members of an enumeration, by their numbers."""

    kind: type[Member]

    def put(self, values: Sequence[Member], name: str, into: Arrays) -> None:
        """Add the column of their numbers."""
        WHOLE.put(values, name, into)

    def take(self, name: str, arrays: Mapping[str, NDArray[Any]]) -> list[Member]:
        """Return the members."""
        members = {int(member): member for member in self.kind}
        return [members[number] for number in WHOLE.take(name, arrays)]


@dataclass(frozen=True, slots=True)
class OneOrNobody(Generic[Member]):
    """Members of an enumeration, by their numbers, or the number that stands for none of them."""

    kind: type[Member]

    def put(self, values: Sequence[int], name: str, into: Arrays) -> None:
        """Add the column of their numbers."""
        WHOLE.put(values, name, into)

    def take(self, name: str, arrays: Mapping[str, NDArray[Any]]) -> list[int]:
        """Return the members, and as it is a number that is none: what was kept comes back as it was made."""
        members: dict[int, int] = {int(member): member for member in self.kind}
        return [members.get(number, number) for number in WHOLE.take(name, arrays)]


@dataclass(frozen=True, slots=True)
class Maybe(Generic[Value]):
    """Values of which some are absent."""

    of: Columns[Value]

    def put(self, values: Sequence[Value | None], name: str, into: Arrays) -> None:
        """Add which there are, and the columns of those."""
        FLAG.put([value is not None for value in values], f"{name}?", into)
        self.of.put([value for value in values if value is not None], name, into)

    def take(self, name: str, arrays: Mapping[str, NDArray[Any]]) -> list[Value | None]:
        """Return the values, None for those that are absent."""
        present = iter(self.of.take(name, arrays))
        return [next(present) if there else None for there in FLAG.take(f"{name}?", arrays)]


@dataclass(frozen=True, slots=True)
class Several(Generic[Value]):
    """Tuples of any length."""

    of: Columns[Value]

    def put(self, values: Sequence[tuple[Value, ...]], name: str, into: Arrays) -> None:
        """Add how long each is, and the columns of all that they hold, one after the other."""
        WHOLE.put([len(value) for value in values], f"{name}#", into)
        self.of.put([one for value in values for one in value], name, into)

    def take(self, name: str, arrays: Mapping[str, NDArray[Any]]) -> list[tuple[Value, ...]]:
        """Return the tuples."""
        held = iter(self.of.take(name, arrays))
        return [tuple(islice(held, length)) for length in WHOLE.take(f"{name}#", arrays)]


@dataclass(frozen=True, slots=True)
class Record(Generic[Value]):
    """Values that consist of parts: a set of columns for each."""

    make: Callable[..., Value]
    """From the parts, in their order."""
    parts: Mapping[str, Columns[Any]]

    def put(self, values: Sequence[Value], name: str, into: Arrays) -> None:
        """Add the columns of each part."""
        for part, columns in self.parts.items():
            columns.put([getattr(value, part) for value in values], f"{name}.{part}", into)

    def take(self, name: str, arrays: Mapping[str, NDArray[Any]]) -> Iterable[Value]:
        """Return the values."""
        return map(self.make, *(columns.take(f"{name}.{part}", arrays) for part, columns in self.parts.items()))


@dataclass(frozen=True, slots=True)
class ColumnFile(Generic[Value]):
    """One value as the content of a file in NumPy's own format, which is read without running anything in it."""

    columns: Columns[Value]

    def write(self, value: Value) -> bytes:
        """Return the content."""
        arrays: Arrays = {}
        self.columns.put([value], "kept", arrays)
        content = BytesIO()
        np.savez(content, allow_pickle=False, **arrays)
        return content.getvalue()

    def read(self, content: bytes) -> Value:
        """Return the value. Raises some error when the content is not that of one."""
        with np.load(BytesIO(content), allow_pickle=False) as arrays:
            (value,) = self.columns.take("kept", arrays)
        return value


def _narrow(values: NDArray[Any]) -> NDArray[Any]:
    """Return whole numbers in as few bytes as hold them all, and others as they are."""
    if values.dtype.kind != "i" or not len(values):
        return values
    return values.astype(np.result_type(np.min_scalar_type(values.min()), np.min_scalar_type(values.max())))
