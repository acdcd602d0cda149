"""Events put off by delays, as `sim/fitting/putting_off.py` does it with numpy's transforms, in whole numbers.

All events of a line become the digits of one very large number, and so do the delays: their product's digits are the
sums that are looked for. Python multiplies large numbers much faster than it would go through all pairs of digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sim.offline.plain_numpy.array import PlainArray

STANDS_FOR: Final = "sim.fitting.putting_off"

ONE: Final = 1 << 56
"""A share of one as a whole number."""

BYTES: Final = 16
"""Of a digit: it holds the sum of half a thousand products of two shares."""


def delayed(events: PlainArray, delays: PlainArray) -> PlainArray:
    """Return events along the last axis, each put off by the delays."""
    length = events.shape[-1]
    factor = _number(delays.flat)
    flat: list[float] = []
    for start in range(0, len(events.flat), length):
        line = events.flat[start : start + length]
        flat += _digits(_number(line) * factor, length) if any(line) else line
    return PlainArray(flat, events.shape, events.dtype)


def _number(shares: Sequence[float]) -> int:
    """Return the number whose digits are these shares, the first one last."""
    digits = [round(share * ONE).to_bytes(BYTES, "little") for share in shares]
    return int.from_bytes(b"".join(digits), "little")


def _digits(number: int, count: int) -> list[float]:
    """Return the last digits of a number, which count products of two shares, the last one first."""
    whole = number.to_bytes(max(count * BYTES, -(-number.bit_length() // 8)), "little")
    return [int.from_bytes(whole[at : at + BYTES], "little") / ONE**2 for at in range(0, count * BYTES, BYTES)]
