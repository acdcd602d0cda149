"""An array, numpy's `ndarray`: cells that can be laid over one another, and summed up along an axis or all together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod, sqrt
from operator import add
from typing import Any

from sim.offline.plain_numpy.arithmetic import Arithmetic, over
from sim.offline.plain_numpy.kinds import PlainKind, bool_, float64, int64
from sim.offline.plain_numpy.shapes import lines, without
from sim.offline.plain_numpy.sums import in_order, pairwise, running

Axis = int | tuple[int, ...] | None


class PlainArray(Arithmetic):
    """Numbers of one kind with a shape."""

    __slots__ = ()

    def sum(self, axis: Axis = None, keepdims: bool = False) -> Any:
        """Return the sums along an axis, or of all."""
        kind = int64 if self.dtype is bool_ else self.dtype
        summing = sum if kind is int64 else self._summing(axis)
        if summing is in_order and axis == 0 and not keepdims:
            return self._added_up()
        return self._reduced(axis, keepdims, kind, summing)

    def _added_up(self) -> PlainArray:
        """Return the sums along the first axis, part after part: what `in_order` finds, and sooner."""
        size = prod(self.shape[1:])
        total = self.flat[:size]
        for start in range(size, len(self.flat), size):
            total = list(map(add, total, self.flat[start : start + size]))
        return PlainArray(total or [0.0] * size, self.shape[1:], self.dtype)

    def _summing(self, axis: Axis) -> Callable[[Sequence[float]], float]:
        """Return in which order numpy sums along an axis: in blocks where the numbers lie side by side."""
        if axis is None or len(self.shape) < 2:
            return pairwise
        longer = [number for number, length in enumerate(self.shape) if length > 1]
        beside = 0 if self.by_column else (longer[-1] if longer else 0)
        return pairwise if axis == beside else in_order

    def _reduced(self, axis: Axis, keep: bool, kind: PlainKind, function: Callable[[Sequence[Any]], Any]) -> Any:
        """Return what a function makes of each line along an axis, or of all numbers as they lie."""
        if axis is None:
            found = function(self.T.flat if self.by_column else self.flat)
            return PlainArray([found], (1,) * len(self.shape), kind) if keep else found
        assert isinstance(axis, int), "one axis at a time"
        at = axis % len(self.shape)
        shape = without(self.shape, at, keep)
        made = [function(self.flat[line]) for line in lines(self.shape, at)]
        return PlainArray(made, shape, kind) if shape else made[0]

    def cumsum(self, axis: int | None = None) -> PlainArray:
        """Return the running sums along an axis, or of all."""
        if axis is None and len(self.shape) > 1:
            return self.ravel().cumsum()
        at = (axis or 0) % len(self.shape)
        flat = list(self.flat)
        for line in lines(self.shape, at):
            flat[line] = running(self.flat[line])
        return PlainArray(flat, self.shape, int64 if self.dtype is bool_ else self.dtype)

    def mean(self, axis: int | None = None, keepdims: bool = False) -> Any:
        """Return the means along an axis, or of all; not a number of none."""
        sums = (self.astype(float64) if self.dtype is not float64 else self).sum(axis, keepdims)
        number = float(len(self.flat) if axis is None else self.shape[axis])
        return sums / number if isinstance(sums, PlainArray) else over(sums, number)

    def var(self, axis: int | None = None, ddof: int = 0) -> Any:
        """Return the variances along an axis, or of all."""
        apart = self - self.mean(axis, keepdims=True)
        number = float((len(self.flat) if axis is None else self.shape[axis]) - ddof)
        sums = (apart * apart).sum(axis)
        return sums / number if isinstance(sums, PlainArray) else over(sums, number)

    def std(self, axis: int | None = None, ddof: int = 0) -> Any:
        """Return the standard deviations along an axis, or of all."""
        found = self.var(axis, ddof)
        return found.each(sqrt) if isinstance(found, PlainArray) else sqrt(found)

    def any(self, axis: int | None = None) -> Any:
        """Whether any number is other than nought."""
        return self._reduced(axis, False, bool_, any)

    def all(self, axis: int | None = None) -> Any:
        """Whether every number is other than nought."""
        return self._reduced(axis, False, bool_, all)

    def max(self, axis: int | None = None) -> Any:
        """Return the largest numbers; not a number where one of them is."""
        return self._reduced(axis, False, self.dtype, lambda line: undefined_in(line, max))

    def min(self, axis: int | None = None) -> Any:
        """Return the smallest numbers; not a number where one of them is."""
        return self._reduced(axis, False, self.dtype, lambda line: undefined_in(line, min))

    def argmin(self) -> int:
        """Return where the smallest number is, the first of several; the first that is not a number."""
        return (-self).argmax()

    def argmax(self) -> int:
        """Return where the largest number is, the first of equals."""
        return self.flat.index(self.max())

    def nonzero(self) -> tuple[PlainArray, ...]:
        """Return where numbers are other than nought, of an array of one axis."""
        (_,) = self.shape
        places = [at for at, value in enumerate(self.flat) if value]
        return (PlainArray(places, (len(places),), int64),)


def undefined_in(line: Sequence[Any], pick: Callable[[Sequence[Any]], Any]) -> Any:
    """Return what is picked of the numbers, or the first that is not a number."""
    return next((value for value in line if value != value), None) or pick(line)


def shaped(flat: list[Any], shape: tuple[int, ...], kind: PlainKind) -> PlainArray:
    """Return an array of values that are of its kind already. Raises ValueError where they do not fill it."""
    if len(flat) != prod(shape):
        raise ValueError(f"{len(flat)} values do not fill the shape {shape}")
    return PlainArray(flat, shape, kind)


def row(flat: list[Any], kind: PlainKind) -> PlainArray:
    """Return an array of one axis."""
    return PlainArray(flat, (len(flat),), kind)
