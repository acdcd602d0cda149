"""What options cost and save in all by the end of each financial year, as lines with their ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.reports.chart.palette import BLACK, BLUE, GREEN, ORANGE, PURPLE, SKY
from sim.reports.paper_figures.sheet import PaperDrawing, PaperOrigin, finished, key, paper_style, sheet

COLOURS = (BLUE, ORANGE, GREEN, PURPLE, SKY)
MARKERS = ("o", "s", "^", "D", "v")

ASIDE = 0.06
"""Of a year, by which lines stand beside one another, so that their ranges can be told apart."""


@dataclass(frozen=True, slots=True)
class SavingsPoint:
    """What has been spent beyond the base by the end of a year, in thousands of pounds."""

    year: str
    mean: float
    expected: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class SavingsLine:
    """One option."""

    option: str
    points: tuple[SavingsPoint, ...]


def savings_figure(lines: Sequence[SavingsLine], origin: PaperOrigin) -> PaperDrawing:
    """Draw the lines; those beyond the first five have colours and marks again."""
    with paper_style():
        figure, (axes,) = sheet(2.7)
        axes.axhline(0.0, color=BLACK, linewidth=0.8)
        names = []
        for place, line in enumerate(lines):
            colour, marker = COLOURS[place % len(COLOURS)], MARKERS[place % len(MARKERS)]
            along = [number + ASIDE * (place - (len(lines) - 1) / 2) for number in range(len(line.points))]
            axes.plot(along, [point.mean for point in line.points], color=colour, marker=marker, ms=4)
            for where, point in zip(along, line.points, strict=True):
                if point.expected is not None:
                    axes.plot((where, where), point.expected, color=colour, linewidth=3, alpha=0.35)
            names.append((line.option, colour))
        axes.set_xticks(range(len(lines[0].points)), [point.year for point in lines[0].points])
        axes.set_ylabel("Net so far, £ thousand")
        axes.yaxis.set_major_formatter("{x:,.0f}")
        key(figure, names)
        return finished(figure, "What options cost and save in all", origin)
