"""Numbers of one kind with a shape, held as one flat list: made, read, picked and set."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Self

from sim.offline.plain_numpy.kinds import PlainKind, float64, kind_named, kind_of
from sim.offline.plain_numpy.picking import Picked, picked, picked_of_row
from sim.offline.plain_numpy.shapes import Shape, crossed, spread


@dataclass(slots=True)
class PlainFlags:
    """What may be done with an array: told here, and heeded by numpy alone, with which the program is tested."""

    writeable: bool = True


class PlainCells:
    """Numbers of one kind, row after row.

    `by_column` says that numpy would hold them column after column, which decides the order of its sums. A part that
    was picked by positions and slices alone knows its `source`, in which what is set in it is set as well.
    """

    __slots__ = ("by_column", "dtype", "flat", "shape", "source")

    def __init__(self, flat: list[Any], shape: Shape, dtype: PlainKind, by_column: bool = False) -> None:
        self.flat, self.shape, self.dtype = flat, shape, dtype
        self.by_column = by_column and len(shape) == 2 and 1 not in shape
        self.source: tuple[PlainCells, Picked] | None = None

    @property
    def ndim(self) -> int:
        """Return how many axes there are."""
        return len(self.shape)

    @property
    def size(self) -> int:
        """Return how many numbers there are."""
        return len(self.flat)

    @property
    def flags(self) -> PlainFlags:
        """Return what may be done with it."""
        return PlainFlags()

    @property
    def T(self) -> Self:  # noqa: N802 (numpy's name)
        """Return rows as columns."""
        if len(self.shape) < 2:
            return self
        height, width = self.shape
        flat = [self.flat[row * width + column] for column in range(width) for row in range(height)]
        return type(self)(flat, (width, height), self.dtype, not self.by_column)

    def __len__(self) -> int:
        return self.shape[0]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.flat) if len(self.shape) == 1 else (self[row] for row in range(self.shape[0]))

    def __repr__(self) -> str:
        return f"array({self.tolist()})"

    def __float__(self) -> float:
        return float(self.item())

    def __int__(self) -> int:
        return int(self.item())

    def __bool__(self) -> bool:
        return bool(self.item())

    def item(self) -> Any:
        """Return the only number. Raises ValueError where there are others."""
        (value,) = self.flat
        return value

    def tolist(self) -> Any:
        """Return lists of lists, one for each axis."""
        if not self.shape:
            return self.flat[0]
        if len(self.shape) == 1:
            return list(self.flat)
        return [row.tolist() for row in self]

    def astype(self, dtype: Any) -> Self:
        """Return the numbers as another kind."""
        kind = kind_named(dtype)
        return self.each(kind.make, kind)

    def each(self, function: Callable[[Any], Any], kind: PlainKind | None = None) -> Self:
        """Return what a function makes of each number."""
        return type(self)(list(map(function, self.flat)), self.shape, kind or self.dtype, self.by_column)

    def copy(self) -> Self:
        """Return an array of its own with the same numbers."""
        return type(self)(list(self.flat), self.shape, self.dtype, self.by_column)

    def reshape(self, *shape: Any) -> Self:
        """Return the numbers in another shape; one length may be -1."""
        asked: Shape = shape[0] if isinstance(shape[0], tuple) else shape
        known = prod(length for length in asked if length >= 0)
        lengths = tuple(length if length >= 0 else len(self.flat) // known for length in asked)
        if prod(lengths) != len(self.flat):
            raise ValueError(f"cannot reshape array of size {len(self.flat)} into shape {asked}")
        return type(self)(self.flat, lengths, self.dtype)

    def swapaxes(self, one: int, other: int) -> Self:
        """Return the numbers with two axes in each other's place."""
        order = list(range(len(self.shape)))
        order[one], order[other] = order[other], order[one]
        steps = [prod(self.shape[axis + 1 :]) for axis in order]
        shape = tuple(self.shape[axis] for axis in order)
        places = crossed([[at * step for at in range(length)] for length, step in zip(shape, steps, strict=True)])
        return type(self)([self.flat[at] for at in places], shape, self.dtype)

    def ravel(self) -> Self:
        """Return the numbers in one row."""
        return type(self)(self.flat, (len(self.flat),), self.dtype)

    def __getitem__(self, key: Any) -> Any:
        if len(self.shape) == 1 and type(key) is int:
            return self.flat[key]
        if len(self.shape) == 1 and isinstance(key, PlainCells) and len(key.shape) == 1:
            flat = picked_of_row(self.flat, key.flat, key.dtype)
            return type(self)(flat, (len(flat),), self.dtype)
        place = picked(key, self.shape)
        if not place.shape:
            return self.flat[place.cells[0]]
        part = type(self)(self._of(place.cells), place.shape, self.dtype, place.by_column or self.by_column)
        if place.basic:
            part.source = self, place
        return part

    def __setitem__(self, key: Any, value: Any) -> None:
        self._put(picked(key, self.shape), as_cells(value))

    def _of(self, cells: Sequence[int]) -> list[Any]:
        if isinstance(cells, range) and cells.step == 1:
            return self.flat[cells.start : cells.stop]
        return [self.flat[cell] for cell in cells]

    def _put(self, place: Picked, value: PlainCells) -> None:
        """Set the numbers of some cells, also where this is a part of another array."""
        lacking = len(place.shape) - len(value.shape)
        shape = value.shape if lacking >= 0 else value.shape[-lacking:]
        values = list(map(self.dtype.make, spread(value.flat, shape, place.shape)))
        if isinstance(place.cells, range) and place.cells.step == 1:
            self.flat[place.cells.start : place.cells.stop] = values
        else:
            for cell, one in zip(place.cells, values, strict=True):
                self.flat[cell] = one
        if self.source is not None:
            whole, part = self.source
            whole._put(part, self)


def as_cells(value: Any) -> PlainCells:
    """Return an array as it is, and a number or a list of numbers as one."""
    if isinstance(value, PlainCells):
        return value
    if isinstance(value, list | tuple | range):
        kind = max(map(kind_of, value), key=lambda one: one.rank, default=float64)
        return PlainCells(list(value), (len(value),), kind)
    return PlainCells([value], (), kind_of(value))
