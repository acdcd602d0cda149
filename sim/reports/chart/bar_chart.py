"""How level bars are drawn: parts end to end or beside one another, with their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sim.reports.chart.chart import BarChart, BarMarks, BarPanel, BarPart, Mark
from sim.reports.chart.frame import (
    NARROW,
    Along,
    Extent,
    Scale,
    below_axis,
    extents,
    fitting,
    height_of_title,
    stacked_up,
    titled,
    uprights,
)
from sim.reports.chart.key import DASHES, RADIUS, KeySample, diamond, keyed
from sim.reports.chart.letters import broken, width_of
from sim.reports.chart.palette import BLACK, WHITE, ink_on
from sim.reports.chart.scene import LINE, SIZE, Fill, Scene, Stroke, Thing, Word, centred, middle_line, written
from sim.reports.chart.ticks import Ticks, in_figures, round_numbers

NAMES: Final = 0.34
"""Of the width of the chart, what names of rows may take beside the bars."""

THICK: Final = 17.0
"""Pixels of a bar."""

MARKS: Final = 3 * RADIUS
"""Pixels that diamonds take below bars."""

MANY: Final = 20.0
"""From where an axis ends beyond it numbers are whole."""


@dataclass(frozen=True, slots=True)
class BarLane:
    """One row: the lines of its name, where it begins, and where its bars do."""

    name: tuple[str, ...]
    top: float
    bars: float
    bottom: float


def drawn_bars(chart: BarChart, width: float) -> Scene:
    """Return the drawing at this width: names beside the bars, or on a telephone above them."""
    narrow = width < NARROW
    columns = 1 if narrow else min(len(chart.panels), 2)
    things, top = _key(chart, width)
    names = [broken(name, width if narrow else NAMES * width, SIZE) for name in chart.rows]
    before = 0.0 if narrow else 12.0 + max((width_of(line, SIZE) for name in names for line in name), default=0.0)
    places = extents(len(chart.panels), columns, before, width)
    parted = broken(chart.parted_words, width - before, SIZE) if chart.parted else ()
    lanes = _lanes(chart, names, LINE * len(parted), above=narrow)
    tall = lanes[-1].bottom if lanes else THICK
    along = broken(chart.along, places[0].width, SIZE) if places else ()
    ruled = [broken(one.words, places[0].width, SIZE) for one in chart.rules] if places else []
    room = LINE * sum(map(len, ruled)) + 4.0
    heads = [
        height_of_title(panel.title, place.width) + room for panel, place in zip(chart.panels, places, strict=True)
    ]
    rows = stacked_up(heads, columns, top, tall + LINE * (1 + len(along)) + 24.0)
    bottom = top
    for panel, place, (begin, head) in zip(chart.panels, places, rows, strict=True):
        begins = begin + head
        bottom = begins + tall
        things += titled(panel.title, place.left, place.width, begins - room)
        things += _panel(chart, panel, place, begins, lanes)
        things += _rules(chart, place, begins, lanes, ruled)
        if chart.parted:
            part = begins + lanes[chart.parted].top - 3.0
            things += written(parted, (place.left, part - LINE * len(parted) - 2.0))
            things.append(Stroke(((place.left, part), (place.right, part)), BLACK, 1.2, DASHES))
        for lane in lanes:
            if narrow:
                things += written(lane.name, (place.left, begins + lane.top))
            elif place.left == places[0].left:
                things += centred(lane.name, place.left - 10.0, begins + (lane.bars + lane.bottom) / 2 - 3.0)
        things += written(along, (place.left, bottom + LINE + 8.0))
        bottom += LINE * (1 + len(along)) + 8.0
    return Scene(width, bottom + 4.0, tuple(things))


def _key(chart: BarChart, width: float) -> tuple[list[Thing], float]:
    """Return what the colours and diamonds mean; nothing where all are bars of one colour."""
    parts = [KeySample(part.name, part.colour) for panel in chart.panels for part in panel.parts]
    marks = [KeySample(one.name, one.colour, Mark.DIAMOND) for one in _marks(chart)]
    samples = list(dict.fromkeys((*parts, *marks)))
    if len(samples) < 2:
        return [], 0.0
    things, top = keyed(samples, width)
    return things, top + 6.0


def _marks(chart: BarChart) -> list[BarMarks]:
    return [panel.marks for panel in chart.panels if panel.marks is not None]


def _lanes(chart: BarChart, names: Sequence[tuple[str, ...]], parting: float, *, above: bool) -> list[BarLane]:
    """Return the rows from the top."""
    beside = 1 if chart.stacked else max((len(panel.parts) for panel in chart.panels), default=1)
    bars = beside * (THICK + 1.0) + (4.0 if chart.stacked else 0.0) + (MARKS if _marks(chart) else 0.0)
    found: list[BarLane] = []
    top = 0.0
    for place, name in enumerate(names):
        if chart.parted and place == chart.parted:
            top += parting + 8.0
        tall = LINE * len(name)
        start = top + tall + 2.0 if above else top + max(0.0, tall - bars) / 2
        bottom = start + bars + (8.0 if above else 6.0 + max(0.0, tall - bars) / 2)
        found.append(BarLane(name, top, start, bottom))
        top = bottom
    return found


def _longest(chart: BarChart) -> float:
    """Return to where bars reach."""
    reached = [one.value for one in chart.rules]
    reached += [value for one in _marks(chart) for value in one.values if value is not None]
    for panel in chart.panels:
        for row in range(len(chart.rows)):
            values = [_length(part, row) for part in panel.parts]
            reached.append(sum(values) if chart.stacked else max(values, default=0.0))
    return max(reached, default=0.0) or 1.0


def _length(part: BarPart, row: int) -> float:
    """Return how far a bar reaches: not at all where nothing is known, and where it is below nought."""
    return max(0.0, part.values[row] or 0.0)


def _scale(chart: BarChart, place: Extent) -> tuple[Scale, Ticks, int]:
    """Return how values become pixels, the marked values, and decimals of numbers in and beside bars."""
    ticks = round_numbers(0.0, chart.end or _longest(chart), 6 if place.width > 250 else 4)
    decimals = 0 if ticks.values[-1] > MANY else max(1, ticks.decimals)
    beside = 0.0
    if chart.end is None:
        beside = 8.0 + width_of(in_figures(ticks.values[-1], decimals), SIZE)
    return Scale(0.0, ticks.values[-1], place.left, max(place.right - beside, place.left + 20.0)), ticks, decimals


def _panel(chart: BarChart, panel: BarPanel, place: Extent, top: float, lanes: Sequence[BarLane]) -> Iterator[Thing]:
    scale, ticks, decimals = _scale(chart, place)
    bottom = top + (lanes[-1].bottom if lanes else THICK)
    for lane in lanes:  # the grid leaves names and words between rows free
        yield from uprights(scale, ticks.values, top + lane.bars - 2.0, top + lane.bottom)
    marks = [Along(value, (word,)) for value, word in zip(ticks.values, ticks.words(), strict=True)]
    yield from below_axis(fitting(marks, scale, Extent(max(0.0, place.left - 4.0), place.right)), bottom)
    for row, lane in enumerate(lanes):
        known = [part for part in panel.parts if part.values[row] is not None]
        if not known or (chart.stacked and not any(_length(part, row) for part in known)):
            yield Word(chart.none, (place.left + 5.0, middle_line(top + lane.bars, top + lane.bars + THICK)))
        elif chart.stacked:
            yield from _end_to_end(chart, panel, row, scale, top + lane.bars, decimals)
        else:
            yield from _beside(panel, row, scale, top + lane.bars, decimals)
        marked = panel.marks.values[row] if panel.marks else None
        if panel.marks and marked is not None:
            yield diamond((scale(marked), top + lane.bottom - 6.0 - MARKS / 2), panel.marks.colour)


def _end_to_end(
    chart: BarChart, panel: BarPanel, row: int, scale: Scale, top: float, decimals: int
) -> Iterator[Fill | Word]:
    """Yield one bar of parts, each with its number where there is room."""
    reached, bottom = 0.0, top + THICK + 4.0
    for part in panel.parts:
        value = _length(part, row)
        if not value:
            continue
        left, right = scale(reached), scale(reached + value)
        reached += value
        yield Fill(((left, top), (right, top), (right, bottom), (left, bottom)), part.colour, edge=WHITE)
        figures = in_figures(value, decimals)
        if width_of(figures, SIZE) + 6.0 <= right - left:
            yield Word(figures, ((left + right) / 2, middle_line(top, bottom)), "middle", ink_on(part.colour))
    if chart.end is None:
        yield Word(in_figures(reached, decimals), (scale(reached) + 5.0, middle_line(top, bottom)))


def _beside(panel: BarPanel, row: int, scale: Scale, top: float, decimals: int) -> Iterator[Fill | Word]:
    """Yield the bars of a row under one another, each with its number at its end."""
    for place, part in enumerate(panel.parts):
        value = part.values[row]
        begins = top + place * (THICK + 1.0)
        right = scale(_length(part, row))
        yield Fill(
            ((scale(0.0), begins), (right, begins), (right, begins + THICK), (scale(0.0), begins + THICK)), part.colour
        )
        figures = "not known" if value is None else in_figures(value, decimals)
        yield Word(figures, (right + 5.0, middle_line(begins, begins + THICK)))


def _rules(
    chart: BarChart, place: Extent, top: float, lanes: Sequence[BarLane], ruled: Sequence[tuple[str, ...]]
) -> Iterator[Thing]:
    """Yield the marked values, their words above the bars."""
    scale, _, _ = _scale(chart, place)
    above = top - 4.0 - LINE * sum(map(len, ruled))
    for one, lines in zip(chart.rules, ruled, strict=True):
        across = scale(one.value)
        half = max((width_of(line, SIZE) for line in lines), default=0.0) / 2
        middle = min(max(across, place.left + half), place.right - half)
        yield from written(lines, (middle, above), "middle")
        above += LINE * len(lines)
        for lane in lanes:
            yield Stroke(((across, top + lane.bars - 2.0), (across, top + lane.bottom)), BLACK, 1.2, DASHES)
