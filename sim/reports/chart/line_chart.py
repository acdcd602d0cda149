"""How lines, their bands and stacks are drawn: over days or over a number, in panels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Final

from sim.reports.chart.chart import ChartLine, LineChart, LinePanel, Mark
from sim.reports.chart.frame import (
    NARROW,
    Along,
    Extent,
    Scale,
    axis_line,
    below_axis,
    beside_axis,
    extents,
    fitting,
    height_of_title,
    levels,
    stacked_up,
    titled,
    uprights,
)
from sim.reports.chart.key import KeySample, keyed
from sim.reports.chart.letters import broken, spread_out, width_of
from sim.reports.chart.line_panel import RADIUS, drawn_panel, tinted
from sim.reports.chart.palette import readable
from sim.reports.chart.scene import LINE, SIZE, Scene, Word, written
from sim.reports.chart.ticks import DayTicks, Ticks, ends_of, marches, number_of, round_numbers, thinned_years

WIDEST_NAME: Final = 0.3
"""Of the width of the chart: lines of longer names have a key."""

AFTER: Final = 6.0
"""Pixels between the end of a line and its name."""

YEARS_APART: Final = 14.0
"""Pixels between the words of years along the bottom, at least."""

MARKED: Final = 6
"""Numbers that are marked along the bottom, at most."""

HEADROOM: Final = 8.0
"""Pixels above a panel for the upper half of its highest tick's words."""


@dataclass(frozen=True, slots=True)
class EndWords:
    """What stands at the end of a line, a band or a layer, at its height."""

    value: float
    words: str
    colour: str


def drawn_lines(chart: LineChart, width: float) -> Scene:
    """Return the drawing at this width."""
    count = len(chart.panels)
    columns = _columns(count, width)
    ends = _all_ends(chart, width, columns)
    named = ends is not None
    after = AFTER + max((width_of(end.words, SIZE) for panel in ends or () for end in panel), default=0.0)
    after = after if named and any(ends or ()) else RADIUS + 1.0
    things, top = ([], 0.0) if named else keyed(_samples(chart), width)
    up = broken(chart.up, width, SIZE)
    things += written(up, (0.0, top))
    top += LINE * len(up) + 6.0
    height = _plot_height(count, columns, width)
    rulers = _rulers(chart, height)
    words = [one.words() for one in rulers]
    before = 8.0 + max(width_of(word, SIZE) for each in words for word in each)
    places = _places(count, columns, width, before, one_scale=chart.one_scale)
    first = [not chart.one_scale or index % columns == 0 for index in range(count)]  # with words at a vertical axis
    starts = [place.left - (before if begins else 0.0) for place, begins in zip(places, first, strict=True)]
    heads = [
        height_of_title(panel.title, place.right - start)
        for panel, place, start in zip(chart.panels, places, starts, strict=True)
    ]
    along = [_along(panel, chart, place.width - after) for panel, place in zip(chart.panels, places, strict=True)]
    foot = LINE * max((len(mark.lines) for marks in along for mark in marks), default=1) + 11.0
    rows = stacked_up([head + HEADROOM + height + foot for head in heads], columns, top, 10.0)
    bottom = top
    for index, (panel, place) in enumerate(zip(chart.panels, places, strict=True)):
        begin, tall = rows[index]
        bottom = begin + tall
        floor = bottom - foot
        wide = Extent(place.left, place.right - after)
        upward = Scale(rulers[index].values[0], rulers[index].values[-1], floor, floor - height)
        things += titled(panel.title, starts[index], place.right - starts[index], floor - height - HEADROOM)
        things += levels(upward, rulers[index].values, wide.left, wide.right)
        if first[index]:
            things += beside_axis(upward, rulers[index].values, words[index], place.left - 8.0)
        across = _across(panel, chart, wide)
        marks = fitting(along[index], across, Extent(starts[index], place.right))
        things += uprights(across, [mark.value for mark, _ in marks if mark.value], floor - height, floor)
        things += below_axis(marks, floor)
        things += drawn_panel(panel, chart, across, upward)
        things.append(axis_line(wide.left, wide.right, floor))
        if ends is not None:
            things += _names(ends[index], upward, wide.right + AFTER)
    if chart.along:
        lines = broken(chart.along, width, SIZE)
        things += written(lines, (0.0, bottom))
        bottom += LINE * len(lines)
    return Scene(width, bottom + 4.0, tuple(things))


def _columns(count: int, width: float) -> int:
    """Return how many panels stand beside one another."""
    if width < NARROW:
        return 2 if count > 4 else 1
    return 2 if count == 4 else min(count, 3)


def _plot_height(count: int, columns: int, width: float) -> float:
    """Return pixels from the bottom to the top of a panel."""
    if width < NARROW:
        return 110.0 if columns > 1 else 200.0
    if columns > 2:
        return 130.0 if count > columns else 200.0
    return 180.0 if count > columns else 260.0


def _places(count: int, columns: int, width: float, before: float, *, one_scale: bool) -> list[Extent]:
    """Return where the plots of panels stand across, beside the words of their vertical axes."""
    if one_scale:
        return extents(count, columns, before, width)
    return [Extent(place.left + before, place.right) for place in extents(count, columns, 0.0, width)]


