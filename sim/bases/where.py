"""Where placements are: England's shares by kind, shifted so that together they give an authority's own."""

from __future__ import annotations

import numpy as np

from sim.fitting.steps import Array

ROUNDS = 200


def shifted(england: Array, kinds: Array, locations: Array) -> Array:
    """Return shares of locations (columns) by kind (rows) that sum over `kinds` to `locations`.

    Every kind's odds of one location against another move by the same factors (iterative proportional fitting): the
    table closest to England's. `kinds` are children or shares, `locations` shares.
    """
    rows = kinds / kinds.sum()
    wanted = locations / locations.sum()
    table = england.copy()
    for _ in range(ROUNDS):
        have = rows @ table
        table = table * np.where(have > 0, wanted / np.where(have > 0, have, 1.0), 1.0)
        table = table / table.sum(axis=1, keepdims=True)
        if np.abs(rows @ table - wanted).max() < 1e-9:
            break
    return table
