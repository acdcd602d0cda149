"""Figures of a council's forecast: history and years to come joined, with the bands in which what comes should fall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import nan

from sim.experiments.forecast.council import CHILDREN_FROM, CouncilForecast
from sim.experiments.forecast.lines import PERCENTILES, ForecastLine, LineMeasure, PastYear
from sim.forecasting.ageing import HORIZONS
from sim.forecasting.kinds import FIRST_BROKEN_DOWN
from sim.forecasting.record import FIRST
from sim.reports.chart.chart import Band, ChartFigure, ChartLine, LineChart, LinePanel
from sim.reports.chart.palette import BLACK, BLUE, GREEN, GREY, ORANGE
from sim.reports.chart.stretches import stretches
from sim.reports.forecast.words import alternative
from sim.reports.shared.chart_numbers import shown_number, shown_numbers
from sim.reports.shared.words import capitalised

PUBLISHED, HIDDEN, AHEAD = "published", "hidden as too small, estimated", "forecast, middle"
OWN = "the council's own figures"

OUTER, INNER = "80% predictive band", "50% predictive band"

BANDS = "Bands are predictive: what comes should fall into the dark one in 50 of 100 cases, into both in 80."

YEARS = "31 March of each year"

LEAST = 5.0
"""Children to which every vertical axis reaches, so that one child is no mountain."""

NUMBERS = (LineMeasure.LOOKED_AFTER, LineMeasure.STARTED, LineMeasure.CEASED)


def charts(found: CouncilForecast) -> list[ChartFigure]:
    """Return every figure of which something is known."""
    made = [_numbers(found)]
    if found.of(LineMeasure.BY_KIND):
        made.append(_kinds(found))
    if found.of(LineMeasure.BY_AGE):
        made.append(_ages(found))
    if found.of(LineMeasure.RATE):
        made.append(_rates(found))
    return made


def _numbers(found: CouncilForecast) -> ChartFigure:
    lines = [found.of(measure)[0] for measure in NUMBERS]
    titles = [line.measure.title.replace("Children ", "").capitalize().replace("march", "March") for line in lines]
    return ChartFigure(
        "forecast_numbers",
        "Children looked after, starting and ceasing",
        f"31 March of each year; flows are of the year to it. {BANDS}{_dotted(found)}",
        alternative(lines),
        _panels(found, lines, titles, FIRST),
    )


def _kinds(found: CouncilForecast) -> ChartFigure:
    kinds = {line.kind: line for line in found.of(LineMeasure.BY_KIND)}
    (together,) = found.of(LineMeasure.TOGETHER)
    *named, _ = kinds.values()
    lines = [*named[:3], together, *named[3:]]
    return ChartFigure(
        "forecast_kinds",
        "By kind of placement",
        "Until 2019 children's homes and semi-independent living were one kind, so that the two are shown together "
        "over all years, and apart from 2021; nothing was published for 2020. The forecast is that of the number "
        f"with the latest shares held. All other kinds are in the table. {BANDS}{_dotted(found)}",
        alternative(lines),
        _panels(
            found,
            lines,
            [capitalised(line.kind) or "Homes or independent, together" for line in lines],
            FIRST_BROKEN_DOWN,
        ),
    )


def _ages(found: CouncilForecast) -> ChartFigure:
    lines = found.of(LineMeasure.BY_AGE)
    return ChartFigure(
        "forecast_ages",
        "By age",
        "Nothing was published for 2020. The forecast is that of the number, with the children now in care growing "
        f"up and leaving as a cohort, and others coming. {BANDS}{_dotted(found)}",
        alternative(lines),
        _panels(
            found,
            lines,
            [f"Aged {line.kind}" if line.kind[0].isdigit() else capitalised(line.kind) for line in lines],
            FIRST_BROKEN_DOWN,
        ),
    )


def _rates(found: CouncilForecast) -> ChartFigure:
    own, *others = found.of(LineMeasure.RATE)
    beside = zip(others, (ORANGE, GREY)[-len(others) :], strict=True) if others else ()
    lines = [*_past(own, BLUE, ""), *_own(own), _ahead(own, own.kind)]
    for line, colour in beside:
        lines += [*_past(line, colour, ""), _middle(line, colour)]
    return ChartFigure(
        "forecast_rates",
        "Beside councils like it, and England",
        "Children looked after on 31 March per 10,000 under 18. Later years are by the latest number of children "
        f"under 18; of neighbours and England only the middle is forecast (dashed). {BANDS}{_dotted(found)}",
        alternative([own, *others]),
        LineChart(
            (LinePanel("", tuple(lines)),),
            "Looked after per 10,000 children under 18",
            YEARS,
            from_zero=True,
            uprights=_uprights(found),
            across=(_march(CHILDREN_FROM), _march(found.last)),
        ),
    )


def _panels(found: CouncilForecast, lines: Sequence[ForecastLine], titles: Sequence[str], first: int) -> LineChart:
    """Return a panel for each line, over the same years."""
    return LineChart(
        tuple(
            LinePanel(title, (*_past(line, BLACK, PUBLISHED), *_own(line), _ahead(line, AHEAD)))
            for title, line in zip(titles, lines, strict=True)
        ),
        "Children",
        YEARS,
        one_scale=False,
        from_zero=True,
        least=LEAST,
        uprights=_uprights(found),
        across=(_march(first), _march(found.last)),
    )


def _past(line: ForecastLine, colour: str, name: str) -> Iterator[ChartLine]:
    """Yield what was published as a line with dots, and what is estimated as hollow dots."""
    values = {one.year: one.value for one in line.past}
    years = range(min(values), max(values) + 1)
    joined = tuple(shown_number(values[year]) if year in values else nan for year in years)
    yield from stretches(ChartLine(name, colour, tuple(map(_march, years)), joined))
    yield from _dots([one for one in line.past if one.published], colour)
    yield from _dots([one for one in line.past if not one.published], colour, HIDDEN if name else "", hollow=True)


def _own(line: ForecastLine) -> Iterator[ChartLine]:
    """Yield the council's own figures, with dots where they are not estimated."""
    if line.own:
        days = tuple(_march(one.year) for one in line.own)
        yield ChartLine(OWN, GREEN, days, shown_numbers([one.value for one in line.own]))
        yield from _dots([one for one in line.own if one.published], GREEN)


