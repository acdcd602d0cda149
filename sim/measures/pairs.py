"""Pairs of places in two columns: every number of ranges, and all that is equal."""

from __future__ import annotations

import numpy as np

from sim.measures.arrays import Integers


def each_of(first: Integers, beyond: Integers) -> tuple[Integers, Integers]:
    """Return every whole number of ranges, from `first` up to but not including `beyond`: which range, which number."""
    ends = np.maximum(beyond, first)
    length = ends - first
    which = np.repeat(np.arange(len(length)), length)
    return which, np.arange(len(which)) + (ends - np.cumsum(length))[which]


def pairs_of_equal(left: Integers, right: Integers) -> tuple[Integers, Integers]:
    """Return the places of all pairs of equal numbers."""
    in_order = np.argsort(right, kind="stable")
    ordered = right[in_order]
    on_left, place = each_of(np.searchsorted(ordered, left, "left"), np.searchsorted(ordered, left, "right"))
    return on_left, in_order[place]
