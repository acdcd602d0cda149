"""Bars of segments end to end, one for each scenario: what a whole is made of, with and without strategies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from sim.reports.run.means import Means
from sim.reports.shared.drawing import BLACK, key_in_words
from sim.reports.shared.ink import ink_on
from sim.reports.shared.words import wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NAME_WIDTH: Final = 30
"""Characters of a scenario's name in one line beside its bar."""

NARROWEST: Final = 0.04
"""Share of the width of the panel below which a segment has no number in it."""


MANY: Final = 20.0
"""From which numbers in segments are whole."""

THOUSANDS: Final = 1000.0


class Segment(NamedTuple):
    """What one segment of every bar is, in words, with its colour."""

    words: str
    colour: str


def height_of(shown: Sequence[Means], each: float = 0.52) -> float:
    """Return inches that bars of these scenarios take, with their names."""
    lines = sum(max(1, 1 + wrapped(one.name, NAME_WIDTH).count("\n")) for one in shown)
    return 1.35 + max(each * len(shown), 0.24 * lines)


def segments(axes: Axes, shown: Sequence[Means], parts: Sequence[Segment], end: float | None = None) -> None:
    """Draw a bar for each scenario; `end` is where the axis ends, where not with the longest bar."""
    table = np.nan_to_num(np.array([one.values for one in shown]).reshape(len(shown), len(parts)))
    ends = table.cumsum(axis=1)
    longest = end if end is not None else max(float(ends[:, -1].max()) * 1.1, 1.0)
    places = 0 if longest > MANY else 1
    for place, part in enumerate(parts):
        left = ends[:, place] - table[:, place]
        axes.barh(range(len(shown)), table[:, place], 0.62, left=left, color=part.colour)
        for row, (begins, length) in enumerate(zip(left, table[:, place], strict=True)):
            if length > NARROWEST * longest:
                axes.annotate(
                    f"{length:,.{places}f}",
                    (begins + length / 2, row),
                    ha="center",
                    va="center",
                    fontsize=9,
                    color=ink_on(part.colour),
                )
    if end is None:
        for row, total in enumerate(ends[:, -1]):
            axes.annotate(
                f"{total:,.{0 if total >= THOUSANDS else 1}f}",
                (total, row),
                (4, 0),
                textcoords="offset points",
                va="center",
                fontsize=9,
                color=BLACK,
            )
    axes.set_xlim(0, longest)
    if longest > THOUSANDS:
        axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.set_yticks(range(len(shown)), [wrapped(one.name, NAME_WIDTH) for one in shown])
    axes.set_ylim(len(shown) - 0.45, -0.55)
    axes.grid(axis="y", visible=False)


def key(figure: Figure, parts: Sequence[Segment]) -> None:
    """Write what the segments mean along the top of the figure."""
    key_in_words(figure, [(part.words[:1].upper() + part.words[1:], part.colour) for part in parts])


def in_words(shown: Sequence[Means], parts: Sequence[Segment], unit: str = "") -> str:
    """Return the numbers of every bar."""
    return (
        ". ".join(
            f"{one.name}: "
            + ", ".join(f"{part.words} {said(value)}{unit}" for part, value in zip(parts, one.values, strict=True))
            for one in shown
        )
        + "."
    )


def said(value: float) -> str:
    """Return a number in words: nothing may have happened of which it is a mean."""
    return "not known" if np.isnan(value) else f"{value:.1f}"
