"""Words in figures: where they stand, that none lies over another or is cut off, and that all can be read."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot
from typing import Any

from matplotlib.collections import QuadMesh
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.reports.chart.palette import READABLE, WHITE, contrast
from sim.reports.shared.drawing import Drawing

OVERLAP = 2
"""Dots of both width and height by which two boxes of words must overlap to lie over one another: letters seldom fill
their boxes."""


def words_of(figure: Figure) -> Iterator[Text]:
    """All words that are drawn; ticks beyond the ends of an axis are not."""
    yield from (text for text in (figure._suptitle, figure._supxlabel, figure._supylabel) if text is not None)
    yield from figure.texts
    for axes in figure.axes:
        if not axes.get_visible():
            continue
        yield from (axes._left_title, axes.title, axes._right_title, axes.xaxis.label, axes.yaxis.label, *axes.texts)
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks():
                if low <= tick.get_loc() <= high and tick.label1.get_visible():
                    yield tick.label1
        if axes.get_legend() is not None:
            yield from axes.get_legend().get_texts()
    for legend in figure.legends:
        yield from legend.get_texts()


def faults_of_words(one: Drawing) -> list[str]:
    """What is wrong with the words of a drawing: those that leave it, and those that lie over one another."""
    one.figure.draw_without_rendering()
    renderer = one.figure._get_renderer()  # matplotlib has no public way to the boxes of words
    seen = {id(text): text for text in words_of(one.figure)}.values()
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in seen if text.get_text().strip()]
    whole = one.figure.bbox
    faults = []
    for index, (words, box) in enumerate(boxes):
        if box.x0 < -1 or box.y0 < -1 or box.x1 > whole.width + 1 or box.y1 > whole.height + 1:
            faults.append(f"{one.name}: {words!r} is cut off")
        for others, other in boxes[index + 1 :]:
            across = min(box.x1, other.x1) - max(box.x0, other.x0)
            along = min(box.y1, other.y1) - max(box.y0, other.y0)
            if min(across, along) >= OVERLAP:
                faults.append(f"{one.name}: {words!r} lies over {others!r}")
    return faults


def no_words_overlap(one: Drawing, least: int) -> None:
    """Fail where words of a drawing, at least so many, lie over one another or are cut off."""
    assert len([text for text in words_of(one.figure) if text.get_text().strip()]) >= least
    faults = faults_of_words(one)
    assert not faults, "\n".join(faults)


def faults_of_ink(one: Drawing) -> list[str]:
    """Words of a drawing that do not stand out enough from the tile, the bar or the paper that they stand on."""
    one.figure.draw_without_rendering()
    renderer = one.figure._get_renderer()
    faults = []
    for text in words_of(one.figure):
        if not text.get_text().strip() or not text.get_visible():
            continue
        box = text.get_window_extent(renderer)
        ground = ground_at((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, one.figure)
        found = contrast(on_paper(text.get_color()), on_paper(ground))
        if found < READABLE:
            faults.append(f"{one.name}: {text.get_text()!r} is {text.get_color()} on {ground}, {found:.2f}:1")
    return faults


def on_paper(colour: Any) -> str:
    """A colour of matplotlib such as "#0072b2"; what is transparent lies on white."""
    *parts, opaque = to_rgba(colour)
    return to_hex([part * opaque + 1.0 - opaque for part in parts])


def ground_at(x: float, y: float, figure: Figure) -> Any:
    """The colour of the tile, bar or dot at this place of a figure; white where there is none."""
    found: Any = WHITE
    for axes in figure.axes:
        if not axes.get_visible() or not axes.get_window_extent().contains(x, y):
            continue
        for patch in axes.patches:
            if patch.get_window_extent().contains(x, y) and patch.get_fill():
                found = patch.get_facecolor()
        for line in (line for line in axes.lines if line.get_marker() == "o"):
            reach = line.get_markersize() / 72 * figure.dpi / 2
            if any(hypot(x - across, y - up) < reach for across, up in axes.transData.transform(line.get_xydata())):
                found = line.get_markerfacecolor()
        for mesh in (mesh for mesh in axes.collections if isinstance(mesh, QuadMesh)):
            across, up = axes.transData.inverted().transform((x, y))
            found = mesh.cmap(mesh.norm(mesh.get_array()[int(up), int(across)]))
    return found
