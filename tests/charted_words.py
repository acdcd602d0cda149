"""Words in charts, in every layout: that none lies over another or is cut off, and that all can be read."""

from __future__ import annotations

from collections.abc import Iterator

from sim.reports.chart.chart import ChartFigure
from sim.reports.chart.drawn import scene_of, sheet_of
from sim.reports.chart.palette import READABLE, WHITE, contrast
from sim.reports.chart.scene import Fill, Scene, Word
from sim.reports.chart.svg import NARROW, WIDE

OVERLAP = 1.5
"""Pixels of both width and height by which two boxes of words must overlap to lie over one another."""


def scenes_of(figure: ChartFigure) -> Iterator[Scene]:
    """The figure as it is drawn: wide, for a telephone, and in a file of its own."""
    yield scene_of(figure.chart, WIDE)
    yield scene_of(figure.chart, NARROW)
    yield sheet_of(figure, WIDE)


def faults_of_chart(figure: ChartFigure) -> list[str]:
    """What is wrong with the words of a figure in any of its layouts."""
    return [f"{figure.name} at {scene.width:.0f}: {fault}" for scene in scenes_of(figure) for fault in faults_of(scene)]


def faults_of(scene: Scene) -> list[str]:
    """Words that are cut off, that lie over one another, or that do not stand out from what they stand on."""
    faults = []
    for place, word in enumerate(scene.words):
        left, top, right, bottom = word.box
        if left < -0.5 or top < -0.5 or right > scene.width + 0.5 or bottom > scene.height + 0.5:
            faults.append(f"{word.text!r} is cut off")
        for other in scene.words[place + 1 :]:
            if _overlap(word, other):
                faults.append(f"{word.text!r} lies over {other.text!r}")
        ground = ground_of(scene, word)
        if contrast(word.colour, ground) < READABLE:
            faults.append(f"{word.text!r} is {word.colour} on {ground}")
    return faults


def _overlap(one: Word, other: Word) -> bool:
    a, b = one.box, other.box
    return min(a[2], b[2]) - max(a[0], b[0]) > OVERLAP and min(a[3], b[3]) - max(a[1], b[1]) > OVERLAP


def ground_of(scene: Scene, word: Word) -> str:
    """The colour of the oblong that a word stands on, white where there is none."""
    left, top, right, bottom = word.box
    across, down = (left + right) / 2, (top + bottom) / 2
    found = WHITE
    for thing in scene.things:
        if isinstance(thing, Fill) and len(thing.spots) == 4 and thing.strength == 1.0:
            xs, ys = zip(*thing.spots, strict=True)
            if min(xs) <= across <= max(xs) and min(ys) <= down <= max(ys):
                found = thing.colour
    return found
