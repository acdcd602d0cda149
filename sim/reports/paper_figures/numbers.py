"""Children looked after over time: published, forecast from published figures, and simulated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sim.reports.chart.palette import BLACK, BLUE, ORANGE
from sim.reports.paper_figures.sheet import PaperDrawing, PaperOrigin, finished, key, paper_style, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, slots=True)
class KnownNumber:
    """A published number."""

    when: date
    value: float


@dataclass(frozen=True, slots=True)
class ExpectedNumber:
    """A number to come, and the range that holds eight chances in ten."""

    when: date
    middle: float
    low: float
    high: float


def numbers_figure(
    past: Sequence[KnownNumber],
    ahead: Sequence[ExpectedNumber],
    simulated: Sequence[ExpectedNumber],
    origin: PaperOrigin,
) -> PaperDrawing:
    """Draw published numbers as a black line, the forecast in orange, and the run in blue, each with its range."""
    from matplotlib.ticker import MaxNLocator

    names = []
    with paper_style():
        figure, (axes,) = sheet(2.9)
        if past:
            axes.plot([_year(one.when) for one in past], [one.value for one in past], color=BLACK, marker="o", ms=3)
            names.append(("Published", BLACK))
        if ahead:
            joined = [ExpectedNumber(past[-1].when, *[past[-1].value] * 3), *ahead] if past else list(ahead)
            _band(axes, joined, ORANGE, "--")
            names.append(("Forecast from published figures", ORANGE))
        if simulated:
            _band(axes, simulated, BLUE, "-")
            names.append(("Run, if nothing changes", BLUE))
        axes.set_ylim(bottom=0)
        axes.set_ylabel("Children looked after")
        axes.yaxis.set_major_formatter("{x:,.0f}")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set_xlabel("31 March of the year")
        key(figure, names)
        return finished(figure, "Children looked after over time", origin)


def _band(axes: Axes, numbers: Sequence[ExpectedNumber], colour: str, style: str) -> None:
    years = [_year(one.when) for one in numbers]
    axes.fill_between(years, [one.low for one in numbers], [one.high for one in numbers], color=colour, alpha=0.2, lw=0)
    axes.plot(years, [one.middle for one in numbers], style, color=colour, marker="o", ms=3)


def _year(when: date) -> float:
    """Return a date on an axis on which each 31 March stands at its year."""
    return when.year + (when - date(when.year, 3, 31)).days / 365.25