def _samples(chart: LineChart) -> list[KeySample]:
    """Return the key of all lines and layers with a name, each once."""
    found = [
        sample
        for panel in chart.panels
        for sample in (
            *(KeySample(area.name, area.colour) for area in (panel.stack.areas if panel.stack else ())),
            *(_sample(one) for one in panel.lines),
            *(KeySample(band.words, colour) for one in panel.lines for band, colour in tinted(one)),
        )
        if sample.words
    ]
    return list(dict.fromkeys(found))


def _sample(line: ChartLine) -> KeySample:
    if line.joined:
        return KeySample(line.name, line.colour, line=True, dashed=line.dashed)
    return KeySample(line.name, line.colour, Mark.DOT, hollow=line.hollow)


def _all_ends(chart: LineChart, width: float, columns: int) -> list[list[EndWords]] | None:
    """Return what is written at the ends in each panel; None where a key says it better."""
    ends = [_ends(panel) for panel in chart.panels]
    several = any(len([line for line in panel.lines if line.name]) > 1 or panel.stack for panel in chart.panels)
    if several and len(chart.panels) > 1:
        return None
    if not any(ends):
        return ends if not _samples(chart) else None
    room = _plot_height(len(chart.panels), columns, width) / LINE
    widest = max(width_of(end.words, SIZE) for panel in ends for end in panel)
    fits = all(len(panel) <= room for panel in ends)
    return ends if fits and widest <= WIDEST_NAME * width / columns else None


def _ends(panel: LinePanel) -> list[EndWords]:
    """Return what lines, bands and layers are called, at the height of their ends."""
    found = [EndWords(line.values[-1], line.name, readable(line.colour)) for line in panel.lines if line.name]
    for line in panel.lines:
        for band in line.bands:
            if band.words:
                found.append(EndWords(band.high[-1], band.words, readable(line.colour)))
    if panel.stack:
        lower = 0.0
        for area in panel.stack.areas:
            found.append(EndWords(lower + area.values[-1] / 2, area.name, readable(area.colour)))
            lower += area.values[-1]
    return sorted(found, key=lambda end: end.value)


def _names(ends: Sequence[EndWords], upward: Scale, left: float) -> Iterator[Word]:
    """Yield the words at the ends, none over another."""
    heights = [-upward(end.value) for end in ends]
    for end, height in zip(ends, spread_out(heights, LINE - 1.0, -upward.start, -upward.end), strict=True):
        yield Word(end.words, (left, -height + SIZE * 0.36), colour=end.colour)


def _rulers(chart: LineChart, height: float) -> list[Ticks]:
    """Return the marked values of each panel's vertical axis."""
    ranges = [_range(panel, chart) for panel in chart.panels]
    if chart.one_scale:
        ranges = [(min(low for low, _ in ranges), max(high for _, high in ranges))] * len(ranges)
    most = 4 if height < 150 else 6
    return [round_numbers(low, high, most) for low, high in ranges]


def _range(panel: LinePanel, chart: LineChart) -> tuple[float, float]:
    """Return the least and the largest that a panel shows."""
    values = [
        *chain.from_iterable(line.values for line in panel.lines),
        *(value for line in panel.lines for band in line.bands for value in (*band.low, *band.high)),
        *(one.value for one in chart.rules),
    ]
    if panel.stack:
        values += [0.0, *map(sum, zip(*(area.values for area in panel.stack.areas), strict=True))]
    if panel.bins:
        values += [0.0, *panel.bins.values]
    low, high = ends_of(values)
    if chart.from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    return low, max(high, chart.least) if chart.least else high


def _wheres(panel: LinePanel, chart: LineChart) -> list[date | float]:
    behind = (*(panel.stack.where if panel.stack else ()), *(panel.bins.edges if panel.bins else ()))
    return [*chain.from_iterable(line.where for line in panel.lines), *behind, *chart.across, *chart.uprights]


def _across(panel: LinePanel, chart: LineChart, place: Extent) -> Scale:
    """Return the scale along the bottom."""
    wheres = _wheres(panel, chart)
    low, high = ends_of([number_of(where) for where in wheres])
    if not all(isinstance(where, date) for where in wheres):
        ticks = _marked_numbers(panel, chart)
        low, high = ticks.values[0], ticks.values[-1]
    if low == high:
        low, high = low - 1.0, high + 1.0
    return Scale(low, high, place.left, place.right)


def _along(panel: LinePanel, chart: LineChart, width: float) -> list[Along]:
    """Return what may be marked along the bottom."""
    days = [where for where in _wheres(panel, chart) if isinstance(where, date)]
    if days and chart.along:
        years = thinned_years(min(days), max(days), int(width // (width_of("2020", SIZE) + YEARS_APART)))
        return [Along(number_of(day), (str(day.year),)) for day in years]
    if days:
        widest = width_of("31 March", SIZE) + 8.0
        marked: DayTicks = marches(min(days), max(days), int(width // widest) + 1)
        return [Along(number_of(day), lines) for day, lines in zip(marked.days, marked.words(), strict=True)]
    ticks = _marked_numbers(panel, chart)
    assert chart.along, "an axis along numbers says what they are"
    return [Along(value, (word,)) for value, word in zip(ticks.values, ticks.words(), strict=True)]


def _marked_numbers(panel: LinePanel, chart: LineChart) -> Ticks:
    """Return what may be marked along numbers: between places that are all whole only whole ones."""
    places = [number_of(where) for where in _wheres(panel, chart)]
    low, high = ends_of(places)
    whole = all(place.is_integer() for place in places)
    return round_numbers(low, high, min(MARKED, int(high - low) + 1) if whole else MARKED)
