"""What is drawn, in pixels from the top left corner: words, lines, filled shapes and dots, later ones on top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from sim.reports.chart.letters import width_of
from sim.reports.chart.palette import BLACK

PixelSpot: TypeAlias = tuple[float, float]
"""Pixels from the left, and from the top."""

Anchor: TypeAlias = Literal["start", "middle", "end"]

SIZE: Final = 13.0
"""Of type, in pixels: readable on a telephone."""

LINE: Final = 16.0
"""Pixels from one line of words to the next."""

ABOVE, BELOW = 0.78, 0.24
"""Of the size of type, how far letters reach above and below the line on which they stand."""


@dataclass(frozen=True, slots=True)
class Word:
    """A line of words that stands on a spot."""

    text: str
    at: PixelSpot
    anchor: Anchor = "start"
    colour: str = BLACK
    bold: bool = False
    size: float = SIZE

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return where the words are: left, top, right and bottom."""
        wide = width_of(self.text, self.size, bold=self.bold)
        left = self.at[0] - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return left, self.at[1] - ABOVE * self.size, left + wide, self.at[1] + BELOW * self.size


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through spots."""

    spots: tuple[PixelSpot, ...]
    colour: str
    width: float = 1.0
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled shape between spots."""

    spots: tuple[PixelSpot, ...]
    colour: str
    strength: float = 1.0
    """From 0, which cannot be seen, to 1."""
    edge: str = ""
    """The colour of a thin line about it; empty for none."""


@dataclass(frozen=True, slots=True)
class Disc:
    """A round dot."""

    at: PixelSpot
    radius: float
    colour: str
    strength: float = 1.0


Thing: TypeAlias = Word | Stroke | Fill | Disc


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole drawing."""

    width: float
    height: float
    things: tuple[Thing, ...]

    @property
    def words(self) -> list[Word]:
        """Return all that is written."""
        return [thing for thing in self.things if isinstance(thing, Word)]


def oblong(left: float, top: float, right: float, bottom: float, colour: str, strength: float = 1.0) -> Fill:
    """Return a filled oblong."""
    return Fill(((left, top), (right, top), (right, bottom), (left, bottom)), colour, strength)


def written(
    lines: Iterable[str], at: PixelSpot, anchor: Anchor = "start", *, colour: str = BLACK, bold: bool = False
) -> list[Word]:
    """Return lines of words under one another, the first of which stands below the spot."""
    return [
        Word(line, (at[0], at[1] + LINE * (place + 1) - 4.0), anchor, colour, bold) for place, line in enumerate(lines)
    ]


def middle_line(top: float, bottom: float) -> float:
    """Return where a line of words stands that is in the middle between top and bottom."""
    return (top + bottom) / 2 + SIZE * 0.36


def centred(lines: Sequence[str], right: float, middle: float, *, bold: bool = False) -> list[Word]:
    """Return lines of words that end at the right, in the middle of a height."""
    return written(lines, (right, middle - LINE * len(lines) / 2), "end", bold=bold)


def moved(thing: Thing, right: float, down: float) -> Thing:
    """Return the same further to the right and down."""
    if isinstance(thing, Word | Disc):
        return replace(thing, at=(thing.at[0] + right, thing.at[1] + down))
    return replace(thing, spots=tuple((across + right, below + down) for across, below in thing.spots))
