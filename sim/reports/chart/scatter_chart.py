"""How points are drawn: one value across, one up, each with how far it may reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from sim.reports.chart.chart import Cloud, Reach, ScatterChart, ScatterPanel, ScatterPoint
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
from sim.reports.chart.key import RADIUS, KeySample, keyed, shaped
from sim.reports.chart.letters import broken, width_of
from sim.reports.chart.palette import LIGHT_GREY
from sim.reports.chart.point_words import PointWords, words_at
from sim.reports.chart.scene import LINE, SIZE, Fill, Scene, Stroke, Thing, oblong, written
from sim.reports.chart.ticks import ends_of, round_numbers

FAINT: Final = 0.4
"""How strongly one of many points is filled."""

SMALL: Final = 2.5
"""Pixels of one of many points."""


def drawn_points(chart: ScatterChart, width: float) -> Scene:
    """Return the drawing at this width: panels beside one another, or on a telephone under one another."""
    narrow = width < NARROW
    columns = 1 if narrow else min(len(chart.panels), 3)
    height = 230.0
    things, top = keyed(_samples(chart), width)
    up = broken(chart.up, width, SIZE)
    things += written(up, (0.0, top))
    top += LINE * len(up) + 6.0
    values = round_numbers(*_range(chart, [_ups(point) for point in _points(chart.panels)], chart.up_range), 6)
    words = values.words(signed=chart.signed)
    before = 8.0 + max(width_of(word, SIZE) for word in words)
    places = extents(len(chart.panels), columns, before, width)
    along = [broken(panel.along, place.width, SIZE) for panel, place in zip(chart.panels, places, strict=True)]
    foot = LINE * (1 + max(map(len, along), default=0)) + 12.0
    heads = [height_of_title(panel.title, place.width) + 8.0 for panel, place in zip(chart.panels, places, strict=True)]
    rows = stacked_up([head + height + foot for head in heads], columns, top, 10.0)
    bottom = top
    for panel, place, below, (begin, tall) in zip(chart.panels, places, along, rows, strict=True):
        bottom = begin + tall
        floor = bottom - foot
        upward = Scale(values.values[0], values.values[-1], floor, floor - height)
        things += titled(panel.title, place.left, place.width, floor - height - 8.0)
        things += _panel(chart, panel, place, upward)
        if place.left == places[0].left:
            things += beside_axis(upward, values.values, words, place.left - 8.0)
        things += written(below, (place.left, floor + LINE + 8.0))
    return Scene(width, bottom + 4.0, tuple(things))


def _samples(chart: ScatterChart) -> list[KeySample]:
    """Return the key of all clouds with a name, each once."""
    clouds = [cloud for panel in chart.panels for cloud in panel.clouds if cloud.name]
    return list(dict.fromkeys(KeySample(cloud.name, cloud.colour, look=cloud.mark) for cloud in clouds))


def _points(panels: Sequence[ScatterPanel]) -> list[ScatterPoint]:
    return [point for panel in panels for cloud in panel.clouds for point in cloud.points]


def _ups(point: ScatterPoint) -> list[float]:
    return [point.up, *_ends(point.up_reach)]


def _acrosses(point: ScatterPoint) -> list[float]:
    return [point.across, *_ends(point.across_reach)]


def _ends(reach: Reach | None) -> list[float]:
    return [] if reach is None else [reach.low, reach.high]


def _range(chart: ScatterChart, values: Sequence[Sequence[float]], least: Reach | None) -> tuple[float, float]:
    """Return the ends of an axis before they are rounded."""
    nought = [0.0] if chart.signed else []
    return ends_of([*chain.from_iterable(values), *_ends(least), *nought])


def _panel(chart: ScatterChart, panel: ScatterPanel, place: Extent, upward: Scale) -> Iterator[Thing]:
    """Yield the grid, what is asked for, and the points on top."""
    most = 5 if place.width < 240 else 6
    values = round_numbers(*_range(chart, [_acrosses(point) for point in _points([panel])], chart.across), most)
    across = Scale(values.values[0], values.values[-1], place.left + RADIUS, place.right - RADIUS)
    top, bottom = upward.end, upward.start
    if chart.shaded is not None:
        yield oblong(across(chart.shaded.low), top, across(chart.shaded.high), bottom, LIGHT_GREY, 0.4)
    ups = round_numbers(upward.low, upward.high, 6)
    yield from levels(upward, ups.values, place.left, place.right)
    yield from uprights(across, values.values, top, bottom)
    words = values.words(signed=chart.signed)
    marks = [Along(value, (word,)) for value, word in zip(values.values, words, strict=True)]
    yield from below_axis(fitting(marks, across, place), bottom)
    yield axis_line(place.left, place.right, bottom)
    for cloud in panel.clouds:
        yield from _cloud(cloud, across, upward)
    large = [point for cloud in panel.clouds if not cloud.faint for point in cloud.points]
    spots = [(across(one.across), upward(one.up)) for one in large]
    named = [
        PointWords(point.words, (across(point.across), upward(point.up)), cloud.colour)
        for cloud in panel.clouds
        for point in cloud.points
        if point.words
    ]
    yield from words_at(named, spots, (place.left, top, place.right, bottom))


def _cloud(cloud: Cloud, across: Scale, upward: Scale) -> Iterator[Thing]:
    if cloud.joined and len(cloud.points) > 1:
        yield Stroke(tuple((across(one.across), upward(one.up)) for one in cloud.points), cloud.colour, 1.4)
    for point in cloud.points:
        at = across(point.across), upward(point.up)
        if point.across_reach is not None:
            ends = point.across_reach
            yield Stroke(((across(ends.low), at[1]), (across(ends.high), at[1])), cloud.colour, 1.4)
        if point.up_reach is not None:
            ends = point.up_reach
            yield Stroke(((at[0], upward(ends.low)), (at[0], upward(ends.high))), cloud.colour, 1.4)
        if cloud.faint:
            yield shaped(cloud.mark, at, SMALL, cloud.colour, FAINT)
        else:
            shape = shaped(cloud.mark, at, RADIUS + 0.5, cloud.colour)
            yield Fill(shape.spots, shape.colour, edge="#ffffff") if isinstance(shape, Fill) else shape
