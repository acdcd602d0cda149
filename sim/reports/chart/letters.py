"""How wide words are, and how they are broken into lines: in DejaVu Sans, wider than what most pages are shown in."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

# fmt: off
USUAL: Final = (
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
)
"""Thousandths of the size of type, of the letters from the space to the tilde: DejaVu Sans 2.37."""

HEAVY: Final = (
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696, 696, 696,
    696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995,
    837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716,
    678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712,
    365, 712, 838,
)
"""The same of its bold."""
# fmt: on

FIRST: Final = ord(" ")

UNLISTED: Final = 1040
"""Of any other letter: as wide as nearly all are."""


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return pixels that the text takes in one line."""
    table = HEAVY if bold else USUAL
    places = (ord(letter) - FIRST for letter in text)
    return sum(table[place] if 0 <= place < len(table) else UNLISTED for place in places) * size / 1000.0


def broken(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return the text in lines of at most so many pixels; a word that is longer than a line is broken."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if width_of(joined, size, bold=bold) <= width:
            lines[-1:] = [joined]
        else:
            lines += _pieces(word, width, size, bold)
    return tuple(lines)


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    """Return a word in pieces that fit, one letter at least in each."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def spread_out(positions: list[float], least: float, low: float, high: float) -> list[float]:
    """Return places near the given ones, which ascend, with at least this distance between neighbours.

    They lie within the bounds as far as there is room.
    """
    placed: list[float] = []
    for position in positions:
        placed.append(max(position, placed[-1] + least) if placed else max(position, low))
    bound = high
    for index in range(len(placed) - 1, -1, -1):
        placed[index] = min(placed[index], bound)
        bound = placed[index] - least
    if placed and placed[0] < low:
        placed = [low + least * index for index in range(len(placed))]
    assert all(later - sooner >= least - 1e-6 for sooner, later in pairwise(placed))
    return placed
