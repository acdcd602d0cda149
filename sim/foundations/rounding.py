"""Rounding to whole numbers that keep their sum."""

from __future__ import annotations

from collections.abc import Sequence

ALMOST = 1e-9
"""A number this little below a whole one is that one: sums of shares are not exact."""

DIGITS = 9
"""After the point, to which remainders are compared, so that ties are ties on every version of Python."""


def whole(parts: Sequence[float], total: int) -> tuple[int, ...]:
    """Return whole numbers in proportion to `parts` that sum to `total`, by largest remainders; ties go to the first.

    Parts that are all zero give zeros, whatever the total.
    """
    everything = sum(parts)
    if everything <= 0.0:
        return (0,) * len(parts)
    exact = [part / everything * total for part in parts]
    found = [int(value + ALMOST) for value in exact]
    order = sorted(range(len(exact)), key=lambda which: (round(found[which] - exact[which], DIGITS), which))
    for which in order[: total - sum(found)]:
        found[which] += 1
    return tuple(found)
