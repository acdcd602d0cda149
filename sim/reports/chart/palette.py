"""The colours of figures, and the ink that can be read on each of them."""

from __future__ import annotations

from typing import Final

# Okabe and Ito's palette, told apart with every common kind of colour vision.
BLACK: Final = "#222222"
GREY: Final = "#767676"
MIDDLE_GREY: Final = "#a9a9a9"
LIGHT_GREY: Final = "#c9c9c9"
BLUE: Final = "#0072b2"
SKY: Final = "#56b4e9"
GREEN: Final = "#009e73"
ORANGE: Final = "#d55e00"
YELLOW: Final = "#e69f00"
PURPLE: Final = "#b0568d"

WHITE: Final = "#ffffff"

DARK: Final = "#000000"
"""Wholly black: of this and white one stands out enough from any colour; of the softer black of axes not always."""

READABLE: Final = 4.5
"""Contrast with what they stand on that words of usual size need: Web Content Accessibility Guidelines 2.2, 1.4.3."""


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours such as "#0072b2", 1 to 21, as the guidelines define it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(colour: str) -> str:
    """Return black or white, whichever stands out more from the colour."""
    return max((DARK, WHITE), key=lambda ink: contrast(ink, colour))


def readable(colour: str) -> str:
    """Return the colour where words in it can be read on white; black where not."""
    return colour if contrast(colour, WHITE) >= READABLE else BLACK


def tint(colour: str, strength: float) -> str:
    """Return what a colour looks like on white, from a strength of 0, which cannot be seen, to 1."""
    mixed = (round(255 * (part * strength + 1.0 - strength)) for part in parts_of(colour))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def parts_of(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue of a colour, each from 0 to 1."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part) for part in parts_of(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
