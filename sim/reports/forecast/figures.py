"""Figures of a council's forecast: history and years to come joined, with the bands in which what comes should fall."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.forecast.council import CHILDREN_FROM, CouncilForecast
from sim.experiments.forecast.lines import PERCENTILES, ForecastLine, LineMeasure
from sim.forecasting.ageing import HORIZONS
from sim.forecasting.kinds import FIRST_BROKEN_DOWN
from sim.forecasting.record import FIRST
from sim.reports.forecast.words import alternative
from sim.reports.shared.drawing import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    Drawing,
    blank,
    key_in_words,
    styled,
)
from sim.reports.shared.words import capitalised, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDE, NARROW = "#cfe6f5", "#8fc4e6"
"""Of the 80 and the 50% band."""

OWN = ("the council's own figures", GREEN)

BANDS = "Bands are predictive: what comes should fall into the dark one in 50 of 100 cases, into both in 80."

NUMBERS = (LineMeasure.LOOKED_AFTER, LineMeasure.STARTED, LineMeasure.CEASED)


def drawings(found: CouncilForecast) -> list[Drawing]:
    """Return every figure of which something is known."""
    made = [_numbers(found)]
    if found.of(LineMeasure.BY_KIND):
        made.append(_kinds(found))
    if found.of(LineMeasure.BY_AGE):
        made.append(_ages(found))
    if found.of(LineMeasure.RATE):
        made.append(_rates(found))
    return made


def _numbers(found: CouncilForecast) -> Drawing:
    with styled():
        figure, panels = blank(4.4, 1, 3)
        lines = [found.of(measure)[0] for measure in NUMBERS]
        for axes, line in zip(panels, lines, strict=True):
            _joined(axes, line, found)
            _scaled(axes, FIRST, found)
            axes.set_title(line.measure.title.replace("Children ", "").capitalize().replace("march", "March"))
        panels[0].set_ylabel("children")
        _key(figure, lines)
        return Drawing(
            "forecast_numbers",
            "Children looked after, starting and ceasing",
            f"31 March of each year; flows are of the year to it. {BANDS}{_dotted(found)}",
            alternative(lines),
            figure,
        ).laid_out()


def _kinds(found: CouncilForecast) -> Drawing:
    with styled():
        figure, panels = blank(6.2, 2, 3)
        kinds = {line.kind: line for line in found.of(LineMeasure.BY_KIND)}
        (together,) = found.of(LineMeasure.TOGETHER)
        *named, _ = kinds.values()
        lines = [*named[:3], together, *named[3:]]
        for axes, line in zip(panels, lines, strict=True):
            _joined(axes, line, found)
            _scaled(axes, FIRST_BROKEN_DOWN, found)
            axes.set_title(wrapped(capitalised(line.kind) or "Homes or independent, together", 24))
        _key(figure, lines)
        return Drawing(
            "forecast_kinds",
            "By kind of placement",
            "Until 2019 children's homes and semi-independent living were one kind, so that the two are shown together "
            "over all years, and apart from 2021; nothing was published for 2020. The forecast is that of the number "
            f"with the latest shares held. All other kinds are in the table. {BANDS}{_dotted(found)}",
            alternative(lines),
            figure,
        ).laid_out()


def _ages(found: CouncilForecast) -> Drawing:
    with styled():
        figure, panels = blank(6.2, 2, 3)
        lines = found.of(LineMeasure.BY_AGE)
        for axes, line in zip(panels, lines, strict=False):
            _joined(axes, line, found)
            _scaled(axes, FIRST_BROKEN_DOWN, found)
            axes.set_title(f"Aged {line.kind}" if line.kind[0].isdigit() else capitalised(line.kind))
        panels[-1].set_visible(False)
        _key(figure, lines)
        return Drawing(
            "forecast_ages",
            "By age",
            "Nothing was published for 2020. The forecast is that of the number, with the children now in care growing "
            f"up and leaving as a cohort, and others coming. {BANDS}{_dotted(found)}",
            alternative(lines),
            figure,
        ).laid_out()


def _rates(found: CouncilForecast) -> Drawing:
    with styled():
        figure, (axes,) = blank(4.6)
        own, *others = found.of(LineMeasure.RATE)
        _joined(axes, own, found)
        colours = (ORANGE, GREY)
        for line, colour in zip(others, colours[-len(others) :], strict=True):
            _plain(axes, line, colour)
        _scaled(axes, CHILDREN_FROM, found)
        axes.set_ylabel("looked after per 10,000 children")
        names = [(own.kind, BLACK), *((line.kind, colour) for line, colour in zip(others, colours, strict=False))]
        names = [*names, *([OWN] if own.own else [])]
        key_in_words(figure, [*names, ("predictive bands, 50% and 80%", NARROW)])
        return Drawing(
            "forecast_rates",
            "Beside councils like it, and England",
            "Children looked after on 31 March per 10,000 under 18. Later years are by the latest number of children "
            f"under 18; of neighbours and England only the middle is forecast (dashed). {BANDS}{_dotted(found)}",
            alternative([own, *others]),
            figure,
        ).laid_out()


def _joined(axes: Axes, line: ForecastLine, found: CouncilForecast) -> None:
    """Draw what was published, what is estimated as hollow dots, and from the last of it the middle and both bands."""
    values = {one.year: one.value for one in line.past}
    years = range(min(values), max(values) + 1)
    axes.plot(years, [values.get(year, np.nan) for year in years], color=BLACK)
    hidden = [one for one in line.past if not one.published]
    shown = [one for one in line.past if one.published]
    axes.plot([one.year for one in shown], [one.value for one in shown], "o", color=BLACK, markersize=3)
    axes.plot([one.year for one in hidden], [one.value for one in hidden], "o", color=BLACK, mfc="white", markersize=4)
    told = [one for one in line.own if one.published]
    axes.plot([one.year for one in line.own], [one.value for one in line.own], color=GREEN, linewidth=1.2)
    axes.plot([one.year for one in told], [one.value for one in told], "s", color=GREEN, markersize=3.5)
    last = line.past[-1]
    when = [last.year, *(one.year for one in line.ahead)]
    edges = np.array([[last.value] * len(PERCENTILES), *(one.percentiles for one in line.ahead)]).T
    axes.fill_between(when, edges[0], edges[4], color=WIDE, linewidth=0)
    axes.fill_between(when, edges[1], edges[3], color=NARROW, linewidth=0)
    axes.plot(when, edges[2], color=BLUE, linestyle="--")
    if found.beyond_the_record:
        axes.axvline(found.origin + max(HORIZONS), color=GREY, linestyle=":", linewidth=1.5)


def _plain(axes: Axes, line: ForecastLine, colour: str) -> None:
    axes.plot([one.year for one in line.past], [one.value for one in line.past], color=colour)
    when = [line.past[-1].year, *(one.year for one in line.ahead)]
    axes.plot(when, [line.past[-1].value, *(one.middle for one in line.ahead)], color=colour, linestyle="--")


def _scaled(axes: Axes, first: int, found: CouncilForecast) -> None:
    """Show the years from the first one on, every fifth marked and the last, and values from nought up."""
    axes.set_ylim(bottom=0)
    axes.set_xlim(first - 0.6, found.last + 0.6)
    years = [year for year in range(first, found.last + 1) if year % 5 == 0 and found.last - year > 2]
    axes.set_xticks([*years, found.last])
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,g}")


def _dotted(found: CouncilForecast) -> str:
    return " Right of the dotted line no forecast has been back-tested." if found.beyond_the_record else ""


def _key(figure: Figure, lines: Sequence[ForecastLine]) -> None:
    names = [
        ("published", BLACK),
        ("forecast, middle", BLUE),
        ("50% predictive band", NARROW),
        ("80% predictive band", WIDE),
    ]
    if any(line.own for line in lines):
        names.insert(1, OWN)
    key_in_words(figure, names)
    if any(not one.published for line in lines for one in line.past):
        figure.supxlabel("Hollow dots: hidden in the publication as too small, estimated.", fontsize=9.5)
