"""What is worked out number by number, and functions of two numbers that also gather and reduce."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sim.offline.plain_numpy.arithmetic import combined, extreme, over
from sim.offline.plain_numpy.array import PlainArray
from sim.offline.plain_numpy.cells import PlainCells, as_cells
from sim.offline.plain_numpy.kinds import PlainKind, bool_, float64, wider
from sim.offline.plain_numpy.making import asarray
from sim.offline.plain_numpy.shapes import common, spread
from sim.offline.plain_numpy.sums import pairwise
from sim.offline.plain_numpy.written_out import LARGER, SMALLER, WrittenOut


class OfOne:
    """A function of one number, worked out for each number of an array."""

    def __init__(self, function: Callable[[Any], Any], kind: PlainKind | None) -> None:
        self.function, self.kind = function, kind

    def __call__(self, values: Any) -> Any:
        """Return what it makes of each number, or of one."""
        if isinstance(values, Iterable):
            return asarray(values).each(self.function, self.kind)
        return self.function(values.item() if isinstance(values, PlainCells) else values)


class OfTwo:
    """A function of two numbers, worked out for each pair of two arrays."""

    def __init__(self, function: Callable[[Any, Any], Any], kind: PlainKind | None = None) -> None:
        self.function, self.kind = function, kind

    def __call__(self, one: Any, other: Any, out: PlainArray | None = None, where: Any = True) -> Any:
        """Return what it makes of each pair, put into `out` where that is given, and there `where` is true."""
        if not isinstance(one, PlainCells) and not isinstance(other, PlainCells):
            return self.function(one, other)
        made = self._made(one, other)
        if out is None:
            return made
        if isinstance(where, PlainCells):
            made.flat = [new if yes else old for new, old, yes in zip(made.flat, out.flat, where.flat, strict=True)]
        out.flat[:] = made.flat
        return out

    def _made(self, one: Any, other: Any) -> PlainArray:
        return combined(PlainArray, one, other, self.function, self.kind)

    def at(self, target: PlainArray, places: PlainArray, values: Any) -> None:
        """Let each value change the number at its place, one after the other."""
        given = as_cells(values)
        for place, value in zip(places.flat, spread(given.flat, given.shape, places.shape), strict=True):
            target.flat[place] = self.function(target.flat[place], value)

    def reduce(self, parts: Sequence[Any]) -> Any:
        """Return what it makes of the first two, of that and the third, ..."""
        found = parts[0]
        for part in parts[1:]:
            found = self(found, part)
        return found


class Extreme(OfTwo):
    """The larger or the smaller of two numbers, of the kind that holds both; not a number where one of them is."""

    def __init__(self, function: Callable[[Any, Any], Any], written_out: WrittenOut) -> None:
        super().__init__(function)
        self.written_out = written_out

    def _made(self, one: Any, other: Any) -> PlainArray:
        return extreme(PlainArray, one, other, self.written_out)


def _larger(one: Any, other: Any) -> Any:
    return one if one >= other or one != one else other


def _smaller(one: Any, other: Any) -> Any:
    return one if one <= other or one != one else other


def _is_nan(value: float) -> bool:
    return value != value


def _logarithm(value: float) -> float:
    return math.log(value) if value > 0 else (-math.inf if value == 0 else math.nan)


class Sum(OfTwo):
    """The sum of two numbers, and of stretches of an array."""

    def reduceat(self, values: PlainArray, starts: Any, axis: int = 0) -> PlainArray:
        """Return the sums along an axis from each start to the next, and from the last one to the end."""
        length = values.shape[-1]
        if axis % len(values.shape) != len(values.shape) - 1:
            raise ValueError("stretches of the last axis alone")
        begins = [int(start) for start in starts]
        stretches = list(zip(begins, [*begins[1:], length], strict=True))
        lines = [values.flat[at : at + length] for at in range(0, len(values.flat), length)]
        flat = [line[start] + pairwise(line[start + 1 : end]) for line in lines for start, end in stretches]
        return PlainArray(flat, (*values.shape[:-1], len(stretches)), values.dtype)


exp, expm1 = OfOne(math.exp, float64), OfOne(math.expm1, float64)
log, log1p, sqrt = OfOne(_logarithm, float64), OfOne(math.log1p, float64), OfOne(math.sqrt, float64)
add = Sum(operator.add)
floor = OfOne(lambda value: value if math.isinf(value) or value != value else float(math.floor(value)), float64)
isnan, isfinite, isinf = OfOne(_is_nan, bool_), OfOne(math.isfinite, bool_), OfOne(math.isinf, bool_)
abs = OfOne(abs, None)
maximum, minimum = Extreme(_larger, LARGER), Extreme(_smaller, SMALLER)
subtract, divide = OfTwo(operator.sub), OfTwo(over, float64)
bitwise_or, logical_or = OfTwo(operator.or_), OfTwo(operator.or_, bool_)


def where(test: Any, one: Any, other: Any) -> Any:
    """Return the one number where the test is true, and else the other."""
    tests, first, second = as_cells(test), as_cells(one), as_cells(other)
    kind = wider(first.dtype, second.dtype)
    shape = common(common(first.shape, second.shape), tests.shape)
    flats = [spread(each.flat, each.shape, shape) for each in (tests, first, second)]
    flat = [this if yes else that for yes, this, that in zip(*flats, strict=True)]
    return PlainArray(flat if first.dtype is second.dtype else list(map(kind.make, flat)), shape, kind)


def clip(values: Any, low: Any, high: Any) -> Any:
    """Return the numbers, those beyond a limit as the limit; None is no limit."""
    if isinstance(values, PlainArray):
        return values.clip(low, high)
    values = values if low is None else maximum(values, low)
    return values if high is None else minimum(values, high)


def isclose(one: PlainArray, other: Any, rtol: float, atol: float) -> PlainArray:
    """Whether numbers are as good as equal."""
    apart = (one - other).each(math.fabs, float64)
    return combined(PlainArray, apart <= atol + rtol * math.fabs(other), one == other, operator.or_, bool_)


def nan_to_num(values: PlainArray) -> PlainArray:
    """Return the numbers, noughts for those that are not numbers."""
    return values.each(lambda value: 0.0 if value != value else value)
