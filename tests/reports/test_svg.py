"""Charts as SVG: whole, the same each time, with words as words, and two layouts of which a page shows one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from browsed import browser
from hypothesis import given
from hypothesis import strategies as some
from sample_charts import KINDS, sample

from sim.reports.chart.chart import ChartFigure, ChartLine, LineChart, LinePanel
from sim.reports.chart.letters import width_of
from sim.reports.chart.svg import CHART_CSS, NARROW, WIDE, inline, svg

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_whole_with_its_title_and_words_and_the_same_each_time(kind: str) -> None:
    one = sample(kind)
    text = svg(one)
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert [title.text for title in root.iter(f"{SVG}title")] == [one.title]
    assert [words.text for words in root.iter(f"{SVG}desc")] == [one.alternative]
    written = [element.text for element in root.iter(f"{SVG}text")]
    assert one.title in written
    assert any(word and "Placements overview" in word for word in written)
    assert svg(sample(kind)) == text


def test_in_a_page_it_has_both_layouts_each_named_and_told_in_words() -> None:
    first, second = inline(sample("lines")), inline(sample("scatter"))
    for text in (first, second):
        wide, narrow = ElementTree.fromstring(f"<div>{text}</div>")
        for one, width, called in ((wide, WIDE, "wide"), (narrow, NARROW, "narrow")):
            assert one.get("role") == "img"
            assert one.get("class") == f"chart-{called}"
            assert (one.get("viewBox") or "").split()[2] == str(width)
            names = {element.get("id") for element in one.iter()}
            assert {one.get("aria-labelledby"), one.get("aria-describedby")} <= names
    names = re.findall(r'\bid="([^"]+)"', first + second)
    assert len(names) == len(set(names)) == 8


@given(some.text())
def test_any_title_is_drawn(title: str) -> None:
    one = sample("lines", name=title)
    ElementTree.fromstring(svg(one).encode("utf-8"))
    ElementTree.fromstring(f"<div>{inline(one)}</div>".encode())


def test_nothing_breaks_out_of_the_drawing() -> None:
    hostile = '"/><script>alert(1)</script><path d="'
    line = ChartLine(hostile, "#000000", (0.0, 1.0), (1.0, 2.0))
    panel = LinePanel(hostile, (line, replace(line, name="", colour=hostile)))
    chart = LineChart((panel,), hostile, hostile)
    for text in (svg(ChartFigure(*[hostile] * 4, chart)), inline(ChartFigure(*[hostile] * 4, chart))):
        assert "<script" not in text
        root = ElementTree.fromstring(f"<div>{text.partition('?>')[2] or text}</div>")
        assert hostile in [path.get("stroke") for path in root.iter(f"{SVG}path")]


@pytest.mark.slow
@pytest.mark.parametrize(("width", "shown"), [(1366, "chart-wide"), (390, "chart-narrow"), (320, "chart-narrow")])
def test_a_browser_shows_one_of_them_as_wide_as_there_is_room(
    opened: Browser, tmp_path: Path, width: int, shown: str
) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<!doctype html><style>{CHART_CSS}</style>{inline(sample('lines'))}", encoding="utf-8")
    view = opened.new_page(viewport={"width": width, "height": 700})
    view.goto(page.as_uri())
    seen = [one for one in view.query_selector_all("svg") if one.is_visible()]
    assert [one.get_attribute("class") for one in seen] == [shown]
    assert view.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    view.close()


@pytest.mark.slow
def test_words_are_no_wider_in_a_browser_than_was_reckoned(opened: Browser, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<!doctype html>{svg(sample('intervals', 5))[38:]}", encoding="utf-8")
    view = opened.new_page(viewport={"width": 1366, "height": 700})
    view.goto(page.as_uri())
    found = view.evaluate(
        "() => [...document.querySelectorAll('text')].map(one => [one.textContent, one.getComputedTextLength(), "
        "one.getAttribute('font-weight') === 'bold'])"
    )
    assert len(found) > 20
    assert [one for one in found if one[1] > width_of(one[0], 13.0, bold=one[2]) + 1.0] == []
    view.close()