def _dots(years: Sequence[PastYear], colour: str, name: str = "", *, hollow: bool = False) -> Iterator[ChartLine]:
    if years:
        days = tuple(_march(one.year) for one in years)
        values = shown_numbers([one.value for one in years])
        yield ChartLine(name, colour, days, values, joined=False, hollow=hollow)


def _ahead(line: ForecastLine, name: str) -> ChartLine:
    """Return the middle of the years to come with both bands, from the last year known."""
    last = line.past[-1]
    days = tuple(map(_march, (last.year, *(one.year for one in line.ahead))))
    outer_low, inner_low, middle, inner_high, outer_high = (
        shown_numbers([last.value, *(one.percentiles[place] for one in line.ahead)])
        for place in range(len(PERCENTILES))
    )
    bands = (Band(outer_low, outer_high, OUTER), Band(inner_low, inner_high, INNER))
    return ChartLine(name, BLUE, days, middle, bands, dashed=True)


def _middle(line: ForecastLine, colour: str) -> ChartLine:
    last = line.past[-1]
    days = tuple(map(_march, (last.year, *(one.year for one in line.ahead))))
    values = shown_numbers([last.value, *(one.middle for one in line.ahead)])
    return ChartLine(line.kind, colour, days, values, dashed=True)


def _uprights(found: CouncilForecast) -> tuple[date, ...]:
    return (_march(found.origin + max(HORIZONS)),) if found.beyond_the_record else ()


def _dotted(found: CouncilForecast) -> str:
    return " Right of the dotted line no forecast has been back-tested." if found.beyond_the_record else ""


def _march(year: int) -> date:
    return date(year, 3, 31)
