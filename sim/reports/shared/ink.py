"""Ink that can be read: how far words stand out from the colour that they stand on, and the ink that does."""

from __future__ import annotations

from typing import Final, TypeAlias

from sim.reports.shared.drawing import BLACK

AnyColour: TypeAlias = "str | tuple[float, float, float] | tuple[float, float, float, float]"
"""As matplotlib takes it."""

READABLE: Final = 4.5
"""Contrast with what they stand on that words of usual size need: Web Content Accessibility Guidelines 2.2, 1.4.3."""

WHITE: Final = "#ffffff"

DARK: Final = "#000000"
"""Wholly black: of this and white one stands out enough from any colour; of the softer black of axes not always."""


def contrast(one: AnyColour, other: AnyColour) -> float:
    """Return the contrast of two colours, 1 to 21, as the guidelines define it; what is transparent lies on white."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(colour: AnyColour) -> str:
    """Return black or white, whichever stands out more from the colour."""
    return max((DARK, WHITE), key=lambda ink: contrast(ink, colour))


def readable(colour: str) -> str:
    """Return the colour where words in it can be read on white; black where not."""
    return colour if contrast(colour, WHITE) >= READABLE else BLACK


def _luminance(colour: AnyColour) -> float:
    from matplotlib.colors import to_rgba

    *parts, opaque = to_rgba(colour)
    red, green, blue = (_linear(part * opaque + 1 - opaque) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
