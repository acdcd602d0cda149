"""Points spread evenly, scipy's `qmc.Sobol`: the sequences that the program asks for, from what scipy says of them.

Each point is the one before it with some digits of every coordinate flipped: the same ones after 2, 4, 8, ... points.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sim.offline.plain_numpy.array import PlainArray
from sim.offline.plain_numpy.kinds import float64

FILE: Final = "even_points.json"

FINEST: Final = 1 << 30
"""Every coordinate is a whole number of this many parts of one."""


@dataclass(frozen=True, slots=True)
class EvenPoints:
    """One sequence of points."""

    first: tuple[int, ...]
    """The coordinates of the first point, in parts of one."""
    flips: tuple[tuple[int, ...], ...]
    """By how many points were before it, as a power of two: what is flipped of each coordinate."""

    @classmethod
    def of(cls, points: Sequence[Sequence[float]]) -> EvenPoints:
        """Return the sequence of which these are the first points; they are a power of two."""
        whole = [[int(one * FINEST) for one in point] for point in points]
        powers = range(len(whole).bit_length() - 1)
        flips = (zip(whole[(1 << power) - 1], whole[1 << power], strict=True) for power in powers)
        return cls(tuple(whole[0]), tuple(tuple(one ^ other for one, other in pair) for pair in flips))

    def random(self, number: int) -> PlainArray:
        """Return the first points, a row for each: they are called random, and are not. Raises ValueError for more."""
        if number > 1 << len(self.flips):
            raise ValueError(f"{number} points are asked for, {1 << len(self.flips)} are known")
        flat = [one / FINEST for point in self._points(number) for one in point]
        return PlainArray(flat, (number, len(self.first)), float64)

    def _points(self, number: int) -> Iterator[Sequence[int]]:
        point: Sequence[int] = self.first
        for before in range(1, number + 1):
            yield point
            if before < number:
                flipped = self.flips[(before & -before).bit_length() - 1]
                point = [one ^ other for one, other in zip(point, flipped, strict=True)]


@dataclass(frozen=True, slots=True)
class KnownSequences:
    """The sequences of a file, asked for as scipy's class is."""

    known: Mapping[str, EvenPoints]

    @classmethod
    def of(cls, text: str) -> KnownSequences:
        """Return those that a file's text holds."""
        told = json.loads(text).items()
        return cls({name: EvenPoints(tuple(one["first"]), tuple(map(tuple, one["flips"]))) for name, one in told})

    def __call__(self, d: int, *, scramble: bool = True, seed: int | None = None) -> EvenPoints:
        """Return the sequence in so many dimensions."""
        return self.known[name_of(d, scramble, seed)]


def name_of(dimensions: int, scramble: bool, seed: int | None) -> str:
    """Return how the file calls a sequence."""
    return f"{dimensions} dimensions, {f'scrambled by {seed}' if scramble else 'as they are'}"


def text(sequences: Mapping[str, EvenPoints]) -> str:
    """Return the content of the file."""
    return json.dumps({name: {"first": one.first, "flips": one.flips} for name, one in sequences.items()}) + "\n"
