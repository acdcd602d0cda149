"""How intervals are drawn: a forest of rows, a panel for each measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sim.reports.chart.chart import IntervalChart, IntervalPanel, Reach, RowInterval
from sim.reports.chart.frame import (
    NARROW,
    SOFT,
    Along,
    Extent,
    Scale,
    axis_line,
    below_axis,
    extents,
    fitting,
    height_of_title,
    stacked_up,
    titled,
    uprights,
)
from sim.reports.chart.key import KeySample, keyed
from sim.reports.chart.letters import broken, width_of
from sim.reports.chart.palette import WHITE
from sim.reports.chart.scene import LINE, SIZE, Disc, Scene, Stroke, Thing, centred, written
from sim.reports.chart.tenfold import in_tenfolds, tenfold_words, whole_tenfolds
from sim.reports.chart.ticks import Ticks, ends_of, round_numbers

NAMES: Final = 0.3
"""Of the width of the chart, what names of rows may take beside the panels."""

LANE: Final = 16.0
"""Pixels of height that an interval takes."""

DOT: Final = 4.0

UPRIGHT: Final = 7.0
"""Pixels of an upright line above and below the middle of its row."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of a panel: the lines of its name, its top and its height."""

    name: tuple[str, ...]
    top: float
    height: float
    heading: bool = False


def drawn_intervals(chart: IntervalChart, width: float) -> Scene:
    """Return the drawing at this width: names beside the panels, or on a telephone above each interval."""
    chart = in_tenfolds(chart) if chart.tenfold else chart
    narrow = width < NARROW
    columns = 1 if narrow else min(len(chart.panels), 3)
    things, top = keyed((KeySample(one.words, one.colour) for one in chart.key), width)
    top += 6.0 if chart.key else 0.0
    headings = [place in chart.headings for place in range(len(chart.rows))]
    names = [
        broken(name, width if narrow else NAMES * width, SIZE, bold=bold)
        for name, bold in zip(chart.rows, headings, strict=True)
    ]
    widths = [width_of(line, SIZE, bold=bold) for name, bold in zip(names, headings, strict=True) for line in name]
    before = 0.0 if narrow else 12.0 + max(widths, default=0.0)
    lanes = _lanes(names, headings, above=narrow)
    tall = lanes[-1].top + lanes[-1].height if lanes else LANE
    places = extents(len(chart.panels), columns, before, width)
    units = [broken(panel.unit, place.width, SIZE) for panel, place in zip(chart.panels, places, strict=True)]
    heads = [
        height_of_title(panel.title, place.width) + LINE * len(unit) + 6.0
        for panel, place, unit in zip(chart.panels, places, units, strict=True)
    ]
    rows = stacked_up(heads, columns, top, tall + LINE + 24.0)
    bottom = top
    for panel, place, unit, (begin, head) in zip(chart.panels, places, units, rows, strict=True):
        begins = begin + head
        bottom = begins + tall
        things += titled(panel.title, place.left, place.width, begins - 6.0 - LINE * len(unit))
        things += written(unit, (place.left, begins - 6.0 - LINE * len(unit)), colour=SOFT)
        things += _panel(chart, panel, place, begins, lanes)
        if not narrow and place.left == places[0].left:
            for lane in lanes:
                things += centred(lane.name, place.left - 10.0, begins + lane.top + lane.height / 2, bold=lane.heading)
        elif narrow:
            for lane in lanes:
                things += written(lane.name, (place.left, begins + lane.top), bold=lane.heading)
        bottom += LINE + 8.0
    return Scene(width, bottom + 4.0, tuple(things))


def _lanes(names: Sequence[tuple[str, ...]], headings: Sequence[bool], *, above: bool) -> list[Lane]:
    """Return the rows from the top; with the name above, its lines come before the interval."""
    found: list[Lane] = []
    top = 0.0
    for name, heading in zip(names, headings, strict=True):
        tall = LINE * len(name)
        height = tall + (4.0 if heading else LANE + 6.0) if above else max(tall, LANE) + 8.0
        found.append(Lane(name, top, height, heading))
        top += height
    return found


