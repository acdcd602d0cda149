"""Figures of papers have the width of a page, letters of 9 points, and say where they are from."""

from __future__ import annotations

import struct
from datetime import date
from xml.etree import ElementTree

import pytest

from sim.reports.paper_figures.effects import EffectPanel, ShownEffect, effects_figure
from sim.reports.paper_figures.gap import GapBar, gap_figure
from sim.reports.paper_figures.kinds import KindBar, kinds_figure
from sim.reports.paper_figures.numbers import ExpectedNumber, KnownNumber, numbers_figure
from sim.reports.paper_figures.savings import SavingsLine, SavingsPoint, savings_figure
from sim.reports.paper_figures.sheet import DOTS_PER_INCH, POINTS, PaperDrawing, PaperOrigin, paper_style, sheet

ORIGIN = PaperOrigin("Testshire", "from 1 April 2018", "run 0123abcd, 10 futures", "Source: simulation")


def every_figure() -> list[PaperDrawing]:
    march = date(2020, 3, 31)
    panel = EffectPanel(
        "In residential care", "children", (ShownEffect("A panel", -4.0, (-6.0, -1.0)), ShownEffect("B", 1, None))
    )
    points = (SavingsPoint("2018-19", -10.0, (-20.0, 5.0)), SavingsPoint("2019-20 (part)", -30.0, None))
    return [
        kinds_figure([KindBar("In-house foster", 1200, 90)], "1 April 2018", "31 March 2020", ORIGIN),
        gap_figure([GapBar("Children's home", 40, 12)], ORIGIN),
        numbers_figure(
            [KnownNumber(date(2018, 3, 31), 100.0)],
            [ExpectedNumber(march, 110.0, 90.0, 130.0)],
            [ExpectedNumber(march, 105.0, 100.0, 120.0)],
            ORIGIN,
        ),
        effects_figure([panel, panel, panel], ORIGIN),
        savings_figure([SavingsLine("A panel", points)], ORIGIN),
    ]


@pytest.fixture(scope="module")
def drawn() -> list[PaperDrawing]:
    return every_figure()


def comments(svg: str) -> str:
    """Return the words of a figure, which stand in the comments of its drawing."""
    parser = ElementTree.XMLParser(target=ElementTree.TreeBuilder(insert_comments=True))
    return " ".join(
        one.text.strip()
        for one in ElementTree.fromstring(svg, parser).iter()
        if one.tag is ElementTree.Comment and one.text
    )


def test_each_is_sixteen_centimetres_wide(drawn: list[PaperDrawing]) -> None:
    for one in drawn:
        (wide,) = struct.unpack(">I", one.png[16:20])
        assert wide / DOTS_PER_INCH * 2.54 == pytest.approx(16.0, abs=0.02)
        width = ElementTree.fromstring(one.svg).get("width")
        assert width is not None
        assert float(width.removesuffix("pt")) / 72 * 2.54 == pytest.approx(16.0, abs=0.02)


def test_each_says_council_day_run_and_source(drawn: list[PaperDrawing]) -> None:
    for one in drawn:
        words = comments(one.svg)
        for part in ("Testshire, from 1 April 2018", "Run 0123abcd, 10 futures", "Source: simulation"):
            assert part in words


def test_no_letter_is_smaller_than_nine_points() -> None:
    with paper_style():
        _figure, (axes,) = sheet(2.0)
        axes.set_title("A title")
        axes.set_xlabel("A label")
    texts = [axes.title, axes.xaxis.label, *axes.get_xticklabels(), *axes.get_yticklabels()]
    assert {text.get_fontsize() for text in texts} == {POINTS}


def test_the_same_numbers_make_the_same_bytes(drawn: list[PaperDrawing]) -> None:
    assert every_figure() == drawn
