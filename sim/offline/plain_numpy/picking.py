"""Which cells of an array a key picks: positions, slices, lists of positions, yes or no for each, and new axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from math import prod
from typing import Any

from sim.offline.plain_numpy.kinds import PlainKind, bool_
from sim.offline.plain_numpy.shapes import Shape, crossed


@dataclass(frozen=True, slots=True)
class Picked:
    """The cells that a key picks."""

    cells: Sequence[int]
    """Where each lies in the flat list, in order."""
    shape: Shape
    """Of what is picked."""
    basic: bool
    """Whether it is picked by positions and slices alone: numpy then gives a view, and else a copy."""
    by_column: bool
    """Whether numpy lays the copy out column after column."""


def picked(key: Any, shape: Shape) -> Picked:
    """Return the cells of an array of a shape that a key picks. Raises IndexError where there are none such.

    Lists of positions beside each other pick together, one of each.
    """
    if type(key) is slice and len(shape) == 1:
        places_of_row = range(shape[0])[key]
        return Picked(places_of_row, (len(places_of_row),), True, False)
    if type(key) is int:
        size = prod(shape[1:])
        start = _position(key, shape[0]) * size
        return Picked(range(start, start + size), shape[1:], True, False)
    told = key if isinstance(key, tuple) else (key,)
    if len(told) == 1 and getattr(key, "ndim", 1) > 1:
        return _picked_by_table(key, shape)
    keys = _of_every_axis(told, shape)
    return _picked_side_by_side(keys, shape) or _picked_by_axes(keys, shape)


def _of_every_axis(keys: tuple[Any, ...], shape: Shape) -> tuple[Any, ...]:
    """Return the keys with a slice for every axis of which they do not tell: last, or where the dots are."""
    lacking = len(shape) - sum(one is not None and one is not Ellipsis for one in keys)
    dots = next((at for at, one in enumerate(keys) if one is Ellipsis), len(keys))
    return (*keys[:dots], *[slice(None)] * lacking, *keys[dots + 1 :])


def _picked_by_table(key: Any, shape: Shape) -> Picked:
    """Return what a table picks: of yes or no for each cell, or of positions along the first axis."""
    if _is_flags(key):
        cells = [cell for cell, yes in enumerate(key.flat) if yes]
        return Picked(cells, (len(cells),), False, False)
    size = prod(shape[1:])
    starts = [size * _position(at, shape[0]) for at in key.flat]
    return Picked(crossed([starts, list(range(size))]), (*key.shape, *shape[1:]), False, False)


def _picked_side_by_side(keys: tuple[Any, ...], shape: Shape) -> Picked | None:
    """Return what positions pick that are followed by whole axes, as it lies side by side; None of other keys."""
    first = next((at for at, one in enumerate(keys) if not isinstance(one, int)), len(keys))
    if first == len(keys) or any(one != slice(None) for one in keys[first:] if isinstance(one, slice)):
        return None
    if not all(isinstance(one, slice) for one in keys[first:]):
        return None
    start = sum(_position(one, shape[axis]) * prod(shape[axis + 1 :]) for axis, one in enumerate(keys[:first]))
    return Picked(range(start, start + prod(shape[first:])), shape[first:], True, False)


def _picked_by_axes(keys: tuple[Any, ...], shape: Shape) -> Picked:
    """Return what a key for every axis picks."""
    found: list[int] = []
    along: list[list[int]] = []
    lists, axis, after_list = 0, 0, False
    for one in keys:
        if one is None:
            found.append(1)
            after_list = False
            continue
        length, step = shape[axis], prod(shape[axis + 1 :])
        axis += 1
        is_list = hasattr(one, "__len__")
        offsets = [step * place for place in _places(one, length)]
        if is_list and after_list:  # lists beside each other pick together, one of each
            along[-1] = [before + more for before, more in zip(along[-1], offsets, strict=True)]
            continue
        along.append(offsets)
        if is_list or isinstance(one, slice):
            found.append(len(offsets))
        lists += is_list
        after_list = is_list
    if lists > 1:
        raise IndexError("lists of positions beside each other alone")
    by_column = lists > 0 and len(shape) == 2 and len(keys) == 2 and hasattr(keys[1], "__len__")
    return Picked(crossed(along), tuple(found), not lists, by_column)


def _places(key: Any, length: int) -> Sequence[int]:
    """Return the positions that a position, a slice or a list picks along an axis."""
    if isinstance(key, slice):
        return range(length)[key]
    return _listed(key, length) if hasattr(key, "__len__") else [_position(int(key), length)]


def picked_of_row(flat: list[Any], key: list[Any], kind: PlainKind) -> list[Any]:
    """Return what a list of positions, or of yes or no, picks of one row. Raises IndexError where there are none such.

    What `picked` would pick: most that is picked is of one row, and this takes a fraction of the time.
    """
    if kind is not bool_:
        return [flat[at] for at in key]
    if len(key) != len(flat):
        raise IndexError(f"boolean index did not match: {len(key)} of {len(flat)}")
    return list(compress(flat, key))


def _is_flags(key: Any) -> bool:
    return getattr(key, "dtype", None) is bool_


def _listed(key: Any, length: int) -> list[int]:
    """Return the positions that a list, or an array of positions or of yes or no, picks along an axis."""
    if not _is_flags(key):
        return [_position(int(one), length) for one in key]
    if len(key) != length:
        raise IndexError(f"boolean index did not match: {len(key)} of {length}")
    return [at for at, yes in enumerate(key) if yes]


def _position(at: int, length: int) -> int:
    if not -length <= at < length:
        raise IndexError(f"index {at} is out of bounds for an axis of length {length}")
    return at + length if at < 0 else at
