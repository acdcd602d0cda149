"""Drawings by matplotlib: drawn once for each file, the same each time, and in a page without disturbing another."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from matplotlib.figure import Figure

from sim.reports.shared.drawing import Drawing, blank, inline, styled

PNG = b"\x89PNG\r\n\x1a\n"


def made(name: str) -> Drawing:
    with styled():
        figure, panels = blank(3.0, columns=2)
        for axes in panels:
            axes.fill_between([0, 1], [1, 2], hatch="//")
            axes.set_title("A panel")
        return Drawing(name, "Title", "Caption.", "In words.", figure).laid_out()


def test_svg_and_png_are_whole_and_the_same_each_time() -> None:
    one = made("one")
    assert ElementTree.fromstring(one.svg()).tag.endswith("svg")
    assert one.svg() == one.svg() == made("one").svg()
    assert one.png().startswith(PNG)


def test_each_file_is_drawn_once_with_the_panels_where_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Figure] = []
    draw = Figure.draw
    one = made("one")
    monkeypatch.setattr(Figure, "draw", lambda figure, renderer: (drawn.append(figure), draw(figure, renderer)))
    places = [axes.get_position().bounds for axes in one.figure.axes]
    one.svg(), one.png()
    assert [axes.get_position().bounds for axes in one.figure.axes] == places
    assert drawn == [one.figure, one.figure]


def test_an_inline_drawing_has_words_and_names_of_its_own() -> None:
    drawings = made("one"), made("other")
    first, second = (inline(one.svg(), one.name, 'with "quotes" & all') for one in drawings)
    for text, one in ((first, drawings[0]), (second, drawings[1])):
        root = ElementTree.fromstring(text)
        assert root.get("role") == "img"
        assert root.get("aria-label") == 'with "quotes" & all'
        names = re.findall(r'\bid="([^"]+)"', text)
        assert names
        assert all(name.startswith(f"{one.name}-") for name in names)
        used = re.findall(r'url\(#([^)]+)\)|xlink:href="#([^"]+)"', text)
        assert used
        assert {a or b for a, b in used} <= set(names)
    assert not set(re.findall(r'\bid="([^"]+)"', first)) & set(re.findall(r'\bid="([^"]+)"', second))
