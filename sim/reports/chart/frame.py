"""What all charts are framed by: their place on the sheet, scales, grids, the words at axes, and titles of panels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sim.reports.chart.letters import broken, width_of
from sim.reports.chart.palette import BLACK, LIGHT_GREY
from sim.reports.chart.scene import LINE, SIZE, PixelSpot, Stroke, Thing, Word, written

GRID: Final = "#e4e4e4"
SOFT: Final = "#555555"
"""Of words that tell a unit."""

NARROW: Final = 500.0
"""Pixels of width below which a chart has the layout of a telephone."""

GAP: Final = 14.0
"""Between panels beside one another."""

BELOW_AXIS: Final = 5.0
"""Pixels between an axis and the words below it: those of nought beside it stand free."""

BETWEEN: Final = 6.0
"""Pixels between words beside one another, at least."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How values become pixels."""

    low: float
    high: float
    start: float
    """Pixels of the low end."""
    end: float

    def __call__(self, value: float) -> float:
        """Return pixels."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a panel stands, with its words."""

    left: float
    right: float

    @property
    def width(self) -> float:
        """Return pixels."""
        return self.right - self.left


def extents(count: int, columns: int, left: float, right: float) -> list[Extent]:
    """Return where panels stand across, row by row."""
    wide = (right - left - GAP * (columns - 1)) / columns
    starts = [left + (wide + GAP) * (place % columns) for place in range(count)]
    return [Extent(start, start + wide) for start in starts]


def titled(title: str, left: float, width: float, bottom: float) -> list[Word]:
    """Return the title of a panel, which ends at the bottom."""
    lines = broken(title, width, SIZE, bold=True)
    return written(lines, (left, bottom - LINE * len(lines)), bold=True)


def height_of_title(title: str, width: float) -> float:
    """Return pixels that it takes."""
    return LINE * len(broken(title, width, SIZE, bold=True))


def levels(scale: Scale, values: Sequence[float], left: float, right: float) -> Iterator[Stroke]:
    """Yield the level lines of a grid; that at nought is darker."""
    for value in values:
        yield Stroke(((left, scale(value)), (right, scale(value))), BLACK if value == 0 else GRID, 1.0)


def uprights(scale: Scale, values: Sequence[float], top: float, bottom: float) -> Iterator[Stroke]:
    """Yield the upright lines of a grid; that at nought is darker."""
    for value in values:
        yield Stroke(((scale(value), top), (scale(value), bottom)), BLACK if value == 0 else GRID, 1.0)


def beside_axis(scale: Scale, values: Sequence[float], words: Sequence[str], right: float) -> Iterator[Word]:
    """Yield the words of a vertical axis, which end at the right."""
    for value, word in zip(values, words, strict=True):
        yield Word(word, (right, scale(value) + SIZE * 0.36), "end")


@dataclass(frozen=True, slots=True)
class Along:
    """What is written along the bottom at one value, in one line or two."""

    value: float
    lines: tuple[str, ...]

    @property
    def width(self) -> float:
        """Return pixels of the longest line."""
        return max(width_of(line, SIZE) for line in self.lines)


def fitting(marks: Sequence[Along], scale: Scale, extent: Extent) -> list[tuple[Along, float]]:
    """Return of ascending marks those whose words do not meet, with the middles of their words.

    All of them, else every second or third with nought or the last among them, else those that fit from the last on.
    """
    kept = next((place for place, mark in enumerate(marks) if mark.value == 0), len(marks) - 1)
    for step in range(1, max(2, len(marks) - 1)):
        some = [mark for place, mark in enumerate(marks) if (place - kept) % step == 0]
        found = _from_the_last(some, scale, extent)
        if len(found) == len(some) > 1:
            return found
    return _from_the_last(marks, scale, extent)


def _from_the_last(marks: Sequence[Along], scale: Scale, extent: Extent) -> list[tuple[Along, float]]:
    """Return of ascending marks those whose words do not meet, with the middles of their words; the last is kept."""
    kept: list[tuple[Along, float]] = []
    bound = extent.right
    for mark in reversed(marks):
        half = mark.width / 2
        middle = min(max(scale(mark.value), extent.left + half), bound - half)
        if middle - half < extent.left - 0.5 or (kept and middle < scale(mark.value) - half / 2):
            continue
        kept.append((mark, middle))
        bound = middle - half - BETWEEN
    return kept[::-1]


def below_axis(marks: Sequence[tuple[Along, float]], bottom: float) -> Iterator[Word]:
    """Yield the words of marks under the bottom of a panel."""
    for mark, middle in marks:
        yield from written(mark.lines, (middle, bottom + BELOW_AXIS), "middle")


def axis_line(left: float, right: float, bottom: float) -> Stroke:
    """Return the line along the bottom of a panel."""
    return Stroke(((left, bottom), (right, bottom)), LIGHT_GREY)


def path(xs: Sequence[float], ys: Sequence[float]) -> tuple[PixelSpot, ...]:
    """Return spots of two lists of pixels."""
    return tuple(zip(xs, ys, strict=True))


def stacked_up(heights: Sequence[float], columns: int, top: float, gap: float) -> list[tuple[float, float]]:
    """Return the top of each panel's row and the height of its tallest, for panels set row by row."""
    found: list[tuple[float, float]] = []
    for first in range(0, len(heights), columns):
        row = heights[first : first + columns]
        found += [(top, max(row))] * len(row)
        top += max(row) + gap
    return found


def below(heads: Sequence[Thing], top: float) -> float:
    """Return where what comes below words may begin."""
    return max((one.at[1] for one in heads if isinstance(one, Word)), default=top - 4.0) + 4.0
