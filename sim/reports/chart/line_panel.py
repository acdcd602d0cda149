"""What stands inside a panel of lines: its stack, bins, bands, lines, dots and marked values."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from sim.reports.chart.chart import Band, Bins, ChartLine, LineChart, LinePanel, Stack
from sim.reports.chart.frame import Scale, path
from sim.reports.chart.key import DASHES, dot
from sim.reports.chart.palette import BLACK, GREY, WHITE, tint
from sim.reports.chart.scene import Fill, Stroke, Thing, Word, oblong
from sim.reports.chart.ticks import number_of

BANDS: Final = (0.18, 0.26, 0.36)
"""How strongly bands are filled, from the widest; of one alone the first."""

DOTS: Final = (2.0, 3.0)
"""Of an upright line."""

RADIUS: Final = 3.0
"""Pixels of a dot on a line."""

APART: Final = 2.0
"""Pixels between bars that stand side by side."""


def tinted(line: ChartLine) -> list[tuple[Band, str]]:
    """Return the bands of a line, each with its colour where it lies on those that are wider."""
    found, strength = [], 0.0
    for place, band in enumerate(line.bands):
        strength += (1.0 - strength) * _strength(place)
        found.append((band, tint(line.colour, strength)))
    return found


def _strength(place: int) -> float:
    return BANDS[min(place, len(BANDS) - 1)]


def drawn_panel(panel: LinePanel, chart: LineChart, across: Scale, upward: Scale) -> Iterator[Thing]:
    """Yield the stack, the bins, the marked values, the bands, the upright lines, the lines and, on top, words."""
    if panel.stack:
        yield from _stack(panel.stack, across, upward)
    if panel.bins:
        yield from _bins(panel.bins, across, upward)
    for rule in chart.rules:
        height = upward(rule.value)
        yield Stroke(((across.start, height), (across.end, height)), BLACK, 1.2, DASHES)
    for line in panel.lines:
        xs = [across(number_of(where)) for where in line.where]
        for place, band in enumerate(line.bands):
            lower, upper = ([upward(value) for value in ends] for ends in (band.low, band.high))
            yield Fill((*path(xs, upper), *path(xs, lower)[::-1]), line.colour, _strength(place))
    for where in chart.uprights:
        upright = across(number_of(where))
        yield Stroke(((upright, upward.start), (upright, upward.end)), GREY, 1.5, DOTS)
    for line in panel.lines:
        yield from _line(line, across, upward, halo=panel.stack is not None)
    for rule in chart.rules:
        if rule.words:
            yield Word(rule.words, (across.start + 4.0, upward(rule.value) - 4.0))


def _stack(stack: Stack, across: Scale, upward: Scale) -> Iterator[Thing]:
    xs = [across(number_of(where)) for where in stack.where]
    lower = [0.0] * len(xs)
    for area in stack.areas:
        upper = [below + value for below, value in zip(lower, area.values, strict=True)]
        edges = (*path(xs, [upward(value) for value in upper]), *path(xs, [upward(value) for value in lower])[::-1])
        yield Fill(edges, area.colour, 0.85, WHITE)
        lower = upper


def _bins(bins: Bins, across: Scale, upward: Scale) -> Iterator[Fill]:
    for (left, right), value in zip(pairwise(bins.edges), bins.values, strict=True):
        yield oblong(across(left) + APART / 2, upward(value), across(right) - APART / 2, upward(0.0), bins.colour)


def _line(line: ChartLine, across: Scale, upward: Scale, *, halo: bool) -> Iterator[Thing]:
    spots = path([across(number_of(where)) for where in line.where], [upward(value) for value in line.values])
    wide = 1.0 if line.thin else 2.0
    if line.joined and len(spots) > 1:
        if halo:
            yield Stroke(spots, WHITE, wide + 3.0)
        yield Stroke(spots, line.colour, wide, DASHES if line.dashed else ())
    if line.dotted or not line.joined or len(spots) == 1:
        for spot in spots:
            yield from dot(spot, RADIUS, line.colour, hollow=line.hollow)
