"""Children by kind of placement on two dates, as bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.reports.chart.palette import BLUE, MIDDLE_GREY
from sim.reports.paper_figures.sheet import PaperDrawing, PaperOrigin, finished, key, paper_style, sheet

THICK = 0.38


@dataclass(frozen=True, slots=True)
class KindBar:
    """A kind of placement, and its children on both dates."""

    kind: str
    first: int
    last: int


def kinds_figure(bars: Sequence[KindBar], first: str, last: str, origin: PaperOrigin) -> PaperDrawing:
    """Draw the bars, the first kind at the top, each with its number."""
    with paper_style():
        figure, (axes,) = sheet(1.2 + 0.36 * max(len(bars), 1))
        for place, bar in enumerate(bars):
            for number, above, colour in ((bar.first, -THICK / 2, MIDDLE_GREY), (bar.last, THICK / 2, BLUE)):
                axes.barh(place + above, number, THICK, color=colour)
                axes.annotate(
                    f"{number:,}", (number, place + above), (3, 0), textcoords="offset points", va="center_baseline"
                )
        axes.set_yticks(range(len(bars)), [bar.kind for bar in bars])
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
        axes.margins(x=0.08)
        axes.set_xlabel("Children")
        key(figure, [(first, MIDDLE_GREY), (f"{last}, average of the futures", BLUE)])
        return finished(figure, "Children by kind of placement", origin)
