"""Words at points of a chart: beside them, or where there is room nearby, with a line to what they are of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from typing import Final, TypeAlias

from sim.reports.chart.key import RADIUS
from sim.reports.chart.palette import readable
from sim.reports.chart.scene import SIZE, PixelSpot, Stroke, Thing, Word

ANGLES: Final = (0, 180, 90, 270, 45, 225, 135, 315, 20, 200, 110, 290, 70, 250, 160, 340)
"""Degrees from the right, clockwise, in which room is looked for, in this order."""

FAR: Final = tuple(range(14, 90, 8))
"""Pixels from a point at which room is looked for."""

NEAR: Final = 16.0
"""Pixels within which no line is needed."""

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom."""


@dataclass(frozen=True, slots=True)
class PointWords:
    """What is written at a point."""

    words: str
    at: PixelSpot
    colour: str


def words_at(named: Sequence[PointWords], points: Sequence[PixelSpot], inside: Box) -> Iterator[Thing]:
    """Yield the words inside a panel, none over another nor over a point, as far as there is room."""
    reach = RADIUS + 1.0
    taken: list[Box] = [(x - reach, y - reach, x + reach, y + reach) for x, y in points]
    for one in named:
        tried = [_placed(one, angle, far) for far in FAR for angle in ANGLES]
        within = [word for word in tried if _holds(inside, word.box)] or tried
        word = next((each for each in within if not any(_meet(each.box, box) for box in taken)), within[0])
        taken.append(word.box)
        left, top, right, bottom = word.box
        middle = (left + right) / 2, (top + bottom) / 2
        if max(abs(middle[0] - one.at[0]), abs(middle[1] - one.at[1])) > NEAR:
            yield Stroke((one.at, _edge(word.box, one.at)), one.colour)
        yield word


def _placed(one: PointWords, angle: int, far: int) -> Word:
    across, down = one.at[0] + far * cos(radians(angle)), one.at[1] + far * sin(radians(angle))
    return Word(one.words, (across, down + SIZE * 0.36), "middle", readable(one.colour), bold=True)


def _edge(box: Box, to: PixelSpot) -> PixelSpot:
    """Return the place in a box that is nearest to a spot."""
    return min(max(to[0], box[0]), box[2]), min(max(to[1], box[1]), box[3])


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _meet(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])
