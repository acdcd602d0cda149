"""Arrays laid over one another, number by number: sums, products, comparisons."""

from __future__ import annotations

import operator
from collections.abc import Callable
from itertools import chain
from math import copysign, inf, nan
from typing import Any, Self, TypeVar

from sim.offline.plain_numpy.cells import PlainCells, as_cells
from sim.offline.plain_numpy.kinds import PlainKind, bool_, float64, wider
from sim.offline.plain_numpy.products import product
from sim.offline.plain_numpy.shapes import common, spread
from sim.offline.plain_numpy.written_out import LARGER, SMALLER, WRITTEN_OUT, WrittenOut, called

Both = Callable[[Any, Any], Any]
"""A function of two numbers."""

Made = TypeVar("Made", bound=PlainCells)


class Arithmetic(PlainCells):
    """PlainCells that can be added, multiplied and compared."""

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]

    def _over(self, other: Any, function: Both, kind: PlainKind | None = None) -> Self:
        return combined(type(self), self, other, function, kind)

    def _under(self, other: Any, function: Both, kind: PlainKind | None = None) -> Self:
        return combined(type(self), other, self, function, kind)

    def __add__(self, other: Any) -> Self:
        return self._over(other, operator.add)

    def __radd__(self, other: Any) -> Self:
        return self._under(other, operator.add)

    def __sub__(self, other: Any) -> Self:
        return self._over(other, operator.sub)

    def __rsub__(self, other: Any) -> Self:
        return self._under(other, operator.sub)

    def __mul__(self, other: Any) -> Self:
        return self._over(other, operator.mul)

    def __rmul__(self, other: Any) -> Self:
        return self._under(other, operator.mul)

    def __truediv__(self, other: Any) -> Self:
        return self._over(other, over, float64)

    def __rtruediv__(self, other: Any) -> Self:
        return self._under(other, over, float64)

    def __floordiv__(self, other: Any) -> Self:
        return self._over(other, operator.floordiv)

    def __mod__(self, other: Any) -> Self:
        return self._over(other, operator.mod)

    def __pow__(self, other: Any) -> Self:
        if not isinstance(other, PlainCells) and other == 2:
            return self._over(self, operator.mul)  # as numpy squares
        return self._over(other, operator.pow)

    def __rpow__(self, other: Any) -> Self:
        return self._under(other, operator.pow)

    def __lt__(self, other: Any) -> Self:
        return self._over(other, operator.lt, bool_)

    def __le__(self, other: Any) -> Self:
        return self._over(other, operator.le, bool_)

    def __gt__(self, other: Any) -> Self:
        return self._over(other, operator.gt, bool_)

    def __ge__(self, other: Any) -> Self:
        return self._over(other, operator.ge, bool_)

    def __eq__(self, other: Any) -> Self:  # type: ignore[override]
        return self._over(other, operator.eq, bool_)

    def __ne__(self, other: Any) -> Self:  # type: ignore[override]
        return self._over(other, operator.ne, bool_)

    def __and__(self, other: Any) -> Self:
        return self._bitwise(other, operator.and_)

    def __or__(self, other: Any) -> Self:
        return self._bitwise(other, operator.or_)

    def _bitwise(self, other: Any, function: Both) -> Self:
        second = as_cells(other)
        return combined(type(self), self, second, function, wider(self.dtype, second.dtype))

    def __matmul__(self, other: Any) -> Any:
        return product(type(self), self, other)

    def clip(self, low: Any, high: Any) -> Self:
        """Return the numbers, those beyond a limit as the limit; None is no limit."""
        within = self if low is None else extreme(type(self), self, low, LARGER)
        return within if high is None else extreme(type(self), within, high, SMALLER)

    def __neg__(self) -> Self:
        return self.each(operator.neg)

    def __abs__(self) -> Self:
        return self.each(abs)

    def __invert__(self) -> Self:
        return self.each(operator.not_ if self.dtype is bool_ else operator.inv)


def combined(made: type[Made], one: Any, other: Any, function: Both, kind: PlainKind | None = None) -> Made:
    """Return what a function makes of each pair of numbers of two arrays, or of an array and a number."""
    return paired_off(made, one, other, WRITTEN_OUT.get(function) or called(function), kind)


def paired_off(made: type[Made], one: Any, other: Any, function: WrittenOut, kind: PlainKind | None = None) -> Made:
    """Return what a function makes of each pair of numbers of two arrays, or of an array and a number."""
    first, second = as_cells(one), as_cells(other)
    found = kind or wider(first.dtype, second.dtype)
    shape = common(first.shape, second.shape)
    if not second.shape and first.shape:
        flat = function.with_one(first.flat, second.flat[0])
    elif not first.shape and second.shape:
        flat = function.of_one(first.flat[0], second.flat)
    elif len(first.shape) == 1 and len(second.shape) == 2 and second.shape[1] == 1:
        # a row over a column, by line: what is laid over what need not be written out
        flat = list(chain.from_iterable(function.with_one(first.flat, value) for value in second.flat))
    else:
        flat = function.of_rows(spread(first.flat, first.shape, shape), spread(second.flat, second.shape, shape))
    if kind is None and first.dtype is second.dtype is bool_:
        flat = list(map(bool, flat))
    return made(flat, shape, found, _by_column(first, second))


def extreme(made: type[Made], one: Any, other: Any, function: WrittenOut) -> Made:
    """Return the larger or the smaller of each pair, of the kind that holds both."""
    first, second = as_cells(one), as_cells(other)
    kind = wider(first.dtype, second.dtype)
    found = paired_off(made, first, second, function, kind)
    return found if first.dtype is second.dtype else found.astype(kind)


def _by_column(first: PlainCells, second: PlainCells) -> bool:
    """Whether numpy lays the result out column after column: where every array that fills both axes is laid out so."""
    if len(first.shape) < 2 and len(second.shape) < 2:
        return False
    full = [one for one in (first, second) if len(one.shape) == 2 and 1 not in one.shape]
    return bool(full) and all(one.by_column for one in full)


def over(one: float, other: float) -> float:
    """Return one number over another; by nothing it is infinite, and nothing by nothing not a number."""
    try:
        return one / other
    except ZeroDivisionError:
        return nan if one == 0 or one != one else copysign(inf, one) * copysign(1.0, other)
