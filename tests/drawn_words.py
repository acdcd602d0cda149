"""Words in figures: where they stand, and that none lies over another or is cut off."""

from __future__ import annotations

from collections.abc import Iterator

from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.reports.shared.drawing import Drawing


def words_of(figure: Figure) -> Iterator[Text]:
    """All words that are drawn; ticks beyond the ends of an axis are not."""
    for axes in figure.axes:
        if not axes.get_visible():
            continue
        yield from (axes._left_title, axes.xaxis.label, axes.yaxis.label, *axes.texts)
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks():
                if low <= tick.get_loc() <= high and tick.label1.get_visible():
                    yield tick.label1
    for legend in figure.legends:
        yield from legend.get_texts()


def no_words_overlap(one: Drawing, least: int) -> None:
    """Fail where words of a drawing, at least so many, lie over one another or are cut off."""
    one.figure.draw_without_rendering()
    renderer = one.figure._get_renderer()  # matplotlib has no public way to the boxes of words
    boxes = [
        (text.get_text(), text.get_window_extent(renderer)) for text in words_of(one.figure) if text.get_text().strip()
    ]
    assert len(boxes) >= least
    for index, (words, box) in enumerate(boxes):
        assert box.x0 > -1, f"{one.name}: {words!r} is cut off"
        assert box.x1 < one.figure.bbox.width + 1, f"{one.name}: {words!r} is cut off"
        for others, other in boxes[index + 1 :]:
            across = min(box.x1, other.x1) - max(box.x0, other.x0)
            along = min(box.y1, other.y1) - max(box.y0, other.y0)
            assert min(across, along) < 2, f"{one.name}: {words!r} lies over {others!r}"
