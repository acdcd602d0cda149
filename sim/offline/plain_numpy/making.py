"""Arrays made: of lists, of one value, of other arrays side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from math import prod
from typing import Any

from sim.offline.plain_numpy.array import PlainArray, row, shaped
from sim.offline.plain_numpy.cells import PlainCells
from sim.offline.plain_numpy.kinds import PlainKind, bool_, float64, int64, kind_named, kind_of, wider
from sim.offline.plain_numpy.shapes import Shape, spread


def array(values: Any, dtype: Any = None) -> PlainArray:
    """Return an array of its own of a number, or of lists of numbers or arrays, however deep."""
    kind = None if dtype is None else kind_named(dtype)
    if isinstance(values, PlainCells):
        kind = kind or values.dtype
        return PlainArray(list(map(kind.make, values.flat)), values.shape, kind, values.by_column)
    if not isinstance(values, Iterable):
        kind = kind or kind_of(values)
        return PlainArray([kind.make(values)], (), kind)
    parts = list(values)
    if parts and isinstance(parts[0], PlainCells | list | tuple):
        return stack([array(part, dtype) for part in parts])
    if kind is None:
        kinds = set(map(kind_of, parts)) or {float64}
        kind = max(kinds, key=lambda one: one.rank)
    return row(list(map(kind.make, parts)), kind)


def asarray(values: Any, dtype: Any = None) -> PlainArray:
    """Return an array as it is where it is of that kind, and else a new one."""
    if isinstance(values, PlainArray) and (dtype is None or kind_named(dtype) is values.dtype):
        return values
    return array(values, dtype)


def fromiter(values: Iterable[Any], dtype: Any, count: int = -1) -> PlainArray:
    """Return an array of values one after the other."""
    kind = kind_named(dtype)
    found = row(list(map(kind.make, values)), kind)
    if count not in (-1, len(found)):
        raise ValueError(f"{len(found)} values, {count} expected")
    return found


def full(shape: Any, value: Any, dtype: Any = None) -> PlainArray:
    """Return an array with the same value in every cell."""
    lengths: Shape = shape if isinstance(shape, tuple) else (int(shape),)
    if isinstance(value, PlainCells):
        return PlainArray(spread(list(value.flat), value.shape, lengths), lengths, value.dtype)
    kind = kind_of(value) if dtype is None else kind_named(dtype)
    return PlainArray([kind.make(value)] * prod(lengths), lengths, kind)


def zeros(shape: Any, dtype: Any = float64) -> PlainArray:
    """Return an array of noughts."""
    return full(shape, 0, dtype)


def ones(shape: Any, dtype: Any = float64) -> PlainArray:
    """Return an array of ones."""
    return full(shape, 1, dtype)


def empty(shape: Any, dtype: Any = float64) -> PlainArray:
    """Return an array that is to be filled."""
    return full(shape, 0, dtype)


def zeros_like(like: PlainArray) -> PlainArray:
    """Return noughts in the shape and of the kind of another array."""
    return full(like.shape, 0, like.dtype)


def ones_like(like: PlainArray) -> PlainArray:
    """Return ones in the shape and of the kind of another array."""
    return full(like.shape, 1, like.dtype)


def arange(start: float, stop: float | None = None, step: float = 1, dtype: Any = None) -> PlainArray:
    """Return whole numbers, or numbers at even steps, from nought or `start` up to but not including the last."""
    if dtype is not None:
        return arange(start, stop, step).astype(dtype)
    if stop is None:
        start, stop = 0, start
    if all(isinstance(one, int) for one in (start, stop, step)):
        return row(list(range(int(start), int(stop), int(step))), int64)
    number = max(0, -int(-(stop - start) // step))
    return row([start + at * step for at in range(number)], float64)


def stack(parts: Sequence[Any]) -> PlainArray:
    """Return arrays of one shape as the rows of another."""
    arrays = [asarray(part) for part in parts]
    kind = _widest(arrays)
    if len({part.shape for part in arrays}) > 1:
        raise ValueError("all input arrays must have the same shape")
    flat = [value for part in arrays for value in (part.flat if part.dtype is kind else map(kind.make, part.flat))]
    return shaped(flat, (len(arrays), *arrays[0].shape), kind)


def concatenate(parts: Iterable[Any], axis: int = 0) -> PlainArray:
    """Return arrays one after the other along an axis."""
    arrays = [asarray(part) for part in parts]
    kind = _widest(arrays)
    first = arrays[0].shape
    axis %= len(first)
    length = sum(part.shape[axis] for part in arrays)
    shape = (*first[:axis], length, *first[axis + 1 :])
    blocks = [prod(part.shape[axis:]) for part in arrays]
    flat = chain.from_iterable(
        part.flat[at * block : (at + 1) * block]
        for at in range(prod(first[:axis]))
        for part, block in zip(arrays, blocks, strict=True)
    )
    alike = all(part.dtype is kind for part in arrays)
    return shaped(list(flat) if alike else list(map(kind.make, flat)), shape, kind)


def hstack(parts: Iterable[Any]) -> PlainArray:
    """Return arrays side by side: along the second axis, or the only one."""
    arrays = [asarray(part) for part in parts]
    return concatenate(arrays, axis=min(1, len(arrays[0].shape) - 1))


def vstack(parts: Iterable[Any]) -> PlainArray:
    """Return arrays of two axes below one another."""
    arrays = [asarray(part) for part in parts]
    return concatenate([part if part.ndim > 1 else part.reshape(1, -1) for part in arrays])


def append(one: Any, other: Any) -> PlainArray:
    """Return the numbers of two arrays, or numbers, one after the other."""
    return concatenate([asarray(one).ravel(), asarray(other).ravel()])


def delete(values: PlainArray, at: int, axis: int) -> PlainArray:
    """Return an array without one position along an axis."""
    kept = [place for place in range(values.shape[axis]) if place != at]
    found: PlainArray = values[(*(slice(None) for _ in range(axis)), kept)]
    return found


def repeat(values: Any, times: Any) -> PlainArray:
    """Return each number so many times, one after the other."""
    found = asarray(values).ravel()
    counts = spread(list(asarray(times).flat), asarray(times).shape, found.shape)
    flat: list[Any] = []
    for value, count in zip(found.flat, counts, strict=True):
        if count == 1:  # as most are
            flat.append(value)
        else:
            flat += [value] * count
    return row(flat, found.dtype)


def broadcast_to(values: Any, shape: Shape) -> PlainArray:
    """Return numbers repeated as far as a shape has room for them."""
    found = asarray(values)
    return PlainArray(list(spread(found.flat, found.shape, shape)), shape, found.dtype)


def pad(values: PlainArray, widths: Any, constant_values: Any) -> PlainArray:
    """Return an array with room before and after it along each axis, filled with a value."""
    pairs = [widths] if isinstance(widths[0], int) else list(widths)
    shape = tuple(before + length + after for (before, after), length in zip(pairs, values.shape, strict=True))
    found = full(shape, constant_values, values.dtype)
    found[tuple(slice(before, before + length) for (before, _), length in zip(pairs, values.shape, strict=True))] = (
        values
    )
    return found


def diff(given: Any, axis: int = -1) -> PlainArray:
    """Return the steps from each number to the next along an axis."""
    values = asarray(given)
    at = axis % len(values.shape)
    before = tuple(slice(None) for _ in range(at))
    later, earlier = values[(*before, slice(1, None))], values[(*before, slice(None, -1))]
    found: PlainArray = later != earlier if values.dtype is bool_ else later - earlier
    return found


def shape(values: Any) -> Shape:
    """Return the shape of an array; a number has none."""
    return values.shape if isinstance(values, PlainCells) else ()


def _widest(arrays: Sequence[PlainArray]) -> PlainKind:
    kind = arrays[0].dtype
    for one in arrays:
        kind = wider(kind, one.dtype)
    return kind
