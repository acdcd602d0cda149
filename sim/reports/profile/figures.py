"""Figures of a profile: trends over ten years, and shares beside neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sim.experiments.profile.council import CouncilProfile
from sim.experiments.profile.item import ProfileUnit
from sim.experiments.profile.line import ItemLines, PlaceLine
from sim.experiments.profile.shown import ShownStatus
from sim.reports.chart.chart import (
    BesideMark,
    ChartFigure,
    ChartLine,
    IntervalChart,
    IntervalPanel,
    KeyEntry,
    LineChart,
    LinePanel,
    RowInterval,
)
from sim.reports.chart.palette import BLACK, BLUE, LIGHT_GREY, ORANGE
from sim.reports.chart.stretches import stretches
from sim.reports.profile.alternatives import beside_in_words, trends_in_words
from sim.reports.profile.figure_list import BesideFigure, ProfileFigure, TrendFigure, items_of, profile_figures, shared
from sim.reports.profile.numbers import unit_in_words
from sim.reports.profile.sources import in_a_line
from sim.reports.shared.chart_numbers import shown_number, shown_numbers
from sim.reports.shared.words import lower_first

GAPS = "Where a line stops nothing is published, or it is hidden as small."
NEIGHBOURS = "neighbours"


def charts(found: CouncilProfile) -> list[ChartFigure]:
    """Return every figure."""
    return [chart_of(found, one) for one in profile_figures(found)]


def chart_of(found: CouncilProfile, what: ProfileFigure) -> ChartFigure:
    """Return one figure."""
    return _trend(found, what) if isinstance(what, TrendFigure) else _beside(found, what)


def _trend(found: CouncilProfile, what: TrendFigure) -> ChartFigure:
    """Return the years of a few numbers, side by side."""
    lines = [found.lines(item) for item in what.items]
    return ChartFigure(
        what.name,
        f"{found.authority.name}: {lower_first(what.title)}",
        " ".join(part for part in (what.note, GAPS) if part),
        trends_in_words(found, lines),
        LineChart(
            tuple(_years(found, one) for one in lines),
            "",
            "31 March of each year",
            one_scale=False,
            from_zero=True,
            uprights=tuple(date(year - 1, 9, 30) for year in what.breaks),
            across=(date(found.first, 3, 31), date(found.last, 3, 31)),
        ),
        _source(found, what, f"31 March {found.first} to {found.last}."),
    )


def _years(found: CouncilProfile, one: ItemLines) -> LinePanel:
    """Return the council on top of England, its region and its neighbours; numbers of children of it alone."""
    own = _line(one.own, found.authority.name, BLUE)
    if one.item.unit is ProfileUnit.CHILDREN:
        return LinePanel(one.item.title, (*stretches(own), *_dots(own)))
    others = [
        *(_line(line, NEIGHBOURS, LIGHT_GREY, thin=True) for line in one.neighbours),
        _line(one.region, found.authority.region, ORANGE, thin=True),
        _line(one.england, "England", BLACK, dashed=True),
    ]
    lines = [part for line in (*others, own) for part in stretches(line)]
    return LinePanel(f"{one.item.title}, {unit_in_words(one.item.unit)}", (*lines, *_dots(own)))


def _line(line: PlaceLine, name: str, colour: str, *, dashed: bool = False, thin: bool = False) -> ChartLine:
    days = tuple(date(year, 3, 31) for year in line.years)
    values = shown_numbers([one.value if one.status is ShownStatus.PUBLISHED else float("nan") for one in line.points])
    return ChartLine(name, colour, days, values, dashed=dashed, thin=thin)


def _dots(line: ChartLine) -> Iterator[ChartLine]:
    for part in stretches(line):
        yield ChartLine("", part.colour, part.where, part.values, joined=False)


def _beside(found: CouncilProfile, what: BesideFigure) -> ChartFigure:
    """Return shares of the last year: the council strongly, its neighbours quietly, England as a line."""
    subjects = shared(found, what)
    rows: list[str] = []
    intervals: list[RowInterval | None] = []
    headings = []
    for subject, some in subjects:
        headings.append(len(rows))
        rows += [subject.title, *(one.item.title for one in some)]
        intervals += [None, *map(_row, some)]
    near = [KeyEntry(NEIGHBOURS, LIGHT_GREY)] if found.neighbours else []
    key = (
        KeyEntry(found.authority.name, BLUE),
        *near,
        KeyEntry(found.authority.region, ORANGE),
        KeyEntry("England", BLACK),
    )
    panel = IntervalPanel("", "percent of children", tuple(intervals))
    return ChartFigure(
        what.name,
        f"{found.authority.name}: {lower_first(what.title)}, {found.last}",
        "Numbers of the council that are hidden as small, or not published, are left out.",
        beside_in_words(found, [one for _, some in subjects for one in some]),
        IntervalChart(tuple(rows), (panel,), key, signed=False, headings=tuple(headings)),
        _source(found, what, f"31 March {found.last} or the year to it."),
    )


def _row(one: ItemLines) -> RowInterval:
    near = [BesideMark(shown_number(line.last.value), LIGHT_GREY) for line in one.known_neighbours]
    marks = [
        BesideMark(shown_number(line.last.value), colour, upright=True)
        for line, colour in ((one.region, ORANGE), (one.england, BLACK))
        if line.last.status is ShownStatus.PUBLISHED
    ]
    return RowInterval(shown_number(one.own.last.value), BLUE, beside=(*near, *marks))


def _source(found: CouncilProfile, what: ProfileFigure, when: str) -> str:
    """Return whose numbers these are, of when, and from where, so that a figure tells it wherever it is put."""
    return f"{found.authority.name}, {when} {in_a_line(found, items_of(found, what))}"