def _panel(
    chart: IntervalChart, panel: IntervalPanel, place: Extent, top: float, lanes: Sequence[Lane]
) -> Iterator[Thing]:
    """Yield the grid, and each interval on it."""
    bottom = top + (lanes[-1].top + lanes[-1].height if lanes else LANE)
    ticks = _ticks(chart, panel, place.width)
    inside = DOT + 1.0
    scale = Scale(ticks.values[0], ticks.values[-1], place.left + inside, place.right - inside)
    words = tenfold_words(ticks) if chart.tenfold else ticks.words(signed=chart.signed)
    marks = [Along(value, (word,)) for value, word in zip(ticks.values, words, strict=True)]
    tops = [top + lane.top + LINE * len(lane.name) for lane in lanes]
    if place.width < NARROW and lanes and _above(lanes):
        for lane, begins in zip(lanes, tops, strict=True):  # the grid leaves the names free
            if lane.heading:
                continue
            yield from uprights(scale, ticks.values, begins + 2.0, top + lane.top + lane.height)
    else:
        yield from uprights(scale, ticks.values, top, bottom)
    yield from below_axis(fitting(marks, scale, Extent(place.left, place.right)), bottom)
    yield axis_line(place.left, place.right, bottom)
    said = panel.said or ("",) * len(lanes)
    for lane, one, words_in_row in zip(lanes, panel.intervals, said, strict=True):
        middle = top + lane.top + lane.height - (lane.height - _name_above(lane)) / 2
        if one is not None:
            yield from _interval(one, scale, middle)
        elif words_in_row:
            yield from written((words_in_row,), (place.right - 6.0, middle - LINE / 2), "end", colour=SOFT)


def _above(lanes: Sequence[Lane]) -> bool:
    return any(_name_above(lane) > 0.0 for lane in lanes)


def _name_above(lane: Lane) -> float:
    """Return pixels that the name takes above the interval; nought where it stands beside it."""
    tall = LINE * len(lane.name)
    return tall if lane.height > max(tall, LANE) + 8.0 else 0.0


def _interval(one: RowInterval, scale: Scale, middle: float) -> Iterator[Thing]:
    """Yield the interval, the dots of other values of the row, its middle over them, and their upright lines on top."""
    for reach, wide in ((one.thin, 1.2 if one.thick else 2.0), (one.thick, 5.0)):
        if reach is not None:
            yield Stroke(((scale(reach.low), middle), (scale(reach.high), middle)), one.colour, wide)
    for mark in one.beside:
        if not mark.upright:
            yield Disc((scale(mark.value), middle), DOT, WHITE)
            yield Disc((scale(mark.value), middle), DOT - 1.0, mark.colour)
    yield Disc((scale(one.middle), middle), DOT + 1.5, WHITE)
    yield Disc((scale(one.middle), middle), DOT, one.colour)
    for mark in one.beside:
        if mark.upright:
            across = scale(mark.value)
            yield Stroke(((across, middle - UPRIGHT), (across, middle + UPRIGHT)), mark.colour, 2.5)


def _ticks(chart: IntervalChart, panel: IntervalPanel, width: float) -> Ticks:
    """Return the marked values of a panel, which hold all of its intervals."""
    panels = chart.panels if chart.one_scale else (panel,)
    values = [value for each in panels for one in each.intervals if one is not None for value in _values(one)]
    low, high = ends_of(values)
    if chart.tenfold:
        return whole_tenfolds(low, high)
    if chart.signed:
        least = max(each.least for each in panels)
        low, high = min(low, -least, 0.0), max(high, least, 0.0)
    return round_numbers(low, high, 5 if width > 150 else 4)


def _values(one: RowInterval) -> list[float]:
    reaches: list[Reach] = [reach for reach in (one.thick, one.thin) if reach is not None]
    ends = (end for reach in reaches for end in (reach.low, reach.high))
    return [one.middle, *ends, *(mark.value for mark in one.beside)]
