"""How intervals over one another are drawn: panels of rows, the widest interval the thinnest and palest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sim.reports.chart.chart import Mark, Reach, SpreadChart, SpreadPanel, SpreadRow
from sim.reports.chart.frame import (
    NARROW,
    SOFT,
    Along,
    Extent,
    Scale,
    axis_line,
    below_axis,
    fitting,
    height_of_title,
    titled,
    uprights,
)
from sim.reports.chart.key import DASHES, RADIUS, KeySample, diamond, keyed
from sim.reports.chart.letters import broken, width_of
from sim.reports.chart.palette import BLACK, GREY, WHITE, tint
from sim.reports.chart.scene import LINE, SIZE, Scene, Stroke, Thing, Word, centred, middle_line, oblong, written
from sim.reports.chart.ticks import SMALLEST, ends_of, round_numbers

NAMES: Final = 0.4
"""Of the width of the chart, what names of rows may take beside the intervals."""

TALL: Final = (5.0, 9.0, 15.0)
"""Pixels of height of the intervals of a row, from the widest; of more than these the last."""

STRENGTHS: Final = (0.3, 0.6, 0.9)
"""How strongly they are filled."""

LEAST: Final = 4.0
"""Pixels of width of an interval at least, so that one without any width is seen."""

LANE: Final = 24.0
"""Pixels of height that a row takes."""

MARKED: Final = 8
"""Values that are marked along the bottom, at most."""

BENEATH: Final = 10.5
"""Pixels from the middle of a row to its thin line below."""


@dataclass(frozen=True, slots=True)
class SpreadLane:
    """One row: the lines of its name, where it begins, where its grid does, and the middle of its intervals."""

    name: tuple[str, ...]
    top: float
    grid: float
    middle: float
    bottom: float


def drawn_spreads(chart: SpreadChart, width: float) -> Scene:
    """Return the drawing at this width: names beside the intervals, or on a telephone above them."""
    narrow = width < NARROW
    things, top = keyed(_samples(chart), width)
    top += 6.0
    names = [
        [broken(row.name, width if narrow else NAMES * width, SIZE) for row in panel.rows] for panel in chart.panels
    ]
    widest = max((width_of(line, SIZE) for each in names for name in each for line in name), default=0.0)
    place = Extent(0.0 if narrow else 12.0 + widest, width)
    for panel, each in zip(chart.panels, names, strict=True):
        top += height_of_title(panel.title, place.width)
        things += titled(panel.title, place.left, place.width, top)
        lanes = _lanes(each, top + 6.0, above=narrow)
        bottom = lanes[-1].bottom if lanes else top + LANE
        things += _panel(chart, panel, place, lanes, bottom)
        for lane in lanes:
            if narrow:
                things += written(lane.name, (place.left, lane.top))
            else:
                things += centred(lane.name, place.left - 10.0, lane.middle)
        along = broken(panel.along, place.width, SIZE)
        things += written(along, (place.left, bottom + LINE + 8.0))
        top = bottom + LINE * (1 + len(along)) + 22.0
    return Scene(width, top - 10.0, tuple(things))


def _samples(chart: SpreadChart) -> Iterator[KeySample]:
    """Yield the key, the thickest interval first."""
    yield KeySample(chart.marked.words, chart.marked.colour, Mark.DIAMOND)
    for place, words in reversed(list(enumerate(chart.reaches))):
        yield KeySample(words, tint(GREY, _of(STRENGTHS, place)), tall=_of(TALL, place))
    if chart.beneath:
        yield KeySample(chart.beneath, BLACK, line=True)


def _of(each: tuple[float, ...], place: int) -> float:
    """Return what an interval has by its place from the widest."""
    return each[min(place, len(each) - 1)]


def _lanes(names: Sequence[tuple[str, ...]], top: float, *, above: bool) -> list[SpreadLane]:
    """Return the rows from the top; with the name above, its lines come before the intervals."""
    found: list[SpreadLane] = []
    for name in names:
        tall = LINE * len(name)
        grid = top + tall + 2.0 if above else top
        bottom = grid + (LANE if above else max(LANE, tall + 6.0))
        found.append(SpreadLane(name, top, grid, (grid + bottom) / 2 - 1.0, bottom))
        top = bottom + (4.0 if above else 0.0)
    return found


def _panel(
    chart: SpreadChart, panel: SpreadPanel, place: Extent, lanes: Sequence[SpreadLane], bottom: float
) -> Iterator[Thing]:
    """Yield the grid, and each row on it."""
    scale, marks = _axis(panel, place)
    for lane in lanes:  # the grid leaves names above rows free
        yield from uprights(scale, [one.value for one in marks], lane.grid, lane.bottom)
    yield from below_axis(fitting(marks, scale, place), bottom)
    yield axis_line(place.left, place.right, bottom)
    for lane, row in zip(lanes, panel.rows, strict=True):
        if row.marked is not None and row.marked == panel.level:
            across = scale(row.marked)
            yield Stroke(((across, lane.grid), (across, lane.bottom)), chart.marked.colour, 1.2, DASHES)
        yield from _row(row, scale, lane.middle)
        if row.middle is None:
            yield Word("not known", (place.right - 6.0, middle_line(lane.grid, lane.bottom)), "end", SOFT)
        if row.marked is not None:
            yield diamond((scale(row.marked), lane.middle), chart.marked.colour)


def _row(row: SpreadRow, scale: Scale, middle: float) -> Iterator[Thing]:
    """Yield the intervals over one another, the middle in white, and the thin line below."""
    half = 0.0
    for place, reach in enumerate(row.reaches):
        left, right = scale(reach.low), scale(reach.high)
        short = max(0.0, LEAST - (right - left)) / 2
        half = _of(TALL, place) / 2
        colour = tint(row.colour, _of(STRENGTHS, place))
        yield oblong(left - short, middle - half, right + short, middle + half, colour)
    if row.middle is not None:
        across = scale(row.middle)
        yield Stroke(((across, middle - half), (across, middle + half)), WHITE, 2.0)
    if row.beneath is not None:
        below = middle + BENEATH
        yield Stroke(((scale(row.beneath.low), below), (scale(row.beneath.high), below)), BLACK, 1.2)


def _axis(panel: SpreadPanel, place: Extent) -> tuple[Scale, list[Along]]:
    """Return the axis, which ends with what is shown, and the marks on it; counts near nought begin at nought."""
    low, high = ends_of([value for row in panel.rows for value in _values(row)])
    if 0.0 <= low < (high - low) / 2:
        low = 0.0
    ticks = round_numbers(low, high, MARKED)
    if high - low <= SMALLEST * max(abs(low), abs(high)):
        low, high = ticks.values[0], ticks.values[-1]
    inside = RADIUS + 2.0
    scale = Scale(low, high, place.left + inside, place.right - inside)
    marks = (Along(value, (word,)) for value, word in zip(ticks.values, ticks.words(), strict=True))
    return scale, [one for one in marks if low <= one.value <= high]


def _values(row: SpreadRow) -> list[float]:
    reaches: list[Reach] = [*row.reaches, *([row.beneath] if row.beneath else [])]
    ends = [end for reach in reaches for end in (reach.low, reach.high)]
    return [*ends, *(value for value in (row.middle, row.marked) if value is not None)]
