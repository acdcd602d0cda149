"""Which cells of an array a key picks: positions, slices, lists of positions, yes or no for each, and new axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

from sim.offline.plain_numpy.kinds import PlainKind, bool_
from sim.offline.plain_numpy.shapes import Shape, offsets


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
    """Return the cells of an array of a shape that a key picks. Raises IndexError where there are none such."""
    if type(key) is slice and len(shape) == 1:
        places_of_row = range(shape[0])[key]
        return Picked(places_of_row, (len(places_of_row),), True, False)
    if type(key) is int and len(shape) == 2:
        start = _position(key, shape[0]) * shape[1]
        return Picked(range(start, start + shape[1]), shape[1:], True, False)
    keys = key if isinstance(key, tuple) else (key,)
    if len(keys) == 1 and _is_flags(keys[0]) and len(keys[0].shape) > 1:
        cells = [cell for cell, yes in enumerate(keys[0].flat) if yes]
        return Picked(cells, (len(cells),), False, False)
    places: list[list[int]] = []
    found: list[int] = []
    basic, lists, axis = True, 0, 0
    for one in (*keys, *(slice(None) for _ in range(len(shape) - sum(one is not None for one in keys)))):
        if one is None:
            found.append(1)
            continue
        length = shape[axis]
        axis += 1
        if isinstance(one, slice):
            places.append(list(range(length)[one]))
            found.append(len(places[-1]))
        elif hasattr(one, "__len__"):
            places.append(_listed(one, length))
            found.append(len(places[-1]))
            basic, lists = False, lists + 1
        else:
            places.append([_position(int(one), length)])
    if lists > 1:
        raise IndexError("one list of positions at a time")
    by_column = not basic and len(shape) == 2 and len(keys) == 2 and hasattr(keys[1], "__len__")
    return Picked(offsets(places, shape), tuple(found), basic, by_column)


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
