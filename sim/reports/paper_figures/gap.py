"""Places needed beside places there are, by kind, as bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.reports.chart.palette import BLUE, ORANGE
from sim.reports.paper_figures.sheet import PaperDrawing, PaperOrigin, finished, key, paper_style, sheet

THICK = 0.38


@dataclass(frozen=True, slots=True)
class GapBar:
    """A kind of placement, with its places."""

    kind: str
    needed: int
    there_are: int


def gap_figure(bars: Sequence[GapBar], origin: PaperOrigin) -> PaperDrawing:
    """Draw the bars, the first kind at the top, each with its number."""
    with paper_style():
        figure, (axes,) = sheet(1.2 + 0.36 * max(len(bars), 1))
        for place, bar in enumerate(bars):
            for number, above, colour in ((bar.needed, -THICK / 2, ORANGE), (bar.there_are, THICK / 2, BLUE)):
                axes.barh(place + above, number, THICK, color=colour)
                axes.annotate(
                    f"{number:,}", (number, place + above), (3, 0), textcoords="offset points", va="center_baseline"
                )
        axes.set_yticks(range(len(bars)), [bar.kind for bar in bars])
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
        axes.margins(x=0.08)
        axes.set_xlabel("Places")
        key(figure, [("Needed", ORANGE), ("There are", BLUE)])
        return finished(figure, "Places needed and places there are", origin)
