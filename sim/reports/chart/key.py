"""What the colours, dashes and shapes of a chart mean, above its panels where they cannot be named in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sim.reports.chart.chart import Mark
from sim.reports.chart.letters import broken, width_of
from sim.reports.chart.palette import WHITE
from sim.reports.chart.scene import LINE, SIZE, Disc, Fill, PixelSpot, Stroke, Thing, oblong, written

SAMPLE: Final = 22.0
"""Pixels of what stands before the words of an entry."""

AFTER_SAMPLE: Final = 6.0
AFTER_WORDS: Final = 18.0
DASHES: Final = (6.0, 4.0)
RADIUS: Final = 4.5
"""Pixels of the shape of a point."""


@dataclass(frozen=True, slots=True)
class KeySample:
    """An entry of a key, and how what it names looks."""

    words: str
    colour: str
    look: Mark | None = None
    """The shape of a point; otherwise a line or an area."""
    line: bool = False
    dashed: bool = False
    hollow: bool = False
    """Whether it is a hollow dot."""
    tall: float = 11.0
    """Pixels of an area."""


def keyed(entries: Iterable[KeySample], width: float) -> tuple[list[Thing], float]:
    """Return the key from the top left corner, entries one after the other in rows, and its height."""
    things: list[Thing] = []
    across, top, tallest = 0.0, 0.0, 0.0
    for entry in entries:
        lines = broken(entry.words, width - SAMPLE - AFTER_SAMPLE, SIZE) or ("",)
        wide = SAMPLE + AFTER_SAMPLE + max(width_of(line, SIZE) for line in lines)
        if across and across + wide > width:
            across, top = 0.0, top + tallest
            tallest = 0.0
        things += _sample(entry, across, top + LINE / 2)
        things += written(lines, (across + SAMPLE + AFTER_SAMPLE, top))
        across += wide + AFTER_WORDS
        tallest = max(tallest, LINE * len(lines) + 3.0)
    return things, top + tallest


def _sample(entry: KeySample, left: float, middle: float) -> list[Thing]:
    if entry.hollow:
        return list(dot((left + SAMPLE / 2, middle), RADIUS, entry.colour, hollow=True))
    if entry.look is not None:
        return [shaped(entry.look, (left + SAMPLE / 2, middle), RADIUS, entry.colour)]
    if entry.line:
        ends = ((left, middle), (left + SAMPLE, middle))
        return [Stroke(ends, entry.colour, 2.5, DASHES if entry.dashed else ())]
    return [oblong(left, middle - entry.tall / 2, left + SAMPLE, middle + entry.tall / 2, entry.colour)]


def dot(at: PixelSpot, radius: float, colour: str, *, hollow: bool = False) -> Iterator[Disc]:
    """Yield a dot; a hollow one is white inside."""
    yield Disc(at, radius, colour)
    if hollow:
        yield Disc(at, radius - 1.2, WHITE)


def diamond(at: PixelSpot, colour: str) -> Fill:
    """Return a diamond that stands out from what it lies on."""
    spots = tuple((at[0] + across * RADIUS, at[1] + down * RADIUS) for across, down in CORNERS[Mark.DIAMOND])
    return Fill(spots, colour, edge=WHITE)


def shaped(mark: Mark, at: PixelSpot, radius: float, colour: str, strength: float = 1.0) -> Fill | Disc:
    """Return the shape of a point."""
    if mark is Mark.DOT:
        return Disc(at, radius, colour, strength)
    corners = tuple((at[0] + across * radius, at[1] + down * radius) for across, down in CORNERS[mark])
    return Fill(corners, colour, strength)


_THIN: Final = 0.4
_PLUS: Final = tuple(
    (across * 1.15, down * 1.15)
    for across, down in (
        *((-_THIN, -1.0), (_THIN, -1.0), (_THIN, -_THIN), (1.0, -_THIN), (1.0, _THIN), (_THIN, _THIN)),
        *((_THIN, 1.0), (-_THIN, 1.0), (-_THIN, _THIN), (-1.0, _THIN), (-1.0, -_THIN), (-_THIN, -_THIN)),
    )
)

CORNERS: Final = {
    Mark.SQUARE: ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    Mark.TRIANGLE: ((0.0, -1.15), (1.1, 0.9), (-1.1, 0.9)),
    Mark.DIAMOND: ((0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)),
    Mark.TRIANGLE_DOWN: ((0.0, 1.15), (1.1, -0.9), (-1.1, -0.9)),
    Mark.PLUS: _PLUS,
    Mark.CROSS: tuple(((across - down) * 0.7071, (across + down) * 0.7071) for across, down in _PLUS),
}
"""Of shapes, in radii from their middle."""
