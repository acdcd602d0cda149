"""A council's forecast as it is kept and shown: a tidy table, and a page with its tables and figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isnan

from sim.experiments.forecast.council import CouncilForecast
from sim.experiments.forecast.lines import PERCENTILES, ForecastLine, LineMeasure
from sim.forecasting.forecast import ForecastMeasure
from sim.foundations.counted import counted
from sim.reports.forecast.figures import charts
from sim.reports.forecast.words import band, caveats, findings, own_source, scope, size, title
from sim.reports.shared.page import Column, KeptResults, Page, PageTable
from sim.reports.shared.painted import ChartDrawing
from sim.reports.shared.tables import Cells
from sim.reports.shared.tables import cell as number
from sim.reports.shared.words import capitalised

COLUMNS = (
    *("date", "measure", "kind", "unit", "mean"),
    *(f"percentile_{percent}" for percent in PERCENTILES),
    "status",
)

PUBLISHED, ESTIMATED, FORECAST = "published", "estimated", "forecast"
OWN, OWN_HIDDEN = "own", "own, hidden and estimated"


def results(found: CouncilForecast) -> KeptResults:
    """Return what is kept of a forecast."""
    return KeptResults(page(found), contents(found))


def contents(found: CouncilForecast) -> dict[str, Iterable[Cells]]:
    """Return the tables by the names of their files."""
    return {"forecast.csv": rows(found)}


def rows(found: CouncilForecast) -> Iterator[Cells]:
    """Yield the header, and a row for each year of each line: published, estimated where hidden, or forecast."""
    yield COLUMNS
    for line in found.lines:
        about = (line.measure.title, line.kind, line.measure.unit)
        nothing = [""] * len(PERCENTILES)
        for past in line.past:
            status = PUBLISHED if past.published else ESTIMATED
            yield (f"{past.year}-03-31", *about, number(past.value), *nothing, status)
        for own in line.own:
            status = OWN if own.published else OWN_HIDDEN
            yield (f"{own.year}-03-31", *about, number(own.value), *nothing, status)
        for ahead in line.ahead:
            yield (f"{ahead.year}-03-31", *about, *map(number, (ahead.mean, *ahead.percentiles)), FORECAST)


def page(found: CouncilForecast) -> Page:
    """Return the page."""
    tables = [_numbers(found), *_beside(found), *_parts(found), _record(found), *_own(found)]
    return Page(
        title(found), scope(found), findings(found), caveats(found), tables, [*map(ChartDrawing, charts(found))]
    )


def _numbers(found: CouncilForecast) -> PageTable:
    lines = [
        line
        for measure in (LineMeasure.LOOKED_AFTER, LineMeasure.STARTED, LineMeasure.CEASED)
        for line in found.of(measure)
    ]
    return PageTable(
        "Expected numbers",
        "The middle, and predictive intervals.",
        [
            Column("What"),
            Column("31 March", words=True),
            Column("Middle"),
            Column("50% interval"),
            Column("80% interval"),
        ],
        [
            [
                line.measure.title if place == 0 else "",
                str(one.year),
                f"{one.middle:,.0f}",
                *_intervals(one.percentiles),
            ]
            for line in lines
            for place, one in enumerate(line.ahead)
        ],
    )


def _beside(found: CouncilForecast) -> Iterator[PageTable]:
    """Yield the council's own figures year by year, beside what was published or is forecast of the same year."""
    if found.beside is None:
        return
    rows = []
    for line in found.lines:
        published = {one.year: f"{one.value:,.0f}" for one in line.past if one.published}
        middles = {one.year: f"{one.middle:,.0f}" for one in line.ahead}
        for place, one in enumerate(line.own):
            shown = f"{one.value:,.0f}" if one.published else f"{one.value:,.0f} (estimated)"
            name = ", ".join(part for part in (line.measure.title, line.kind) if part) if place == 0 else ""
            rows.append([name, str(one.year), shown, published.get(one.year, ""), middles.get(one.year, "")])
    yield PageTable(
        "The council's own figures of past years",
        own_source(found.beside),
        [Column("What"), Column("31 March", words=True), *map(Column, ("Own", "Published", "Forecast, middle"))],
        rows,
    )


def _parts(found: CouncilForecast) -> Iterator[PageTable]:
    titles = (
        (LineMeasure.BY_KIND, "By kind of placement", "The latest shares held."),
        (LineMeasure.BY_AGE, "By age", "The children now in care growing up and leaving, and others coming."),
        (LineMeasure.RATE, "Beside councils like it", "Looked after on 31 March per 10,000 children under 18."),
    )
    for measure, words, note in titles:
        lines = found.of(measure)
        if lines:
            columns = [
                Column("Of"),
                Column(str(found.origin), "31 March"),
                *(Column(str(one.year), "31 March, middle") for one in lines[0].ahead),
                Column("80% interval", f"31 March {found.last}"),
            ]
            yield PageTable(words, note, columns, [_part(line) for line in lines])


def _part(line: ForecastLine) -> list[str]:
    last = line.past[-1]
    _, eighty = _intervals(line.ahead[-1].percentiles)
    now = f"{last.value:,.0f}{'' if last.published else ' (estimated)'}"
    return [capitalised(line.kind), now, *(f"{one.middle:,.0f}" for one in line.ahead), eighty]


def _record(found: CouncilForecast) -> PageTable:
    measured = dict.fromkeys(one.measure for one in found.of_size)
    rows = [
        [
            (one.measure.value if one.years == 1 else ""),
            counted(one.years, "year"),
            f"{one.held_50} of {one.number}",
            f"{one.held_80} of {one.number}",
            f"{one.mean_miss:.1f}%" if one.number else "",
        ]
        for measure in measured
        for one in found.of_size
        if one.measure is measure
    ]
    return PageTable(
        f"The record of such forecasts for councils with {size(found.of_size[0])}",
        "Made in the same way from each 31 March of 2016 to 2023, with only what was known then, beside what came.",
        [Column("What"), Column("Ahead", words=True), Column("In the 50%"), Column("In the 80%"), Column("Mean miss")],
        rows,
    )


def _own(found: CouncilForecast) -> Iterator[PageTable]:
    if found.own:
        yield PageTable(
            f"{ForecastMeasure.LOOKED_AFTER.value}: such forecasts of {found.authority.name} before",
            "Each with only what was known then.",
            [Column("From 31 March"), Column("For 31 March"), Column("Middle"), Column("Came"), Column("In the 80%")],
            [
                [
                    str(one.origin),
                    str(one.year),
                    f"{one.middle:,.0f}",
                    f"{one.came:,.0f}",
                    "yes" if one.held_80 else "no",
                ]
                for one in found.own
            ],
        )


def _intervals(percentiles: tuple[float, ...]) -> tuple[str, str]:
    low, low_half, _, high_half, high = percentiles
    if isnan(low):
        return "", ""
    return band(low_half, high_half), band(low, high)
