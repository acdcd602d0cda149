"""How heat maps are drawn: tiles with their numbers on them, rows from the bottom up as on an axis."""

from __future__ import annotations

from typing import Final

from sim.reports.chart.chart import HeatChart
from sim.reports.chart.frame import NARROW, extents, height_of_title, stacked_up, titled
from sim.reports.chart.letters import broken, width_of
from sim.reports.chart.palette import WHITE, ink_on
from sim.reports.chart.scene import LINE, SIZE, Fill, Scene, Word, middle_line, written

HIGH: Final = 30.0
"""Pixels of a tile."""

SMALLEST: Final = 12.0
"""Of type, on a telephone."""


def drawn_tiles(chart: HeatChart, width: float) -> Scene:
    """Return the drawing at this width; what does not fit on its tile is left to the colour, and to the table."""
    columns = 1 if width < NARROW else min(len(chart.panels), 2)
    up = broken(chart.up, width, SIZE)
    things = [*written(up, (0.0, 0.0))]
    top = LINE * len(up) + 6.0
    before = 8.0 + max((width_of(row, SIZE) for row in chart.rows), default=0.0)
    places = extents(len(chart.panels), columns, before, width)
    tall = HIGH * len(chart.rows)
    along = broken(chart.along, places[0].width, SIZE) if places else ()
    step = places[0].width / max(len(chart.columns), 1) if places else 0.0
    below = [broken(column, step - 2.0, SIZE) for column in chart.columns]
    foot = LINE * (max(map(len, below), default=0) + len(along)) + 12.0
    heads = [height_of_title(panel.title, place.width) + 6.0 for panel, place in zip(chart.panels, places, strict=True)]
    rows = stacked_up([head + tall + foot for head in heads], columns, top, 10.0)
    found: list[Fill | Word] = [*things]
    bottom = top
    for panel, place, (begin, high) in zip(chart.panels, places, rows, strict=True):
        bottom = begin + high
        floor = bottom - foot
        found += titled(panel.title, place.left, place.width, floor - tall - 6.0)
        for row, tiles in enumerate(panel.tiles):
            lower = floor - HIGH * row
            if place.left == places[0].left:
                found.append(Word(chart.rows[row], (place.left - 8.0, middle_line(lower - HIGH, lower)), "end"))
            for column, tile in enumerate(tiles):
                left = place.left + step * column
                spots = ((left, lower - HIGH), (left + step, lower - HIGH), (left + step, lower), (left, lower))
                found.append(Fill(spots, tile.colour, edge=WHITE))
                if width_of(tile.words, SIZE) <= step - 2.0:
                    at = (left + step / 2, middle_line(lower - HIGH, lower))
                    found.append(Word(tile.words, at, "middle", ink_on(tile.colour)))
        for column, lines in enumerate(below):
            found += written(lines, (place.left + step * (column + 0.5), floor + 2.0), "middle")
        found += written(along, (place.left, bottom - LINE * len(along) - 6.0))
    return Scene(width, bottom + 4.0, tuple(found))
