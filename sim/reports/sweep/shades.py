"""Shades from one colour to another, for tiles that show how large a number is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sim.reports.chart.palette import parts_of


@dataclass(frozen=True, slots=True)
class Shades:
    """Colours at even steps, between which a colour is mixed from its neighbours."""

    steps: tuple[str, ...]

    def at(self, share: float) -> str:
        """Return the colour so far on the way from the first, 0, to the last, 1."""
        place = min(max(share, 0.0), 1.0) * (len(self.steps) - 1)
        low, high = list(pairwise(self.steps))[min(int(place), len(self.steps) - 2)]
        rest = place - min(int(place), len(self.steps) - 2)
        mixed = (one + (other - one) * rest for one, other in zip(parts_of(low), parts_of(high), strict=True))
        return "#" + "".join(f"{round(255 * part):02x}" for part in mixed)


# ColorBrewer's "Blues" and "PuOr", told apart with every common kind of colour vision.
LEVELS: Final = Shades(
    ("#f7fbff", "#deebf7", "#c6dbef", "#9ecae1", "#6baed6", "#4292c6", "#2171b5", "#08519c", "#08306b")
)
"""From small to large."""

CHANGES: Final = Shades(
    (
        *("#2d004b", "#542788", "#8073ac", "#b2abd2", "#d8daeb"),
        "#f7f7f7",
        *("#fee0b6", "#fdb863", "#e08214", "#b35806", "#7f3b08"),
    )
)
"""From what falls, by what hardly changes, to what rises."""
